/** What the pictures of key health are drawn from. Pure. */
import type { KeyHealthView } from '#client/bridge/port.ts';

const DAY = 24 * 3_600_000;
const MONTH = 30.5 * DAY;
const MONTHS = 13;

export interface Freshness {
  /** Of the time after which a device is taken out, from 0 to 1. */
  readonly share: number;
  readonly days: number | undefined;
  readonly tone: 'good' | 'late' | 'over';
}

/** How old the oldest keys of a conversation are. */
export function freshness(
  oldestAt: number | undefined,
  { now, inactiveDays }: Pick<KeyHealthView, 'now' | 'inactiveDays'>,
): Freshness {
  if (oldestAt === undefined) return { share: 0, days: undefined, tone: 'late' };
  const age = Math.max(0, now - oldestAt) / DAY;
  const share = Math.min(1, age / inactiveDays);
  return { share, days: Math.floor(age), tone: share >= 1 ? 'over' : share > 0.5 ? 'late' : 'good' };
}

/** Which suites conversations use, as parts of a line. */
export function suiteShares({ rooms }: Pick<KeyHealthView, 'rooms'>) {
  const counts = new Map<string, number>();
  for (const { suite } of rooms) counts.set(suite, (counts.get(suite) ?? 0) + 1);
  let from = 0;
  return [...counts].sort().map(([suite, count]) => {
    const share = count / rooms.length;
    const part = { suite, count, share, from };
    from += share;
    return part;
  });
}

/** How many certificates end in each month from now on; the last one stands for all later ones. */
export function certificatesByMonth({ now, certificates }: Pick<KeyHealthView, 'now' | 'certificates'>): number[] {
  const months = new Array<number>(MONTHS).fill(0);
  for (const until of certificates) {
    const month = Math.min(MONTHS - 1, Math.max(0, Math.floor((until - now) / MONTH)));
    months[month] = (months[month] ?? 0) + 1;
  }
  return months;
}
