import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseId, type UserId } from '#shared/ids/index.ts';
import {
  emojiQueryAt,
  fitting,
  isSame,
  joined,
  nothing,
  queryAt,
  retyped,
  snippetQueryAt,
  trimmed,
  type Written,
  withMention,
  withWords,
} from './written.ts';

const [ana, ben] = ['A', 'B'].map((letter) => parseId<UserId>(`${letter.repeat(21)}A`)) as [UserId, UserId];
const people = [
  { who: ana, name: 'Ana Torres' },
  { who: ben, name: 'Ben' },
];
const hello: Written = {
  text: 'Hi @Ben, and @Ana Torres',
  mentions: [span(3, 'Ben', ben), span(13, 'Ana Torres', ana)],
};

function span(start: number, name: string, who: UserId | 'room') {
  return { start, end: start + name.length + 1, who };
}
/** Whether each mention stands where its name is. */
const holds = ({ text, mentions }: Written) =>
  mentions.every(({ start, end, who }, nth) => {
    const name = people.find((one) => one.who === who)?.name ?? 'room';
    return text.slice(start, end) === `@${name}` && start >= (mentions[nth - 1]?.end ?? 0);
  });

describe('what is written', () => {
  it('keeps its mentions in place, whatever is typed, deleted, put in or chosen', () => {
    const step = fc.record({
      from: fc.nat({ max: 60 }),
      to: fc.nat({ max: 60 }),
      put: fc.oneof(fc.constantFrom('', '@', ' ', '@Ben', 'n'), fc.string({ maxLength: 3 })),
      choose: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let written: Written = hello;
        for (const { from, to, put, choose } of steps) {
          const [start, end] = [from, to].map((at) => Math.min(at, written.text.length)).sort((one, two) => one - two);
          if (start === undefined || end === undefined) continue;
          const query = queryAt(written, end);
          if (choose && query !== undefined && people[0] !== undefined) {
            written = withMention(written, query.from, end, people[0]).written;
          } else {
            written = retyped(written, written.text.slice(0, start) + put + written.text.slice(end)).written;
          }
          expect(holds(written)).toBe(true);
          expect(holds(trimmed(written))).toBe(true);
          expect(holds(joined(written, hello))).toBe(true);
        }
      }),
    );
  });

  it('loses a mention as a whole when a part of it is deleted, and makes words of one that is typed into', () => {
    expect(retyped(hello, 'Hi @Be, and @Ana Torres')).toEqual({
      written: { text: 'Hi , and @Ana Torres', mentions: [span(9, 'Ana Torres', ana)] },
      caret: 3,
    });
    expect(retyped(hello, 'Hi @Ben, and @Ana Torre')).toEqual({
      written: { text: 'Hi @Ben, and ', mentions: [span(3, 'Ben', ben)] },
      caret: 13,
    });
    expect(retyped(hello, 'Hi @Bern, and @Ana Torres').written.mentions).toEqual([span(14, 'Ana Torres', ana)]);
    expect(retyped(hello, '')).toEqual({ written: nothing });
  });

  it('is the same only with the same people', () => {
    expect(isSame(hello, { ...hello, mentions: [...hello.mentions] })).toBe(true);
    expect(isSame({ text: '@Ben', mentions: [span(0, 'Ben', ben)] }, { text: '@Ben', mentions: [] })).toBe(false);
  });
});

describe('an @ that is typed', () => {
  it.each([
    ['@', 1, { from: 0, query: '' }],
    ['Hi @be', 6, { from: 3, query: 'be' }],
    ['(@Ana T', 7, { from: 1, query: 'Ana T' }],
    ['mail@ben', 8, undefined],
    ['@ ', 2, undefined],
    ['@ben\nHi', 7, undefined],
    ['no', 2, undefined],
  ])('in "%s" asks for somebody, or does not', (text, caret, expected) => {
    expect(queryAt({ text, mentions: [] }, caret)).toEqual(expected);
  });

  it('is one that stands in a mention no longer', () => {
    expect(queryAt(hello, 7)).toBeUndefined();
  });

  it('finds people by any part of their name', () => {
    const names = [...people, { who: 'room' as const, name: 'room' }];
    const found = (query: string) => fitting(names, query).map(({ name }) => name);
    expect(found('')).toEqual(['Ana Torres', 'Ben', 'room']);
    expect(found('to')).toEqual(['Ana Torres']);
    expect(found('ÁNA t')).toEqual(['Ana Torres']);
    expect(found('Ben ')).toEqual([]);
    expect(found('ro')).toEqual(['room']);
  });
});

describe('an emoji by its name', () => {
  it.each([
    [':th', { from: 0, query: 'th' }],
    ['so :thumbs_up', { from: 3, query: 'thumbs_up' }],
    ['(:+1', { from: 1, query: '+1' }],
    [':D', undefined],
    ['at 10:30', undefined],
    ['https://', undefined],
    ['note:this', undefined],
    ['a list: this', undefined],
    [':thumbs up', undefined],
  ])('is asked for in %j or not', (text, expected) => {
    expect(emojiQueryAt({ text, mentions: [] }, text.length)).toEqual(expected);
  });

  it('stands in place of what was typed, and mentions around it stay whole', () => {
    const ben = { start: 0, end: 4, who: 'room' as const };
    const last = { start: 10, end: 14, who: 'room' as const };
    const before = { text: '@ben :thu @ben', mentions: [ben, last] };
    const { written, caret } = withWords(before, 5, 9, '👍');
    expect(written).toEqual({ text: '@ben 👍 @ben', mentions: [ben, { start: 8, end: 12, who: 'room' }] });
    expect(caret).toBe(7);
    expect(emojiQueryAt({ text: '@ab:cd', mentions: [{ ...ben, end: 6 }] }, 6)).toBeUndefined();
  });
});

describe('a snippet', () => {
  const query = (text: string) => snippetQueryAt({ text, mentions: [] }, text.length)?.query;

  it('is asked for by a ; at the beginning of a word, and by nothing else that has one', () => {
    expect(query(';')).toBe('');
    expect(query('Hello ;gate co')).toBe('gate co');
    expect(query('line\n;gate')).toBe('gate');
    for (const text of [
      'no; gate',
      'no ; gate',
      ';)',
      ';-)',
      'a;b',
      '&amp;',
      ';gate\ncode',
      ';;',
      `;${'x'.repeat(60)}`,
    ]) {
      expect(query(text), text).toBeUndefined();
    }
    expect(snippetQueryAt({ text: '@a;b c', mentions: [{ start: 0, end: 6, who: 'room' }] }, 4)).toBeUndefined();
  });
});
