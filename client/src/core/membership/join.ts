/** Welcomes: joining what a colleague has added this device to. */
import { encodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import { type GroupId, parseId, type UserId } from '#shared/ids/index.ts';
import type { WaitingWelcome } from '#shared/wire/index.ts';
import { parseRoomState, parseRoomStateText, type RoomState, roomStateText, versionOf } from '../content/room-state.ts';
import { wipe } from '../crypto/primitives.ts';
import type { SyncLog } from '../groups/device.ts';
import { type Device, orgOf, recognise, recognisedMembers, roomStateHash } from '../groups/device.ts';
import { tell } from '../groups/hearing.ts';
import { placeBehind } from '../groups/order.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { JoinCandidate, StoredKeyPackage } from '../mls/engine.ts';
import { MlsError } from '../mls/errors.ts';
import { judgeJoin } from '../policy/gate.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ConversationRow, KeyPackageRow, MessageRow } from '../storage/records.ts';

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly group: GroupId }
  /** It is for nobody here, was used before, or is not allowed: it is thrown away. */
  | { readonly kind: 'refused'; readonly detail: string; readonly noKeyPackage?: boolean };

/** Joins by one Welcome. Takes the group for itself meanwhile. @throws StorageError. */
export function joinByWelcome(device: Device, syncLog: SyncLog, welcome: WaitingWelcome): Promise<JoinOutcome> {
  return device.groups.exclusive(welcome.group, async () => {
    const first = await tryJoin(device, welcome);
    // It may rest on an entry of the log that this device has not seen.
    return first.kind === 'refused' && (await syncLog()) ? tryJoin(device, welcome) : first;
  });
}

async function tryJoin(device: Device, welcome: WaitingWelcome): Promise<JoinOutcome> {
  const { engine, self } = device;
  const stored = new Map<string, KeyPackageRow>();
  let candidate: JoinCandidate;
  try {
    const facts = engine.inspectMessage(welcome.message);
    if (facts.kind !== 'welcome') return { kind: 'refused', detail: 'not a Welcome' };
    for (const ref of facts.keyPackageRefs) {
      const row = await readKeyPackage(device, encodeBase64url(ref));
      if (row !== undefined) stored.set(row.ref, row);
    }
    const find = (ref: Uint8Array): StoredKeyPackage | undefined => stored.get(encodeBase64url(ref));
    candidate = await engine.join({ welcome: welcome.message, find, signatureKey: self.deviceKey });
  } catch (error) {
    if (error instanceof MlsError) {
      return { kind: 'refused', detail: error.detail, noKeyPackage: error.code === 'no-key-package' };
    }
    throw error;
  }
  const judged = judge(device, welcome, candidate);
  if (typeof judged === 'string') return { kind: 'refused', detail: judged };
  const { by, room } = judged;
  const used = stored.get(encodeBase64url(candidate.keyPackageRef));
  const { group } = candidate;
  const members = [...new Set(recognisedMembers(device, group).map(({ user }) => user))];
  await device.groups.replace(welcome.group, engine.encodeState(group), (write) => {
    if (used !== undefined && !used.lastResort) write.delete('keyPackages', used.ref);
    write.put('processed', { kind: 'welcome', id: `${welcome.group}:${welcome.seq}`, at: device.now() });
    write.delete('pendingCommits', welcome.group);
    write.moveCursor(welcome.group, welcome.seq);
    const before = write.conversation(welcome.group);
    const row = rowAfterJoin(device, welcome, before, {
      by: by.user,
      room,
      members,
      epoch: group.epoch,
      suite: group.suite,
    });
    write.putConversation(row);
    for (const event of eventsOfJoin(device, welcome, before, { by, members })) write.putMessage(event);
  });
  if (used !== undefined && !used.lastResort) wipe(used.secrets);
  return { kind: 'joined', group: welcome.group };
}

/** One whose row is damaged is as good as gone. */
async function readKeyPackage({ journal }: Device, ref: string): Promise<KeyPackageRow | undefined> {
  try {
    return await journal.read.get('keyPackages', ref);
  } catch (error) {
    if (isDamagedRow(error)) return undefined;
    throw error;
  }
}

/** Who added us and to what, or why that is not believed. */
function judge(
  device: Device,
  welcome: WaitingWelcome,
  candidate: JoinCandidate,
): { readonly by: CertifiedDevice; readonly room: RoomState } | string {
  const { engine, self } = device;
  const { group } = candidate;
  // The relay may show a Welcome in another group's place, whose messages would then be taken for this one's.
  if (parseIdOf(group.groupId) !== welcome.group) return 'a Welcome into another group';
  const hash = engine.roomStateHash(group);
  let room: RoomState;
  try {
    if (candidate.roomState === undefined || hash === undefined) return 'no room state';
    room = parseRoomState(candidate.roomState);
  } catch {
    return 'a damaged room state';
  }
  if (!equalBytes(roomStateHash(room), hash)) return 'a room state that the members did not agree on';
  const known = device.journal.memory.conversations.get(welcome.group);
  // A member in league with the relay could put this device into another group under the same name, with whoever it likes
  // in it: only a device that is out, and so has asked or been taken out by a commit that it has seen, is put in.
  if (known !== undefined && !isOut(known)) return 'a Welcome that nobody asked for';
  if (known !== undefined && !follows(room, known))
    return 'a Welcome into another conversation, or back to an older one';
  const by = recognise(device, candidate.sender);
  const returning = isReturning(known);
  // An old Welcome shown again would take this device back to keys that it had given up (rollback).
  const past = known?.shared?.epoch ?? known?.epoch;
  if (past !== undefined && BigInt(past) >= group.epoch) return 'a Welcome into the past';
  const verdict = judgeJoin(
    {
      committer: by,
      members: engine.members(group).map((member) => recognise(device, member)),
      suite: group.suite,
      room,
      returning,
    },
    { state: orgOf(device), now: device.now(), self: self.user },
  );
  if (!verdict.allowed || by === undefined) return verdict.allowed ? 'nobody' : verdict.reason;
  return { by, room };
}

/** Whether this device is in no state to read in a conversation that it knows, other than by the fault of its members. */
function isOut({ status }: ConversationRow): boolean {
  return status === 're-synchronising' || status === 'left' || status === 'removed';
}

/** Whether a room state may be the one of a conversation now: the same people for two, no older version of a room. */
function follows(room: RoomState, { roomState, shared }: ConversationRow): boolean {
  if (roomState === undefined) return true;
  const before = parseRoomStateText(roomState);
  if (before.kind !== 'room' || room.kind !== 'room') {
    const people = [before, room].map((one) => (one.kind === 'room' ? '' : `${one.kind} ${one.people.join()}`));
    if (people[0] !== people[1]) return false;
  }
  return versionOf(room) >= (shared?.version ?? versionOf(before));
}

function parseIdOf(bytes: Uint8Array): GroupId | undefined {
  try {
    return parseId<GroupId>(encodeBase64url(bytes));
  } catch {
    return undefined;
  }
}

function rowAfterJoin(
  device: Device,
  welcome: WaitingWelcome,
  before: ConversationRow | undefined,
  joined: {
    by: UserId;
    room: RoomState;
    members: ConversationRow['members'];
    epoch: bigint;
    suite: string;
  },
): ConversationRow {
  const { by, room, members, epoch, suite } = joined;
  const fresh: ConversationRow = {
    id: welcome.group,
    kind: room.kind,
    suite,
    status: 'ready',
    members,
    unread: 0,
    lastAt: device.now(),
  };
  const { trouble: _t, updatedAt: _u, askedAt: _a, asked: _n, heard, told, ...known } = before ?? fresh;
  // Its person may have deleted what was here: what comes now is new.
  const { erasing: _e, leaves: _l, gone: _g, ...kept } = known;
  const lost = lostBefore(device, welcome);
  return {
    ...kept,
    // Whoever was outside has missed nothing: what was said meanwhile was not for them.
    ...(isReturning(before) && heard !== undefined ? { heard } : {}),
    ...(isReturning(before) && lost > 0 ? { told: tell(told, `again-missing:${welcome.seq}`, lost) } : {}),
    suite,
    status: 'ready',
    members,
    roomState: roomStateText(room),
    epoch: String(epoch),
    // Only who brings somebody in hands on to them what was said before: not whoever puts a device in again.
    ...(isReturning(before) ? {} : { addedBy: by, joinedAt: welcome.seq, joinedInto: String(epoch) }),
    shared: { epoch: String(epoch), version: versionOf(room) },
    announced: [],
    leaving: [],
    asking: {},
  };
}

/** Whether this device was in the conversation and is only put in again. */
function isReturning(before: ConversationRow | undefined): boolean {
  return before !== undefined && before.status !== 'left' && before.status !== 'removed';
}

/** How many envelopes came before the Welcome that this device has not applied, but for its own calls to be added again. */
function lostBefore({ journal }: Device, { group, seq }: WaitingWelcome): number {
  const asked = journal.memory.conversations.get(group)?.asked ?? 0;
  return Math.max(0, seq - 1 - (journal.memory.cursors.get(group) ?? 0) - asked);
}

function eventsOfJoin(
  device: Device,
  welcome: WaitingWelcome,
  before: ConversationRow | undefined,
  { by, members }: { readonly by: CertifiedDevice; readonly members: readonly UserId[] },
): MessageRow[] {
  const at = device.now();
  const line = (id: string, event: Extract<MessageRow, { kind: 'event' }>['event']): MessageRow => ({
    kind: 'event',
    id: `${id}:${welcome.seq}`,
    conversation: welcome.group,
    order: placeBehind(welcome.seq, id),
    at,
    event,
  });
  if (before === undefined || !isReturning(before))
    return [line('joined', { kind: 'joined', who: [device.self.user], by: by.user })];
  const lost = lostBefore(device, welcome);
  // Who brought them in or took them out is not known; that they are there, or not any more, must be seen.
  const come = members.filter((user) => !before.members.includes(user));
  const gone = before.members.filter((user) => !members.includes(user));
  return [
    ...come.map((user) => line(`again-joined:${user}`, { kind: 'joined', who: [user], by: user })),
    ...gone.map((user) => line(`again-left:${user}`, { kind: 'left', who: user })),
    line('again', { kind: 're-synchronised', recovered: 0 }),
    ...(lost > 0 ? [line('again-missing', { kind: 'missing', count: lost })] : []),
  ];
}
