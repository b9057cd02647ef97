/** The two KEMs of our suites. */
import { concatBytes, encodeUtf8 } from '#shared/encoding/index.ts';
import { hkdfSha256 } from './hkdf.ts';
import { type Kem, labeledExpand, labeledExtract, twoBytes } from './hpke.ts';
import {
  CryptoError,
  randomBytes,
  shake256,
  wipe,
  x25519,
  x25519Public,
  xwingDecapsulate,
  xwingEncapsulate,
  xwingPublic,
} from './primitives.ts';

const X25519_BYTES = 32;

/** DHKEM(X25519, HKDF-SHA256) (RFC 9180 §4.1, §7.1). */
export const dhkemX25519: Kem = createDhkem();

function createDhkem(): Kem {
  const id = 0x0020;
  const suiteId = concatBytes(encodeUtf8('KEM'), twoBytes(id));
  const none = new Uint8Array(0);

  function extractAndExpand(dh: Uint8Array, kemContext: Uint8Array): Uint8Array {
    const prk = labeledExtract(hkdfSha256, suiteId, none, 'eae_prk', dh);
    const secret = labeledExpand(hkdfSha256, suiteId, prk, 'shared_secret', kemContext, 32);
    wipe(dh, prk);
    return secret;
  }

  return {
    id,
    publicKeyBytes: X25519_BYTES,
    privateKeyBytes: X25519_BYTES,
    encBytes: X25519_BYTES,
    publicOf: x25519Public,
    generate() {
      const privateKey = randomBytes(X25519_BYTES);
      return { privateKey, publicKey: x25519Public(privateKey) };
    },
    derive(ikm) {
      const prk = labeledExtract(hkdfSha256, suiteId, none, 'dkp_prk', ikm);
      const privateKey = labeledExpand(hkdfSha256, suiteId, prk, 'sk', none, X25519_BYTES);
      wipe(prk);
      return { privateKey, publicKey: x25519Public(privateKey) };
    },
    encapsulate(publicKey) {
      if (publicKey.length !== X25519_BYTES) throw new CryptoError('bad-length');
      const ephemeral = randomBytes(X25519_BYTES);
      const enc = x25519Public(ephemeral);
      const sharedSecret = extractAndExpand(x25519(ephemeral, publicKey), concatBytes(enc, publicKey));
      wipe(ephemeral);
      return { enc, sharedSecret };
    },
    decapsulate(privateKey, enc) {
      if (enc.length !== X25519_BYTES) throw new CryptoError('bad-length');
      return extractAndExpand(x25519(privateKey, enc), concatBytes(enc, x25519Public(privateKey)));
    },
  };
}

const XWING_PRIVATE_BYTES = 32;

/** X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519; safe while either of the two is. */
export const xwing: Kem = {
  id: 0x647a,
  publicKeyBytes: 1_216,
  privateKeyBytes: XWING_PRIVATE_BYTES,
  encBytes: 1_120,
  publicOf: xwingPublic,
  generate() {
    const privateKey = randomBytes(XWING_PRIVATE_BYTES);
    return { privateKey, publicKey: xwingPublic(privateKey) };
  },
  derive(ikm) {
    const privateKey = shake256(ikm, XWING_PRIVATE_BYTES);
    return { privateKey, publicKey: xwingPublic(privateKey) };
  },
  encapsulate: xwingEncapsulate,
  decapsulate: xwingDecapsulate,
};
