import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minuteOf, timeOf } from './minutes.ts';

it('are the same after there and back', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_439 }), (minute) => minuteOf(timeOf(minute)) === minute));
});

it.each(['', '7:00', '24:00', '12:60', 'noon'])('are none in "%s"', (text) => {
  expect(minuteOf(text)).toBeUndefined();
});
