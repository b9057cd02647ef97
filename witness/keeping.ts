/** What a witness keeps: its key, the last head that it has cosigned, and evidence. All of it survives a crash. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { randomBytes, sha256, sign, signKeyPair } from '#server/crypto/sodium.ts';
import { decodeBase64url, encodeBase64url, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';

/** Files of evidence that are kept: a relay that shows something else each minute must not fill the disk. */
const EVIDENCE_MAX = 100;

export interface WitnessKey {
  /** base64url; what the log names this witness by. */
  readonly publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** The head that was cosigned last, and whose log it is. */
export interface KeptHead {
  /** The verifier key of the log, pinned when it was first seen. */
  readonly log: string;
  /** The checkpoint as the relay signed it; empty before the first. */
  readonly note: string;
  readonly size: number;
  /** base64url. */
  readonly root: string;
  /** The relay's time of it, in ms. */
  readonly at: number;
}

/** Two statements of one relay that cannot both be true, or one that it cannot prove. */
export interface Evidence {
  readonly kind: 'shrunk' | 'forked' | 'another-key';
  readonly sentence: string;
  readonly log: string;
  readonly held: string;
  readonly shown: string;
  readonly proof: readonly string[];
}

export interface Keeping {
  readonly key: WitnessKey;
  readonly head: KeptHead | undefined;
  /** Durable when it returns: no cosignature may leave before. */
  keepHead(head: KeptHead): void;
  /** @returns the file, or undefined when the same was kept before, or there is enough. */
  keepEvidence(evidence: Evidence): string | undefined;
}

/** Opens the folder of a witness, or makes it with a key of its own. @throws Error with a sentence that says what to do. */
export function openKeeping(folder: string): Keeping {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const headFile = path.join(folder, 'head.json');
  const key = openKey(path.join(folder, 'key'));
  let head = readHead(headFile);
  return {
    key,
    get head() {
      return head;
    },
    keepHead(next) {
      writeDurably(headFile, JSON.stringify(next));
      head = next;
    },
    keepEvidence(evidence) {
      const text = JSON.stringify(evidence, null, 1);
      const name = `evidence-${encodeHex(sha256(encodeUtf8(text))).slice(0, 16)}.json`;
      const kept = readdirSync(folder).filter((one) => one.startsWith('evidence-'));
      if (kept.includes(name) || kept.length >= EVIDENCE_MAX) return undefined;
      const file = path.join(folder, name);
      writeDurably(file, `${text}\n`);
      return file;
    },
  };
}

function openKey(file: string): WitnessKey {
  if (!existsSync(file)) writeDurably(file, `${encodeBase64url(randomBytes(32))}\n`);
  // Whoever can read the key can cosign in this witness's name.
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`Others can read the key in ${file}. Make a new witness, or run: chmod 600 ${file}`);
  }
  const seed = decodeBase64url(readFileSync(file, 'utf8').trim());
  if (seed.length !== 32) throw new Error(`The key in ${file} is damaged. Restore it from a backup.`);
  const { publicKey, privateKey } = signKeyPair(seed);
  return { publicKey: encodeBase64url(publicKey), sign: (message) => sign(privateKey, message) };
}

function readHead(file: string): KeptHead | undefined {
  if (!existsSync(file)) return undefined;
  // A witness that has forgotten what it signed could sign another history: better not to start.
  const damaged = new Error(
    `What was kept in ${file} is damaged. Restore it, or retire this witness and make a new one.`,
  );
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw damaged;
  }
  const { log, note, size, root, at } = (value ?? {}) as Partial<Record<keyof KeptHead, unknown>>;
  const texts = typeof log === 'string' && typeof note === 'string' && typeof root === 'string';
  if (!texts || typeof size !== 'number' || typeof at !== 'number') throw damaged;
  return { log, note, size, root, at };
}

/** Writes beside and renames, so that a crash leaves the old or the new, and never a part. */
function writeDurably(file: string, text: string): void {
  const beside = `${file}.new`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  const folder = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
