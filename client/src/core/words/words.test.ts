import { describe, expect, it } from 'vitest';
import { admin } from './en/admin.ts';
import { en } from './en/index.ts';

const english = { ...en, admin };

/** Everything in a catalog, by where it stands. */
function* leaves(value: unknown, path = ''): Generator<[path: string, leaf: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === '' ? key : `${path}/${key}`);
}

/** A list of one number serves a sentence as a name, as a number and as a list of names; some do more with a name. */
const listAt = (index: number): readonly string[] => [textAt(index)];
const textAt = (index: number): string => String(15 + index);

function said(leaf: unknown): string {
  if (typeof leaf !== 'function') return String(leaf);
  const places = Array.from({ length: leaf.length }, (_, index) => index);
  try {
    return String(leaf(...places.map(listAt)));
  } catch {
    return String(leaf(...places.map(textAt)));
  }
}

/** Which of the samples stand in what is said, whatever digits the language has. */
function samplesIn(text: string, leaf: unknown): string[] {
  const digits = [...new Intl.NumberFormat('ar').format(9876543210)].filter((one) => /\p{N}/u.test(one)).reverse();
  const latin = [...text].map((one) => (digits.includes(one) ? String(digits.indexOf(one)) : one)).join('');
  const samples = typeof leaf === 'function' ? Array.from({ length: leaf.length }, (_, index) => textAt(index)) : [];
  return samples.filter((sample) => latin.includes(sample));
}

/** The same in every language. */
const sameEverywhere = new Set<string>([]);

const inEnglish = new Map(leaves(english));

it('what the core says in English has words for everything', () => {
  for (const [path, leaf] of inEnglish) expect([path, said(leaf).trim()]).not.toEqual([path, '']);
});

describe.each(['vi', 'ar'] as const)('the catalog of %s', (language) => {
  const whole =
    language === 'vi' ? import('./vi/index.ts').then(({ vi }) => vi) : import('./ar/index.ts').then(({ ar }) => ar);

  it('says the same things, each in words of its own', async () => {
    const theirs = new Map(leaves(await whole));
    expect([...theirs.keys()].sort()).toEqual([...inEnglish.keys()].sort());
    for (const [path, leaf] of theirs) {
      const text = said(leaf);
      expect([path, text.trim()]).not.toEqual([path, '']);
      if (!sameEverywhere.has(path)) expect([path, text]).not.toEqual([path, said(inEnglish.get(path))]);
      expect(text).not.toContain('undefined');
    }
  });

  it('names in each sentence whom and what the English one names', async () => {
    for (const [path, leaf] of leaves(await whole)) {
      const first = inEnglish.get(path);
      expect([path, typeof leaf]).toEqual([path, typeof first]);
      expect([path, ...samplesIn(said(leaf), leaf)]).toEqual([path, ...samplesIn(said(first), first)]);
    }
  });
});
