/** What the size of a file comes to: known to whoever reads its message, before anything of it is fetched. */
import { FILE_BYTES_MAX } from '../content/files.ts';
import { padmeSize } from '../content/padding.ts';
import { STREAM_EXTRA_BYTES } from '../crypto/primitives.ts';

/** A piece of the content, in bytes. */
export const FILE_PIECE_BYTES = 131_072;
const FLOOR = 4_096;
/** Of the size that stands before the bytes. */
export const LENGTH_BYTES = 8;

/** What a file of so many bytes comes to, sealed. */
export interface Shape {
  readonly pieces: number;
  /** All of them, in bytes. */
  readonly bytes: number;
  /** One of them, in bytes. */
  sizeOf(piece: number): number;
}

/** @throws RangeError for more than a file may have. */
export function shapeOf(bytes: number): Shape {
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > FILE_BYTES_MAX) throw new RangeError('no size of a file');
  const content = contentSize(bytes);
  const pieces = Math.ceil(content / FILE_PIECE_BYTES);
  const last = content - (pieces - 1) * FILE_PIECE_BYTES;
  return {
    pieces,
    bytes: content + pieces * STREAM_EXTRA_BYTES,
    sizeOf: (piece) => (piece === pieces - 1 ? last : FILE_PIECE_BYTES) + STREAM_EXTRA_BYTES,
  };
}

/** The padded content of a file of so many bytes. */
export const contentSize = (bytes: number): number => padmeSize(LENGTH_BYTES + bytes, FLOOR);
