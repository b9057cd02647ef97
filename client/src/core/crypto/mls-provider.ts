/** The cipher suites of Tacit, as the MLS library wants them: every primitive from libsodium. */
import type { CiphersuiteImpl, PrivateKey, PublicKey } from 'ts-mls';
import { type Hkdf, hkdfSha256, hkdfSha512 } from './hkdf.ts';
import { createHpke, HPKE_KEY_BYTES, HPKE_NONCE_BYTES, type Kem } from './hpke.ts';
import { dhkemX25519, xwing } from './kems.ts';
import {
  CryptoError,
  chachaOpen,
  chachaSeal,
  constantTimeEqual,
  hmacSha256,
  hmacSha512,
  randomBytes,
  sha256,
  sha512,
  sign,
  signKeyPair,
  verify,
} from './primitives.ts';

/** A suite by the short name that the product uses. */
export type SuiteName = 'x-wing' | 'x25519';

interface SuiteParts {
  /** The number on the wire: X-Wing stands in the private range of RFC 9420 §17.1 until IANA assigns one. */
  readonly id: number;
  readonly libraryName: CiphersuiteImpl['name'];
  readonly kem: Kem;
  readonly kdf: Hkdf;
  readonly digest: (bytes: Uint8Array) => Uint8Array;
  readonly mac: (key: Uint8Array, bytes: Uint8Array) => Uint8Array;
}

/** Every suite there is. Another one joins as another row. */
export const suites: Readonly<Record<SuiteName, SuiteParts>> = {
  'x-wing': {
    id: 0xf00e,
    libraryName: 'MLS_256_XWING_CHACHA20POLY1305_SHA512_Ed25519',
    kem: xwing,
    kdf: hkdfSha512,
    digest: sha512,
    mac: hmacSha512,
  },
  x25519: {
    id: 0x0003,
    libraryName: 'MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519',
    kem: dhkemX25519,
    kdf: hkdfSha256,
    digest: sha256,
    mac: hmacSha256,
  },
};

const ED25519_KEY_BYTES = 32;

// The library types HPKE keys as WebCrypto keys but only ever hands them back to the provider that made them. Ours are
// bytes behind a type tag, so that a private key given for a public one is refused.
interface KeyBytes<Type extends 'public' | 'private'> {
  readonly type: Type;
  readonly bytes: Uint8Array;
}

function publicKey(bytes: Uint8Array): PublicKey {
  return { type: 'public', bytes } satisfies KeyBytes<'public'> as unknown as PublicKey;
}

function privateKey(bytes: Uint8Array): PrivateKey {
  return { type: 'private', bytes } satisfies KeyBytes<'private'> as unknown as PrivateKey;
}

function bytesOf(key: PublicKey | PrivateKey, type: 'public' | 'private'): Uint8Array {
  const tagged = key as unknown as KeyBytes<'public' | 'private'>;
  if (tagged.type !== type) throw new CryptoError('bad-key');
  return tagged.bytes;
}

function checked(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new CryptoError('bad-length');
  return bytes;
}

/** The suite for the MLS library. Pure; libsodium must be ready before any function of it is called. */
export function createCiphersuite(name: SuiteName): CiphersuiteImpl {
  const { libraryName, kem, kdf, digest, mac } = suites[name];
  const hpke = createHpke(kem, kdf);
  const none = new Uint8Array(0);
  const asPair = (pair: { publicKey: Uint8Array; privateKey: Uint8Array }) => ({
    publicKey: publicKey(pair.publicKey),
    privateKey: privateKey(pair.privateKey),
  });
  return {
    name: libraryName,
    hash: {
      digest: async (bytes) => digest(bytes),
      mac: async (key, bytes) => mac(key, bytes),
      verifyMac: async (key, tag, bytes) => constantTimeEqual(mac(key, bytes), tag),
    },
    kdf: {
      size: kdf.size,
      extract: async (salt, ikm) => kdf.extract(salt, ikm),
      expand: async (prk, info, length) => kdf.expand(prk, info, length),
    },
    signature: {
      sign: async (key, message) => sign(key, message),
      verify: async (key, message, signature) => verify(key, message, signature),
      keygen: async () => {
        const pair = signKeyPair();
        return { publicKey: checked(pair.publicKey, ED25519_KEY_BYTES), signKey: pair.privateKey };
      },
    },
    rng: { randomBytes },
    hpke: {
      keyLength: HPKE_KEY_BYTES,
      nonceLength: HPKE_NONCE_BYTES,
      seal: async (key, plaintext, info, aad) => hpke.seal(bytesOf(key, 'public'), plaintext, info, aad ?? none),
      open: async (key, enc, ct, info, aad) => hpke.open(bytesOf(key, 'private'), enc, ct, info, aad ?? none),
      exportSecret: async (key, context, length, info) =>
        hpke.sendExport(bytesOf(key, 'public'), info, context, length),
      importSecret: async (key, context, enc, length, info) =>
        hpke.receiveExport(bytesOf(key, 'private'), enc, info, context, length),
      importPrivateKey: async (bytes) => privateKey(checked(bytes, kem.privateKeyBytes)),
      importPublicKey: async (bytes) => publicKey(checked(bytes, kem.publicKeyBytes)),
      exportPublicKey: async (key) => bytesOf(key, 'public'),
      exportPrivateKey: async (key) => bytesOf(key, 'private'),
      encryptAead: async (key, nonce, aad, plaintext) => chachaSeal(key, nonce, plaintext, aad ?? none),
      decryptAead: async (key, nonce, aad, ciphertext) => chachaOpen(key, nonce, ciphertext, aad ?? none),
      deriveKeyPair: async (ikm) => asPair(kem.derive(ikm)),
      generateKeyPair: async () => asPair(kem.generate()),
    },
  };
}
