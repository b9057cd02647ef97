/** What people do now and then: loaded when it is first asked for, so that nobody waits for it before the first message. */
import { decodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import { type OrgState, policyFor, writeLogExport } from '#shared/org-log/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { Refused } from '../groups/refused.ts';
import { invite, revokeInvitation, userSigner } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import { invitationUrl } from '../identity/invitation-link.ts';
import { safetyNumber } from '../identity/safety-number.ts';
import type { InvitationRequest, RootKeyView, SafetyNumberView } from '../port.ts';
import { TransportError } from '../transport/errors.ts';
import { coreWords } from '../words/index.ts';
import { spoken } from '../words/saying.ts';
import type { OpenCore } from './open-core.ts';
import { requireStrength } from './passphrase.ts';
import { ProblemError } from './problems.ts';
import { isRootKeyGroup, rootKeyView } from './root-key.ts';

export { askToJoin, declineRequest } from '../history/ask.ts';
export { addWithHistory } from '../history/share.ts';
export { originOf } from '../views/origin.ts';
export { savedViews, saveMessage } from '../views/saved.ts';
export { beLeftAsleep, beWoken, wakingView } from './waking.ts';

const HOUR = 3_600_000;

/** Signs an entry on the newest log, once more if somebody else's entry came in between. `make` is asked anew then. */
export async function appendEntry<T extends { readonly envelope: Uint8Array }>(
  { log }: OpenCore,
  make: (state: OrgState) => T,
): Promise<T> {
  const attempt = async () => {
    const made = make(log.replica.state);
    await log.append([made.envelope]);
    return made;
  };
  try {
    return await attempt();
  } catch (error) {
    const overtaken = error instanceof TransportError && error.code === 'refused-entry';
    if (!overtaken && !(error instanceof CeremonyError)) throw error;
    if (!(await log.sync()) && !overtaken) throw error;
    return attempt();
  }
}

export async function createInvitation(
  core: OpenCore,
  origin: string,
  request: InvitationRequest,
): Promise<{ readonly id: InvitationId; readonly link: string }> {
  const { identity, device } = core;
  const made = await appendEntry(core, (state) => {
    const now = device.now();
    return invite(state, {
      by: userSigner(identity.user, identity.userIdentityKey.privateKey),
      role: request.role,
      name: request.name,
      expiresAt: now + Math.max(1, request.expiresInHours) * HOUR,
      now,
    });
  });
  const link = invitationUrl(origin, made.link);
  wipe(made.link.seed);
  return { id: made.link.invitation, link };
}

export async function withdrawInvitation(core: OpenCore, invitation: InvitationId): Promise<void> {
  const { identity, device } = core;
  await appendEntry(core, (state) => {
    const by = userSigner(identity.user, identity.userIdentityKey.privateKey);
    return { envelope: revokeInvitation(state, { by, invitation, now: device.now() }) };
  });
}

export async function rootKey({ storage, identity }: OpenCore): Promise<RootKeyView> {
  const row = await storage.read.account('root-key');
  if (row === undefined) throw new Refused('not-found');
  return rootKeyView(row.seed, identity.organisation, row.checkGroup);
}

/** The key leaves the browser once the person has shown that it was kept. */
export async function confirmRootKept({ storage }: OpenCore, typed: string): Promise<void> {
  const row = await storage.read.account('root-key');
  if (row === undefined) throw new Refused('not-found');
  if (!isRootKeyGroup(row.seed, row.checkGroup, typed)) throw new ProblemError('root-key-check-failed');
  await storage.transaction((write) => write.delete('account', 'root-key'));
  wipe(row.seed);
}

export async function changePassphrase(core: OpenCore, current: string, next: string): Promise<void> {
  const { log, identity, device, storage } = core;
  const { passphraseLength } = policyFor(log.replica.state, identity.user, device.now());
  requireStrength(next, passphraseLength);
  await storage.changePassphrase(current, next);
}

export function safetyNumberWith({ log, identity }: OpenCore, user: UserId): SafetyNumberView {
  const { users } = log.replica.state;
  const [me, other] = [users.get(identity.user), users.get(user)];
  if (me === undefined || other === undefined) throw new Refused('not-found');
  const person = ({ id, key }: { id: UserId; key: string }) => ({ id, key: decodeBase64url(key) });
  return { user, groups: safetyNumber(person(me), person(other)).split(' ') };
}

/** @param number as the person has seen it: what was compared must be what is kept, whatever the log says meanwhile. */
export async function markVerified(core: OpenCore, user: UserId, number: readonly string[] | null): Promise<void> {
  if (number !== null && safetyNumberWith(core, user).groups.join() !== number.join()) {
    throw new ProblemError('not-allowed', {
      sentence: coreWords.account.safetyChanged,
      nextStep: coreWords.account.compareAnew,
    });
  }
  await core.verified.mark(user, number !== null);
}

export async function exportLog({ log, identity, storage }: OpenCore): Promise<Uint8Array> {
  const { head } = log.replica;
  if (head === undefined) throw new Refused('not-found');
  const envelopes = (await storage.read.log(0, head.size)).map(({ bytes }) => bytes);
  const { org, rootKey: pinned } = identity;
  return encodeUtf8(writeLogExport({ org, rootKey: pinned, checkpoint: head.note, envelopes }));
}

/** What the relay has been caught at, with the signed heads that prove it. */
export async function exportEvidence({ storage, identity }: OpenCore): Promise<Uint8Array> {
  const rows = await storage.read.all('evidence');
  if (rows.length === 0) throw new Refused('not-found');
  const evidence = rows.map(({ at, kind, sentence, material }) => ({
    at,
    kind,
    sentence: spoken(sentence),
    material: Object.fromEntries(material.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])),
  }));
  return encodeUtf8(`${JSON.stringify({ format: 'tacit-evidence', v: 1, org: identity.org, evidence }, null, 1)}\n`);
}
