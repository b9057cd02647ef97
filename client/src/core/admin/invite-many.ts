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
import { refusalWords, requireAdmin, signerOf } from './decisions.ts';

const LINES_MAX = 1_000;
const BATCH = 25;
const HOUR = 3_600_000;
/** How often a batch is offered again, where the relay has enough for the moment or somebody was quicker. */
const TRIES = 20;
const PAUSE_MS = 1_000;

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
  for (let attempt = 1; ; attempt++) {
    const signed = signBatch(core, lines, expiresInHours);
    try {
      await core.log.append(signed.map(({ envelope }) => envelope));
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // An answer that was lost is no failure: the log will say.
      await core.log.sync();
      const stands = signed.every(({ link }) => core.log.replica.state.invitations.has(link.invitation));
      if (!stands) {
        for (const { link } of signed) wipe(link.seed);
        const again = error.code === 'rate-limited' || error.code === 'refused-entry';
        if (!again || attempt === TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? PAUSE_MS));
        continue;
      }
    }
    return signed.map(({ link }, line) => {
      const url = invitationUrl(origin, link);
      wipe(link.seed);
      return { line, id: link.invitation, link: url };
    });
  }
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
