/**
 * Files in messages: what a message says of each. The bytes stand at the relay, sealed under a key that stands here.
 * `core/files/sealing.ts` says how.
 */
import { z } from 'zod/mini';
import { decodeBase64url } from '#shared/encoding/index.ts';
import { isId } from '#shared/ids/index.ts';

/** Files of one message. */
export const FILES_MAX = 10;
/** The largest file, in bytes: 100 MiB. */
export const FILE_BYTES_MAX = 104_857_600;
export const FILE_NAME_MAX = 200;
const TYPE_MAX = 100;
/** The longest side of an image, in pixels. */
const SIDE_MAX = 20_000;

/**
 * What no name of a file may have: control characters and separators of lines; characters by which text runs the other way, as
 * `gpj.exe` would be shown as `exe.jpg`; and what divides folders, as a name is used where files are saved.
 */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/u;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'gu');
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** What is said of a file whose type nobody knows. */
export const TYPE_UNKNOWN = 'application/octet-stream';

const bytesText = (length: number) =>
  z.string().check(
    z.maxLength(Math.ceil((length * 4) / 3)),
    z.refine((text) => {
      try {
        return decodeBase64url(text).length === length;
      } catch {
        return false;
      }
    }),
  );
const side = z.optional(z.int().check(z.minimum(1), z.maximum(SIDE_MAX)));

/** Whether a picture can be said to be so wide or high. */
export function isSide(pixels: number | undefined): boolean {
  return Number.isInteger(pixels) && pixels !== undefined && pixels >= 1 && pixels <= SIDE_MAX;
}

function isFileName(name: string): boolean {
  return name.isWellFormed() && !FORBIDDEN.test(name) && name.trim() !== '' && name !== '.' && name !== '..';
}

/** One file of a message. Everything but `blob`, `digest` and `bytes` is the word of who sent it. */
export const fileSchema = z.strictObject({
  /** Under which name the relay has it: 16 random bytes. */
  blob: z.custom<string>(isId),
  /** Of the stream that seals it. */
  key: bytesText(32),
  header: bytesText(24),
  /** SHA-256 of all its sealed pieces in order. */
  digest: bytesText(32),
  /** Its true size. */
  bytes: z.int().check(z.minimum(0), z.maximum(FILE_BYTES_MAX)),
  name: z.string().check(z.minLength(1), z.maxLength(FILE_NAME_MAX), z.refine(isFileName)),
  /** A media type, and a hint only: what is drawn is judged by the bytes. */
  type: z.string().check(z.maxLength(TYPE_MAX), z.regex(TYPE)),
  /** Of an image, in pixels. */
  width: side,
  height: side,
});
export type FileEntry = z.infer<typeof fileSchema>;

/** No blob stands in one message twice. */
export const filesSchema = z.array(fileSchema).check(
  z.minLength(1),
  z.maxLength(FILES_MAX),
  z.refine((files) => new Set(files.map(({ blob }) => blob)).size === files.length),
);

/** The name of a file as it can be sent; its ending stays where it has to be shortened. */
export function sendableName(name: string): string {
  const clean = name.toWellFormed().replace(FORBIDDEN_ALL, '_').trim();
  if (clean === '' || clean === '.' || clean === '..') return '_';
  if (clean.length <= FILE_NAME_MAX) return clean;
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 20 ? clean.slice(dot) : '';
  return `${clean.slice(0, FILE_NAME_MAX - ending.length)}${ending}`.toWellFormed().replaceAll('\ufffd', '_');
}

/** The type of a file as it can be sent: without parameters, and of nothing strange. */
export function sendableType(type: string): string {
  const bare = (type.split(';')[0] ?? '').trim().toLowerCase();
  return bare.length <= TYPE_MAX && TYPE.test(bare) ? bare : TYPE_UNKNOWN;
}

/** Whether a file is a picture, as its sender says. */
export function isPicture({ type }: Pick<FileEntry, 'type'>): boolean {
  return type.startsWith('image/');
}
