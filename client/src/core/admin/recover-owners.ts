/** The last way back for an organisation whose owners are lost: the root key, as it was printed at the founding. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { sign, signKeyPair, wipe } from '../crypto/primitives.ts';
import { refusalOf, signDecision } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { appendEntry } from '../session/rarely.ts';
import { readRootKey } from '../session/root-key.ts';
import { adminWords } from '../words/admin.ts';
import { refusalWords } from './decisions.ts';

/**
 * Names this person the only owner, signed by the root key. Everybody is told. The key is in this browser while it signs,
 * and no longer.
 * @throws ProblemError `root-key-check-failed`.
 */
export async function recoverOwners(core: OpenCore, text: string): Promise<void> {
  const { log, identity, device } = core;
  const seed = readRootKey(text);
  const wrong = new ProblemError('root-key-check-failed', {
    sentence: adminWords.decisions.wrongRootKey(identity.organisation),
    nextStep: adminWords.decisions.typeAllGroups,
  });
  if (seed === undefined) throw wrong;
  const pair = signKeyPair(seed);
  try {
    if (encodeBase64url(pair.publicKey) !== log.replica.state.org?.rootKey) throw wrong;
    const by = { by: { role: 'root' } as const, sign: (message: Uint8Array) => sign(pair.privateKey, message) };
    await appendEntry(core, (state) => {
      const body = { kind: 'owners.set' as const, owners: [identity.user], quorum: 1 };
      const envelope = signDecision(state, { by, now: device.now() }, body);
      const refusal = refusalOf(state, envelope);
      if (refusal !== undefined) throw new CeremonyError(refusal);
      return { envelope };
    });
  } catch (error) {
    if (error instanceof CeremonyError) throw new ProblemError('not-allowed', refusalWords(error.code));
    throw error;
  } finally {
    wipe(seed, pair.privateKey);
  }
}
