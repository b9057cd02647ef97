/**
 * Cosignatures: a witness's statement that, at a time, the head in a checkpoint was the largest it had seen and consistent
 * with all before it (https://c2sp.org/tlog-cosignature, the Ed25519 form, `cosignature/v1`).
 */
import { concatBytes, decodeBase64url, encodeBase64url, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';
import type { LogCrypto } from './merkle.ts';
import { base64, fromBase64, keyId, signatureLine, signedWith, splitNote } from './note.ts';

const COSIGNATURE_V1 = 0x04;

/** One who cosigns. `key` is an Ed25519 public key, base64url, that serves for nothing else. */
export interface Witness {
  readonly name: string;
  readonly key: string;
}

/** What the log says of witnesses: who they are, and how many must have cosigned a head before it is believed. */
export interface WitnessRule {
  readonly witnesses: readonly Witness[];
  readonly required: number;
}

function messageOf(body: string, seconds: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${seconds}\n${body}`);
}

/**
 * A witness's verifier key as one line of text: name, key id in hexadecimal, and the key with its type, with `+` between
 * (https://c2sp.org/signed-note, with the type of https://c2sp.org/tlog-cosignature).
 */
export function encodeWitnessKey({ name, key }: Witness, crypto: Pick<LogCrypto, 'sha256'>): string {
  const publicKey = decodeBase64url(key);
  const id = encodeHex(keyId(name, COSIGNATURE_V1, publicKey, crypto));
  return `${name}+${id}+${base64(concatBytes(Uint8Array.of(COSIGNATURE_V1), publicKey))}`;
}

/** Reads a verifier key. @throws RangeError when it is none, or its parts do not fit: a letter of it was mistaken. */
export function parseWitnessKey(text: string, crypto: Pick<LogCrypto, 'sha256'>): Witness {
  const [, name = '', , encoded] =
    /^([a-z0-9][a-z0-9./_-]{0,59})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44}={0,2})$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? new Uint8Array(0) : fromBase64(encoded);
  if (bytes.length !== 33 || bytes[0] !== COSIGNATURE_V1) throw new RangeError('not a verifier key of a witness');
  const witness = { name, key: encodeBase64url(bytes.subarray(1)) };
  if (encodeWitnessKey(witness, crypto) !== text.trim()) throw new RangeError('not a verifier key of a witness');
  return witness;
}

/** The line that `witness` adds to `note`. @param at in ms. @param sign signs with the witness's key. */
export function cosign(
  note: string,
  witness: Witness,
  at: number,
  sign: (message: Uint8Array) => Uint8Array,
  crypto: Pick<LogCrypto, 'sha256'>,
): string {
  const seconds = Math.floor(at / 1_000);
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const id = keyId(witness.name, COSIGNATURE_V1, decodeBase64url(witness.key), crypto);
  return signatureLine(witness.name, concatBytes(id, time, sign(messageOf(splitNote(note).body, seconds))));
}

/**
 * When each of `witnesses` has cosigned `note`, in ms, by their keys; without those who have not. Lines of others are passed
 * over, as the form asks.
 * @throws RangeError when it is no note.
 */
export function cosignedAt(
  note: string,
  witnesses: readonly Witness[],
  crypto: LogCrypto,
): ReadonlyMap<string, number> {
  const { body, lines } = splitNote(note);
  const times = new Map<string, number>();
  for (const { name, key } of witnesses) {
    const publicKey = decodeBase64url(key);
    const id = keyId(name, COSIGNATURE_V1, publicKey, crypto);
    for (const line of lines) {
      const signed = signedWith(line, name, id);
      if (signed?.length !== 72) continue;
      const seconds = Number(new DataView(signed.buffer, signed.byteOffset, 8).getBigUint64(0));
      if (!Number.isSafeInteger(seconds * 1_000)) continue;
      if (crypto.verify(publicKey, messageOf(body, seconds), signed.subarray(8))) times.set(key, seconds * 1_000);
    }
  }
  return times;
}

/**
 * Until when `note` was witnessed as `rule` asks, in ms: the time of the last witness that is needed. Undefined when too
 * few have cosigned it, or none need to.
 */
export function witnessedAt(note: string, { witnesses, required }: WitnessRule, crypto: LogCrypto): number | undefined {
  const times = [...cosignedAt(note, witnesses, crypto).values()].sort((left, right) => right - left);
  return times[Math.max(1, required) - 1];
}
