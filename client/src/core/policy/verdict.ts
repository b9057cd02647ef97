/** What the gate answers, and why it refuses. */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import type { CoreWords } from '../words/index.ts';
import { type Saying, say } from '../words/saying.ts';

/** Why something is not allowed: a closed list, each with a sentence for a person in `words`. */
export type GateRefusal = keyof CoreWords['gate'];

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: GateRefusal; readonly sentence: Saying };

/** A device as the authentication service recognises it; undefined where it recognises none. */
export type Recognised = { readonly device: DeviceId; readonly user: UserId } | undefined;

/** The same, and when the device last put fresh keys in, as its leaf in the tree says; absent: it does not say. */
export type Living = (NonNullable<Recognised> & { readonly aliveAt?: number | undefined }) | undefined;

export const allowed: Verdict = { allowed: true };

export function refuse(reason: GateRefusal): Verdict {
  return { allowed: false, reason, sentence: say('gate', reason) };
}
