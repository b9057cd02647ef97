/** Founding an organisation and accepting an invitation, up to the open vault. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type InvitationRecord, type OrgState, policyOfGroup, type RefusalCode } from '#shared/org-log/index.ts';
import { sign, signKeyPair, wipe } from '../crypto/primitives.ts';
import { enrol, found, invitationProblem } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import { isFoundingFragment } from '../identity/founding-link.ts';
import { type InvitationLink, parseInvitationFragment } from '../identity/invitation-link.ts';
import type { CoreProblemCode, EnrolmentRequest, FoundingRequest, InvitationPreview, PolicyView } from '../port.ts';
import type { LockedStorage, UnlockedStorage } from '../storage/locked-storage.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport } from '../transport/transport.ts';
import { policyBeforeJoining, policyViewOf } from '../views/people.ts';
import { appendPending, completeAccount, createAccount, type IdentityRow } from './account.ts';
import type { LogVisit } from './fetch-log.ts';
import { requireStrength } from './passphrase.ts';
import { ProblemError } from './problems.ts';

export interface JoiningParts {
  readonly transport: RelayTransport;
  readonly now: () => number;
  readonly openStorage: () => Promise<LockedStorage>;
  readonly visit: LogVisit;
}

export interface Joined {
  readonly storage: UnlockedStorage;
  readonly identity: IdentityRow;
}

/** Shows the relay the code of the founding link. @throws TransportError, ProblemError. */
export async function beginFounding(transport: RelayTransport, code: string): Promise<void> {
  const bare = code
    .trim()
    .replace(/^#/, '')
    .replace(/^found\//, '');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(bare)) throw new ProblemError('wrong-founding-code');
  if ((await transport.signIn({ as: 'founder', code: bare })) === undefined) throw new ProblemError('offline');
}

export async function foundOrganisation(
  parts: JoiningParts,
  request: FoundingRequest,
  minLength: number,
): Promise<Joined> {
  const { transport, now } = parts;
  const { state } = transport;
  if (state.kind !== 'signed-in' || state.as !== 'founder') throw new ProblemError('offline');
  requireStrength(request.passphrase, minLength);
  const { organisation, name } = request;
  const founder = found({ organisation, name, relayLogKey: state.challenge.relayLogKey, now: now() });
  const account = {
    member: founder,
    organisation,
    name,
    passphrase: request.passphrase,
    rootKey: encodeBase64url(founder.rootKey.publicKey),
    rootSeed: founder.rootKey.privateKey,
  };
  return admitAccount(parts, account, () => wipe(founder.rootKey.privateKey));
}

/** Signs in with the link and shows what it says, checked against the log. @throws TransportError, ProblemError. */
export async function previewInvitation(parts: JoiningParts, fragment: string): Promise<InvitationPreview> {
  const { now } = parts;
  const link = parseLink(fragment);
  const { state } = await visit(parts, link);
  const trouble = invitationProblem(state, link, now());
  if (trouble !== undefined) throw invitationError(trouble);
  const invitation = state.invitations.get(link.invitation);
  if (state.org === undefined || invitation === undefined) throw new ProblemError('invitation-tampered');
  return {
    organisation: { id: state.org.id, name: state.org.name },
    nameHint: nameOfInvited(state, invitation),
    ...(invitation.resets === undefined ? {} : { replaces: true as const }),
    role: invitation.role,
    expiresAt: invitation.expiresAt,
    policy: policyOfInvited(state, invitation, now()),
  };
}

export async function acceptInvitation(parts: JoiningParts, request: EnrolmentRequest): Promise<Joined> {
  const { now } = parts;
  const link = parseLink(request.fragment);
  const { state } = await visit(parts, link);
  const invitation = state.invitations.get(link.invitation);
  requireStrength(request.passphrase, policyOfInvited(state, invitation, now()).passphraseMinLength);
  const { passphrase } = request;
  // Who comes back is called as they were.
  const name = invitation?.resets === undefined ? request.name : nameOfInvited(state, invitation);
  let member: ReturnType<typeof enrol>;
  try {
    member = enrol(state, link, { name, now: now() });
  } catch (error) {
    throw error instanceof CeremonyError ? invitationError(error.code) : error;
  }
  const organisation = state.org?.name ?? '';
  const account = { member, organisation, name, passphrase, rootKey: encodeBase64url(link.rootKey) };
  return admitAccount(parts, account, () => wipe(link.seed));
}

function nameOfInvited(state: OrgState, { resets, name }: InvitationRecord): string {
  return (resets === undefined ? undefined : state.users.get(resets)?.name) ?? name;
}

/** What will apply to whoever joins: the policy of the security group that the invitation is for. */
function policyOfInvited(state: OrgState, invitation: InvitationRecord | undefined, now: number): PolicyView {
  return invitation === undefined ? policyBeforeJoining : policyViewOf(policyOfGroup(state, invitation.group, now));
}

/** From keys to a member: the vault, the entries, and the log as everybody sees it. */
async function admitAccount(
  { transport, openStorage, visit: log }: JoiningParts,
  account: Parameters<typeof createAccount>[1],
  done: () => void,
): Promise<Joined> {
  const storage = await createAccount(await openStorage(), account);
  try {
    await appendPending(transport, account.member.envelopes);
  } catch (error) {
    storage.lock();
    // Nothing of it stands anywhere: the person can begin again.
    await (await openStorage()).erase();
    if (error instanceof TransportError && error.code === 'refused-entry') throw new ProblemError('relay-refused');
    throw error;
  }
  const pending = await storage.read.account('identity');
  if (pending === undefined) throw new ProblemError('storage-corrupted');
  const identity = await completeAccount(storage, transport, pending, log);
  done();
  return { storage, identity };
}

function parseLink(fragment: string): InvitationLink {
  // Whoever comes with the founding link and finds an organisation is late, and holds no damaged invitation.
  if (isFoundingFragment(fragment.startsWith('#') ? fragment : `#${fragment}`))
    throw new ProblemError('already-founded');
  return parseInvitationFragment(fragment.startsWith('#') ? fragment : `#${fragment}`);
}

/** Comes to the relay as the holder of the link, and reads the log from the beginning. */
async function visit({ transport, visit: log }: JoiningParts, link: InvitationLink) {
  const key = signKeyPair(link.seed);
  const session = await transport
    .signIn({
      as: 'invitation',
      invitation: link.invitation,
      sign: (message) => sign(key.privateKey, message),
    })
    .catch((error: unknown) => {
      throw error instanceof TransportError ? signInProblem(error) : error;
    });
  if (session === undefined) throw new ProblemError('offline');
  const { replica } = await log.fetch(transport.call, link.org, encodeBase64url(link.rootKey));
  return replica;
}

function signInProblem(error: TransportError): Error {
  switch (error.code) {
    case 'already-used':
      return new ProblemError('invitation-used');
    case 'revoked':
      return new ProblemError('invitation-revoked');
    case 'expired':
      return new ProblemError('invitation-expired');
    case 'sign-in-refused':
      return new ProblemError('invitation-tampered');
    default:
      return error;
  }
}

function invitationError(code: RefusalCode): ProblemError {
  const codes: Partial<Record<RefusalCode, CoreProblemCode>> = {
    'invitation-used': 'invitation-used',
    'invitation-revoked': 'invitation-revoked',
    'invitation-expired': 'invitation-expired',
  };
  return new ProblemError(codes[code] ?? 'invitation-tampered');
}
