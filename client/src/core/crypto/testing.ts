/** The primitives of the product, as the organisations of tests are given them. */
import type { TestPrimitives } from '#shared/org-log/testing/org.ts';
import { randomBytes, sha256, sign, signKeyPair, verify } from './primitives.ts';

export const testPrimitives: TestPrimitives = {
  sha256,
  verify,
  randomBytes,
  keyPair() {
    const pair = signKeyPair();
    return { publicKey: pair.publicKey, sign: (message) => sign(pair.privateKey, message) };
  },
};
