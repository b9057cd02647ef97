import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as ed25519,
  generateKeyPairSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { TestPrimitives } from './org.ts';

/** A second implementation of the primitives, so that these tests do not rest on the one that the product uses. */
export const nodePrimitives: TestPrimitives = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verify(publicKey, message, signature) {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(publicKey) }, format: 'jwk' });
    return verify(null, message, key, signature);
  },
  keyPair() {
    const pair = generateKeyPairSync('ed25519');
    const jwk = pair.publicKey.export({ format: 'jwk' });
    const privateKey = createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    return {
      publicKey: new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url')),
      sign: (message) => new Uint8Array(ed25519(null, message, privateKey)),
    };
  },
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
};
