/** The organisation's root key as a person keeps it: letters and digits in groups, with a checksum, and the same as a file. */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { sha256, signKeyPair } from '../crypto/primitives.ts';
import type { RootKeyView } from '../port.ts';
import { coreWords } from '../words/index.ts';

// Crockford's base 32: no letter that is taken for a digit.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
/** 256 bits in 52 letters, and four for the checksum. */
const CHECK_LETTERS = 4;

/** The longest text in which a key is looked for, in characters. */
const TEXT_MAX = 4_096;

/** How many groups a written root key has. */
export const ROOT_KEY_GROUPS = 14;

/** The written form of a 32-byte seed: 14 groups of four. */
export function writeRootKey(seed: Uint8Array): string {
  const letters = base32(seed) + base32(sha256(seed)).slice(0, CHECK_LETTERS);
  return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join(' ');
}

/** What the person prints and saves. `checkGroup` is the group that is asked for, from 1. */
export function rootKeyView(seed: Uint8Array, organisation: string, checkGroup: number): RootKeyView {
  const text = writeRootKey(seed);
  const { publicKey } = signKeyPair(seed);
  const file = [
    coreWords.account.rootKeyOf(organisation),
    '',
    text,
    '',
    coreWords.account.publicKey(encodeBase64url(publicKey)),
    coreWords.account.rootKeyUse,
    '',
  ].join('\n');
  return { text, file: { name: 'tacit-root-key.txt', bytes: encodeUtf8(file) }, checkGroup };
}

/** Whether `typed` is the group that was asked for; case, spaces and look-alike letters do not matter. */
export function isRootKeyGroup(seed: Uint8Array, checkGroup: number, typed: string): boolean {
  const wanted = writeRootKey(seed).split(' ')[checkGroup - 1];
  return wanted !== undefined && plain(typed) === wanted;
}

/**
 * The seed of a root key as somebody typed it, or as it stands in the saved file: case, spaces and look-alike letters do not
 * matter. Undefined where there is none, or a letter of it is wrong.
 */
export function readRootKey(text: string): Uint8Array | undefined {
  if (text.length > TEXT_MAX) return undefined;
  const lines = text.split(/\r?\n/).map(plain);
  // The file says more than the key, and each line of it something else; what is typed may be broken into lines anywhere.
  for (const letters of [...lines, lines.join('')]) {
    if (letters.length !== ROOT_KEY_GROUPS * GROUP) continue;
    const seed = fromBase32(letters.slice(0, -CHECK_LETTERS));
    if (seed !== undefined && plain(writeRootKey(seed)) === letters) return seed;
  }
  return undefined;
}

/** As it is written, without spaces. */
function plain(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

function fromBase32(letters: string): Uint8Array | undefined {
  const seed = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let [held, bits, at] = [0, 0, 0];
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      seed[at] = held >> bits;
      at += 1;
      held &= (1 << bits) - 1;
    }
  }
  return seed;
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
}
