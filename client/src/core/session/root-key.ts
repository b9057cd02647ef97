/** The organisation's root key as a person keeps it: letters and digits in groups, with a checksum, and the same as a file. */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { sha256, signKeyPair } from '../crypto/primitives.ts';
import type { RootKeyView } from '../port.ts';

// Crockford's base 32: no letter that is taken for a digit.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
/** 256 bits in 52 letters, and four for the checksum. */
const CHECK_LETTERS = 4;

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
    `Root key of ${organisation}`,
    '',
    text,
    '',
    `Public key: ${encodeBase64url(publicKey)}`,
    'If all owners are ever lost, only this key can name new ones. Keep it offline, where only owners can reach it.',
    '',
  ].join('\n');
  return { text, file: { name: 'tacit-root-key.txt', bytes: encodeUtf8(file) }, checkGroup };
}

/** Whether `typed` is the group that was asked for; case, spaces and look-alike letters do not matter. */
export function isRootKeyGroup(seed: Uint8Array, checkGroup: number, typed: string): boolean {
  const wanted = writeRootKey(seed).split(' ')[checkGroup - 1];
  const said = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return wanted !== undefined && said === wanted;
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
