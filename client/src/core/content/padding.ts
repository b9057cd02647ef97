/**
 * PADMÉ padding (Nikitin et al., PoPETs 2019, https://doi.org/10.2478/popets-2019-0056): the relay learns the size of a
 * message only to O(log log n) bits, for at most 12 % overhead, and nothing at all below the floor.
 */
import { concatBytes } from '#shared/encoding/index.ts';

/** The smallest padded size, in bytes: most chat messages are indistinguishable by size. */
export const PADDING_FLOOR = 256;

const LENGTH_BYTES = 4;

/** The padded size, in bytes, of a content of `length` bytes, where nothing is smaller than `floor`. */
export function padmeSize(length: number, floor: number = PADDING_FLOOR): number {
  if (length <= floor) return floor;
  const exponent = Math.floor(Math.log2(length));
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1;
  const unit = 2 ** (exponent - mantissaBits);
  return Math.ceil(length / unit) * unit;
}

/** `content` behind its own length (4 bytes, big endian) and filled with zeros up to its PADMÉ size. */
export function pad(content: Uint8Array): Uint8Array {
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, content.length);
  const bare = concatBytes(length, content);
  const padded = new Uint8Array(padmeSize(bare.length));
  padded.set(bare);
  return padded;
}

/**
 * The content of `padded`.
 * @throws RangeError when the length lies or the fill is not zero: the fill is authenticated but is the sender's own, and
 *   a fill that may hold anything is a covert channel that no policy could see.
 */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < LENGTH_BYTES) throw new RangeError('padded content is too short');
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (end > padded.length) throw new RangeError('padded content is shorter than it says');
  for (let index = end; index < padded.length; index += 1) {
    if (padded[index] !== 0) throw new RangeError('padding is not zero');
  }
  return padded.subarray(LENGTH_BYTES, end);
}
