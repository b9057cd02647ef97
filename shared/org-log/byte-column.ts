/**
 * A column of byte strings of one length, such as ids and keys: found by what they say, and spelled only where somebody asks.
 * So tens of thousands of them are there as soon as their bytes are.
 */
import { decodeUtf8 } from '#shared/encoding/index.ts';
import type { Values } from './columns.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTERS = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const NO_LETTER = 255;
const VALUE_OF = new Uint8Array(256).fill(NO_LETTER);
for (const [value, code] of LETTERS.entries()) VALUE_OF[code] = value;

/** Values that are spelled together: most of them are asked for one after the other. */
const BLOCK = 256;

/** How many letters of base64url `length` bytes have. */
function lettersOf(length: number): number {
  return Math.ceil((length * 4) / 3);
}

/** Writes the `length` bytes of base64url `text` at `at`. @returns false unless it is their one spelling. */
export function decodeInto(text: string, into: Uint8Array, at: number, length: number): boolean {
  if (text.length !== lettersOf(length)) return false;
  let to = at;
  let bits = 0;
  let held = 0;
  for (let from = 0; from < text.length; from += 1) {
    const value = VALUE_OF[text.charCodeAt(from)] ?? NO_LETTER;
    if (value === NO_LETTER) return false;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    into[to] = held >> bits;
    to += 1;
    held &= (1 << bits) - 1;
  }
  return held === 0;
}

/** The letters of values of `length` bytes each, one after the other. */
function spell(bytes: Uint8Array, length: number): string {
  const letters = lettersOf(length);
  const text = new Uint8Array((bytes.length / length) * letters);
  let to = 0;
  for (let from = 0; from < bytes.length; from += length) {
    const end = from + length;
    for (let at = from; at < end; at += 3) {
      const group = ((bytes[at] ?? 0) << 16) | ((at + 1 < end ? (bytes[at + 1] ?? 0) : 0) << 8);
      const whole = group | (at + 2 < end ? (bytes[at + 2] ?? 0) : 0);
      text[to] = LETTERS[whole >> 18] ?? 0;
      text[to + 1] = LETTERS[(whole >> 12) & 63] ?? 0;
      // The last group of a value may have fewer letters; what goes beyond it is the next one's, and is written then.
      if (at + 1 < end) text[to + 2] = LETTERS[(whole >> 6) & 63] ?? 0;
      if (at + 2 < end) text[to + 3] = LETTERS[whole & 63] ?? 0;
      to += Math.min(4, end - at + 1);
    }
  }
  return decodeUtf8(text);
}

/** Byte strings as they were read. Their length is a multiple of four. */
export class ByteValues<Text extends string> implements Values<Text> {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly #length: number;
  readonly #texts: (string | undefined)[];
  #places: Places | undefined;

  constructor(bytes: Uint8Array, length: number) {
    this.bytes = bytes;
    this.count = bytes.length / length;
    this.#length = length;
    this.#texts = new Array(Math.ceil(this.count / BLOCK));
  }

  at(nth: number): Text {
    const block = Math.floor(nth / BLOCK);
    const letters = lettersOf(this.#length);
    let text = this.#texts[block];
    if (text === undefined) {
      const size = BLOCK * this.#length;
      text = spell(this.bytes.subarray(block * size, (block + 1) * size), this.#length);
      this.#texts[block] = text;
    }
    const from = (nth % BLOCK) * letters;
    return text.slice(from, from + letters) as Text;
  }

  /** Where the value stands that is spelled so; of several the first. Undefined: nowhere. */
  placeOf(text: string): number | undefined {
    this.#places ??= new Places(this.bytes, this.#length);
    return this.#places.of(text);
  }

  /** Whether none of them stands there twice. */
  get areDistinct(): boolean {
    this.#places ??= new Places(this.bytes, this.#length);
    return this.#places.areDistinct;
  }
}

/** Where each value stands: a table by hash. A Map would need a text for each, and ten times as long. */
class Places {
  readonly areDistinct: boolean;
  readonly #words: Uint32Array;
  /** Words of a value. */
  readonly #each: number;
  /** One more than the place that is found there; 0: none is. */
  readonly #table: Uint32Array;
  // Ids are chosen by whoever makes them: nobody may know which of them would be looked for in the same place.
  readonly #seeds: Uint32Array;
  readonly #sought: Uint32Array;
  readonly #length: number;

  constructor(bytes: Uint8Array, length: number) {
    // A copy, as words must stand at places that are multiples of four.
    this.#words = new Uint32Array(bytes.slice().buffer);
    this.#length = length;
    this.#each = length / 4;
    this.#seeds = Uint32Array.from({ length: this.#each }, () => Math.floor(Math.random() * 2 ** 32) | 1);
    this.#sought = new Uint32Array(this.#each);
    const count = bytes.length / length;
    let slots = 16;
    while (slots < count * 3) slots *= 2;
    this.#table = new Uint32Array(slots);
    let areDistinct = true;
    for (let nth = 0; nth < count; nth += 1) {
      const slot = this.#slot(this.#words, nth * this.#each);
      if (this.#table[slot] === 0) this.#table[slot] = nth + 1;
      else areDistinct = false;
    }
    this.areDistinct = areDistinct;
  }

  of(text: string): number | undefined {
    if (!decodeInto(text, new Uint8Array(this.#sought.buffer), 0, this.#length)) return undefined;
    const found = this.#table[this.#slot(this.#sought, 0)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Where the value that begins at `at` of `words` stands in the table, or would. */
  #slot(words: Uint32Array, at: number): number {
    const [table, own, each, seeds] = [this.#table, this.#words, this.#each, this.#seeds];
    let hash = 0;
    for (let word = 0; word < each; word += 1) {
      hash = (hash + Math.imul(words[at + word] ?? 0, seeds[word] ?? 0)) | 0;
    }
    hash ^= hash >>> 15;
    const mask = table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = (table[slot] ?? 0) - 1;
      if (found < 0) return slot;
      let word = 0;
      while (word < each && own[found * each + word] === words[at + word]) word += 1;
      if (word === each) return slot;
    }
  }
}
