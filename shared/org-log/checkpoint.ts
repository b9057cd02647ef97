/**
 * Checkpoints: the relay's signed statement of how large the log is and what its root is, as a signed note in the form of
 * C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note).
 */
import { concatBytes, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';
import { isId, type OrgId } from '#shared/ids/index.ts';
import type { LogCrypto } from './merkle.ts';
import { base64, fromBase64, keyId, signatureLine, signedWith, splitNote } from './note.ts';

/** What a checkpoint says. `at` is the relay's time in ms: a client stops sending when the newest one is too old. */
export interface Checkpoint {
  readonly org: OrgId;
  readonly size: number;
  readonly root: Uint8Array;
  readonly at: number;
}

const ED25519_NOTE = 0x01;

function originOf(org: OrgId): string {
  return `tacit/${org}`;
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
  const signature = concatBytes(keyId(name, ED25519_NOTE, publicKey, crypto), sign(encodeUtf8(body)));
  return `${body}\n${signatureLine(name, signature)}`;
}

/**
 * Parses and verifies a signed note for `org` under the relay's log key.
 * @throws RangeError when it is damaged, about another log, or not signed by that key: an unsigned head would let the
 *   network show any history.
 */
export function openCheckpoint(note: string, org: OrgId, publicKey: Uint8Array, crypto: LogCrypto): Checkpoint {
  const { body, lines } = splitNote(note);
  const name = originOf(org);
  const id = keyId(name, ED25519_NOTE, publicKey, crypto);
  const signed = lines.some((line) => {
    const signature = signedWith(line, name, id);
    return signature?.length === 64 && crypto.verify(publicKey, encodeUtf8(body), signature);
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

/**
 * The log key as a verifier key of a signed note, name and all: what whoever watches the log is given.
 * @see https://c2sp.org/signed-note
 */
export function encodeVerifierKey(org: OrgId, publicKey: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): string {
  const name = originOf(org);
  const id = encodeHex(keyId(name, ED25519_NOTE, publicKey, crypto));
  return `${name}+${id}+${base64(concatBytes(Uint8Array.of(ED25519_NOTE), publicKey))}`;
}

/** Reads a verifier key. @throws RangeError when it is none, or its parts do not fit. */
export function parseVerifierKey(
  text: string,
  crypto: Pick<LogCrypto, 'sha256'>,
): { readonly org: OrgId; readonly publicKey: Uint8Array } {
  const [, name, key] = /^([^+]+)\+[0-9a-f]{8}\+(\S+)$/.exec(text) ?? [];
  const org = name?.startsWith('tacit/') ? name.slice('tacit/'.length) : undefined;
  if (!isId(org)) throw new RangeError('not a verifier key of a log');
  const publicKey = fromBase64(key ?? '').subarray(1);
  const whole = publicKey.length === 32 && encodeVerifierKey(org as OrgId, publicKey, crypto) === text;
  if (!whole) throw new RangeError('not a verifier key of a log');
  return { org: org as OrgId, publicKey };
}
