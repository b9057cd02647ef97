/** Whether a text is what a query looks for, and the piece of it that shows why. Pure. */
import type { Query, Sought } from './query.ts';
import { type Word, wordsOf } from './words.ts';

/** A stretch of text: from, and up to but not including (UTF-16). */
export type Range = readonly [start: number, end: number];

const LINK = /https?:\/\/[^\s]/iu;
/** The length of a snippet, in UTF-16 units, and how much of it stands before what was found. */
const SNIPPET = 200;
const BEFORE = 50;
/** A text in which everything matches is marked in its first places. */
const RANGES_MAX = 40;

export function hasLink(text: string): boolean {
  return LINK.test(text);
}

/** Where `text` has what is sought, in order; undefined when something is missing, or there that must not be. */
export function matchText(text: string, query: Pick<Query, 'sought' | 'without'>): Range[] | undefined {
  const words = wordsOf(text);
  const byTerm = new Map<string, Word[]>();
  const byPlace = new Map<number, Word>();
  for (const word of words) {
    byPlace.set(word.at, word);
    const same = byTerm.get(word.term);
    if (same === undefined) byTerm.set(word.term, [word]);
    else same.push(word);
  }
  if (query.without.some((sought) => places(sought, words, byTerm, byPlace).length > 0)) return undefined;
  const ranges: Range[] = [];
  for (const sought of query.sought) {
    const found = places(sought, words, byTerm, byPlace);
    if (found.length === 0) return undefined;
    ranges.push(...found);
  }
  return joined(ranges);
}

/** Every place at which the words stand one after the other. */
function places(
  sought: Sought,
  words: readonly Word[],
  byTerm: ReadonlyMap<string, readonly Word[]>,
  byPlace: ReadonlyMap<number, Word>,
): Range[] {
  const [first] = sought.words;
  const last = sought.words.at(-1);
  if (first === undefined || last === undefined) return [];
  const fits = (term: string, wanted: string, open: boolean) => (open ? term.startsWith(wanted) : term === wanted);
  if (sought.words.length === 1) {
    const found = sought.open
      ? words.filter(({ term }) => term.startsWith(first.term))
      : (byTerm.get(first.term) ?? []);
    return found.map(({ start, end }) => [start, end]);
  }
  const found: Range[] = [];
  for (const begin of byTerm.get(first.term) ?? []) {
    let end: number | undefined = begin.end;
    for (const { term, at } of sought.words.slice(1)) {
      const word = byPlace.get(begin.at + at);
      end = word !== undefined && fits(word.term, term, sought.open && at === last.at) ? word.end : undefined;
      if (end === undefined) break;
    }
    if (end !== undefined) found.push([begin.start, end]);
  }
  return found;
}

function joined(ranges: Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    const before = result.at(-1);
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** The piece of `text` around the first of `ranges`, on one line, with the ranges that lie in it. */
export function snippetOf(text: string, ranges: readonly Range[]): { text: string; ranges: Range[] } {
  const first = ranges[0]?.[0] ?? 0;
  const start = first > SNIPPET - BEFORE ? wordStart(text, first - BEFORE) : 0;
  let end = Math.min(text.length, start + SNIPPET);
  if (splits(text, end)) end -= 1;
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  const piece = text.slice(start, end).replace(/\s/gu, ' ');
  const inside = ranges.filter(([from, to]) => from >= start && to <= end).slice(0, RANGES_MAX);
  return {
    text: `${before}${piece}${end < text.length ? '…' : ''}`,
    ranges: inside.map(([from, to]) => [from + shift, to + shift]),
  };
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + BEFORE).search(/\s/u);
  const start = space < 0 ? at : at + space + 1;
  return splits(text, start) ? start + 1 : start;
}

/** Whether cutting at `at` would cut a character in two. */
function splits(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
}
