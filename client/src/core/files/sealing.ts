/**
 * Files, sealed. The content is the true size (8 bytes, big-endian), the bytes, and zeros up to the PADMÉ size of both, at least
 * 4 KiB. It is cut into pieces of 128 KiB, each sealed in its turn by one secretstream under a key of this file alone, whose last
 * piece says that it is the last: nothing can be reordered, cut short or prolonged. The associated data of each piece is the label
 * and the blob's name. `docs/protocol/files.md` says the same in words.
 *
 * XChaCha20-Poly1305 does not commit to its key: two people could be given keys under which one blob is two files. So a message
 * also names the SHA-256 of the sealed pieces, and nothing is shown before it was compared.
 */
import { decodeBase64url, encodeBase64url, equalBytes, labelled, labels } from '#shared/encoding/index.ts';
import type { FileEntry } from '../content/files.ts';
import {
  AEAD_KEY_BYTES,
  CryptoError,
  randomBytes,
  sha256Hasher,
  streamOpener,
  streamSealer,
  wipe,
} from '../crypto/primitives.ts';
import { contentSize, FILE_PIECE_BYTES, LENGTH_BYTES, shapeOf } from './shape.ts';

/** Where the bytes of a file come from. */
export interface FileSource {
  readonly size: number;
  /** From, and up to but not including. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** What of a message's entry comes of sealing. */
export type Sealed = Pick<FileEntry, 'blob' | 'key' | 'header' | 'digest' | 'bytes'>;

/**
 * Seals a file under a fresh key and hands on each piece.
 * @throws RangeError when it is too large, or the source gives other bytes than it said; whatever source or `take` throw.
 */
export async function sealFile(
  { size, read }: FileSource,
  blob: string,
  take: (sealed: Uint8Array, piece: number) => Promise<void>,
): Promise<Sealed> {
  const { pieces } = shapeOf(size);
  const content = contentSize(size);
  const key = randomBytes(AEAD_KEY_BYTES);
  const stream = streamSealer(key);
  const hash = sha256Hasher();
  const aad = associated(blob);
  try {
    for (let piece = 0; piece < pieces; piece += 1) {
      const start = piece * FILE_PIECE_BYTES;
      const plain = new Uint8Array(Math.min(FILE_PIECE_BYTES, content - start));
      if (piece === 0) new DataView(plain.buffer).setBigUint64(0, BigInt(size));
      const from = Math.max(0, start - LENGTH_BYTES);
      const to = Math.min(size, start + plain.length - LENGTH_BYTES);
      if (to > from) {
        const bytes = await read(from, to);
        if (bytes.length !== to - from) throw new RangeError('the file has changed while it was read');
        plain.set(bytes, piece === 0 ? LENGTH_BYTES : 0);
      }
      const sealed = stream.seal(plain, aad, piece === pieces - 1);
      wipe(plain);
      hash.update(sealed);
      await take(sealed, piece);
    }
    const [header, digest] = [encodeBase64url(stream.header), encodeBase64url(hash.digest())];
    return { blob, key: encodeBase64url(key), header, digest, bytes: size };
  } finally {
    stream.end();
    hash.end();
    wipe(key);
  }
}

/** Opens and checks the pieces of a file one after the other. Ends with `end`, whatever happens. */
export interface Opening {
  /**
   * The file's own bytes of the next piece.
   * @throws CryptoError, RangeError for what is not that piece of that file, or is filled with anything but zeros.
   */
  next(sealed: Uint8Array): Uint8Array;
  /** @throws RangeError when a piece is missing, or these are other pieces than the message names. */
  finish(): void;
  end(): void;
}

/** @throws CryptoError `bad-length`. */
export function openFile(entry: FileEntry | Sealed): Opening {
  const { blob, bytes, digest } = entry;
  const shape = shapeOf(bytes);
  const key = decodeBase64url(entry.key);
  const stream = streamOpener(key, decodeBase64url(entry.header));
  wipe(key);
  const hash = sha256Hasher();
  const aad = associated(blob);
  let piece = 0;
  return {
    next(sealed) {
      // Larger than it was said to be (a disk that fills up), or smaller (a file that ends early).
      if (piece >= shape.pieces || sealed.length !== shape.sizeOf(piece)) throw new CryptoError('bad-length');
      hash.update(sealed);
      const plain = stream.open(sealed, aad, piece === shape.pieces - 1);
      const start = piece * FILE_PIECE_BYTES;
      if (piece === 0 && new DataView(plain.buffer, plain.byteOffset).getBigUint64(0) !== BigInt(bytes)) {
        // A size that lies: what a message names is what its reader gets.
        throw new RangeError('a file of another size than its message says');
      }
      const from = piece === 0 ? LENGTH_BYTES : 0;
      const to = Math.max(from, Math.min(plain.length, LENGTH_BYTES + bytes - start));
      // A fill that may hold anything is a covert channel that no policy could see.
      for (let index = to; index < plain.length; index += 1) {
        if (plain[index] !== 0) throw new RangeError('the fill of a file is not zero');
      }
      piece += 1;
      return plain.subarray(from, to);
    },
    finish() {
      if (piece !== shape.pieces) throw new RangeError('a file without its end');
      // Other bytes for this reader than for another one, under keys that open both.
      if (!equalBytes(hash.digest(), decodeBase64url(digest))) throw new CryptoError('not-authentic');
    },
    end() {
      stream.end();
      hash.end();
    },
  };
}

function associated(blob: string): Uint8Array {
  return labelled(labels.file, decodeBase64url(blob));
}
