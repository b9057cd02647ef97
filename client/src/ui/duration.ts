/** Lengths of time, for people. */
import type { LengthUnit } from '#client/words/counting.ts';
import { words } from '#client/words/index.ts';

const UNITS: readonly { readonly seconds: number; readonly unit: LengthUnit }[] = [
  { seconds: 604_800, unit: 'week' },
  { seconds: 86_400, unit: 'day' },
  { seconds: 3_600, unit: 'hour' },
  { seconds: 60, unit: 'minute' },
];
const SECOND = { seconds: 1, unit: 'second' } as const;

/** "1 day", "90 minutes": in the largest unit of which it is a whole number. */
export function durationWords(seconds: number): string {
  const unit = UNITS.find((one) => seconds % one.seconds === 0 && seconds >= one.seconds) ?? SECOND;
  return words.counting.length(seconds / unit.seconds, unit.unit);
}

/** How much is left, in one unit, rounded up, and in how many ms that will read otherwise. */
export function timeLeft(ms: number): { readonly words: string; readonly short: string; readonly changesIn: number } {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const unit = UNITS.find((one) => seconds > one.seconds) ?? SECOND;
  const count = Math.ceil(seconds / unit.seconds);
  return {
    words: words.counting.length(count, unit.unit),
    short: words.counting.shortLength(count, unit.unit),
    changesIn: Math.max(100, ms - (count - 1) * unit.seconds * 1_000),
  };
}
