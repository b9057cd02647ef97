/**
 * The relay's time, as far as this device knows it. Messages disappear by it, so that two people whose clocks differ lose
 * the same message at the same moment. Pure but for the clock that it is given.
 */

export interface RelayClock {
  now(): number;
  /** By how much the relay's time is ahead of this computer's, in ms. */
  readonly ahead: number;
  /** The relay has just said its time. What it said before may have been of a clock that has been set since. */
  heard(relayTime: number): void;
}

export interface RelayClockParts {
  /** This computer's clock. */
  readonly now: () => number;
  /** The newest time that the relay has signed, and how long this device believes in it without hearing of the relay. */
  readonly signed: () => { readonly at: number; readonly leashMs: number } | undefined;
}

export function createRelayClock({ now, signed }: RelayClockParts): RelayClock {
  let ahead: number | undefined;
  const relayNow = () => {
    const local = now();
    const head = signed();
    const believed = local + (ahead ?? 0);
    if (head === undefined) return believed;
    // A clock that was set back keeps nothing beyond a time that is known to have been.
    const atLeast = Math.max(believed, head.at);
    // One that was set forward, with nobody to ask, lets nothing go that the leash does not reach.
    return ahead === undefined ? Math.min(atLeast, head.at + head.leashMs) : atLeast;
  };
  return {
    now: relayNow,
    get ahead() {
      return relayNow() - now();
    },
    heard(relayTime) {
      ahead = relayTime - now();
    },
  };
}
