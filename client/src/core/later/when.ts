/** The moment that a person has chosen. Pure. */
import { Refused } from '../groups/refused.ts';
import type { When } from '../port.ts';
import { say } from '../words/saying.ts';

const MINUTE = 60_000;
/** The furthest that something may be put off: a year, and the day that it may have more. */
export const FURTHEST_MS = 366 * 24 * 60 * MINUTE;

/**
 * When that is, by the relay's time: what is "in an hour" is an hour of everybody's, also where this computer's clock is wrong.
 * @throws Refused `invalid-input`.
 */
export function momentOf(when: When, relayNow: number): number {
  const at = 'in' in when ? relayNow + when.in : when.at;
  if (!Number.isSafeInteger(at)) throw new Refused('invalid-input');
  // The minute that has just begun may be chosen.
  if (at < relayNow - MINUTE) throw new Refused('invalid-input', say('later', 'passed'));
  if (at > relayNow + FURTHEST_MS) throw new Refused('invalid-input', say('later', 'tooFar'));
  return at;
}
