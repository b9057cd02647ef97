/** One payload into one group: encrypted, on the disk, and only then on its way. */
import type { GroupId } from '#shared/ids/index.ts';
import { type Body, encodePayload, type Payload } from '../content/payload.ts';
import { sha256, verify, wipe } from '../crypto/primitives.ts';
import type { EncryptedMessage } from '../mls/engine.ts';
import type { MlsGroup } from '../mls/group.ts';
import { gossipOf } from '../org/replica.ts';
import type { Device } from './device.ts';
import { freshId } from './fresh-id.ts';
import type { JournalWriter } from './journal.ts';
import type { Stored } from './sent.ts';

const HOUR = 3_600_000;

/** Puts the head of the log into payloads: at most hourly in a group, and whenever the log has grown. */
export interface Gossip {
  next(group: GroupId): Payload['log'];
}

export function createGossip(device: Pick<Device, 'replica' | 'now'>): Gossip {
  const said = new Map<GroupId, { readonly at: number; readonly size: number }>();
  return {
    next(group) {
      const replica = device.replica();
      const { size, root } = gossipOf(replica, { sha256, verify });
      const last = said.get(group);
      if (last !== undefined && last.size === size && device.now() - last.at < HOUR) return undefined;
      said.set(group, { at: device.now(), size });
      return { size, root, ...(replica.head === undefined ? {} : { note: replica.head.note }) };
    },
  };
}

/** A payload that has not been counted yet, or, encrypted anew, the count that it had. */
export type Draft = Omit<Payload, 'nth'> & { readonly nth?: number | undefined };

/** A payload of this device. */
export function newPayload(device: Device, body: Body, log: Payload['log']): Draft {
  return { v: 1, id: freshId(), sentAt: device.now(), ...(log === undefined ? {} : { log }), body };
}

/** A message that is encrypted and stored and can be sent again as it is. */
export interface ReadyMessage {
  readonly nth: number;
  readonly clientSequence: number;
  readonly epoch: bigint;
  readonly message: Uint8Array;
  /** For how many seconds the relay keeps it at most; undefined: as long as it likes. */
  readonly seconds?: number | undefined;
}

/**
 * Encrypts payloads one after the other and writes the new state with whatever `alsoWrite` adds, in one transaction. Only
 * within `exclusive`.
 */
export async function encryptStored(
  device: Device,
  id: GroupId,
  group: MlsGroup,
  drafts: readonly Draft[],
  alsoWrite: (write: JournalWriter, ready: readonly ReadyMessage[]) => void = () => undefined,
): Promise<readonly ReadyMessage[]> {
  const encrypted: (EncryptedMessage & { readonly nth: number })[] = [];
  let current = group;
  let spoken = device.journal.memory.conversations.get(id)?.spoken ?? 0;
  for (const draft of drafts) {
    if (draft.nth === undefined) spoken += 1;
    const nth = draft.nth ?? spoken;
    const one = await device.engine.encrypt(current, encodePayload({ ...draft, nth }));
    current = one.group;
    encrypted.push({ ...one, nth });
  }
  const ready = await device.groups.save(id, current, (write) => {
    const stored = encrypted.map(
      ({ nth, epoch, message }): ReadyMessage => ({ nth, epoch, message, clientSequence: write.takeClientSequence() }),
    );
    write.changeConversation(id, (row) => ({ ...row, spoken }));
    alsoWrite(write, stored);
    return stored;
  });
  wipe(...encrypted.flatMap(({ spent }) => spent));
  return ready;
}

/** Sends what is ready. @returns where the relay has put it. @throws TransportError. */
export async function sendReady(device: Device, group: GroupId, ready: Omit<ReadyMessage, 'nth'>): Promise<Stored> {
  const { clientSequence: clientSeq, epoch, message, seconds } = ready;
  const expiry = seconds === undefined ? {} : { expiresAt: device.relayNow() + seconds * 1_000 };
  const { seq, at } = await device.call('group.send', { group, epoch, message, clientSeq, ...expiry });
  return { sequence: seq, at };
}
