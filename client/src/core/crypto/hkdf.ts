/** HKDF (RFC 5869) over libsodium's HMAC; libsodium's wrapper has no HKDF of its own. */
import { concatBytes } from '#shared/encoding/index.ts';
import { CryptoError, hmacSha256, hmacSha512, wipe } from './primitives.ts';

/** Extract-and-expand over one hash; `size` is the hash's output in bytes. */
export interface Hkdf {
  readonly size: number;
  /** A pseudorandom key of `size` bytes (RFC 5869 §2.2). */
  extract(salt: Uint8Array, ikm: Uint8Array): Uint8Array;
  /** `length` bytes of output (RFC 5869 §2.3). @throws CryptoError `bad-length` above 255 blocks. */
  expand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array;
}

function createHkdf(size: number, hmac: (key: Uint8Array, bytes: Uint8Array) => Uint8Array): Hkdf {
  return {
    size,
    extract: (salt, ikm) => hmac(salt.length === 0 ? new Uint8Array(size) : salt, ikm),
    expand(prk, info, length) {
      const blocks = Math.ceil(length / size);
      if (blocks > 255) throw new CryptoError('bad-length');
      const output = new Uint8Array(length);
      let block = new Uint8Array(0);
      for (let index = 1; index <= blocks; index += 1) {
        const next = hmac(prk, concatBytes(block, info, Uint8Array.of(index)));
        const offset = (index - 1) * size;
        output.set(next.subarray(0, Math.min(size, length - offset)), offset);
        wipe(block);
        block = new Uint8Array(next);
        wipe(next);
      }
      wipe(block);
      return output;
    },
  };
}

export const hkdfSha256: Hkdf = createHkdf(32, hmacSha256);
export const hkdfSha512: Hkdf = createHkdf(64, hmacSha512);
