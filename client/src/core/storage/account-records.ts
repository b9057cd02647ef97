/** What the rows of the table `account` hold. */
import { z } from 'zod/mini';
import {
  type DeviceId,
  type GroupId,
  type InvitationId,
  isId,
  type MessageId,
  type OrgId,
  type UserId,
} from '#shared/ids/index.ts';

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);
const time = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(0));
const userId = z.custom<UserId>(isId);
/** Messages that one person saves: the row is written whole each time. */
export const SAVED_MAX = 1_000;
/** Devices of a person whose names are kept: those that were revoked go first. */
export const OWN_DEVICES_MAX = 40;
/** The longest name of a device. */
const DEVICE_NAME_MAX = 40;
const saved = z.strictObject({
  conversation: z.custom<GroupId>(isId),
  message: z.custom<MessageId>(isId),
  /** As everybody names it: by who wrote it, and their own id for it, where it is kept under another. */
  author: z.optional(userId),
  named: z.optional(z.custom<MessageId>(isId)),
  /** Where it stood in its conversation when it was saved. */
  order: z.string(),
  /** When it was saved. */
  at: time,
});
export type SavedMessage = z.infer<typeof saved>;

/** People whose safety numbers one person has compared. */
export const VERIFIED_MAX = 10_000;
const verified = z.strictObject({
  user: userId,
  /** The identity keys that were compared, base64url: the other's, and the person's own. */
  key: z.string().check(z.maxLength(64)),
  own: z.string().check(z.maxLength(64)),
  at: time,
});
export type VerifiedPerson = z.infer<typeof verified>;

const keyPair = z.strictObject({ publicKey: bytes, privateKey: bytes });

/** One row per fixed key: who this device is. */
export const accountSchema = z.discriminatedUnion('key', [
  z.strictObject({
    key: z.literal('identity'),
    /** `pending`: its entries may or may not have been admitted; the log decides when it is next seen. */
    status: z.enum(['pending', 'admitted']),
    org: z.custom<OrgId>(isId),
    organisation: z.string(),
    user: userId,
    name: z.string(),
    device: z.custom<DeviceId>(isId),
    userIdentityKey: keyPair,
    deviceKey: keyPair,
    /** The encoded device certificate: the MLS credential's identity bytes. */
    certificate: bytes,
    /** The organisation's root key as pinned when this device joined, base64url. */
    rootKey: z.string(),
    invitation: z.optional(z.custom<InvitationId>(isId)),
  }),
  /** Envelopes that were signed and not yet known to be admitted. */
  z.strictObject({ key: z.literal('pending-entries'), envelopes: z.array(bytes) }),
  /** The organisation's root key, from founding until its owner has shown that it was kept. */
  z.strictObject({ key: z.literal('root-key'), seed: bytes, checkGroup: count }),
  /** Counts what this device sends, so that the relay knows a retry, and this device a rollback. */
  z.strictObject({ key: z.literal('client-sequence'), next: count }),
  /** The newest head of the log that was accepted. No smaller or other one is accepted again. */
  z.strictObject({
    key: z.literal('log-head'),
    size: count,
    root: bytes,
    /** The signed note, as received. */
    checkpoint: z.string(),
    /** When the relay signed it. */
    at: time,
  }),
  /** The newest checkpoint that enough witnesses have cosigned, as received. */
  z.strictObject({ key: z.literal('log-witnessed'), checkpoint: z.string() }),
  /** The messages that the person has saved, in the order in which they were. No word of them stands here. */
  z.strictObject({ key: z.literal('saved'), messages: z.array(saved).check(z.maxLength(SAVED_MAX)) }),
  /** The people whom the person has verified. */
  z.strictObject({ key: z.literal('verified'), people: z.array(verified).check(z.maxLength(VERIFIED_MAX)) }),
  /** What the person calls their devices, and which of them added which. */
  z.strictObject({
    key: z.literal('own-devices'),
    devices: z
      .array(
        z.strictObject({
          device: z.custom<DeviceId>(isId),
          name: z.string().check(z.maxLength(DEVICE_NAME_MAX)),
          by: z.optional(z.custom<DeviceId>(isId)),
        }),
      )
      .check(z.maxLength(OWN_DEVICES_MAX)),
  }),
  /** Device tokens, settings and the like that live and die with the keys. */
  z.strictObject({ key: z.literal('settings'), values: z.record(z.string(), z.json()) }),
]);
