/**
 * What the generated chains are signed with. Most use a stand-in whose signatures are a hash of key and message: whether
 * Ed25519 verifies is not what they are about, and a stand-in costs a hundredth. The others use the product's own Ed25519.
 */
import { createHash } from 'node:crypto';
import { sha256, sign, signKeyPair, verify } from '#core/crypto/primitives.ts';
import { concatBytes, equalBytes } from '#shared/encoding/index.ts';
import type { LogCrypto } from '#shared/org-log/index.ts';
import type { Random } from '../mls-model/random.ts';

export interface FuzzKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface FuzzCrypto extends LogCrypto {
  /** A key that follows from `random`, so that a seed gives the same bytes again. */
  keyPair(random: Random): FuzzKey;
}

/** `length` bytes that follow from `random`. */
export function bytesFrom(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

const nodeSha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

function standInSignature(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const half = nodeSha256(concatBytes(publicKey, message));
  return concatBytes(half, half);
}

/** Nobody forges here what anybody could: a signature is either made by the key's holder or spoiled. */
export const standIn: FuzzCrypto = {
  sha256: nodeSha256,
  verify: (publicKey, message, signature) => equalBytes(signature, standInSignature(publicKey, message)),
  keyPair(random) {
    const publicKey = bytesFrom(random, 32);
    return { publicKey, sign: (message) => standInSignature(publicKey, message) };
  },
};

/** The product's own primitives. `ready()` must have resolved. */
export const realKeys: FuzzCrypto = {
  sha256,
  verify,
  keyPair(random) {
    const { publicKey, privateKey } = signKeyPair(bytesFrom(random, 32));
    return { publicKey, sign: (message) => sign(privateKey, message) };
  },
};
