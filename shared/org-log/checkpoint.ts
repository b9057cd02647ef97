/**
 * Checkpoints: the relay's signed statement of how large the log is and what its root is, as a signed note in the form of
 * C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note).
 */
import { concatBytes, encodeUtf8 } from '#shared/encoding/index.ts';
import { isId, type OrgId } from '#shared/ids/index.ts';
import type { LogCrypto } from './merkle.ts';

/** What a checkpoint says. `at` is the relay's time in ms: a client stops sending when the newest one is too old. */
export interface Checkpoint {
  readonly org: OrgId;
  readonly size: number;
  readonly root: Uint8Array;
  readonly at: number;
}

const TEXT_MAX = 2_048;
const ED25519_NOTE = 0x01;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/;

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw new RangeError('not base64');
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function originOf(org: OrgId): string {
  return `tacit/${org}`;
}

/** The key hash of a signed note: the first four bytes of SHA-256(name, newline, 0x01, key). */
function keyHash(name: string, publicKey: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  return crypto.sha256(concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(ED25519_NOTE), publicKey)).subarray(0, 4);
}

function bodyOf({ org, size, root, at }: Checkpoint): string {
  return `${originOf(org)}\n${size}\n${base64(root)}\ntime ${at}\n`;
}

/** Makes the signed note. @param sign signs with the relay's log key, whose public half is `publicKey`. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  publicKey: Uint8Array,
  sign: (message: Uint8Array) => Uint8Array,
  crypto: Pick<LogCrypto, 'sha256'>,
): string {
  const body = bodyOf(checkpoint);
  const name = originOf(checkpoint.org);
  const signature = concatBytes(keyHash(name, publicKey, crypto), sign(encodeUtf8(body)));
  return `${body}\n\u2014 ${name} ${base64(signature)}\n`;
}

/**
 * Parses and verifies a signed note for `org` under the relay's log key.
 * @throws RangeError when it is damaged, about another log, or not signed by that key: an unsigned head would let the
 *   network show any history.
 */
export function openCheckpoint(note: string, org: OrgId, publicKey: Uint8Array, crypto: LogCrypto): Checkpoint {
  if (note.length > TEXT_MAX) throw new RangeError('checkpoint is too large');
  const split = note.indexOf('\n\n');
  if (split < 0) throw new RangeError('checkpoint has no signature');
  const body = note.slice(0, split + 1);
  const name = originOf(org);
  const expected = keyHash(name, publicKey, crypto);
  const signed = note
    .slice(split + 2)
    .split('\n')
    .some((line) => {
      const match = SIGNATURE_LINE.exec(line);
      if (match?.[1] !== name) return false;
      const bytes = fromBase64(match[2] ?? '');
      if (bytes.length !== 68 || expected.some((byte, index) => byte !== bytes[index])) return false;
      return crypto.verify(publicKey, encodeUtf8(body), bytes.subarray(4));
    });
  if (!signed) throw new RangeError('checkpoint is not signed by the log key');
  const checkpoint = parseBody(body);
  if (checkpoint.org !== org) throw new RangeError('checkpoint of another organisation');
  return checkpoint;
}

function parseBody(body: string): Checkpoint {
  const [origin, size, root, time, ...rest] = body.split('\n');
  const org = origin?.startsWith('tacit/') ? origin.slice('tacit/'.length) : undefined;
  const at = time?.startsWith('time ') ? time.slice('time '.length) : undefined;
  if (!isId(org) || rest.length !== 1 || rest[0] !== '') throw new RangeError('checkpoint is damaged');
  const checkpoint = { org: org as OrgId, size: Number(size), root: fromBase64(root ?? ''), at: Number(at) };
  const whole =
    Number.isSafeInteger(checkpoint.size) && Number.isSafeInteger(checkpoint.at) && checkpoint.root.length === 32;
  // Written again it must be the same text: one checkpoint has one spelling.
  if (!whole || bodyOf(checkpoint) !== body) throw new RangeError('checkpoint is damaged');
  return checkpoint;
}
