/** A new identity for somebody who has lost all devices: a link, which two admins agree to and everybody is told of. */
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import { ID_BYTES, type InvitationId, parseId, type UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { randomBytes, signKeyPair, wipe } from '../crypto/primitives.ts';
import { type EntryBody, revokeInvitation } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import { invitationUrl } from '../identity/invitation-link.ts';
import type { ResetLink } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { appendEntry } from '../session/rarely.ts';
import { reachOf, refusalWords, signed, signerOf } from './decisions.ts';

const HOUR = 3_600_000;

interface LinkParts {
  readonly user: UserId;
  readonly invitation: InvitationId;
  readonly publicKey: Uint8Array;
  readonly expiresAt: number;
}

function resetBody(state: OrgState, { user, invitation, publicKey, expiresAt }: LinkParts): EntryBody {
  const person = state.users.get(user);
  if (person === undefined) throw new ProblemError('not-found');
  const { role, group, name } = person;
  const key = encodeBase64url(publicKey);
  return { kind: 'invite.create', invitation, key, role, group, name, expiresAt, resets: user };
}

const freshInvitation = () => parseId<InvitationId>(encodeBase64url(randomBytes(ID_BYTES)));

/** Whether this person could bring it about, or propose it. */
export function resetReach(core: OpenCore, user: UserId): 'alone' | 'together' | undefined {
  const expiresAt = core.device.now() + HOUR;
  const parts = { user, invitation: freshInvitation(), publicKey: randomBytes(32), expiresAt };
  return reachOf(core, resetBody(core.log.replica.state, parts));
}

export async function resetIdentity(core: OpenCore, origin: string, user: UserId, hours: number): Promise<ResetLink> {
  const { log, identity, device } = core;
  const { publicKey, privateKey: seed } = signKeyPair();
  const invitation = freshInvitation();
  const expiresAt = device.now() + Math.max(1, hours) * HOUR;
  try {
    const { kind } = await appendEntry(core, (state) => {
      const body = resetBody(state, { user, invitation, publicKey, expiresAt });
      return signed(state, { by: signerOf(core), now: device.now() }, body);
    });
    const rootKey = decodeBase64url(log.replica.state.org?.rootKey ?? '');
    const link = invitationUrl(origin, { org: identity.org, rootKey, invitation, seed });
    return { link, proposed: kind === 'decision.propose' };
  } catch (error) {
    if (error instanceof CeremonyError) throw new ProblemError('not-allowed', refusalWords(error.code));
    throw error;
  } finally {
    wipe(seed);
  }
}

/** The open links with which somebody can take the place of `user`. */
export function openResets(state: OrgState, user: UserId, now: number) {
  return [...state.invitations.values()].filter(
    ({ resets, standing, expiresAt }) => resets === user && standing === 'open' && expiresAt > now,
  );
}

/** Whoever has lost nothing ends it alone: admins may be deceived, or in league. */
export async function stopReset(core: OpenCore): Promise<void> {
  const { log, identity, device } = core;
  const open = openResets(log.replica.state, identity.user, device.now());
  if (open.length === 0) throw new ProblemError('not-found');
  for (const { id } of open) {
    await appendEntry(core, (state) => ({
      envelope: revokeInvitation(state, { by: signerOf(core), invitation: id, now: device.now() }),
    }));
  }
}
