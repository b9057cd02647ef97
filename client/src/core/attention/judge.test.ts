import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, isQuiet, judgeNotice } from './judge.ts';

const minute = fc.integer({ min: 0, max: 1_439 });
const arrival: fc.Arbitrary<Arrival> = fc.record({
  mine: fc.boolean(),
  mentionsMe: fc.boolean(),
  inView: fc.boolean(),
  caughtUp: fc.boolean(),
  preferences: fc.record({ muted: fc.boolean(), level: fc.constantFrom('everything', 'mentions', 'nothing') }),
  settings: fc.record({
    notify: fc.boolean(),
    quietHours: fc.option(fc.record({ from: minute, to: minute })),
  }),
  minute,
  doNotDisturb: fc.boolean(),
});
const plain: Arrival = {
  mine: false,
  mentionsMe: false,
  inView: false,
  caughtUp: false,
  preferences: { muted: false, level: 'everything' },
  settings: { notify: true, quietHours: null },
  minute: 600,
  doNotDisturb: false,
};

describe('what a person is told of', () => {
  it('is what others say, to those who have asked to be told', () => {
    expect(judgeNotice(plain)).toBe('tell');
    expect(judgeNotice({ ...plain, caughtUp: true })).toBe('sum');
  });

  it('is never an own message, one in view, a muted one, or anything before it was asked for', () => {
    fc.assert(
      fc.property(arrival, (one) => {
        const silenced = !one.settings.notify || one.doNotDisturb || one.mine || one.inView || one.preferences.muted;
        if (silenced || one.preferences.level === 'nothing') expect(judgeNotice(one)).toBe('silent');
      }),
    );
  });

  it('is told one by one only if it came just now', () => {
    fc.assert(
      fc.property(arrival, (one) => {
        expect(judgeNotice({ ...one, caughtUp: true })).not.toBe('tell');
        expect(judgeNotice({ ...one, caughtUp: false })).not.toBe('sum');
      }),
    );
  });

  it('is what speaks to oneself, where only that is wanted', () => {
    const preferences = { muted: false, level: 'mentions' } as const;
    expect(judgeNotice({ ...plain, preferences })).toBe('silent');
    expect(judgeNotice({ ...plain, preferences, mentionsMe: true })).toBe('tell');
  });

  it('is nothing in quiet hours, which may go over midnight', () => {
    const night = { from: 1_320, to: 420 };
    expect([1_319, 1_320, 0, 419, 420].map((at) => isQuiet(night, at))).toEqual([false, true, true, true, false]);
    expect(judgeNotice({ ...plain, settings: { notify: true, quietHours: night }, minute: 60 })).toBe('silent');
    fc.assert(fc.property(minute, minute, (from, at) => !isQuiet({ from, to: from }, at)));
    fc.assert(
      fc.property(minute, minute, minute, (from, to, at) => {
        if (from !== to) expect(isQuiet({ from, to }, at)).toBe(!isQuiet({ from: to, to: from }, at));
      }),
    );
  });
});
