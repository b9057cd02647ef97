import { describe, expect, it } from 'vitest';
import { countingIn } from './counting.ts';

describe('counting', () => {
  it('has the forms of a language, and the number as it is written there', () => {
    const people = { one: '# person', other: '# people' };
    const english = countingIn('en-GB');
    expect([0, 1, 2, 12_345].map((count) => english.plural(count, people))).toEqual([
      '0 people',
      '1 person',
      '2 people',
      '12,345 people',
    ]);
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f #', many: 'm #', other: 'x #' };
    const arabic = countingIn('ar');
    expect([0, 1, 2, 3, 11, 100].map((count) => arabic.plural(count, forms)[0])).toEqual([
      'z',
      'o',
      't',
      'f',
      'm',
      'x',
    ]);
    // A language without plurals needs one form.
    expect([1, 7].map((count) => countingIn('vi').plural(count, { other: '# người' }))).toEqual(['1 người', '7 người']);
  });

  it('lists things, and says lengths of time', () => {
    const { list, length, shortLength } = countingIn('en-GB');
    expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(list)).toEqual(['', 'A', 'A and B', 'A, B and C']);
    expect([length(1, 'day'), length(90, 'minute'), shortLength(3, 'week')]).toEqual(['1 day', '90 minutes', '3 wks']);
    expect(countingIn('vi').length(2, 'hour')).toBe('2 giờ');
  });
});
