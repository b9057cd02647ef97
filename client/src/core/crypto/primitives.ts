/**
 * The one door to libsodium in the client. Everything cryptographic in the core is made of these functions.
 *
 * `ready()` must have resolved before any other function is called; from then on all of them are synchronous.
 */
import sodium from 'libsodium-wrappers-sumo';

/** A signing key pair. The private half is the 32-byte seed (RFC 8032 §5.1.5), never the expanded form. */
export interface SignatureKeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Something could not be opened, or an input can belong to no honest user. Says no more: details help an attacker. */
export class CryptoError extends Error {
  readonly code: 'not-authentic' | 'bad-key' | 'bad-length';

  constructor(code: CryptoError['code']) {
    super(`cryptographic operation refused: ${code}`);
    this.name = 'CryptoError';
    this.code = code;
  }
}

/** Costs of Argon2id (RFC 9106): passes over memory, and memory in bytes. */
export interface Argon2Costs {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}

export const SIGNATURE_BYTES = 64;
export const AEAD_KEY_BYTES = 32;
export const AEAD_NONCE_BYTES = 24;
export const ARGON2_SALT_BYTES = 16;

/** Resolves when libsodium has been instantiated. */
export async function ready(): Promise<void> {
  await sodium.ready;
}

/** The most that one call of `getRandomValues` gives. */
const RANDOM_MAX = 65_536;

/**
 * `length` unpredictable bytes, from the generator of the platform. libsodium's own function asks that same generator, but
 * for four bytes at a time, which took a fourteenth of the time of a busy core.
 */
export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let from = 0; from < length; from += RANDOM_MAX) {
    crypto.getRandomValues(bytes.subarray(from, from + RANDOM_MAX));
  }
  return bytes;
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return sodium.crypto_hash_sha256(bytes);
}

export function sha512(bytes: Uint8Array): Uint8Array {
  return sodium.crypto_hash_sha512(bytes);
}

/** HMAC-SHA-256 (RFC 2104) with a key of any length. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (key.length === sodium.crypto_auth_hmacsha256_KEYBYTES) return sodium.crypto_auth_hmacsha256(bytes, key);
  const state = sodium.crypto_auth_hmacsha256_init(key);
  sodium.crypto_auth_hmacsha256_update(state, bytes);
  return sodium.crypto_auth_hmacsha256_final(state);
}

/** HMAC-SHA-512 (RFC 2104) with a key of any length. */
export function hmacSha512(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (key.length === sodium.crypto_auth_hmacsha512_KEYBYTES) return sodium.crypto_auth_hmacsha512(bytes, key);
  const state = sodium.crypto_auth_hmacsha512_init(key);
  sodium.crypto_auth_hmacsha512_update(state, bytes);
  return sodium.crypto_auth_hmacsha512_final(state);
}

/** An Ed25519 key pair (RFC 8032), fresh or from a 32-byte seed. @throws CryptoError `bad-length`. */
export function signKeyPair(seed: Uint8Array = randomBytes(32)): SignatureKeyPair {
  requireLength(seed, sodium.crypto_sign_SEEDBYTES);
  const pair = sodium.crypto_sign_seed_keypair(seed);
  sodium.memzero(pair.privateKey);
  return { publicKey: pair.publicKey, privateKey: seed.slice() };
}

/** An Ed25519 signature (64 bytes) under the key with this 32-byte seed. @throws CryptoError `bad-length`. */
export function sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  requireLength(privateKey, sodium.crypto_sign_SEEDBYTES);
  const pair = sodium.crypto_sign_seed_keypair(privateKey);
  try {
    return sodium.crypto_sign_detached(message, pair.privateKey);
  } finally {
    sodium.memzero(pair.privateKey);
  }
}

/**
 * Whether `signature` is an Ed25519 signature of `message`. Never throws: a peer chose all three inputs. libsodium itself
 * refuses public keys of small order, non-canonical points and scalars, by which one signature would fit two messages.
 */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== sodium.crypto_sign_PUBLICKEYBYTES || signature.length !== SIGNATURE_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** XChaCha20-Poly1305: ciphertext and tag. @throws CryptoError `bad-length`. */
export function aeadSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  requireLength(key, AEAD_KEY_BYTES);
  requireLength(nonce, AEAD_NONCE_BYTES);
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce, key);
}

/** Opens what `aeadSeal` made. @throws CryptoError `not-authentic` for anything else, `bad-length`. */
export function aeadOpen(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array {
  requireLength(key, AEAD_KEY_BYTES);
  requireLength(nonce, AEAD_NONCE_BYTES);
  return authentic(() => sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, aad, nonce, key));
}

/** ChaCha20-Poly1305 (RFC 8439), the AEAD of our MLS suites: 12-byte nonces that the key schedule makes unique. */
export function chachaSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce, key);
}

/** Opens what `chachaSeal` made. @throws CryptoError `not-authentic`. */
export function chachaOpen(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array {
  return authentic(() => sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, ciphertext, aad, nonce, key));
}

/** A 32-byte key from a passphrase, by Argon2id. Blocks for a second or so: only ever called in a worker. */
export function argon2id(passphrase: Uint8Array, salt: Uint8Array, costs: Argon2Costs, length = 32): Uint8Array {
  requireLength(salt, ARGON2_SALT_BYTES);
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  return sodium.crypto_pwhash(length, passphrase, salt, costs.opsLimit, costs.memLimitBytes, algorithm);
}

/** X25519 (RFC 7748). @throws CryptoError `bad-key` when the result is zero: the point was of small order (RFC 9180 §7.1.4). */
export function x25519(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  requireLength(privateKey, sodium.crypto_scalarmult_SCALARBYTES);
  requireLength(publicKey, sodium.crypto_scalarmult_BYTES);
  try {
    return sodium.crypto_scalarmult(privateKey, publicKey);
  } catch {
    throw new CryptoError('bad-key');
  }
}

/** The X25519 public key of a 32-byte private key. */
export function x25519Public(privateKey: Uint8Array): Uint8Array {
  requireLength(privateKey, sodium.crypto_scalarmult_SCALARBYTES);
  return sodium.crypto_scalarmult_base(privateKey);
}

/** The X-Wing public key (1,216 bytes) of a 32-byte decapsulation key (draft-connolly-cfrg-xwing-kem §5.2). */
export function xwingPublic(privateKey: Uint8Array): Uint8Array {
  requireLength(privateKey, sodium.crypto_kem_xwing_SEEDBYTES);
  const pair = sodium.crypto_kem_xwing_seed_keypair(privateKey);
  sodium.memzero(pair.privateKey);
  return pair.publicKey;
}

/** What an encapsulation draws: 32 bytes for ML-KEM-768 and 32 for X25519 (draft-connolly-cfrg-xwing-kem §5.4). */
const XWING_COINS_BYTES = 64;

/** A fresh secret for the holder of an X-Wing public key, and its encapsulation (1,120 bytes). @throws CryptoError. */
export function xwingEncapsulate(publicKey: Uint8Array): { enc: Uint8Array; sharedSecret: Uint8Array } {
  requireLength(publicKey, sodium.crypto_kem_xwing_PUBLICKEYBYTES);
  try {
    const coins = randomBytes(XWING_COINS_BYTES);
    const made = sodium.crypto_kem_xwing_enc_deterministic(publicKey, coins);
    wipe(coins);
    return { enc: made.ciphertext, sharedSecret: made.sharedSecret };
  } catch {
    throw new CryptoError('bad-key');
  }
}

/** The secret in an X-Wing encapsulation; another one, never an error, for a forged one (implicit rejection). */
export function xwingDecapsulate(privateKey: Uint8Array, enc: Uint8Array): Uint8Array {
  requireLength(privateKey, sodium.crypto_kem_xwing_SECRETKEYBYTES);
  requireLength(enc, sodium.crypto_kem_xwing_CIPHERTEXTBYTES);
  try {
    return sodium.crypto_kem_xwing_dec(enc, privateKey);
  } catch {
    throw new CryptoError('bad-key');
  }
}

/** SHAKE256 (FIPS 202), `length` bytes of output. */
export function shake256(bytes: Uint8Array, length: number): Uint8Array {
  return sodium.crypto_xof_shake256(length, bytes);
}

/** SHA-256 of what comes in pieces. Ends with `digest` or `end`, whatever happens. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
  end(): void;
}

export function sha256Hasher(): Hasher {
  const state = sodium.crypto_hash_sha256_init();
  let over = false;
  const once = <T>(work: () => T): T => {
    if (over) throw new CryptoError('bad-length');
    over = true;
    return work();
  };
  return {
    update: (bytes) => sodium.crypto_hash_sha256_update(state, bytes),
    // libsodium frees the state itself.
    digest: () => once(() => sodium.crypto_hash_sha256_final(state)),
    end: () => {
      if (!over) once(() => freeState(state, SHA256_STATE_BYTES));
    },
  };
}

const SHA256_STATE_BYTES = 104;
const STREAM_STATE_BYTES = 52;
/** What a piece of a stream has more than its plaintext. */
export const STREAM_EXTRA_BYTES = 17;
export const STREAM_HEADER_BYTES = 24;

/**
 * Seals pieces one after the other (libsodium's secretstream over XChaCha20-Poly1305). None of them can be left out, reordered
 * or put behind the last. Ends with `end`, which forgets the key.
 */
export interface StreamSealer {
  readonly header: Uint8Array;
  seal(plaintext: Uint8Array, aad: Uint8Array, last: boolean): Uint8Array;
  end(): void;
}

/** @throws CryptoError `bad-length`. */
export function streamSealer(key: Uint8Array): StreamSealer {
  requireLength(key, AEAD_KEY_BYTES);
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const [message, final] = streamTags();
  return {
    header,
    seal: (plaintext, aad, last) =>
      sodium.crypto_secretstream_xchacha20poly1305_push(state, plaintext, aad, last ? final : message),
    end: endOnce(state),
  };
}

/** Opens what a `StreamSealer` has sealed, in its order. */
export interface StreamOpener {
  /** @throws CryptoError `not-authentic`, also where the last piece is not the last, or another one is. */
  open(sealed: Uint8Array, aad: Uint8Array, last: boolean): Uint8Array;
  end(): void;
}

/** @throws CryptoError `bad-length`. */
export function streamOpener(key: Uint8Array, header: Uint8Array): StreamOpener {
  requireLength(key, AEAD_KEY_BYTES);
  requireLength(header, STREAM_HEADER_BYTES);
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  const [message, final] = streamTags();
  return {
    open(sealed, aad, last) {
      const opened = authentic(() => sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, aad));
      if (opened === false || opened.tag !== (last ? final : message)) throw new CryptoError('not-authentic');
      return opened.message;
    },
    end: endOnce(state),
  };
}

/** Of a piece, and of the last one. */
function streamTags(): readonly [message: number, final: number] {
  return [
    sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
  ];
}

function endOnce(state: unknown): () => void {
  let over = false;
  return () => {
    if (!over) freeState(state, STREAM_STATE_BYTES);
    over = true;
  };
}

/** What the wrappers have put into the library's memory and never free, such as the key of a stream. */
function freeState(state: unknown, bytes: number): void {
  const { libsodium } = sodium as unknown as {
    readonly libsodium: { readonly HEAPU8: Uint8Array; _free(address: number): void };
  };
  libsodium.HEAPU8.fill(0, state as number, (state as number) + bytes);
  libsodium._free(state as number);
}

/** Overwrites secrets with zeros. JavaScript may have made copies: this lowers the odds, it promises nothing. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) sodium.memzero(secret);
}

/** Whether two secrets are equal, in a time that depends on their length only. */
export function constantTimeEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && (left.length === 0 || sodium.memcmp(left, right));
}

function requireLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new CryptoError('bad-length');
}

function authentic<T>(open: () => T): T {
  try {
    return open();
  } catch {
    throw new CryptoError('not-authentic');
  }
}
