/** The relay's log key: made at the first start, kept in the data folder, readable by nobody else. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { sign, signKeyPair } from '#server/crypto/sodium.ts';
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';

const FILE = 'log-key';

export interface LogKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Reads the key in `folder`, or makes it. @throws Error when there is one that cannot be read or is damaged. */
export function openLogKey(folder: string): LogKey {
  const file = path.join(folder, FILE);
  const { publicKey, privateKey } = signKeyPair(readSeed(file) ?? makeSeed(file));
  return { publicKey, sign: (message) => sign(privateKey, message) };
}

function readSeed(file: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const seed = decodeBase64url(text.trim());
  // A new key in its place would make every client distrust this relay: better not to start.
  if (seed.length !== 32) throw new Error(`The log key in ${file} is damaged. Restore it from a backup.`);
  return seed;
}

function makeSeed(file: string): Uint8Array {
  const { privateKey } = signKeyPair();
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, `${encodeBase64url(privateKey)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return privateKey;
}
