/** One application message of somebody: what it says, if all of it may be believed. */
import { type Envelope, wireLimits } from '#shared/wire/index.ts';
import { type Payload, parsePayload } from '../content/payload.ts';
import { type Device, living, orgOf } from '../groups/device.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { MlsError } from '../mls/errors.ts';
import type { MlsGroup } from '../mls/group.ts';
import { judgeMessage } from '../policy/gate-messages.ts';

export type Read =
  | {
      readonly kind: 'read';
      readonly group: MlsGroup;
      readonly payload: Payload;
      readonly sender: CertifiedDevice;
      /** The epoch that its sender was in. */
      readonly epoch: bigint;
      /** Messages of this sender before it that never came. */
      readonly skipped: number;
      readonly spent: readonly Uint8Array[];
    }
  /** It decrypted, and then was not to be believed: its key is spent. */
  | {
      readonly kind: 'refused';
      readonly group: MlsGroup;
      readonly skipped: number;
      readonly spent: readonly Uint8Array[];
    }
  /** It can never be read: tampered with, for an epoch whose keys are gone, or no message at all. */
  | { readonly kind: 'unreadable' }
  /** Its key was used before: our own message, or one shown twice. */
  | { readonly kind: 'seen' }
  /** It was on its way when this device was brought in: said in an epoch before, for those who were there. */
  | { readonly kind: 'before' }
  /** It is for an epoch that this device has not reached. */
  | { readonly kind: 'ahead' };

export async function readApplication(device: Device, group: MlsGroup, envelope: Envelope): Promise<Read> {
  let received: Awaited<ReturnType<typeof device.engine.receive>>;
  try {
    const facts = device.engine.inspectMessage(envelope.message);
    if (facts.kind !== 'private-message') return { kind: 'unreadable' };
    if (facts.epoch > group.epoch) return { kind: 'ahead' };
    if (isFromBefore(device, envelope, facts.epoch, group.epoch)) return { kind: 'before' };
    received = await device.engine.receive(group, envelope.message);
  } catch (error) {
    if (!(error instanceof MlsError)) throw error;
    return { kind: error.code === 'replayed' ? 'seen' : 'unreadable' };
  }
  // A commit that the relay calls a message: what changes a group has its own way in.
  if (received.kind !== 'application') return { kind: 'unreadable' };
  const { plaintext, epoch, skipped, spent } = received;
  const refused = { kind: 'refused', group: received.group, skipped, spent } as const;
  const sender = living(device, received.sender);
  const context = { state: orgOf(device), now: device.now(), at: envelope.at };
  if (sender === undefined || !judgeMessage(sender, plaintext.length, context).allowed) return refused;
  try {
    return { kind: 'read', group: received.group, payload: parsePayload(plaintext), sender, epoch, skipped, spent };
  } catch {
    // A member may encrypt anything. What does not parse is not shown, and stops nobody.
    return refused;
  }
}

/**
 * Whether it was said before this device came in. The relay can write any epoch on a message that it wants to keep from us, so
 * this is believed only of as few epochs as a relay may let a message be late, counted from where we are; and whoever said it
 * tells with their next message that there was one.
 */
function isFromBefore(device: Device, { group }: Envelope, epoch: bigint, reached: bigint): boolean {
  const into = device.journal.memory.conversations.get(group)?.joinedInto;
  return into !== undefined && epoch < BigInt(into) && reached - epoch <= BigInt(wireLimits.pastEpochs);
}
