/**
 * `admit` and `replay`: the one judge of the log, the same code in relay and client, so that the relay can admit nothing
 * that a client would not.
 */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { verifySigners } from './authority.ts';
import { type ParsedEnvelope, parseEnvelope } from './entries.ts';
import { growMutable, type LogCrypto, leafHash, rootAt } from './merkle.ts';
import { Refusal, type RefusalCode, refusals, require } from './refusal.ts';
import { applyRule } from './rules.ts';
import { emptyState, mutableCopy, type OrgState, type OrgStateMutable } from './state.ts';
import { subjectsOf } from './subjects.ts';

/** How far the time of an entry may lie before that of the newest one, in ms. */
const BACKDATING = 3_600_000;

/** An entry that was not admitted. */
export interface Refused {
  readonly code: RefusalCode;
  readonly sentence: string;
}

export type Admission =
  | { readonly ok: true; readonly state: OrgState }
  | { readonly ok: false; readonly refusal: Refused };

export type Replay =
  | { readonly ok: true; readonly state: OrgState }
  /** `index` is that of the first refused entry; `state` is what held before it. */
  | { readonly ok: false; readonly state: OrgState; readonly index: number; readonly refusal: Refused };

/**
 * Judges one envelope against `state`. Pure: no clock, no store; `state` stays as it is.
 * Entries that belong together (founding, enrolment) are given to `replay` as one list instead.
 */
export function admit(state: OrgState, envelope: Uint8Array, crypto: LogCrypto): Admission {
  const result = replay([envelope], crypto, state);
  return result.ok ? result : { ok: false, refusal: result.refusal };
}

/** Admits `envelopes` one after the other, from the beginning or from `from`; stops at the first that is refused. */
export function replay(envelopes: readonly Uint8Array[], crypto: LogCrypto, from: OrgState = emptyState()): Replay {
  if (envelopes.length === 0) return { ok: true, state: from };
  const state = mutableCopy(from);
  for (const [index, envelope] of envelopes.entries()) {
    // A rule may have changed something before it refused, so the state before it is kept by replaying up to here.
    try {
      admitMutable(state, envelope, crypto);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const before = replay(envelopes.slice(0, index), crypto, from);
      return { ok: false, state: before.state, index, refusal: { code: error.code, sentence: refusals[error.code] } };
    }
  }
  return { ok: true, state };
}

function admitMutable(state: OrgStateMutable, bytes: Uint8Array, crypto: LogCrypto): void {
  const leaf = leafHash(bytes, crypto);
  let envelope: ParsedEnvelope;
  try {
    envelope = parseEnvelope(bytes);
  } catch {
    throw new Refusal('malformed');
  }
  const { entry } = envelope;
  if (state.org === undefined) require(entry.kind === 'org.create', 'not-founded');
  else require(entry.org === state.org.id, 'wrong-organisation');

  // Fork: an entry that was signed on one history cannot be shown on another, as its author names the root it had seen.
  const { size, root } = entry.prior;
  require(size <= state.tree.size, 'other-history');
  require(encodeBase64url(rootAt(state.tree, size, crypto)) === root, 'other-history');
  // Replay, and withholding: whatever an entry decides or rests on must not have changed since its author looked. So a
  // relay can neither repeat an old "restore" after a new "suspend" nor keep one back to use it later.
  const people = envelope.signatures.flatMap(({ by }) => (by.role === 'user' ? [by.id] : []));
  const { reads, writes } = subjectsOf(entry, state, people);
  // Every entry rests on the standing and role of its signers.
  const signers =
    entry.kind === 'org.create' ? [] : ['standing', 'role'].flatMap((about) => people.map((id) => `${about}:${id}`));
  for (const subject of [...signers, ...reads, ...writes]) {
    require((state.touched.get(subject) ?? -1) < size, 'out-of-date');
  }
  // Backdating: an expired invitation or certificate must not be used by an author who sets the clock back.
  require(entry.at >= state.latestAt - BACKDATING, 'clock');

  const authority = verifySigners(state, envelope, crypto);
  applyRule(entry, { state, authority, crypto });

  const index = state.tree.size;
  for (const subject of writes) state.touched.set(subject, index);
  state.latestAt = Math.max(state.latestAt, entry.at);
  growMutable(state.tree, leaf, crypto);
}
