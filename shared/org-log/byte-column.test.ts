import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, encodeBase64url } from '#shared/encoding/index.ts';
import { ByteValues, decodeInto } from './byte-column.ts';

const LENGTHS = [16, 32, 64] as const;
const values = fc.constantFrom(...LENGTHS).chain((length) =>
  fc.record({
    length: fc.constant(length),
    // Few different bytes, so that some values are alike, and more of them than are spelled together.
    all: fc.array(
      fc.array(fc.constantFrom(0, 1, 255), { minLength: length, maxLength: length }).map((one) => Uint8Array.from(one)),
      { maxLength: 20 },
    ),
    times: fc.constantFrom(1, 30),
  }),
);

describe('a column of byte strings', () => {
  it('spells each of its values, and finds each by its one spelling', () => {
    fc.assert(
      fc.property(values, fc.nat(), ({ length, all, times }, off) => {
        const each = Array.from({ length: times }, () => all).flat();
        const texts = each.map(encodeBase64url);
        // Bytes of a larger whole, wherever in it they stand.
        const whole = concatBytes(new Uint8Array(off % 5), ...each);
        const column = new ByteValues(whole.subarray(off % 5), length);
        expect(column.count).toBe(texts.length);
        expect(texts.map((_, nth) => column.at(nth))).toEqual(texts);
        for (const text of texts) expect(column.placeOf(text)).toBe(texts.indexOf(text));
        expect(column.areDistinct).toBe(new Set(texts).size === texts.length);
        expect(column.placeOf(encodeBase64url(new Uint8Array(length).fill(7)))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('takes no other spelling for a value that it has', () => {
    const id = new Uint8Array(16).fill(255);
    const column = new ByteValues(id, 16);
    const text = encodeBase64url(id);
    expect(column.placeOf(text)).toBe(0);
    for (const wrong of [
      `${text}=`,
      text.slice(1),
      `${text.slice(0, -1)}x`,
      text.replace('_', '/'),
      '',
      'é'.repeat(22),
    ]) {
      expect(column.placeOf(wrong)).toBeUndefined();
      expect(decodeInto(wrong, new Uint8Array(16), 0, 16)).toBe(false);
    }
  });
});
