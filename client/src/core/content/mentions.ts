/**
 * Words that speak to somebody. Where they do, the text has one character that says nothing by itself, and the ids stand
 * beside it in the same order. So a sender cannot say what a mention is called: whoever reads takes the name from their own
 * log. Pure.
 */
import { z } from 'zod/mini';
import { isId, type UserId } from '#shared/ids/index.ts';

/** Stands in a text for a mention (the object replacement character). */
const PLACE = '\uFFFC';
/** The most mentions of one message. */
export const MENTIONS_MAX = 32;
/** Whoever the log does not know. */
const NOBODY = 'somebody';

/** Whom a mention speaks to: a person, or everybody in the room. */
export type Mentioned = UserId | 'room';

export const mentionsSchema = z
  .array(z.custom<Mentioned>((one) => one === 'room' || isId(one)))
  .check(z.minLength(1), z.maxLength(MENTIONS_MAX));

/** Words as they travel and are kept. */
export interface Words {
  readonly text: string;
  readonly mentions?: readonly Mentioned[] | undefined;
}

/** `@` and a name in a text, as a person reads it: from, and up to but not including (UTF-16). */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly who: Mentioned;
}

/** Whether each mention has a place, and each place its mention: one that nobody sees would call people in secret. */
export function areShown({ text, mentions }: Words): boolean {
  return mentions === undefined || text.split(PLACE).length - 1 === mentions.length;
}

/**
 * Words as they are kept, of what a person has written.
 * @param spans in order, and apart from one another.
 * @throws RangeError when they are not, or are too many.
 */
export function withPlaces(text: string, spans: readonly Span[] = []): { text: string; mentions?: Mentioned[] } {
  if (spans.length > MENTIONS_MAX) throw new RangeError('too many mentions');
  let kept = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (!(start >= at && end > start && end <= text.length)) throw new RangeError('mentions out of order');
    kept += text.slice(at, start).replaceAll(PLACE, '') + PLACE;
    at = end;
  }
  kept += text.slice(at).replaceAll(PLACE, '');
  return spans.length === 0 ? { text: kept } : { text: kept, mentions: spans.map(({ who }) => who) };
}

/** Words as a person reads them, with the names that people have now. Whoever has none is mentioned nowhere. */
export function withNames(
  { text, mentions = [] }: Words,
  nameOf: (user: UserId) => string | undefined,
): { readonly text: string; readonly mentions?: readonly Span[] } {
  if (mentions.length === 0) return { text };
  const spans: Span[] = [];
  const [first = '', ...rest] = text.split(PLACE);
  let read = first;
  for (const [nth, piece] of rest.entries()) {
    const who = mentions[nth];
    const name = who === undefined || who === 'room' ? who : nameOf(who);
    const shown = who === undefined ? '' : `@${name ?? NOBODY}`;
    if (who !== undefined && name !== undefined)
      spans.push({ start: read.length, end: read.length + shown.length, who });
    read += shown + piece;
  }
  return spans.length === 0 ? { text: read } : { text: read, mentions: spans };
}

/** The beginning of words, cut at `length` UTF-16 units before names are put in. */
export function beginningOf({ text, mentions = [] }: Words, length: number): { text: string; mentions?: Mentioned[] } {
  const start = text.slice(0, length);
  const left = mentions.slice(0, start.split(PLACE).length - 1);
  return left.length === 0 ? { text: start } : { text: start, mentions: left };
}

/** These words and nothing else, for a record that has more. */
export function bareWords({ text, mentions }: Words): { text: string; mentions?: Mentioned[] } {
  return mentions === undefined ? { text } : { text, mentions: [...mentions] };
}

export function areSameWords(left: Words, right: Words): boolean {
  return left.text === right.text && (left.mentions ?? []).join() === (right.mentions ?? []).join();
}
