/**
 * The ceremonies in which keys are made and first believed: founding an organisation, inviting, enrolling. Each gives the
 * envelopes to append as one batch, and the private keys that the caller seals or wipes. No store, no network, no clock.
 */
import { decodeBase64url, decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import {
  type DeviceId,
  ID_BYTES,
  type InvitationId,
  type OrgId,
  parseId,
  type SecurityGroupId,
  type UserId,
} from '#shared/ids/index.ts';
import {
  type EntrySigner,
  emptyState,
  headOf,
  issueCertificate,
  type LogEntry,
  type OrgState,
  type RefusalCode,
  type Role,
  replay,
  signEntry,
} from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { randomBytes, type SignatureKeyPair, sha256, sign, signKeyPair, verify, wipe } from '../crypto/primitives.ts';
import { CeremonyError } from './errors.ts';
import type { InvitationLink } from './invitation-link.ts';
import { CERTIFICATE_LIFE, CLOCK_LEAD } from './lifetimes.ts';

const crypto = { sha256, verify };

/** A new member of an organisation, with the private keys (32-byte seeds) that nobody else has. */
export interface NewMember {
  readonly org: OrgId;
  readonly user: UserId;
  readonly device: DeviceId;
  readonly identityKey: SignatureKeyPair;
  readonly deviceKey: SignatureKeyPair;
  /** The encoded certificate of the device: its MLS credential. */
  readonly certificate: Uint8Array;
  /** To be appended as one batch: all of them are admitted, or none. */
  readonly envelopes: readonly Uint8Array[];
}

export interface Founder extends NewMember {
  /** To be printed and exported, and then wiped. */
  readonly rootKey: SignatureKeyPair;
}

function freshId<Id extends OrgId | UserId | DeviceId | InvitationId | SecurityGroupId>(): Id {
  return parseId<Id>(encodeBase64url(randomBytes(ID_BYTES)));
}

/** One who signs entries with the identity key of `user`. */
export function userSigner(user: UserId, privateKey: Uint8Array): EntrySigner {
  return { by: { role: 'user', id: user }, sign: (message) => sign(privateKey, message) };
}

/** What every entry begins with, for an author who has replayed `state`. */
function headerOf(state: OrgState, org: OrgId, now: number): Pick<LogEntry, 'v' | 'org' | 'at' | 'prior'> {
  const { size, root } = headOf(state, crypto);
  return { v: 1, org, at: now, prior: { size, root: encodeBase64url(root) } };
}

/** What an entry says, apart from what all entries have. */
export type EntryBody = LogEntry extends infer One
  ? One extends LogEntry
    ? Omit<One, 'v' | 'org' | 'at' | 'prior'>
    : never
  : never;

/**
 * Signs a decision on `state`. Whether the log admits it is another question: `refusalOf`.
 * @throws CeremonyError before the founding; ZodError for a name that the log does not take.
 */
export function signDecision(
  state: OrgState,
  { by, now }: { readonly by: EntrySigner; readonly now: number },
  body: EntryBody,
): Uint8Array {
  if (state.org === undefined) throw new CeremonyError('not-founded');
  return signEntry({ ...headerOf(state, state.org.id, now), ...body } as LogEntry, [by]);
}

/** Why the log would refuse these entries, one after the other; undefined where it would not. */
export function refusalOf(state: OrgState, ...envelopes: readonly Uint8Array[]): RefusalCode | undefined {
  const result = replay(envelopes, crypto, state);
  return result.ok ? undefined : result.refusal.code;
}

function newDevice(org: OrgId, user: UserId, identityKey: SignatureKeyPair, now: number) {
  const deviceKey = signKeyPair();
  return { deviceKey, ...certify({ org, user, identityKey, key: deviceKey.publicKey, now }) };
}

/** Vouches for a device key, under an id that no device has had. */
function certify({ org, user, identityKey, key, now }: Vouching) {
  const device = freshId<DeviceId>();
  const certificate = issueCertificate(
    {
      v: 1,
      org,
      user,
      device,
      key: encodeBase64url(key),
      purpose: 'member',
      notBefore: now - CLOCK_LEAD,
      notAfter: now + CERTIFICATE_LIFE,
    },
    (message) => sign(identityKey.privateKey, message),
  );
  return { device, certificate };
}

interface Vouching {
  readonly org: OrgId;
  readonly user: UserId;
  readonly identityKey: Pick<SignatureKeyPair, 'privateKey'>;
  /** The public key of the device. */
  readonly key: Uint8Array;
  readonly now: number;
}

/**
 * Adds a device of a person by their identity key.
 * @throws CeremonyError when the log would refuse it.
 */
export function addDevice(
  state: OrgState,
  request: Omit<Vouching, 'org'>,
): { readonly device: DeviceId; readonly certificate: Uint8Array; readonly envelope: Uint8Array } {
  if (state.org === undefined) throw new CeremonyError('not-founded');
  const { user, identityKey, now } = request;
  const made = certify({ ...request, org: state.org.id });
  const body = { kind: 'device.add', user, certificate: decodeUtf8(made.certificate) } as const;
  const envelope = signDecision(state, { by: userSigner(user, identityKey.privateKey), now }, body);
  admitted([envelope], state);
  return { ...made, envelope };
}

/**
 * Takes a device out for good.
 * @throws CeremonyError when the log would refuse it.
 */
export function revokeDevice(
  state: OrgState,
  request: { readonly by: EntrySigner; readonly device: DeviceId; readonly now: number },
): Uint8Array {
  const envelope = signDecision(state, request, { kind: 'device.revoke', device: request.device });
  admitted([envelope], state);
  return envelope;
}

function admitted(envelopes: readonly Uint8Array[], state: OrgState): OrgState {
  const result = replay(envelopes, crypto, state);
  if (!result.ok) throw new CeremonyError(result.refusal.code);
  return result.state;
}

/**
 * Founds an organisation: root key, first owner, first device.
 * @param relayLogKey the public key under which the relay signs checkpoints.
 * @throws ZodError for a name that the log does not take.
 */
export function found(request: {
  readonly organisation: string;
  readonly name: string;
  readonly relayLogKey: Uint8Array;
  readonly now: number;
}): Founder {
  const { now } = request;
  const [org, user] = [freshId<OrgId>(), freshId<UserId>()];
  const [rootKey, identityKey] = [signKeyPair(), signKeyPair()];
  const signer = userSigner(user, identityKey.privateKey);
  const creation = signEntry(
    {
      ...headerOf(emptyState(), org, now),
      kind: 'org.create',
      name: request.organisation,
      rootKey: encodeBase64url(rootKey.publicKey),
      relayLogKey: encodeBase64url(request.relayLogKey),
      owner: { id: user, name: request.name, key: encodeBase64url(identityKey.publicKey) },
      group: { id: freshId<SecurityGroupId>(), name: 'Everyone' },
      policy: { ...defaultPolicy },
    },
    [{ by: { role: 'root' }, sign: (message) => sign(rootKey.privateKey, message) }, signer],
  );
  const state = admitted([creation], emptyState());
  const { device, deviceKey, certificate } = newDevice(org, user, identityKey, now);
  const addition = signEntry(
    { ...headerOf(state, org, now), kind: 'device.add', user, certificate: decodeUtf8(certificate) },
    [signer],
  );
  admitted([addition], state);
  return { org, user, device, rootKey, identityKey, deviceKey, certificate, envelopes: [creation, addition] };
}

interface InvitationRequest {
  /** Somebody who is in already, and gets a new identity. */
  readonly resets?: UserId;
  readonly by: EntrySigner;
  readonly role: Role;
  readonly name: string;
  /** Absent: the one that all come into. */
  readonly group?: SecurityGroupId;
  readonly expiresAt: number;
  readonly now: number;
}

export interface SignedInvitation {
  readonly envelope: Uint8Array;
  readonly link: InvitationLink;
}

/**
 * Invites somebody. The private half of the invitation's key goes into the link and nowhere else.
 * @throws CeremonyError when the log would refuse it; ZodError for a name that it does not take.
 */
export function invite(state: OrgState, request: InvitationRequest): SignedInvitation {
  const made = signInvitation(state, request);
  admitted([made.envelope], state);
  return made;
}

/**
 * The same, without asking whether the log takes it: for many at once, which are judged together.
 * @throws CeremonyError before the founding; ZodError for a name that the log does not take.
 */
export function signInvitation(
  state: OrgState,
  { by, now, role, name, expiresAt, group, resets }: InvitationRequest,
): SignedInvitation {
  if (state.org === undefined) throw new CeremonyError('not-founded');
  const { publicKey, privateKey } = signKeyPair();
  const invitation = freshId<InvitationId>();
  const envelope = signDecision(
    state,
    { by, now },
    {
      kind: 'invite.create',
      invitation,
      key: encodeBase64url(publicKey),
      role,
      group: group ?? state.org.defaultGroup,
      name,
      expiresAt,
      ...(resets === undefined ? {} : { resets }),
    },
  );
  const rootKey = decodeBase64url(state.org.rootKey);
  return { envelope, link: { org: state.org.id, rootKey, invitation, seed: privateKey } };
}

/**
 * Withdraws an invitation that has not been used.
 * @throws CeremonyError when the log would refuse it.
 */
export function revokeInvitation(
  state: OrgState,
  request: { readonly by: EntrySigner; readonly invitation: InvitationId; readonly now: number },
): Uint8Array {
  if (state.org === undefined) throw new CeremonyError('not-founded');
  const header = headerOf(state, state.org.id, request.now);
  const envelope = signEntry({ ...header, kind: 'invite.revoke', invitation: request.invitation }, [request.by]);
  admitted([envelope], state);
  return envelope;
}

/**
 * Whether the log knows the invitation of a link and the link holds its key: the sentence for a link that was damaged,
 * used, withdrawn or forged comes from here, before a person has typed anything.
 * @returns the code with which an enrolment would be refused; undefined when it would be admitted.
 */
export function invitationProblem(state: OrgState, link: InvitationLink, now: number): RefusalCode | undefined {
  try {
    wipeKeys(enrol(state, link, { name: 'Somebody', now }));
    return undefined;
  } catch (error) {
    if (error instanceof CeremonyError) return error.code;
    throw error;
  }
}

/**
 * Enrols the person who opened `link`, with fresh keys: nobody else need be online. A link for somebody who is in already
 * gives them a new identity under the name that they have.
 * @throws CeremonyError when the log would refuse it; ZodError for a name that it does not take.
 */
export function enrol(
  state: OrgState,
  link: InvitationLink,
  request: { readonly name: string; readonly now: number },
): NewMember {
  const { name, now } = request;
  // The link pins the organisation and its root key: a relay that shows another organisation is found out here.
  if (state.org?.id !== link.org || state.org.rootKey !== encodeBase64url(link.rootKey)) {
    throw new CeremonyError('wrong-organisation');
  }
  const resets = state.invitations.get(link.invitation)?.resets;
  const user = resets ?? freshId<UserId>();
  const identityKey = signKeyPair();
  const invitationKey = signKeyPair(link.seed);
  const signer = userSigner(user, identityKey.privateKey);
  const content = { invitation: link.invitation, user, key: encodeBase64url(identityKey.publicKey) };
  const header = headerOf(state, link.org, now);
  const enrolment = signEntry(
    resets === undefined
      ? { ...header, kind: 'user.enrol', ...content, name }
      : { ...header, kind: 'identity.reset', ...content },
    [
      {
        by: { role: 'invitation', id: link.invitation },
        sign: (message) => sign(invitationKey.privateKey, message),
      },
      signer,
    ],
  );
  const { device, deviceKey, certificate } = newDevice(link.org, user, identityKey, now);
  // The same prior head as the enrolment's: somebody else's entry may come between while the batch is on its way.
  const addition = signEntry(
    { ...headerOf(state, link.org, now), kind: 'device.add', user, certificate: decodeUtf8(certificate) },
    [signer],
  );
  const envelopes = [enrolment, addition];
  try {
    admitted(envelopes, state);
  } catch (error) {
    wipe(identityKey.privateKey, deviceKey.privateKey);
    throw error;
  }
  return { org: link.org, user, device, identityKey, deviceKey, certificate, envelopes };
}

function wipeKeys(member: NewMember): void {
  wipe(member.identityKey.privateKey, member.deviceKey.privateKey);
}
