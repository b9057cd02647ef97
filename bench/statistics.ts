/** Medians and percentiles, by nearest rank: every figure is one that was measured. */
import type { Figure } from './result.ts';

/** The value below which `share` of the values lie. @throws RangeError for no values: nothing measured is no figure. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The figure of single operations. Of fewer than a hundred there is no percentile to speak of. */
export function figureOfTimes(times: readonly number[]): Figure {
  return { ...figureOfRounds(times), ...(times.length < 100 ? {} : { p99: percentile(times, 0.99) }) };
}

/** The figure of a few rounds, among which a percentile means nothing. */
export function figureOfRounds(values: readonly number[]): Figure {
  return {
    median: median(values),
    lowest: percentile(values, 0),
    highest: percentile(values, 1),
    count: values.length,
  };
}
