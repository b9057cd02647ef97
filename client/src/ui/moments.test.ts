import { afterEach, describe, expect, it } from 'vitest';
import { fieldsOf, momentChoices, momentOf, momentWords, nextHour } from './moments.ts';

const HOUR = 3_600_000;
const home = process.env.TZ;
afterEach(() => {
  process.env.TZ = home;
});

const inZone = (zone: string) => {
  process.env.TZ = zone;
};
const labels = (now: number) => momentChoices(now, [{ minutes: 60 }]).map(({ label }) => label);
const momentCalled = (now: number, id: string) => {
  const moment = momentChoices(now, [{ minutes: 20 }, { minutes: 60 }]).find((one) => one.id === id)?.moment;
  return moment !== undefined && 'at' in moment ? moment.at : moment?.in;
};

describe('moments that are offered', () => {
  it('are nine in the morning by the clock on the wall, also when the clocks change in between', () => {
    inZone('Europe/Berlin');
    // The nights of 28 March and 24 October 2026 are 23 and 25 hours long.
    for (const day of [new Date(2026, 2, 28, 15), new Date(2026, 9, 24, 15)]) {
      const tomorrow = new Date(momentCalled(day.getTime(), 'tomorrow') ?? 0);
      expect([tomorrow.getHours(), tomorrow.getMinutes(), tomorrow.getDay()]).toEqual([9, 0, 0]);
      const monday = new Date(momentCalled(day.getTime(), 'monday') ?? 0);
      expect([monday.getHours(), monday.getDay()]).toEqual([9, 1]);
    }
    expect(momentCalled(0, 'in 60')).toBe(HOUR);
  });

  it('name Monday only where it is not tomorrow', () => {
    inZone('UTC');
    expect(labels(Date.UTC(2026, 10, 28, 12))).toEqual(['In an hour', 'Tomorrow at 9:00 AM', 'Monday at 9:00 AM']);
    expect(labels(Date.UTC(2026, 10, 29, 12))).toEqual(['In an hour', 'Tomorrow at 9:00 AM']);
    expect(momentCalled(Date.UTC(2026, 10, 30, 12), 'monday')).toBe(Date.UTC(2026, 11, 7, 9));
  });
});

describe('a day and a time', () => {
  it('are a moment, and back', () => {
    inZone('Europe/Berlin');
    expect(momentOf('2026-12-01', '09:05')).toEqual({ at: new Date(2026, 11, 1, 9, 5).getTime(), moved: false });
    expect(fieldsOf(new Date(2026, 11, 1, 9, 5).getTime())).toEqual({ date: '2026-12-01', time: '09:05' });
    for (const [date, time] of [
      ['', '09:00'],
      ['2026-12-01', ''],
      ['2026-02-30', '09:00'],
      ['tomorrow', '09:00'],
    ] as const) {
      expect(momentOf(date, time), `${date} ${time}`).toBeUndefined();
    }
  });

  it('that do not exist are the next that do, and say so; of two that are called the same it is the first', () => {
    inZone('Europe/Berlin');
    const skipped = momentOf('2026-03-29', '02:30');
    expect(skipped?.moved).toBe(true);
    expect(fieldsOf(skipped?.at ?? 0)).toEqual({ date: '2026-03-29', time: '03:30' });
    expect(momentOf('2026-10-25', '02:30')).toEqual({ at: Date.UTC(2026, 9, 25, 0, 30), moved: false });
  });

  it('begin at the next hour', () => {
    inZone('UTC');
    expect(nextHour(Date.UTC(2026, 0, 1, 9, 10))).toBe(Date.UTC(2026, 0, 1, 10));
    expect(nextHour(Date.UTC(2026, 0, 1, 9, 40))).toBe(Date.UTC(2026, 0, 1, 11));
    expect(nextHour(Date.UTC(2026, 0, 1, 23, 40))).toBe(Date.UTC(2026, 0, 2, 1));
  });
});

it('are said in the fewest words that are clear', () => {
  inZone('UTC');
  const now = Date.UTC(2026, 10, 30, 12);
  const at = (day: number, month = 10, year = 2026) => momentWords(Date.UTC(year, month, day, 9), now);
  expect(at(30)).toBe('at 9:00 AM');
  expect(at(31)).toBe('tomorrow at 9:00 AM');
  expect(at(29)).toBe('yesterday at 9:00 AM');
  expect(at(3, 11)).toBe('Thursday at 9:00 AM');
  expect(at(7, 11)).toBe('Mon, Dec 7 at 9:00 AM');
  expect(at(7, 0, 2027)).toBe('Jan 7, 2027 at 9:00 AM');
});
