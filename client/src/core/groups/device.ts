/** This device while it is unlocked: what inbox, outbox and membership work with, and share. */

import { labelled, labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, OrgId, UserId } from '#shared/ids/index.ts';
import { type OrgState, policyFor } from '#shared/org-log/index.ts';
import type { PolicyValues } from '#shared/policy/index.ts';
import { encodeRoomState, parseRoomStateText, type RoomState } from '../content/room-state.ts';
import { sha256 } from '../crypto/primitives.ts';
import { type CertifiedDevice, certifiedDevice } from '../identity/authenticate.ts';
import type { MlsEngine, SignatureKey } from '../mls/engine.ts';
import type { Member, MlsGroup } from '../mls/group.ts';
import type { Replica } from '../org/replica.ts';
import { judgeOpen, judgeWords } from '../policy/gate-messages.ts';
import type { Living, Verdict } from '../policy/verdict.ts';
import type { ConversationRow } from '../storage/records.ts';
import type { RelayTransport } from '../transport/transport.ts';
import type { GroupStore } from './group-store.ts';
import type { Journal } from './journal.ts';

/** Who this device is. */
export interface Self {
  readonly org: OrgId;
  readonly user: UserId;
  readonly device: DeviceId;
  /** The encoded device certificate: the MLS credential. */
  readonly certificate: Uint8Array;
  readonly deviceKey: SignatureKey;
  readonly userIdentityKey: SignatureKey;
}

/** Fetches what is new in the log. @returns whether there was anything. */
export type SyncLog = () => Promise<boolean>;

export interface Device {
  readonly self: Self;
  readonly journal: Journal;
  readonly groups: GroupStore;
  readonly engine: MlsEngine;
  /** The log as this device has accepted it. */
  readonly replica: () => Replica;
  readonly call: RelayTransport['call'];
  /** Signed in, and the log is fresh enough to send (freshness leash). */
  readonly maySend: () => boolean;
  /** Whether the person tells others what was read, and is told: by their own choice and the policy. */
  readonly tellsRead: () => boolean;
  /** Words that count as a mention of the person, by their own choice. */
  readonly keywords: () => readonly string[];
  /** Whether the person has compared safety numbers with somebody, and both still have the same keys. */
  readonly isVerified: (user: UserId) => boolean;
  readonly now: () => number;
  /** The relay's time, as far as it is known: by it messages disappear, whatever this computer's clock says. */
  readonly relayNow: () => number;
}

/** A device in a group: its leaf, and when it last put fresh keys in, as far as it says so. */
export type MemberDevice = CertifiedDevice & { readonly leaf: number; readonly aliveAt: number | undefined };

export function orgOf(device: Device): OrgState {
  return device.replica().state;
}

/** The policy that applies to this person now. */
export function policyOf(device: Device): PolicyValues {
  return policyFor(orgOf(device), device.self.user, device.now());
}

/** Who a member is by the log; undefined: nobody whom the log knows. */
export function recognise(device: Device, member: Member): CertifiedDevice | undefined {
  return certifiedDevice(member.identity, member.signatureKey, orgOf(device));
}

/** The same, with its sign of life. */
export function living(device: Device, member: Member): Living {
  const known = recognise(device, member);
  return known === undefined ? undefined : { ...known, aliveAt: member.aliveAt };
}

/** Every member of a group that the log knows, in leaf order. */
export function recognisedMembers(device: Device, group: MlsGroup): MemberDevice[] {
  return device.engine.members(group).flatMap((member) => {
    const known = recognise(device, member);
    return known === undefined ? [] : [{ ...known, leaf: member.leaf, aliveAt: member.aliveAt }];
  });
}

/** What stands in the group context for a room state. */
export function roomStateHash(state: RoomState): Uint8Array {
  return sha256(labelled(labels.roomState, encodeRoomState(state)));
}

/** The room state of a conversation. @throws Error for a row without one, which is never written. */
export function roomStateOf(row: ConversationRow): RoomState {
  if (row.roomState === undefined) throw new RangeError('a conversation without a room state');
  return parseRoomStateText(row.roomState);
}

/** The conversations that are still spoken in. */
export function livingGroups(device: Device): GroupId[] {
  return [...device.journal.memory.conversations.values()]
    .filter(({ status }) => status === 'ready' || status === 'setting-up')
    .map(({ id }) => id);
}

/**
 * The other person of a direct conversation who has no device in it: shut out by the log and taken out, and perhaps
 * restored since. Words that were sent now would reach nobody, and could never be read later.
 */
export function absentPeer(device: Device, row: ConversationRow): { user: UserId; active: boolean } | undefined {
  if (row.kind !== 'direct') return undefined;
  const room = roomStateOf(row);
  const user = room.kind === 'direct' ? room.people.find((one) => one !== device.self.user) : undefined;
  if (user === undefined || row.members.includes(user)) return undefined;
  return { user, active: orgOf(device).users.get(user)?.standing === 'active' };
}

/** Whether `sender` may write words into a conversation, in an epoch. */
export function judgeWordsIn(row: ConversationRow, sender: CertifiedDevice, epoch: bigint): Verdict {
  return judgeWords(sender, { ...saidIn(row, epoch), since: BigInt(row.announcesSince ?? 0) });
}

/** Whether anything may be done with messages of a conversation, in an epoch: not in a closed room. */
export function judgeOpenIn(row: ConversationRow, epoch: bigint): Verdict {
  return judgeOpen(saidIn(row, epoch));
}

function saidIn(row: ConversationRow, epoch: bigint) {
  return { room: roomStateOf(row), epoch, closedSince: BigInt(row.closedSince ?? 0) };
}

/** Whether this device may write words into a conversation now. */
export function judgeOwnWords({ self }: Device, row: ConversationRow): Verdict {
  return judgeWordsIn(row, { device: self.device, user: self.user }, BigInt(row.epoch ?? 0));
}
