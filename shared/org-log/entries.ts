/** The entries of the log: what an organisation can decide. */
import { z } from 'zod/mini';
import { canonicalJson, encodeUtf8, parseCanonicalJson } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import { detailsField, idField, keyField, nameField, signatureField, timeField, witnessNameField } from './fields.ts';
import type { PolicyScope } from './policy-scope.ts';

/** How many may sign one entry. */
const SIGNATURES_MAX = 16;

/** How many witnesses there may be: their lines have to fit into one note. */
const WITNESSES_MAX = 8;

/** What every entry has. `prior` is the head that its author had replayed when signing. */
const common = {
  v: z.literal(1),
  org: idField<OrgId>(),
  at: timeField,
  prior: z.strictObject({ size: z.int().check(z.minimum(0)), root: keyField }),
};

const user = idField<UserId>();
const group = idField<SecurityGroupId>();
/** The security group whose policy it is about; or the organisation, of which it then says what is locked. */
const scope = idField<PolicyScope>();
const role = z.enum(['owner', 'admin', 'member', 'guest']);
const policy = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null);

/** What is decided, by kind. */
const said = {
  'org.create': {
    kind: z.literal('org.create'),
    name: nameField,
    rootKey: keyField,
    relayLogKey: keyField,
    owner: z.strictObject({ id: user, name: nameField, key: keyField }),
    group: z.strictObject({ id: group, name: nameField }),
    policy,
  },
  'owners.set': {
    kind: z.literal('owners.set'),
    owners: z.array(user).check(z.minLength(1), z.maxLength(50)),
    // A quorum that does not fit into one envelope could never decide anything again.
    quorum: z.int().check(z.minimum(1), z.maximum(SIGNATURES_MAX)),
  },
  'relay-key.set': { kind: z.literal('relay-key.set'), relayLogKey: keyField },
  'witnesses.set': {
    kind: z.literal('witnesses.set'),
    witnesses: z.array(z.strictObject({ name: witnessNameField, key: keyField })).check(z.maxLength(WITNESSES_MAX)),
    required: z.int().check(z.minimum(0), z.maximum(WITNESSES_MAX)),
  },
  'invite.create': {
    kind: z.literal('invite.create'),
    invitation: idField<InvitationId>(),
    key: keyField,
    role,
    group,
    name: nameField,
    expiresAt: timeField,
    /** Somebody who is in already, and whose identity whoever opens the link takes on with a new key. */
    resets: z.optional(user),
  },
  'user.update': {
    kind: z.literal('user.update'),
    user,
    name: z.optional(nameField),
    role: z.optional(z.enum(['admin', 'member', 'guest'])),
    group: z.optional(group),
    details: z.optional(detailsField),
  },
  'service.disclose': {
    kind: z.literal('service.disclose'),
    user,
    purpose: z.enum(['bot', 'retention']),
    name: nameField,
  },
  'release.approve': {
    kind: z.literal('release.approve'),
    version: z.string().check(z.minLength(1), z.maxLength(40)),
    manifest: keyField,
  },
} as const;

/** What one may propose and others approve, each in an entry of their own: all that may take several signatures. */
export const matterSchema = z.discriminatedUnion('kind', [
  z.strictObject(said['owners.set']),
  z.strictObject(said['relay-key.set']),
  z.strictObject(said['witnesses.set']),
  z.strictObject(said['invite.create']),
  z.strictObject(said['user.update']),
  z.strictObject(said['service.disclose']),
  z.strictObject(said['release.approve']),
]);

/** The place of a proposal in the log: its author and what it says are fixed by it. */
const proposal = z.int().check(z.minimum(0));

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, ...said['org.create'] }),
  z.strictObject({ ...common, ...said['owners.set'] }),
  z.strictObject({ ...common, ...said['relay-key.set'] }),
  z.strictObject({ ...common, ...said['witnesses.set'] }),
  z.strictObject({ ...common, kind: z.literal('policy.set'), group: scope, values: policy }),
  z.strictObject({ ...common, kind: z.literal('policy.propose'), group: scope, values: policy }),
  z.strictObject({ ...common, kind: z.literal('policy.approve'), group: scope, proposal }),
  z.strictObject({ ...common, kind: z.literal('security-group.set'), group, name: nameField }),
  z.strictObject({ ...common, ...said['invite.create'] }),
  z.strictObject({ ...common, kind: z.literal('invite.revoke'), invitation: idField<InvitationId>() }),
  z.strictObject({
    ...common,
    kind: z.literal('user.enrol'),
    invitation: idField<InvitationId>(),
    user,
    name: nameField,
    key: keyField,
  }),
  z.strictObject({ ...common, ...said['user.update'] }),
  z.strictObject({ ...common, kind: z.literal('user.suspend'), user }),
  z.strictObject({ ...common, kind: z.literal('user.restore'), user }),
  z.strictObject({ ...common, kind: z.literal('user.remove'), user }),
  z.strictObject({
    ...common,
    kind: z.literal('identity.reset'),
    user,
    key: keyField,
    /** The invitation that lets its holder do it. Absent: admins sign the entry itself. */
    invitation: z.optional(idField<InvitationId>()),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('device.add'),
    user,
    /** The encoded device certificate, as text. */
    certificate: z.string().check(z.maxLength(1_024)),
  }),
  z.strictObject({ ...common, kind: z.literal('device.revoke'), device: idField<DeviceId>() }),
  z.strictObject({ ...common, ...said['service.disclose'] }),
  z.strictObject({ ...common, ...said['release.approve'] }),
  z.strictObject({ ...common, kind: z.literal('decision.propose'), matter: matterSchema, expiresAt: timeField }),
  z.strictObject({ ...common, kind: z.literal('decision.approve'), proposal }),
  /** Says again what was proposed: whoever reads it need not look for the proposal to see what came about. */
  z.strictObject({ ...common, kind: z.literal('decision.enact'), proposal, matter: matterSchema }),
  z.strictObject({ ...common, kind: z.literal('decision.withdraw'), proposal }),
]);

/** One entry, parsed. */
export type LogEntry = z.infer<typeof entrySchema>;
export type LogEntryKind = LogEntry['kind'];
export type EntryOf<Kind extends LogEntryKind> = Extract<LogEntry, { kind: Kind }>;
/** What may be proposed. */
export type Matter = z.infer<typeof matterSchema>;
/** What a person may be. */
export type Role = z.infer<typeof role>;

/** Who signs: the root key, a user by the identity key, an invitation by its single-use key. */
const signerSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('root') }),
  z.strictObject({ role: z.literal('user'), id: user }),
  z.strictObject({ role: z.literal('invitation'), id: idField<InvitationId>() }),
]);
export type Signer = z.infer<typeof signerSchema>;

const envelopeSchema = z.strictObject({
  entry: z.string().check(z.maxLength(16_384)),
  signatures: z
    .array(z.strictObject({ by: signerSchema, sig: signatureField }))
    .check(z.minLength(1), z.maxLength(SIGNATURES_MAX)),
});

/** The largest envelope, in bytes. */
export const ENVELOPE_BYTES_MAX = 16_384;

/** An envelope, parsed: the entry, the exact bytes that were signed, and the signatures, not yet judged. */
export interface ParsedEnvelope {
  readonly entry: LogEntry;
  readonly signed: Uint8Array;
  readonly signatures: readonly { readonly by: Signer; readonly sig: string }[];
}

/** Parses an envelope. @throws Error when it is too large, not canonical, or of no known kind. */
export function parseEnvelope(bytes: Uint8Array): ParsedEnvelope {
  if (bytes.length > ENVELOPE_BYTES_MAX) throw new RangeError('envelope is too large');
  const envelope = envelopeSchema.parse(parseCanonicalJson(bytes));
  const signed = encodeUtf8(envelope.entry);
  return { entry: entrySchema.parse(parseCanonicalJson(signed)), signed, signatures: envelope.signatures };
}

/** The canonical text of an entry, to be signed. @throws ZodError when it is no valid entry. */
export function encodeEntry(entry: LogEntry): string {
  return canonicalJson(entrySchema.parse(entry));
}

/** Puts a signed entry into its envelope. */
export function encodeEnvelope(entry: string, signatures: ParsedEnvelope['signatures']): Uint8Array {
  return encodeUtf8(canonicalJson(envelopeSchema.parse({ entry, signatures })));
}

/** What `entry` decides, as an entry of its own: of one that puts a proposal into effect, what was proposed. */
export function effectOf(entry: LogEntry): LogEntry {
  if (entry.kind !== 'decision.enact') return entry;
  const { v, org, at, prior, matter } = entry;
  return { v, org, at, prior, ...matter };
}
