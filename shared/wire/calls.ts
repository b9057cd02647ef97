/**
 * Every call a client can make, with the schema of its request and of its answer. A call is one acknowledged event; its
 * result is `{ok: true, value}` or `{ok: false, error}`. Both sides parse what they receive.
 */
import { z } from 'zod/mini';
import { wireLimits } from './limits.ts';
import {
  bytesSchema,
  checkpointSchema,
  countSchema,
  deviceIdSchema,
  envelopeSchema,
  epochSchema,
  groupIdSchema,
  groupPlaceSchema,
  invitationIdSchema,
  orgIdSchema,
  relayErrorSchema,
  sequenceSchema,
  timeSchema,
  welcomeSchema,
} from './schemas.ts';

const nothing = z.strictObject({});
const clientSeq = z.int().check(z.minimum(1), z.maximum(wireLimits.sequenceMax));
const signature = bytesSchema(wireLimits.signatureBytes, wireLimits.signatureBytes);
const rendezvous = bytesSchema(wireLimits.rendezvousNameBytes, wireLimits.rendezvousNameBytes);
const overRendezvous = bytesSchema(wireLimits.rendezvousMessageBytes);
const blob = bytesSchema(wireLimits.blobNameBytes, wireLimits.blobNameBytes);
const blobSecret = bytesSchema(wireLimits.blobSecretBytes, wireLimits.blobSecretBytes);
const blobPiece = z.int().check(z.minimum(0), z.maximum(wireLimits.blobPieces - 1));
/** How many pieces are there, from the first. */
const blobHave = z.strictObject({ have: z.int().check(z.minimum(0), z.maximum(wireLimits.blobPieces)) });
const devices = (max: number) => z.array(deviceIdSchema).check(z.maxLength(max));
const stored = z.strictObject({
  /** The place in the group; null for a repeated call whose envelope is gone already. */
  seq: z.nullable(sequenceSchema),
  /** The time of the envelope, as the others get it; absent for a repeated call. */
  at: z.optional(timeSchema),
  /** This call had been accepted before; it was not done a second time. */
  duplicate: z.boolean(),
});

export const calls = {
  /** First on every connection. The nonce serves one sign-in. `origin` is the relay's own view; sign what you see yourself. */
  'session.challenge': {
    request: nothing,
    answer: z.strictObject({
      nonce: bytesSchema(wireLimits.nonceBytes, wireLimits.nonceBytes),
      origin: z.string().check(z.maxLength(wireLimits.originChars)),
      time: timeSchema,
      founded: z.boolean(),
      org: z.optional(orgIdSchema),
      /** The public key of the relay's checkpoints; `org.create` names it. */
      relayLogKey: bytesSchema(32, 32),
    }),
  },
  /** `signature` is over `signInMessage(...)`. A connection may sign in again, as after founding or enrolling. */
  'session.signIn': {
    request: z.discriminatedUnion('as', [
      z.strictObject({ as: z.literal('device'), device: deviceIdSchema, signature }),
      z.strictObject({ as: z.literal('invitation'), invitation: invitationIdSchema, signature }),
      z.strictObject({
        as: z.literal('founder'),
        code: z.string().check(z.minLength(1), z.maxLength(wireLimits.foundingCodeChars)),
      }),
    ]),
    answer: z.strictObject({
      /** The highest sequence number ever accepted from this device: a device that remembers less was rolled back. */
      clientSeq: sequenceSchema,
      groups: z.array(groupPlaceSchema).check(z.maxLength(wireLimits.groupsPerCall * 10)),
      welcomes: countSchema,
      keyPackages: z.strictObject({ available: countSchema }),
    }),
  },
  /** All of the envelopes or none. */
  'log.append': {
    request: z.strictObject({
      envelopes: z
        .array(bytesSchema(wireLimits.logEnvelopeBytes))
        .check(z.minLength(1), z.maxLength(wireLimits.logEnvelopesPerAppend)),
    }),
    answer: z.strictObject({ checkpoint: checkpointSchema }),
  },
  /**
   * The envelopes from index `size` on, at most `limit`, and the newest checkpoint. A device that the log has shut out gets
   * them up to the entry that did, with what shows that they are the beginning of what the checkpoint is about.
   */
  'log.since': {
    request: z.strictObject({
      size: countSchema,
      limit: z.int().check(z.minimum(1), z.maximum(wireLimits.logEnvelopesPerPage)),
    }),
    answer: z.strictObject({
      envelopes: z.array(bytesSchema(wireLimits.logEnvelopeBytes)).check(z.maxLength(wireLimits.logEnvelopesPerPage)),
      checkpoint: checkpointSchema,
      consistency: z.optional(z.array(bytesSchema(32)).check(z.maxLength(64))),
    }),
  },
  /** A package whose `ref` the relay has ever seen is passed over: it might have been claimed. */
  'keyPackages.publish': {
    request: z.strictObject({
      packages: z
        .array(
          z.strictObject({
            bytes: bytesSchema(wireLimits.keyPackageBytes),
            ref: bytesSchema(wireLimits.keyPackageRefBytes, 16),
            notAfter: timeSchema,
            lastResort: z.boolean(),
          }),
        )
        .check(z.minLength(1), z.maxLength(wireLimits.keyPackagesPerCall)),
      /** Everything published before is given to nobody any more: its secrets are lost. */
      replace: z.optional(z.boolean()),
    }),
    answer: z.strictObject({ available: countSchema }),
  },
  /** One package for each device, each given out once but the last-resort one, which is marked. */
  'keyPackages.claim': {
    request: z.strictObject({
      devices: z.array(deviceIdSchema).check(z.minLength(1), z.maxLength(wireLimits.claimDevices)),
      group: z.optional(groupIdSchema),
    }),
    answer: z.strictObject({
      claimed: z
        .array(
          z.strictObject({
            device: deviceIdSchema,
            bytes: bytesSchema(wireLimits.keyPackageBytes),
            lastResort: z.boolean(),
          }),
        )
        .check(z.maxLength(wireLimits.claimDevices)),
      missing: devices(wireLimits.claimDevices),
    }),
  },
  /** Names a group of which the caller is the first and only device, at epoch 0. Repeating it is harmless. */
  'group.create': { request: z.strictObject({ group: groupIdSchema }), answer: nothing },
  /**
   * Compare-and-swap: accepted if and only if the group is at `epoch`; then it is at `epoch + 1`, and Welcome and roster
   * have changed with it. Otherwise `stale-epoch` with what was missed. A device in both lists is removed, then added.
   */
  'group.commit': {
    request: z.strictObject({
      group: groupIdSchema,
      epoch: epochSchema,
      message: bytesSchema(wireLimits.commitBytes),
      clientSeq,
      welcome: z.optional(bytesSchema(wireLimits.welcomeBytes)),
      welcomeTo: devices(wireLimits.rosterDevices),
      rosterAdd: devices(wireLimits.rosterDevices),
      rosterRemove: devices(wireLimits.rosterDevices),
    }),
    answer: stored,
  },
  /** An application message. `epoch` may be a few commits old; an older one is answered with `stale-epoch`. */
  'group.send': {
    request: z.strictObject({
      group: groupIdSchema,
      epoch: epochSchema,
      message: bytesSchema(wireLimits.messageBytes),
      clientSeq,
      expiresAt: z.optional(timeSchema),
    }),
    answer: stored,
  },
  /** Asks the group's members to add this device again. `request` is signed by it; the relay does not read it. */
  'group.readd': {
    request: z.strictObject({
      group: groupIdSchema,
      request: bytesSchema(wireLimits.reAddRequestBytes),
      clientSeq,
    }),
    answer: stored,
  },
  /** Backfill: in order within each group. With `more`, ask again from where the envelopes end. */
  'group.since': {
    request: z.strictObject({
      requests: z
        .array(z.strictObject({ group: groupIdSchema, after: countSchema }))
        .check(z.minLength(1), z.maxLength(wireLimits.groupsPerCall)),
      maxBytes: z.int().check(z.minimum(1)),
    }),
    answer: z.strictObject({
      envelopes: z.array(envelopeSchema).check(z.maxLength(wireLimits.envelopesPerPage)),
      more: z.boolean(),
    }),
  },
  /** This device has stored everything up to `seq`. */
  'group.ack': {
    request: z.strictObject({
      cursors: z
        .array(z.strictObject({ group: groupIdSchema, seq: countSchema }))
        .check(z.minLength(1), z.maxLength(wireLimits.groupsPerCall)),
    }),
    answer: nothing,
  },
  /**
   * Takes this device out of the roster, for good: it has deleted what it had of the group. With the last one go the group
   * and everything that waits in it. Repeating it is harmless, and so is leaving what one is not in.
   */
  'group.leave': { request: z.strictObject({ group: groupIdSchema }), answer: nothing },
  /** The Welcomes that wait for this device, oldest first; with `more`, acknowledge these and ask again. */
  'welcome.pending': {
    request: nothing,
    answer: z.strictObject({
      welcomes: z.array(welcomeSchema).check(z.maxLength(wireLimits.welcomesPerPage)),
      more: z.boolean(),
    }),
  },
  'welcome.ack': {
    request: z.strictObject({
      ids: z.array(countSchema).check(z.minLength(1), z.maxLength(wireLimits.welcomesPerPage)),
    }),
    answer: nothing,
  },
  /** Whether this device's browser can be woken. `key` is the relay's VAPID key (RFC 8292), to subscribe with. */
  'push.standing': {
    request: nothing,
    answer: z.discriminatedUnion('kind', [
      /** This server calls no push service. */
      z.strictObject({ kind: z.literal('off') }),
      /** The policy of the organisation forbids it. */
      z.strictObject({ kind: z.literal('forbidden') }),
      z.strictObject({ kind: z.literal('on'), key: bytesSchema(65, 65), registered: z.boolean() }),
    ]),
  },
  /** Where this device's browser is woken: without a word, when something is stored for it while it is away. */
  'push.register': {
    request: z.strictObject({ endpoint: z.string().check(z.minLength(1), z.maxLength(wireLimits.pushEndpointChars)) }),
    answer: nothing,
  },
  'push.withdraw': { request: nothing, answer: nothing },
  /**
   * Announces a blob: `bytes` in all, in `pieces` of `blobPieceBytes`, the last one of what is left. `erase` is the SHA-256
   * of the secret that erases it. Announced with the same values again, it goes on; with others, `blob-exists`.
   */
  'blob.begin': {
    request: z.strictObject({
      blob,
      bytes: z.int().check(z.minimum(wireLimits.blobBytesMin), z.maximum(wireLimits.blobBytes)),
      pieces: z.int().check(z.minimum(1), z.maximum(wireLimits.blobPieces)),
      erase: blobSecret,
      expiresAt: z.optional(timeSchema),
    }),
    answer: blobHave,
  },
  /** The next piece, durable once this is answered. One that is there already changes nothing; one too far is a `blob-gap`. */
  'blob.put': {
    request: z.strictObject({ blob, piece: blobPiece, bytes: bytesSchema(wireLimits.blobPieceBytes) }),
    answer: blobHave,
  },
  /** A piece of a blob of which every piece is there; otherwise `unknown-blob`. */
  'blob.get': {
    request: z.strictObject({ blob, piece: blobPiece }),
    answer: z.strictObject({ bytes: bytesSchema(wireLimits.blobPieceBytes) }),
  },
  /** For whoever knows the secret. The answer is the same whether anything was there, and whether the secret was right. */
  'blob.erase': { request: z.strictObject({ blob, secret: blobSecret }), answer: nothing },
  /** To the group's other devices that are connected now. Never stored, never repeated. */
  signal: {
    request: z.strictObject({ group: groupIdSchema, bytes: bytesSchema(wireLimits.signalBytes) }),
    answer: nothing,
  },
  /**
   * A browser without an account waits for the device that is to link it, under a name that only those two can know. Stands
   * for `forMs`, in memory, as long as this socket; `message` is what the first device to join gets.
   */
  'link.open': {
    request: z.strictObject({ name: rendezvous, message: overRendezvous }),
    answer: z.strictObject({ forMs: countSchema }),
  },
  /** Joins a rendezvous: the first device does, and nobody after it. */
  'link.join': {
    request: z.strictObject({ name: rendezvous }),
    answer: z.strictObject({ message: overRendezvous }),
  },
  /** To the other side, which must be there. */
  'link.send': { request: z.strictObject({ message: overRendezvous }), answer: nothing },
  /** Ends the rendezvous of this socket, if it has one. */
  'link.close': { request: nothing, answer: nothing },
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallRequest<Name extends CallName> = z.infer<Calls[Name]['request']>;
export type CallAnswer<Name extends CallName> = z.infer<Calls[Name]['answer']>;
export type CallResult<Name extends CallName> =
  | { readonly ok: true; readonly value: CallAnswer<Name> }
  | { readonly ok: false; readonly error: z.infer<typeof relayErrorSchema> };

export const callNames: readonly CallName[] = Object.keys(calls).filter(isCallName);

export function isCallName(value: unknown): value is CallName {
  return typeof value === 'string' && Object.hasOwn(calls, value);
}

const failure = z.strictObject({ ok: z.literal(false), error: relayErrorSchema });

/** A request from a client, parsed; null when it is not one. */
export function parseRequest<Name extends CallName>(name: Name, value: unknown): CallRequest<Name> | null {
  const parsed = z.safeParse(calls[name].request, value);
  // The table pairs each name with its schema; the compiler cannot follow a generic index into a union of schemas.
  return parsed.success ? (parsed.data as CallRequest<Name>) : null;
}

/** A relay's result, parsed; null when it is not one: the relay is broken or hostile. */
export function parseResult<Name extends CallName>(name: Name, value: unknown): CallResult<Name> | null {
  const failed = z.safeParse(failure, value);
  if (failed.success) return failed.data;
  const done = z.safeParse(z.strictObject({ ok: z.literal(true), value: calls[name].answer }), value);
  return done.success ? (done.data as CallResult<Name>) : null;
}
