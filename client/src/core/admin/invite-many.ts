/** Inviting many people at once: entries in batches, as the relay takes them, and links that are given out once. */
import type { InvitationId } from '#shared/ids/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { refusalOf, type SignedInvitation, signDecision, signInvitation, userSigner } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import { invitationUrl } from '../identity/invitation-link.ts';
import type { InvitedMany, InviteLine } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError, problemOf } from '../session/problems.ts';
import { TransportError } from '../transport/errors.ts';
import { appendPatiently } from './append-patiently.ts';
import { refusalWords, requireAdmin, signerOf } from './decisions.ts';

const LINES_MAX = 1_000;
const BATCH = 25;
const HOUR = 3_600_000;

interface Made {
  readonly line: number;
  readonly id: InvitationId;
  readonly link: string;
}

export async function inviteMany(
  core: OpenCore,
  origin: string,
  lines: readonly InviteLine[],
  expiresInHours: number,
): Promise<InvitedMany> {
  requireAdmin(core);
  if (lines.length === 0 || lines.length > LINES_MAX) throw new ProblemError('invalid-input');
  const made: Made[] = [];
  try {
    for (let from = 0; from < lines.length; from += BATCH) {
      const batch = lines.slice(from, from + BATCH);
      for (const one of await inviteBatch(core, origin, batch, expiresInHours)) {
        made.push({ ...one, line: from + one.line });
      }
    }
    return { made };
  } catch (error) {
    // The links that exist are shown nowhere else: they are given out also when the rest has failed.
    if (made.length === 0) throw error;
    return { made, problem: problemOf(error) };
  }
}

async function inviteBatch(
  core: OpenCore,
  origin: string,
  lines: readonly InviteLine[],
  expiresInHours: number,
): Promise<Made[]> {
  const { signed } = await appendPatiently(core, () => {
    const made = signBatch(core, lines, expiresInHours);
    return {
      signed: made,
      envelopes: made.map(({ envelope }) => envelope),
      stands: () => made.every(({ link }) => core.log.replica.state.invitations.has(link.invitation)),
      drop: () => {
        for (const { link } of made) wipe(link.seed);
      },
    };
  });
  return signed.map(({ link }, line) => {
    const url = invitationUrl(origin, link);
    wipe(link.seed);
    return { line, id: link.invitation, link: url };
  });
}

function signBatch(
  { log, identity, device }: OpenCore,
  lines: readonly InviteLine[],
  hours: number,
): SignedInvitation[] {
  const { state } = log.replica;
  const now = device.now();
  const by = userSigner(identity.user, identity.userIdentityKey.privateKey);
  const expiresAt = now + Math.max(1, hours) * HOUR;
  const signed = lines.map((line) => signInvitation(state, { ...line, by, expiresAt, now }));
  const refusal = refusalOf(state, ...signed.map(({ envelope }) => envelope));
  if (refusal !== undefined) throw new CeremonyError(refusal);
  return signed;
}

/** The same invitation with a new link, and an end to the old one: both in one batch, so that never two links work. */
export async function reinvite(
  core: OpenCore,
  origin: string,
  invitation: InvitationId,
  hours: number,
): Promise<{ readonly id: InvitationId; readonly link: string }> {
  const { log, device } = core;
  const old = log.replica.state.invitations.get(invitation);
  // Whose identity a link replaces is decided anew, by as many as it takes.
  if (old === undefined || old.standing === 'used' || old.resets !== undefined) throw new ProblemError('not-found');
  const { name, role, group } = old;
  const by = signerOf(core);
  const attempt = async () => {
    const { state } = log.replica;
    const now = device.now();
    const made = signInvitation(state, { by, now, name, role, group, expiresAt: now + Math.max(1, hours) * HOUR });
    const isOpen = state.invitations.get(invitation)?.standing === 'open';
    const ending = isOpen ? [signDecision(state, { by, now }, { kind: 'invite.revoke', invitation })] : [];
    const envelopes = [...ending, made.envelope];
    const refusal = refusalOf(state, ...envelopes);
    if (refusal !== undefined) throw new ProblemError('not-allowed', refusalWords(refusal));
    await log.append(envelopes);
    return made.link;
  };
  const link = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof TransportError) || error.code !== 'refused-entry' || !(await log.sync())) throw error;
    return attempt();
  });
  const url = invitationUrl(origin, link);
  wipe(link.seed);
  return { id: link.invitation, link: url };
}
