/**
 * The relay's one door to libsodium: the same primitives as the client's, because both sides judge the log with the same
 * function and must come to the same result for every signature, well made or not.
 *
 * `ready()` must have resolved before any other function is called.
 */
import sodium from 'libsodium-wrappers-sumo';

const SIGNATURE_BYTES = 64;

/** Resolves when libsodium has been instantiated. */
export async function ready(): Promise<void> {
  await sodium.ready;
}

/** `length` unpredictable bytes. */
export function randomBytes(length: number): Uint8Array {
  return sodium.randombytes_buf(length);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return sodium.crypto_hash_sha256(bytes);
}

/** An Ed25519 key pair (RFC 8032), fresh or from a 32-byte seed; the private half is the seed. */
export function signKeyPair(seed: Uint8Array = randomBytes(32)): { publicKey: Uint8Array; privateKey: Uint8Array } {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  sodium.memzero(pair.privateKey);
  return { publicKey: pair.publicKey, privateKey: seed.slice() };
}

/** An Ed25519 signature (64 bytes) under the key with this 32-byte seed. */
export function sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  const pair = sodium.crypto_sign_seed_keypair(privateKey);
  try {
    return sodium.crypto_sign_detached(message, pair.privateKey);
  } finally {
    sodium.memzero(pair.privateKey);
  }
}

/**
 * Whether `signature` is an Ed25519 signature of `message`. Never throws: a stranger chose all three inputs. libsodium
 * refuses public keys of small order and non-canonical points and scalars, by which one signature would fit two messages.
 */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== sodium.crypto_sign_PUBLICKEYBYTES || signature.length !== SIGNATURE_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** Whether two secrets are equal, in a time that depends on their length only. */
export function constantTimeEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && sodium.memcmp(left, right);
}
