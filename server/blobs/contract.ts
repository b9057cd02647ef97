/**
 * What the relay asks of a place that keeps the bytes of blobs. Implementations differ in where they keep them, never in
 * what these promises mean; one contract suite holds all of them to it.
 *
 * It knows no device, no limit and no time: what a blob is allowed to be, and until when, stands in the store. A name is
 * bytes that a stranger chose; whatever they are, they lead to nothing but that blob.
 */
export interface BlobFiles {
  /** Resolves once the bytes are durable at this offset, in the place of what was there. @throws BlobFilesError. */
  write(name: Uint8Array, offset: number, bytes: Uint8Array): Promise<void>;
  /** Exactly `length` bytes from `offset`; null when it does not have all of them. @throws BlobFilesError. */
  read(name: Uint8Array, offset: number, length: number): Promise<Uint8Array | null>;
  /** Removes what there is. Repeating it is harmless. @throws BlobFilesError. */
  remove(name: Uint8Array): Promise<void>;
  /** The names of which it has anything, in no order. What is written or removed meanwhile may be among them or not. */
  names(): AsyncIterable<Uint8Array>;
  /** How many more bytes there is room for. @throws BlobFilesError. */
  freeBytes(): Promise<number>;
}

/** Something that could not be done with the bytes of a blob. */
export class BlobFilesError extends Error {
  readonly code: 'full' | 'failed';

  constructor(code: BlobFilesError['code'], cause: unknown) {
    super(code === 'full' ? 'there is no room left for blobs' : 'the bytes of a blob could not be used', { cause });
    this.name = 'BlobFilesError';
    this.code = code;
  }
}
