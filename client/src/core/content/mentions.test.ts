import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseId, type UserId } from '#shared/ids/index.ts';
import { areShown, beginningOf, MENTIONS_MAX, type Mentioned, type Span, withNames, withPlaces } from './mentions.ts';

const [ana, ben] = ['A', 'B'].map((letter) => parseId<UserId>(`${letter.repeat(21)}A`)) as [UserId, UserId];
const names = new Map([
  [ana, 'Ana Torres'],
  [ben, 'Ben'],
]);
const nameOf = (user: UserId) => names.get(user);

/** What a person writes: words, and now and then somebody. */
const written = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll('\uFFFC', '')),
    fc.constantFrom<Mentioned>(ana, ben, 'room').map((who) => ({ who })),
  ),
  { maxLength: MENTIONS_MAX },
);
function asWritten(parts: readonly (string | { readonly who: Mentioned })[]): { text: string; spans: Span[] } {
  let text = '';
  const spans: Span[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const name = `@${part.who === 'room' ? 'room' : nameOf(part.who)}`;
    spans.push({ start: text.length, end: text.length + name.length, who: part.who });
    text += name;
  }
  return { text, spans };
}

describe('words that speak to somebody', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(written, (parts) => {
        const { text, spans } = asWritten(parts);
        const kept = withPlaces(text, spans);
        expect(areShown(kept)).toBe(true);
        expect(withNames(kept, nameOf)).toEqual(spans.length === 0 ? { text } : { text, mentions: spans });
      }),
    );
  });

  it('hold no name: whoever reads puts in the one they know', () => {
    const kept = withPlaces('Thanks @Carl Gustaf!', [{ start: 7, end: 19, who: ben }]);
    expect(kept.text).not.toMatch(/Carl|Gustaf/);
    expect(withNames(kept, nameOf).text).toBe('Thanks @Ben!');
    expect(withNames(kept, () => 'Benjamin').text).toBe('Thanks @Benjamin!');
  });

  it('speak to nobody where the log knows nobody', () => {
    expect(withNames(withPlaces('@Ben', [{ start: 0, end: 4, who: ben }]), () => undefined)).toEqual({
      text: '@somebody',
    });
    expect(withNames({ text: 'Hello @Ben' }, nameOf)).toEqual({ text: 'Hello @Ben' });
  });

  it('have a place for each mention, and a mention for each place', () => {
    expect(areShown({ text: 'Hello', mentions: [ben] })).toBe(false);
    expect(areShown({ text: '\uFFFC \uFFFC', mentions: [ben] })).toBe(false);
    expect(areShown({ text: '\uFFFC' })).toBe(true);
    expect(withPlaces('a picture \uFFFC, pasted')).toEqual({ text: 'a picture , pasted' });
  });

  it('are refused where they cannot be', () => {
    for (const spans of [
      [{ start: 0, end: 9, who: ben }],
      [{ start: 2, end: 1, who: ben }],
      [{ start: Number.NaN, end: 1, who: ben }],
      [
        { start: 0, end: 3, who: ben },
        { start: 2, end: 4, who: ana },
      ],
      Array.from({ length: MENTIONS_MAX + 1 }, (_, nth) => ({ start: nth, end: nth + 1, who: ben })),
    ]) {
      expect(() => withPlaces('@Ben', spans)).toThrow(RangeError);
    }
  });

  it('can be cut anywhere', () => {
    fc.assert(
      fc.property(written, fc.nat({ max: 60 }), (parts, length) => {
        const { text, spans } = asWritten(parts);
        expect(areShown(beginningOf(withPlaces(text, spans), length))).toBe(true);
      }),
    );
  });
});
