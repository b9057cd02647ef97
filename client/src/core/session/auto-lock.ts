/** Locks by itself when nobody has done anything for as long as the policy allows. */
import type { Timers } from '../groups/timers.ts';

const MINUTE = 60_000;
/** Where the policy is not known yet. */
const MINUTES = 30;

/**
 * Looks again and again, until it locks.
 * @param idleFor for how long nobody has done anything, in ms. @param minutes what the policy allows now.
 */
export function lockWhenIdle(
  timers: Timers,
  idleFor: () => number,
  minutes: () => number | undefined,
  lock: () => void,
): void {
  const look = () => {
    const left = (minutes() ?? MINUTES) * MINUTE - idleFor();
    if (left <= 0) lock();
    else timers.later('lock', Math.min(left, MINUTE), look);
  };
  look();
}
