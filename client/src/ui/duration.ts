/** Lengths of time, for people. */

const UNITS = [
  { seconds: 604_800, one: 'week', short: 'w' },
  { seconds: 86_400, one: 'day', short: 'd' },
  { seconds: 3_600, one: 'hour', short: 'h' },
  { seconds: 60, one: 'minute', short: 'min' },
  { seconds: 1, one: 'second', short: 's' },
] as const;
const SECOND = UNITS[4];

/** "1 day", "90 minutes": in the largest unit of which it is a whole number. */
export function durationWords(seconds: number): string {
  const unit = UNITS.find((one) => seconds % one.seconds === 0 && seconds >= one.seconds) ?? SECOND;
  const count = seconds / unit.seconds;
  return `${count} ${unit.one}${count === 1 ? '' : 's'}`;
}

/** "after 1 day", "1 minute after it was read". */
export function timerWords({ seconds, from }: { readonly seconds: number; readonly from: 'sent' | 'read' }): string {
  return from === 'sent' ? `after ${durationWords(seconds)}` : `${durationWords(seconds)} after they were read`;
}

/** How much is left, in one unit, rounded up, and in how many ms that will read otherwise. */
export function timeLeft(ms: number): { readonly words: string; readonly short: string; readonly changesIn: number } {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const unit = UNITS.find((one) => seconds > one.seconds) ?? SECOND;
  const count = Math.ceil(seconds / unit.seconds);
  return {
    words: `${count} ${unit.one}${count === 1 ? '' : 's'}`,
    short: `${count} ${unit.short}`,
    changesIn: Math.max(100, ms - (count - 1) * unit.seconds * 1_000),
  };
}
