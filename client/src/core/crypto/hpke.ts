/** HPKE in base mode (RFC 9180), single shot, over a KEM and ChaCha20-Poly1305 of libsodium. */
import { concatBytes, encodeUtf8 } from '#shared/encoding/index.ts';
import type { Hkdf } from './hkdf.ts';
import { chachaOpen, chachaSeal, wipe } from './primitives.ts';

/** A key encapsulation mechanism (RFC 9180 §4). Private keys are as MLS stores them; all sizes in bytes. */
export interface Kem {
  readonly id: number;
  readonly publicKeyBytes: number;
  readonly privateKeyBytes: number;
  readonly encBytes: number;
  publicOf(privateKey: Uint8Array): Uint8Array;
  generate(): { publicKey: Uint8Array; privateKey: Uint8Array };
  derive(ikm: Uint8Array): { publicKey: Uint8Array; privateKey: Uint8Array };
  /** @throws CryptoError when the public key can belong to no honest member. */
  encapsulate(publicKey: Uint8Array): { enc: Uint8Array; sharedSecret: Uint8Array };
  /** @throws CryptoError when the encapsulation has the wrong length or leads to a zero secret. */
  decapsulate(privateKey: Uint8Array, enc: Uint8Array): Uint8Array;
}

/** Key and nonce length of ChaCha20-Poly1305, in bytes. */
export const HPKE_KEY_BYTES = 32;
export const HPKE_NONCE_BYTES = 12;

const MODE_BASE = 0;
const AEAD_CHACHA20_POLY1305 = 0x0003;

/** The registered number of each hash's HKDF (RFC 9180 §7.2). */
const KDF_IDS = new Map([
  [32, 0x0001],
  [64, 0x0003],
]);

/** HPKE with one KEM and one KDF. Every function throws CryptoError when a peer's bytes are wrong. */
export interface Hpke {
  readonly kem: Kem;
  seal(
    publicKey: Uint8Array,
    plaintext: Uint8Array,
    info: Uint8Array,
    aad: Uint8Array,
  ): { enc: Uint8Array; ct: Uint8Array };
  open(privateKey: Uint8Array, enc: Uint8Array, ct: Uint8Array, info: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The sender's half of an exported secret (RFC 9180 §5.3). */
  sendExport(
    publicKey: Uint8Array,
    info: Uint8Array,
    context: Uint8Array,
    length: number,
  ): { enc: Uint8Array; secret: Uint8Array };
  /** The receiver's half of an exported secret. */
  receiveExport(
    privateKey: Uint8Array,
    enc: Uint8Array,
    info: Uint8Array,
    context: Uint8Array,
    length: number,
  ): Uint8Array;
}

const VERSION = encodeUtf8('HPKE-v1');

/** Two bytes, big endian (I2OSP). */
export function twoBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** LabeledExtract of RFC 9180 §4 for the given suite id. */
export function labeledExtract(
  kdf: Hkdf,
  suiteId: Uint8Array,
  salt: Uint8Array,
  label: string,
  ikm: Uint8Array,
): Uint8Array {
  return kdf.extract(salt, concatBytes(VERSION, suiteId, encodeUtf8(label), ikm));
}

/** LabeledExpand of RFC 9180 §4 for the given suite id. */
export function labeledExpand(
  kdf: Hkdf,
  suiteId: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array {
  return kdf.expand(prk, concatBytes(twoBytes(length), VERSION, suiteId, encodeUtf8(label), info), length);
}

/** Makes HPKE for `kem` and `kdf`. @throws RangeError for a hash without a registered HKDF. */
export function createHpke(kem: Kem, kdf: Hkdf): Hpke {
  const kdfId = KDF_IDS.get(kdf.size);
  if (kdfId === undefined) throw new RangeError('no HPKE number for this hash');
  const suiteId = concatBytes(encodeUtf8('HPKE'), twoBytes(kem.id), twoBytes(kdfId), twoBytes(AEAD_CHACHA20_POLY1305));
  const none = new Uint8Array(0);
  const pskIdHash = labeledExtractLazily(() => labeledExtract(kdf, suiteId, none, 'psk_id_hash', none));

  // KeySchedule of RFC 9180 §5.1 in base mode. Consumes the shared secret.
  function schedule<T>(
    sharedSecret: Uint8Array,
    info: Uint8Array,
    use: (expand: (label: string, length: number) => Uint8Array) => T,
  ): T {
    const infoHash = labeledExtract(kdf, suiteId, none, 'info_hash', info);
    const context = concatBytes(Uint8Array.of(MODE_BASE), pskIdHash(), infoHash);
    const secret = labeledExtract(kdf, suiteId, sharedSecret, 'secret', none);
    try {
      return use((label, length) => labeledExpand(kdf, suiteId, secret, label, context, length));
    } finally {
      wipe(secret, sharedSecret);
    }
  }

  return {
    kem,
    seal(publicKey, plaintext, info, aad) {
      const { enc, sharedSecret } = kem.encapsulate(publicKey);
      const ct = schedule(sharedSecret, info, (expand) =>
        chachaSeal(expand('key', HPKE_KEY_BYTES), expand('base_nonce', HPKE_NONCE_BYTES), plaintext, aad),
      );
      return { enc, ct };
    },
    open: (privateKey, enc, ct, info, aad) =>
      schedule(kem.decapsulate(privateKey, enc), info, (expand) =>
        chachaOpen(expand('key', HPKE_KEY_BYTES), expand('base_nonce', HPKE_NONCE_BYTES), ct, aad),
      ),
    sendExport(publicKey, info, context, length) {
      const { enc, sharedSecret } = kem.encapsulate(publicKey);
      const secret = schedule(sharedSecret, info, (expand) =>
        labeledExpand(kdf, suiteId, expand('exp', kdf.size), 'sec', context, length),
      );
      return { enc, secret };
    },
    receiveExport: (privateKey, enc, info, context, length) =>
      schedule(kem.decapsulate(privateKey, enc), info, (expand) =>
        labeledExpand(kdf, suiteId, expand('exp', kdf.size), 'sec', context, length),
      ),
  };
}

// Computed at the first use and not at import: libsodium is not ready yet when modules are loaded.
function labeledExtractLazily(compute: () => Uint8Array): () => Uint8Array {
  let value: Uint8Array | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
