/**
 * The founding code: whoever shows it may write the first entries of the log. It is made fresh at every start while nothing
 * is founded, shown once to whoever started the relay, and kept only as a hash, so that a copy of the data folder does not
 * found anything. There is no default password to forget to change.
 */

import { constantTimeEqual, randomBytes, sha256 } from '#server/crypto/sodium.ts';
import type { Store } from '#server/store/contract.ts';
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';

/** Where its hash is kept; removed with the founding. */
export const FOUNDING_SETTING = 'founding-code';
const CODE_BYTES = 24;

/** Makes a new code, which replaces the one before. */
export async function makeFoundingCode(store: Store): Promise<string> {
  const code = encodeBase64url(randomBytes(CODE_BYTES));
  await store.transact((transactor) => transactor.setSetting(FOUNDING_SETTING, hashOf(code)));
  return code;
}

export function isFoundingCode(store: Store, code: string): boolean {
  const hash = store.read.setting(FOUNDING_SETTING);
  return hash !== null && code.isWellFormed() && constantTimeEqual(hash, hashOf(code));
}

function hashOf(code: string): Uint8Array {
  return sha256(encodeUtf8(`tacit founding code\n${code}`));
}
