import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchText, snippetOf } from './match.ts';
import { isEmpty, parseQuery, QUERY_MAX } from './query.ts';
import { fold, soughtWords, wordsOf } from './words.ts';

const NOW = new Date(2026, 5, 15, 12).getTime();
const terms = (text: string) => wordsOf(text).map(({ term }) => term);
const found = (text: string, query: string) => matchText(text, parseQuery(query, NOW)) !== undefined;
const marked = (text: string, query: string) =>
  (matchText(text, parseQuery(query, NOW)) ?? []).map(([start, end]) => text.slice(start, end));

describe('words', () => {
  it('know neither case nor accents, in Latin, Vietnamese, Greek and Arabic', () => {
    expect(terms('Đường phố CAFÉ, straße; Ελλάδα')).toEqual(['duong', 'pho', 'cafe', 'strasse', 'ελλαδα']);
    expect(fold('أحمد')).toBe(fold('احمد'));
    expect(terms('हिन्दी')).toEqual(['हिन्दी']);
    expect(terms('한국어')).toEqual(['한국어']);
  });

  it('are pairs of letters in scripts without spaces, and the last letter', () => {
    expect(terms('東京都 hello')).toEqual(['東京', '京都', '都', 'hello']);
    expect(soughtWords('東京都').map(({ term }) => term)).toEqual(['東京', '京都']);
  });

  it('say where they stand, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let before = -1;
        for (const { term, at, start, end } of wordsOf(text)) {
          expect(at).toBeGreaterThan(before);
          before = at;
          expect(end).toBeGreaterThan(start);
          expect(fold(text.slice(start, end)).startsWith(term)).toBe(true);
        }
      }),
    );
  });
});

describe('a query', () => {
  it('finds every word of a text, and its beginning while it is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(), fc.nat(), (text, which, length) => {
        const words = soughtWords(text);
        const word = words[which % Math.max(1, words.length)]?.term;
        fc.pre(word !== undefined && word !== '');
        const letters = [...(word ?? '')];
        const typed = letters.slice(0, 1 + (length % letters.length)).join('');
        fc.pre(soughtWords(typed).length === 1 && soughtWords(typed)[0]?.term === typed);
        expect(found(text, typed)).toBe(true);
      }),
    );
  });

  it('is understood whatever it is, in bounded parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2 * QUERY_MAX }), (text) => {
        const { sought, without } = parseQuery(text, NOW);
        expect([...sought, ...without].flatMap(({ words }) => words).length).toBeLessThanOrEqual(32);
      }),
    );
  });

  it('takes an operator that it does not know, or a value that it does not, for words', () => {
    const operator = fc.string({ unit: fc.constantFrom(...'abcdefghijklm'), minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(operator, operator, (name, value) => {
        fc.pre(!['from', 'in', 'before', 'after', 'on', 'has', 'is'].includes(name));
        expect(found(`say ${name} ${value}`, `${name}:${value}`)).toBe(true);
      }),
    );
    expect(found('has cheese', 'has:cheese')).toBe(true);
    expect(found('before noon', 'before:noon')).toBe(true);
    expect(parseQuery('on:2026-02-30', NOW).since).toBe(0);
  });

  it('asks for all words, phrases in their order, and none of what is left out', () => {
    expect(found('the boat leaves at nine', 'nine boat')).toBe(true);
    expect(found('the boat leaves at nine', 'boat train')).toBe(false);
    expect(found('the boat leaves at nine', '"leaves at"')).toBe(true);
    expect(found('the boat leaves at nine', '"at leaves"')).toBe(false);
    expect(found('the boat leaves at nine', 'boat -nine')).toBe(false);
    expect(found('the boat leaves at nine', 'boat -ten')).toBe(true);
    expect(found('the boat leaves at nine', 'boat -"at nine"')).toBe(false);
    expect(found('see https://tide.example/a', 'tide.example')).toBe(true);
    expect(found('我爱东京塔', '东京')).toBe(true);
    expect(found('我爱东京塔', '塔')).toBe(true);
    expect(found('东西 北京', '东京')).toBe(false);
  });

  it('finds longer words by their beginning, short ones only while they are typed', () => {
    expect(found('two meetings', 'meeting two')).toBe(true);
    expect(found('any boat', 'an boat')).toBe(false);
    expect(found('any boat', 'boat an')).toBe(true);
    expect(found('any boat', 'boat an ')).toBe(false);
  });

  it('understands operators', () => {
    const query = parseQuery(
      'from:Ana in:"Quay room" after:2026-06-01 before:2026-06-10 has:link is:mine is:unread tide',
      NOW,
    );
    expect(query).toMatchObject({ from: ['Ana'], in: ['Quay room'], link: true, mine: true, unread: true });
    expect(query.since).toBe(new Date(2026, 5, 2).getTime());
    expect(query.until).toBe(new Date(2026, 5, 10).getTime());
    expect(query.sought).toEqual([{ words: [{ term: 'tide', at: 0 }], open: true }]);
    const today = parseQuery('on:today', NOW);
    expect([today.since, today.until]).toEqual([new Date(2026, 5, 15).getTime(), new Date(2026, 5, 16).getTime()]);
    expect(parseQuery('on:2025', NOW).until).toBe(new Date(2026, 0, 1).getTime());
    expect(isEmpty(parseQuery(' -" " ', NOW))).toBe(true);
  });
});

describe('what was found', () => {
  it('is marked where it stands in the text', () => {
    expect(marked('Café, café and CAFES', 'cafe')).toEqual(['Café', 'café', 'CAFES']);
    expect(marked('in 東京都 today', '東京都')).toEqual(['東京都']);
  });

  it('lies in the snippet, on one line, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.string({ unit: 'binary', maxLength: 600 }),
        (a, b) => {
          const text = `${a} needle\n${b}`;
          const ranges = matchText(text, parseQuery('needle', NOW)) ?? [];
          const snippet = snippetOf(text, ranges);
          const [start, end] = snippet.ranges[0] ?? [0, 0];
          expect(snippet.text.slice(start, end).toLowerCase()).toContain('needle');
          expect(snippet.text).not.toMatch(/[\r\n]/);
          if (text.isWellFormed()) expect(snippet.text.isWellFormed()).toBe(true);
          expect(snippet.text.length).toBeLessThanOrEqual(202);
        },
      ),
    );
  });

  it('is sought in a text that is one word thousands of times', () => {
    const text = 'la '.repeat(5_000);
    expect(found(text, `"${'la '.repeat(30)}lo"`)).toBe(false);
  });
});
