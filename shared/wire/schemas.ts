/** The pieces that calls and pushes are made of. Each bounds what it accepts. */
import { z } from 'zod/mini';
import { type DeviceId, type GroupId, type InvitationId, isId, type OrgId } from '#shared/ids/index.ts';
import { relayErrorCodes } from './errors.ts';
import { wireLimits } from './limits.ts';

const U64_MAX = 2n ** 64n - 1n;

export const orgIdSchema = z.custom<OrgId>(isId);
export const deviceIdSchema = z.custom<DeviceId>(isId);
export const groupIdSchema = z.custom<GroupId>(isId);
export const invitationIdSchema = z.custom<InvitationId>(isId);

/** From `min` to `max` bytes. */
export function bytesSchema(max: number, min = 1) {
  return z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length >= min && value.length <= max);
}

/** A sequence number, size or count. */
export const countSchema = z.int().check(z.minimum(0));
/** A place in a group, or a device's own count of its calls. */
export const sequenceSchema = z.int().check(z.minimum(0), z.maximum(wireLimits.sequenceMax));
/** Integer milliseconds since the epoch. */
export const timeSchema = z.int().check(z.minimum(0));
/** An MLS epoch (RFC 9420 §8). */
export const epochSchema = z.bigint().check(z.minimum(0n), z.maximum(U64_MAX));
/** A checkpoint as signed note text. */
export const checkpointSchema = z.string().check(z.minLength(1), z.maxLength(wireLimits.checkpointChars));

export const envelopeKinds = ['commit', 'application', 're-add-request'] as const;

/** What the relay carries: opaque bytes with their place in one group. Never says who sent them. */
export const envelopeSchema = z.strictObject({
  group: groupIdSchema,
  /** The place in the group, from 1, without gaps when given out. A gap seen by a device is a loss or an expiry. */
  seq: z.int().check(z.minimum(1), z.maximum(wireLimits.sequenceMax)),
  /** The epoch in the message's header; for a commit, the epoch that it ends. */
  epoch: epochSchema,
  kind: z.enum(envelopeKinds),
  message: bytesSchema(wireLimits.commitBytes),
  /** When the relay stored it, by the relay's clock. */
  at: timeSchema,
});
export type EnvelopeKind = (typeof envelopeKinds)[number];
export type Envelope = z.infer<typeof envelopeSchema>;

/** A Welcome that waits for a device. `seq` is that of the commit that added it: the device reads on after it. */
export const welcomeSchema = z.strictObject({
  id: countSchema,
  group: groupIdSchema,
  seq: sequenceSchema,
  message: bytesSchema(wireLimits.welcomeBytes),
});
export type WaitingWelcome = z.infer<typeof welcomeSchema>;

/** A group as its roster's device finds it at sign-in. */
export const groupPlaceSchema = z.strictObject({
  group: groupIdSchema,
  /** The newest sequence number of the group that this device is entitled to. */
  head: sequenceSchema,
  /** What this device has acknowledged. */
  cursor: sequenceSchema,
  /** The group's epoch at the relay. */
  epoch: epochSchema,
});
export type GroupPlace = z.infer<typeof groupPlaceSchema>;

/** A refusal. `missed` comes with `stale-epoch`: what the caller has to apply before it tries again. */
export const relayErrorSchema = z.strictObject({
  code: z.enum(relayErrorCodes),
  sentence: z.string().check(z.maxLength(wireLimits.sentenceChars)),
  retryAfterMs: z.optional(z.int().check(z.minimum(0), z.maximum(wireLimits.retryAfterMs))),
  missed: z.optional(z.array(envelopeSchema).check(z.maxLength(wireLimits.envelopesPerPage))),
});
export type RelayErrorAnswer = z.infer<typeof relayErrorSchema>;
