/**
 * Text as the words that search compares. Words keep their letters only: no case, no accents, so that "Đường" is found by
 * "duong". Scripts that set no spaces between words are cut into pairs of letters. `Intl.Segmenter` would cut them into
 * words, but not the same ones in every browser and version, nor inside a sentence and alone; an index that lies on the
 * disk for years must be asked with the words with which it was made.
 */

/** Changes with the rules below: shards that were made by other rules are made again. */
export const WORDS_VERSION = 1;

/** A word and where it stands: `at` counts words, `start` and `end` are places in the text (UTF-16). */
export interface Word {
  readonly term: string;
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Longer words count by their beginning: nobody types more, and an index of them would only grow. */
const TERM_MAX = 64;

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const UNSPACED =
  /(?:[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}](?<=[\p{L}\p{M}\p{N}]))+/gu;

// Marks above and below Latin, Greek and Cyrillic letters; Hebrew points; Arabic vowel signs, hamza and tatweel. Marks of
// scripts in which they are vowels that one must write, such as Devanagari, stay.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
// Letters that Unicode does not take apart, and that people type without their stroke or as two.
const LETTERS: Readonly<Record<string, string>> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const PLAIN = /^[a-z0-9_]*$/;

/** A word without case, accents and other differences that nobody types. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[đłøıßæœþ]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** The words of a message, in order. */
export function wordsOf(text: string): Word[] {
  return cut(text, true);
}

/** The words of what somebody looks for: as `wordsOf`, without the last letter of a run of pairs, which its pairs imply. */
export function soughtWords(text: string): Word[] {
  return cut(text, false);
}

function cut(text: string, endings: boolean): Word[] {
  const words: Word[] = [];
  let at = 0;
  const add = (start: number, end: number) => {
    const term = shortened(fold(text.slice(start, end)));
    if (term !== '') words.push({ term, at, start, end });
  };
  const addSpaced = (start: number, end: number) => {
    if (start === end) return;
    add(start, end);
    at += 1;
  };
  for (const { 0: run, index } of text.matchAll(WORD)) {
    let done = 0;
    for (const { 0: letters, index: inside } of run.matchAll(UNSPACED)) {
      addSpaced(index + done, index + inside);
      done = inside + letters.length;
      const starts = startsOf(letters).map((start) => index + inside + start);
      for (const [nth, start] of starts.entries()) {
        const last = nth === starts.length - 1;
        // The last letter alone, so that every letter begins some word.
        if (!last || endings || starts.length === 1) add(start, starts[nth + 2] ?? index + done);
        at += 1;
      }
    }
    addSpaced(index + done, index + run.length);
  }
  return words;
}

function startsOf(letters: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < letters.length; at += (letters.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at);
  return starts;
}

function shortened(term: string): string {
  if (term.length <= TERM_MAX) return term;
  const cutOff = term.slice(0, TERM_MAX);
  return /[\ud800-\udbff]$/.test(cutOff) ? cutOff.slice(0, -1) : cutOff;
}
