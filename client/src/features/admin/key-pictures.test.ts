import { describe, expect, it } from 'vitest';
import { certificatesByMonth, freshness, suiteShares } from './key-pictures.ts';

const DAY = 24 * 3_600_000;
const now = 1_800_000_000_000;

describe('pictures of key health', () => {
  it('show how old the oldest keys are, up to when a device is taken out', () => {
    const at = (days: number) => freshness(now - days * DAY, { now, inactiveDays: 30 });
    expect(at(0)).toEqual({ share: 0, days: 0, tone: 'good' });
    expect(at(20)).toMatchObject({ days: 20, tone: 'late' });
    expect(at(45)).toEqual({ share: 1, days: 45, tone: 'over' });
    expect(at(-3)).toMatchObject({ share: 0, days: 0 });
    expect(freshness(undefined, { now, inactiveDays: 30 })).toMatchObject({ days: undefined, tone: 'late' });
  });

  it('show the suites as parts of one line', () => {
    const room = (suite: string) => ({ title: 'Harbour', suite, devices: 2 });
    expect(suiteShares({ rooms: [] })).toEqual([]);
    const shares = suiteShares({ rooms: [room('x-wing'), room('x25519'), room('x-wing'), room('x-wing')] });
    expect(shares).toEqual([
      { suite: 'x-wing', count: 3, share: 0.75, from: 0 },
      { suite: 'x25519', count: 1, share: 0.25, from: 0.75 },
    ]);
  });

  it('count each certificate once, by the month in which it ends', () => {
    const months = certificatesByMonth({ now, certificates: [now + DAY, now + 40 * DAY, now + 900 * DAY, now - DAY] });
    expect(months.reduce((sum, one) => sum + one, 0)).toBe(4);
    expect([months[0], months[1], months.at(-1)]).toEqual([2, 1, 1]);
  });
});
