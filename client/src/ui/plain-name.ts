import { words } from '#client/words/index.ts';

/**
 * Names as they may be drawn. A name is chosen by a stranger: it must not reorder, hide or break the text around it.
 */

// Directional controls turn the text beside a name around ("gpj.exe"); zero-width and control characters let two
// different names look the same; line separators break out of one line.
const UNSEEN =
  /(?!\u200C|\u200D|[\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u{E0000}-\u{E0FFF}]|\u034F/gu;

// Joiners shape emoji and some scripts; after these letters they only make two names look the same.
const IDLE_JOINER = /(?<=^|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{Z}])(?:\u200C|\u200D)+/gu;

// More marks on one letter than any script needs only paint over the neighbouring lines.
const STACKED = /(\p{M}{3})\p{M}+/gu;

const LENGTH = 80;

/** `name` without what can deceive, on one line and at most 80 characters; never empty. */
export function plainName(name: string): string {
  const plain = name.replace(UNSEEN, '').replace(IDLE_JOINER, '').replace(STACKED, '$1').replace(/\s+/gu, ' ').trim();
  if (plain === '') return words.ui.noName;
  const characters = [...plain];
  return characters.length > LENGTH ? `${characters.slice(0, LENGTH - 1).join('')}…` : plain;
}

/** The first letter of the first and the last word; for one word its first letter. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\p{P}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => [...(word ?? '')].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '')
    .join('')
    .toLocaleUpperCase();
}
