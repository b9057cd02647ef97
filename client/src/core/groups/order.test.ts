import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInQueue, placeBehind, placeInQueue, placeOfEvent, placeOfMessage, sequenceOf } from './order.ts';

const sequence = fc.integer({ min: 0, max: 10 ** 13 });

it('orders places as the relay orders sequence numbers, and what waits below all of them', () => {
  fc.assert(
    fc.property(sequence, sequence, fc.integer({ min: 0, max: 10 ** 13 }), (one, other, order) => {
      fc.pre(one !== other);
      const [first, second] = one < other ? [one, other] : [other, one];
      expect(placeOfMessage(first) < placeOfMessage(second)).toBe(true);
      expect(placeBehind(first, 'x') < placeOfEvent(second, 0)).toBe(true);
      expect(placeOfMessage(second) < placeInQueue(order)).toBe(true);
      expect(sequenceOf(placeOfMessage(first))).toBe(first);
    }),
  );
});

it('puts the events of a commit in their order before a message of the same number, and what follows behind it', () => {
  const places = [placeOfEvent(7, 0), placeOfEvent(7, 1), placeOfMessage(7), placeBehind(7, 'a'), placeBehind(7, 'b')];
  expect([...places].sort()).toEqual(places);
  expect(placeOfEvent(7, 400) < placeOfMessage(7)).toBe(true);
});

it('knows what waits', () => {
  expect(isInQueue(placeInQueue(3))).toBe(true);
  expect(isInQueue(placeOfMessage(3))).toBe(false);
  expect(sequenceOf(placeInQueue(3))).toBe(0);
});
