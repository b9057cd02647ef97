/** Lengths of time, for people. */

const UNITS = [
  { seconds: 604_800, one: 'week' },
  { seconds: 86_400, one: 'day' },
  { seconds: 3_600, one: 'hour' },
  { seconds: 60, one: 'minute' },
  { seconds: 1, one: 'second' },
] as const;

/** "1 day", "90 minutes": in the largest unit of which it is a whole number. */
export function durationWords(seconds: number): string {
  const unit = UNITS.find((one) => seconds % one.seconds === 0 && seconds >= one.seconds) ?? UNITS[4];
  const count = seconds / unit.seconds;
  return `${count} ${unit.one}${count === 1 ? '' : 's'}`;
}

/** "after 1 day", "1 minute after it was read". */
export function timerWords({ seconds, from }: { readonly seconds: number; readonly from: 'sent' | 'read' }): string {
  return from === 'sent' ? `after ${durationWords(seconds)}` : `${durationWords(seconds)} after they were read`;
}
