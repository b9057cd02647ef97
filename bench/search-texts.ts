/** Messages as people write them, for measuring: always the same ones, of words that are as frequent as words are. */

import type { MessageRow } from '#core/storage/records.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { parseId } from '#shared/ids/index.ts';

const VOCABULARY = 30_000;
const WORDS = 12;
const SYLLABLES = [
  'ba',
  'che',
  'dor',
  'el',
  'fi',
  'gan',
  'ho',
  'in',
  'ka',
  'lu',
  'men',
  'no',
  'or',
  'pe',
  'qui',
  'ra',
  'sto',
  'ti',
  'un',
  'ver',
  'wa',
  'ya',
];

/** Random numbers below 1 that are the same in each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function wordOf(rank: number): string {
  let word = '';
  for (let left = rank + 1; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length];
  return word;
}

/** The text of each message; the rank of its words follows Zipf's law, so that some stand in most and most in few. */
export function texts(count: number): string[] {
  const random = randomFrom(7);
  const words = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank));
  const pick = () => words[Math.floor(VOCABULARY ** random()) - 1] ?? 'ba';
  return Array.from({ length: count }, () => Array.from({ length: WORDS }, pick).join(' '));
}

/** The rows of these messages, in twenty conversations. */
export function rowsOf(
  all: readonly string[],
  conversations: readonly GroupId[],
  authors: readonly UserId[],
): MessageRow[] {
  return all.map((text, number) => {
    const id = new Uint8Array(16);
    new DataView(id.buffer).setUint32(0, number);
    return {
      kind: 'text',
      id: parseId<MessageId>(encodeBase64url(id)),
      conversation: conversations[number % conversations.length] ?? parseId(''),
      order: `${String(number).padStart(14, '0')}.50`,
      at: 1_700_000_000_000 + number * 60_000,
      author: authors[number % authors.length] ?? parseId(''),
      text,
    };
  });
}
