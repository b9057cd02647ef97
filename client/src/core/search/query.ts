/** What a person typed into the search field, understood. Pure; whatever it does not know, it takes for words. */
import { soughtWords } from './words.ts';

/** The longest query, in UTF-16 units. */
export const QUERY_MAX = 500;
/** The most words that are looked for at once. */
const WORDS_MAX = 32;

/** Words that must stand next to one another, or one word alone. */
export interface Sought {
  /** `at` is the place of a word among them. */
  readonly words: readonly { readonly term: string; readonly at: number }[];
  /** The last word may go on. */
  readonly open: boolean;
}

export interface Query {
  /** Each must be there. */
  readonly sought: readonly Sought[];
  /** None may be there. */
  readonly without: readonly Sought[];
  /** Names of people, one of whom must be the author; none: anybody. */
  readonly from: readonly string[];
  /** Titles of conversations, in one of which it must be; none: all. */
  readonly in: readonly string[];
  /** Not earlier than this time (ms), and earlier than that. */
  readonly since: number;
  readonly until: number;
  readonly link: boolean;
  /** It has files. */
  readonly file: boolean;
  readonly mine: boolean;
  readonly unread: boolean;
  /** It mentions this person. */
  readonly mention: boolean;
  /** This person has saved it. */
  readonly saved: boolean;
}

const PART = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|([^\s"]+))/gu;
/** From this length on a word is found by its beginning, wherever it stands. */
const BEGINNING = 3;

/**
 * Understands `text`. A word finds the words that begin with it; a short one only while it is being typed, as the last.
 * @param now says which day today is, in the local time of this device.
 */
export function parseQuery(text: string, now: number): Query {
  const query = {
    sought: [] as Sought[],
    without: [] as Sought[],
    from: [] as string[],
    in: [] as string[],
    since: 0,
    until: Number.POSITIVE_INFINITY,
    link: false,
    file: false,
    mine: false,
    unread: false,
    mention: false,
    saved: false,
  };
  const operator = (name: string, value: string): boolean => {
    switch (name) {
      case 'from':
      case 'in':
        if (soughtWords(value).length === 0) return false;
        query[name].push(value);
        return true;
      case 'before':
      case 'after':
      case 'on': {
        const span = dateSpan(value, now);
        if (span === undefined) return false;
        if (name === 'after') query.since = Math.max(query.since, span.end);
        else query.until = Math.min(query.until, name === 'before' ? span.start : span.end);
        if (name === 'on') query.since = Math.max(query.since, span.start);
        return true;
      }
      case 'has':
        if (value === 'link') query.link = true;
        else if (value === 'file') query.file = true;
        else if (value === 'mention') query.mention = true;
        else return false;
        return true;
      case 'is':
        if (value === 'mine') query.mine = true;
        else if (value === 'unread') query.unread = true;
        else if (value === 'saved') query.saved = true;
        else if (value === 'mention') query.mention = true;
        else return false;
        return true;
      default:
        return false;
    }
  };
  let left = WORDS_MAX;
  const parts = [...text.slice(0, QUERY_MAX).matchAll(PART)];
  for (const [, minus, name, quoted, bare] of parts) {
    const value = quoted ?? bare ?? '';
    if (minus === '' && name !== undefined && operator(name.toLowerCase(), value)) continue;
    // The colon of what is no operator stays a sign between words.
    const words = soughtWords(name === undefined ? value : `${name} ${value}`).slice(0, left);
    if (words.length === 0) continue;
    left -= words.length;
    const first = words[0]?.at ?? 0;
    const last = words.at(-1);
    const sought: Sought = {
      words: words.map(({ term, at }) => ({ term, at: at - first })),
      open: quoted === undefined && minus === '' && last !== undefined && goesOn(last.term),
    };
    query[minus === '' ? 'sought' : 'without'].push(sought);
  }
  // What is being typed has not come to its end.
  const typed = parts.at(-1);
  const end = query.sought.at(-1);
  if (typed !== undefined && end !== undefined && typed[1] === '' && typed[3] === undefined && !/\s$/u.test(text)) {
    query.sought[query.sought.length - 1] = { ...end, open: true };
  }
  return query;
}

/** Whether nothing is asked for. */
export function isEmpty(query: Query): boolean {
  const { sought, without, from, in: within, since, until, link, file, mine, unread, mention, saved } = query;
  const filters = link || file || mine || unread || mention || saved || since > 0 || until !== Number.POSITIVE_INFINITY;
  return sought.length + without.length + from.length + within.length === 0 && !filters;
}

// One letter of a script without spaces is a word by itself, and the beginning of pairs.
function goesOn(term: string): boolean {
  return term.length >= BEGINNING || (term.length === 1 && term > '\u0e00');
}

/** The first moment of a day, month or year, and the first after it. */
function dateSpan(value: string, now: number): { start: number; end: number } | undefined {
  const today = new Date(now);
  const day = (offset: number) => {
    const at = (more: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset + more);
    return { start: at(0).getTime(), end: at(1).getTime() };
  };
  if (value === 'today') return day(0);
  if (value === 'yesterday') return day(-1);
  const [, years, months, days] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(value) ?? [];
  if (years === undefined) return undefined;
  const [year, month, date] = [Number(years), Number(months ?? 1), Number(days ?? 1)];
  const start = new Date(year, month - 1, date);
  // 30 February is no day, and 13 no month.
  if (year < 1970 || start.getMonth() !== month - 1 || start.getDate() !== date) return undefined;
  const end =
    months === undefined
      ? new Date(year + 1, 0, 1)
      : days === undefined
        ? new Date(year, month, 1)
        : new Date(year, month - 1, date + 1);
  return { start: start.getTime(), end: end.getTime() };
}
