/** One decision about many people, in batches as the relay takes them. */
import { isEntryAt, type OrgState, replay } from '#shared/org-log/index.ts';
import { signDecision } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import type { DecidedMany, Decision } from '../port-admin.ts';
import { logCrypto } from '../session/log-crypto.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { adminWords } from '../words/admin.ts';
import { appendPatiently } from './append-patiently.ts';
import { bodyOf, refusalWords, signerOf } from './decisions.ts';

const DECISIONS_MAX = 25;

/** @throws ProblemError `invalid-input` for none or too many; TransportError. */
export async function decideMany(core: OpenCore, decisions: readonly Decision[]): Promise<DecidedMany> {
  if (decisions.length === 0 || decisions.length > DECISIONS_MAX) throw new ProblemError('invalid-input');
  const { log, device } = core;
  const by = signerOf(core);
  const { results } = await appendPatiently(core, () => {
    const { state } = log.replica;
    const now = device.now();
    const envelopes: Uint8Array[] = [];
    // Each names the log as it is now, so that somebody else's entry may come between; and each is judged after those before
    // it, as the log will: of two last owners only one can be suspended.
    let reached: OrgState = state;
    const judged = decisions.map((decision): DecidedMany['results'][number] => {
      try {
        const envelope = signDecision(state, { by, now }, bodyOf(reached, decision, now));
        const after = replay([envelope], logCrypto, reached);
        if (!after.ok) return { ok: false, sentence: sentenceOf(after.refusal.code) };
        reached = after.state;
        envelopes.push(envelope);
        return { ok: true };
      } catch (error) {
        if (error instanceof CeremonyError) return { ok: false, sentence: sentenceOf(error.code) };
        if (error instanceof ProblemError && error.problem.sentence !== undefined) {
          return { ok: false, sentence: error.problem.sentence };
        }
        throw error;
      }
    });
    return { envelopes, results: judged, stands: () => stands(log.replica.state, state.tree.size, envelopes[0]) };
  });
  return { results };
}

function sentenceOf(code: Parameters<typeof refusalWords>[0]): string {
  if (code === 'too-few-signatures' || code === 'must-wait') return adminWords.decisions.othersSign;
  return refusalWords(code).sentence;
}

/** Whether the log has `first`, and with it the batch, behind its first `from` entries. */
function stands(state: OrgState, from: number, first: Uint8Array | undefined): boolean {
  if (first === undefined) return true;
  const places = Array.from({ length: state.tree.size - from }, (_, nth) => from + nth);
  return places.some((place) => isEntryAt(state, place, first, logCrypto));
}
