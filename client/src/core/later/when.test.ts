import { expect, it } from 'vitest';
import { FURTHEST_MS, momentOf } from './when.ts';

const now = 1_800_000_000_000;

it('is by the relay’s time, to come, and within a year', () => {
  expect(momentOf({ in: 60_000 }, now)).toBe(now + 60_000);
  expect(momentOf({ at: now + 5 }, now)).toBe(now + 5);
  expect(momentOf({ at: now - 59_000 }, now), 'the minute that has begun').toBe(now - 59_000);
  for (const when of [
    { at: now - 61_000 },
    { in: -61_000 },
    { at: now + FURTHEST_MS + 1 },
    { in: Number.POSITIVE_INFINITY },
    { at: Number.NaN },
    { at: now + 0.5 },
    { at: String(now) as never },
  ]) {
    expect(() => momentOf(when, now), JSON.stringify(when)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  }
});
