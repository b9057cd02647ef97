/** The pause before the attempt after `failures` failures in a row, in ms. */
export type BackOff = (failures: number) => number;

/**
 * Doubles from `firstMs` to `longestMs`, of which a random half is waited: after a restart of the relay, a thousand
 * clients must not come back in the same second.
 */
export function createBackOff(firstMs: number, longestMs: number, random: () => number): BackOff {
  return (failures) => {
    const whole = Math.min(firstMs * 2 ** Math.max(0, failures - 1), longestMs);
    return Math.round(whole / 2 + (whole / 2) * random());
  };
}
