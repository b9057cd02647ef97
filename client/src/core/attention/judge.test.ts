import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, isQuiet, judgeNotice } from './judge.ts';

const minute = fc.integer({ min: 0, max: 1_439 });
const arrival: fc.Arbitrary<Arrival> = fc.record({
  mine: fc.boolean(),
  mentionsMe: fc.boolean(),
  urgent: fc.boolean(),
  inView: fc.boolean(),
  caughtUp: fc.boolean(),
  preferences: fc.record({ muted: fc.boolean(), level: fc.constantFrom('everything', 'mentions', 'nothing') }),
  settings: fc.record({
    notify: fc.boolean(),
    quietHours: fc.option(fc.record({ from: minute, to: minute })),
    urgentAlways: fc.boolean(),
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
  settings: { notify: true, quietHours: null, urgentAlways: false },
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
        const never = !one.settings.notify || one.doNotDisturb || one.mine || one.inView;
        const silenced = one.preferences.muted || one.preferences.level === 'nothing';
        const isLet = one.urgent === true && one.settings.urgentAlways;
        if (never || (silenced && !isLet)) expect(judgeNotice(one)).toBe('silent');
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

  it('is what is urgent also where only mentions are wanted, and through all silence only where that is asked for', () => {
    const urgent = { ...plain, urgent: true };
    const quiet = { quietHours: { from: 0, to: 1_439 } };
    expect(judgeNotice({ ...urgent, preferences: { muted: false, level: 'mentions' } })).toBe('tell');
    expect(judgeNotice({ ...urgent, elsewhere: true })).toBe('tell');
    const silences: Partial<Arrival>[] = [
      { preferences: { muted: true, level: 'everything' } },
      { preferences: { muted: false, level: 'nothing' } },
      { settings: { ...plain.settings, ...quiet } },
    ];
    for (const silence of silences) {
      const silenced = { ...urgent, ...silence };
      expect(judgeNotice(silenced)).toBe('silent');
      expect(judgeNotice({ ...silenced, settings: { ...silenced.settings, urgentAlways: true } })).toBe('tell');
    }
    expect(
      judgeNotice({ ...urgent, urgent: false, settings: { ...plain.settings, ...quiet, urgentAlways: true } }),
    ).toBe('silent');
  });

  it('is nothing in quiet hours, which may go over midnight', () => {
    const night = { from: 1_320, to: 420 };
    expect([1_319, 1_320, 0, 419, 420].map((at) => isQuiet(night, at))).toEqual([false, true, true, true, false]);
    expect(judgeNotice({ ...plain, settings: { ...plain.settings, quietHours: night }, minute: 60 })).toBe('silent');
    fc.assert(fc.property(minute, minute, (from, at) => !isQuiet({ from, to: from }, at)));
    fc.assert(
      fc.property(minute, minute, minute, (from, to, at) => {
        if (from !== to) expect(isQuiet({ from, to }, at)).toBe(!isQuiet({ from: to, to: from }, at));
      }),
    );
  });
});
