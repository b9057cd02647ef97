/** Safety numbers: what two people compare, by voice or side by side, to know that nobody stands between them. */
import { concatBytes, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { sha512 } from '../crypto/primitives.ts';

/** A person as the log knows them. */
export interface Person {
  readonly id: UserId;
  /** The user identity key, 32 bytes. */
  readonly key: Uint8Array;
}

const GROUPS = 12;
const DIGITS = 5;

/**
 * 60 digits in 12 groups of five, the same whoever of the two computes it. Ids are hashed with the keys, so that a number
 * cannot be made to fit by choosing an id that looks like a key.
 */
export function safetyNumber(one: Person, other: Person): string {
  const [first, second] = one.id < other.id ? [one, other] : [other, one];
  const parts = [first, second].map(({ id, key }) => concatBytes(encodeUtf8(id), key));
  const hash = sha512(labelled(labels.safetyNumber, concatBytes(...parts)));
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return Array.from({ length: GROUPS }, (_, index) => {
    // 40 bits per group: the remainder modulo 100,000 is even to one part in ten million.
    const value = view.getUint8(index * 5) * 2 ** 32 + view.getUint32(index * 5 + 1);
    return String(value % 10 ** DIGITS).padStart(DIGITS, '0');
  }).join(' ');
}
