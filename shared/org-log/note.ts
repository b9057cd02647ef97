/** Signed notes (https://c2sp.org/signed-note): a text, an empty line, and lines that sign the text. */
import { concatBytes, encodeUtf8 } from '#shared/encoding/index.ts';
import type { LogCrypto } from './merkle.ts';

/** The longest note that is read, in UTF-16 units. */
const TEXT_MAX = 2_048;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/;

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** @throws RangeError when `text` is not base64, or not the one spelling of its bytes (bits left over are zero). */
export function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw new RangeError('not base64');
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (base64(bytes) !== text) throw new RangeError('not base64');
  return bytes;
}

/** The key id of a signed note: the first four bytes of SHA-256(name, newline, type, key). */
export function keyId(
  name: string,
  type: number,
  publicKey: Uint8Array,
  crypto: Pick<LogCrypto, 'sha256'>,
): Uint8Array {
  return crypto.sha256(concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4);
}

/** One line of signature, with its newline. `bytes` begin with the key id. */
export function signatureLine(name: string, bytes: Uint8Array): string {
  return `\u2014 ${name} ${base64(bytes)}\n`;
}

/** The text that is signed, its last newline included, and the lines below it. @throws RangeError when it is no note. */
export function splitNote(note: string): { readonly body: string; readonly lines: readonly string[] } {
  if (note.length > TEXT_MAX) throw new RangeError('note is too large');
  const split = note.indexOf('\n\n');
  if (split < 0) throw new RangeError('note has no signature');
  return { body: note.slice(0, split + 1), lines: note.slice(split + 2).split('\n') };
}

/** What a line says under `name` with `id`, without the id; undefined when it is not one of that key. */
export function signedWith(line: string, name: string, id: Uint8Array): Uint8Array | undefined {
  const match = SIGNATURE_LINE.exec(line);
  if (match?.[1] !== name || !BASE64.test(match[2] ?? '')) return undefined;
  const bytes = fromBase64(match[2] ?? '');
  return bytes.length > 4 && id.every((byte, index) => byte === bytes[index]) ? bytes.subarray(4) : undefined;
}
