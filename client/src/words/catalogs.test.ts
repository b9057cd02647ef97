import { describe, expect, it } from 'vitest';
import { ar } from './ar/index.ts';
import { admin } from './en/admin.ts';
import { aria } from './en/aria.ts';
import { en } from './en/index.ts';
import { rare } from './en/rare.ts';
import { vi } from './vi/index.ts';

/** What is the same in several languages: names, signs, and words that they share. */
const shared = new Set(['Northwind', 'Bot']);
/** What is typed as it is in every language, and lines of names. */
const asTyped = /^(?:search\.meanings\.\d\.0|admin\.invite\.example)$/;

type Leaf = string | ((...args: unknown[]) => unknown);

/** Every string and sentence of a catalog under its path. */
function leavesOf(value: unknown, path = ''): [path: string, leaf: Leaf][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, value as Leaf]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

const { counting: _of, ...english } = { ...en, rare, admin, aria };
const catalogs = { vi: new Map(leavesOf(vi)), ar: new Map(leavesOf(ar)) };

/** A text, or what a sentence gives for an argument that it does not take. */
function said(leaf: Leaf, args: readonly unknown[]): string | undefined {
  if (typeof leaf === 'string') return leaf;
  try {
    const given = leaf(...args);
    const text = Array.isArray(given) ? given.join('\n') : given;
    return typeof text === 'string' && !/undefined|NaN|ليس.رقم|\[object|=>/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Arguments of one place; those of several places differ, so that each is found again. */
const samplesAt = (place: number): readonly unknown[] => [
  ['Ana', 'Ben', 'Chloe'][place] ?? 'Dao',
  [5, 7, 3][place] ?? 9,
  true,
  ...['owner', 'minute', 'day', 'unclassified', 'message', 'all', 'text'],
  ['Ana', 'Ben'],
  { item: 'Ana', name: 'Ana', isMe: false, count: 5 },
  [{ name: 'Ben', isMe: false }],
  [['Ana', 5]],
];

/** What a sentence takes: the first arguments for which all languages say something, strings before numbers. */
function samplesFor(leaves: readonly Leaf[]): readonly unknown[] | undefined {
  const places = Math.max(...leaves.map((leaf) => (typeof leaf === 'string' ? 0 : Math.max(leaf.length, 1))));
  let all: unknown[][] = [[]];
  for (let place = 0; place < places; place += 1) {
    all = all.flatMap((before) => samplesAt(place).map((one) => [...before, one]));
  }
  return all.find((args) => leaves.every((leaf) => (said(leaf, args) ?? '').trim() !== ''));
}

/** Where elements stand in a sentence (`ui/Sentence.tsx`). */
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

const pairs = leavesOf(english).map(([path, leaf]) => {
  const others = { vi: catalogs.vi.get(path), ar: catalogs.ar.get(path) };
  const args = samplesFor([leaf, others.vi, others.ar].filter((one) => one !== undefined));
  return { path, leaf, others, args };
});

describe.each(['vi', 'ar'] as const)('the catalog %s', (language) => {
  it('has every string and sentence, with the same arguments and elements in it', () => {
    expect(pairs.length).toBeGreaterThan(400);
    for (const { path, leaf, others, args } of pairs) {
      const mine = others[language];
      expect(typeof mine, path).toBe(typeof leaf);
      expect(args, `${path} is empty, or takes arguments that this test does not know`).toBeDefined();
      if (mine === undefined || args === undefined) continue;
      const [theirs = '', own = ''] = [said(leaf, args), said(mine, args)];
      expect(placesIn(own), path).toEqual(placesIn(theirs));
      for (const one of ['Ana', 'Ben', 'Chloe', ...args.filter((arg) => typeof arg === 'number')]) {
        if (theirs.includes(String(one))) expect(own, path).toContain(String(one));
      }
    }
  });

  it('says it in its own words', () => {
    const copied = pairs.filter(({ path, leaf, others, args = [] }) => {
      const mine = others[language];
      const theirs = said(leaf, args);
      const plain = theirs?.replaceAll(/\{\w+\}|Ana|Ben|Chloe|Dao/g, '').trim() ?? '';
      if (mine === undefined || !/\p{L}{2}/u.test(plain) || shared.has(plain) || asTyped.test(path)) return false;
      return theirs === said(mine, args);
    });
    expect(copied.map(({ path }) => path)).toEqual([]);
  });
});
