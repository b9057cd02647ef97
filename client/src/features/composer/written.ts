/** What a person writes: text with the places at which it mentions somebody. Pure. */
import type { Mentioned, MentionSpan } from '#client/bridge/port.ts';
import type { Asked } from './use-choices.ts';

export interface Written {
  readonly text: string;
  /** In order, and apart from one another. */
  readonly mentions: readonly MentionSpan[];
}

/** Whom one can mention. */
export interface Mentionable {
  readonly who: Mentioned;
  readonly name: string;
}

/** As many as one message may have. */
export const MENTIONS_MAX = 32;
/** How far before the caret an `@` may stand. */
const QUERY_MAX = 40;

export const nothing: Written = { text: '', mentions: [] };

export function isSame(left: Written, right: Written): boolean {
  if (left.text !== right.text || left.mentions.length !== right.mentions.length) return false;
  return left.mentions.every(({ start, who }, nth) => {
    const other = right.mentions[nth];
    return other !== undefined && other.start === start && other.who === who;
  });
}

/**
 * What was written after the field has another text. A mention that was typed into is words from then on; one of which a
 * part was deleted goes as a whole, as it came, and then `caret` says where one goes on.
 */
export function retyped(before: Written, text: string): { readonly written: Written; readonly caret?: number } {
  const longest = Math.min(before.text.length, text.length);
  let head = 0;
  while (head < longest && before.text[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < longest - head && before.text.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  // Of the old text, `from` to `to` was replaced.
  const [from, to] = [head, before.text.length - tail];
  const touched = (span: MentionSpan) => span.start < to && span.end > from;
  const broken = before.mentions.filter(
    (span) => touched(span) || (from === to && span.start < from && from < span.end),
  );
  const by = text.length - before.text.length;
  const kept = before.mentions
    .filter((span) => !broken.includes(span))
    .map((span) => (span.start >= to ? moved(span, by) : span));
  const [only, another] = broken;
  const isDeletion = text.length - head - tail === 0;
  const isPart = only !== undefined && (from > only.start || to < only.end);
  if (only === undefined || another !== undefined || !isDeletion || !isPart)
    return { written: { text, mentions: kept } };
  // What is left of it stands around the place of the deletion.
  const start = Math.min(only.start, from);
  const end = from + Math.max(0, only.end - to);
  const cut = end - start;
  return {
    written: {
      text: text.slice(0, start) + text.slice(end),
      mentions: kept.map((span) => (span.start >= end ? moved(span, -cut) : span)),
    },
    caret: start,
  };
}

const moved = (span: MentionSpan, by: number): MentionSpan => ({
  ...span,
  start: span.start + by,
  end: span.end + by,
});

/** A mention in place of what was typed from `from` to `to`, and where one goes on behind it. */
export function withMention(
  before: Written,
  from: number,
  to: number,
  { who, name }: Mentionable,
): { readonly written: Written; readonly caret: number } {
  const rest = before.text.slice(to);
  const put = `@${name}${/^\s/u.test(rest) ? '' : ' '}`;
  const by = put.length - (to - from);
  const end = from + name.length + 1;
  const others = before.mentions.filter((span) => span.end <= from || span.start >= to);
  const mentions = [
    ...others.filter((span) => span.end <= from),
    { start: from, end, who },
    ...others.filter((span) => span.start >= to).map((span) => moved(span, by)),
  ];
  return { written: { text: before.text.slice(0, from) + put + rest, mentions }, caret: from + put.length };
}

/** `words` in place of what was typed from `from` to `to`, and where one goes on behind them. */
export function withWords(
  before: Written,
  from: number,
  to: number,
  words: string,
): { readonly written: Written; readonly caret: number } {
  const by = words.length - (to - from);
  const mentions = before.mentions
    .filter((span) => span.end <= from || span.start >= to)
    .map((span) => (span.start >= to ? moved(span, by) : span));
  return {
    written: { text: before.text.slice(0, from) + words + before.text.slice(to), mentions },
    caret: from + words.length,
  };
}

/** Without blanks around it. */
export function trimmed({ text, mentions }: Written): Written {
  const by = text.length - text.trimStart().length;
  return { text: text.trim(), mentions: mentions.map((span) => moved(span, -by)) };
}

/** One after the other, each on lines of its own. */
export function joined(first: Written, second: Written): Written {
  if (second.text === '') return first;
  if (first.text === '') return second;
  const by = first.text.length + 1;
  return {
    text: `${first.text}\n${second.text}`,
    mentions: [...first.mentions, ...second.mentions.map((span) => moved(span, by))],
  };
}

/** The `@` before the caret and what was typed behind it, if it may become a mention. */
export function queryAt({ text, mentions }: Written, caret: number): Asked | undefined {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || caret - from > QUERY_MAX || mentions.length >= MENTIONS_MAX) return undefined;
  if (mentions.some((span) => span.start <= from && from < span.end)) return undefined;
  const before = from === 0 ? '' : text.slice(0, from).at(-1);
  const query = text.slice(from + 1, caret);
  // In an address, such as mail@ben.example, it means something else.
  if (/[\p{L}\p{N}_.+-]$/u.test(before ?? '') || /^\s|\n/u.test(query)) return undefined;
  return { from, query };
}

/**
 * The `:` before the caret and the beginning of an emoji's name behind it, such as `:thu`. Two letters, so that no list opens
 * in `:D`; and none in the time 10:30 or the address https://.
 */
export function emojiQueryAt({ text, mentions }: Written, caret: number): Asked | undefined {
  const from = text.lastIndexOf(':', caret - 1);
  if (from < 0 || mentions.some((span) => span.start <= from && from < span.end)) return undefined;
  const query = text.slice(from + 1, caret);
  if (query.length > QUERY_MAX || !/^(?:[\p{L}+-][\p{L}\p{N}_+-]+)$/u.test(query)) return undefined;
  return /[^\s([{"'\u00BF\u00A1]$/u.test(text.slice(0, from)) ? undefined : { from, query };
}

/** The `;` before the caret at the beginning of a word, and the beginning of a snippet's title behind it. */
export function snippetQueryAt({ text, mentions }: Written, caret: number): Asked | undefined {
  const from = text.lastIndexOf(';', caret - 1);
  if (from < 0 || mentions.some((span) => span.start <= from && from < span.end)) return undefined;
  const query = text.slice(from + 1, caret);
  // A semicolon that ends a clause, and what is drawn with one, such as ;), means something else.
  if (query.length > QUERY_MAX || !/^(?:[\p{L}\p{N}][^\n;]*)?$/u.test(query)) return undefined;
  return /\S$/u.test(text.slice(0, from)) ? undefined : { from, query };
}

/** Letters without case and accents. */
const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');

/** Those whose name, or a part of whose name, begins as was typed; whole names first, in the order in which they came. */
export function fitting<One extends { readonly name: string }>(all: readonly One[], query: string): One[] {
  const wanted = bare(query);
  const fits = all.map((one) => {
    const name = bare(one.name);
    const fit = name.startsWith(wanted) ? 0 : name.split(/[\s\p{P}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
    return { one, fit };
  });
  return fits
    .filter(({ fit }) => fit < 2)
    .sort((left, right) => left.fit - right.fit)
    .map(({ one }) => one);
}
