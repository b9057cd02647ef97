/**
 * How good a passphrase is. An estimate from its form, in the person's favour: length, variety, and no patterns that are
 * tried first. What holds off a thief is Argon2id and this minimum; the meter only encourages.
 */
import type { PassphraseRating } from '../port.ts';
import { coreWords } from '../words/index.ts';
import { ProblemError } from './problems.ts';

/** What nearly everybody tries first; a passphrase is not made of one of these and little more. */
const FIRST_TRIED = [
  'password',
  'passwort',
  'passphrase',
  'secret',
  'letmein',
  'welcome',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'zxcvbn',
  'iloveyou',
  'admin',
  'dragon',
  'monkey',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'master',
  'shadow',
  'superman',
  'trustno1',
  'abc123',
  'changeme',
  'tacit',
];

/** Bits that each character is taken to be worth: words are far from random letters. */
const BITS_PER_CHARACTER = 2.4;
const LEVELS = [20, 28, 45, 65] as const;

/** @param minLength in characters, by the policy. */
export function ratePassphrase(passphrase: string, minLength: number): PassphraseRating {
  const characters = [...passphrase];
  if (characters.length < minLength) {
    const missing = minLength - characters.length;
    return {
      acceptable: false,
      level: passphrase === '' ? 0 : 1,
      sentence: coreWords.account.charactersMissing(missing),
    };
  }
  const level = LEVELS.filter((bits) => estimate(characters) >= bits).length as PassphraseRating['level'];
  return { acceptable: level >= 2, level, sentence: coreWords.account.ratings[level] };
}

/** @throws ProblemError `weak-passphrase`. */
export function requireStrength(passphrase: string, minLength: number): void {
  const { acceptable, sentence } = ratePassphrase(passphrase, minLength);
  if (!acceptable) throw new ProblemError('weak-passphrase', { sentence });
}

function estimate(characters: readonly string[]): number {
  const text = characters.join('').toLowerCase();
  const plain = FIRST_TRIED.reduce((rest, word) => rest.replaceAll(word, '*'), text);
  let worth = 0;
  const letters = [...plain];
  for (const [index, letter] of letters.entries()) {
    const before = letters[index - 1];
    worth += before !== undefined && isStep(before, letter) ? 0.3 : 1;
  }
  const different = new Set(letters).size;
  // A few characters over and over are worth little, however long.
  const variety = Math.min(1, different / 8);
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((one) =>
    one.test(characters.join('')),
  ).length;
  return worth * variety * (BITS_PER_CHARACTER + 0.3 * (classes - 1));
}

/** The same again, or the next in the alphabet or the digits. */
function isStep(before: string, after: string): boolean {
  const distance = (after.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  return distance === 0 || Math.abs(distance) === 1;
}
