/**
 * Blobs: sealed files in pieces, under names that their senders chose at random. Whoever knows a name may fetch it, and
 * whoever knows its secret may erase it; nothing here knows a device, a person or a group.
 *
 * The row in the store is the truth: a piece counts once it is durable in its file and then in the row. What a crash leaves
 * in a file beyond the row is written again, and a file without a row is removed after the next start.
 */
import type { Store, StoredBlob } from '#server/store/contract.ts';
import { equalBytes } from '#shared/encoding/index.ts';
import { type CallAnswer, type CallRequest, RelayError, wireLimits } from '#shared/wire/index.ts';
import { type BlobFiles, BlobFilesError } from './contract.ts';

const PIECE = wireLimits.blobPieceBytes;
/** How many blobs are let go before others get a turn. */
const EXPIRE_AT_ONCE = 100;

export interface BlobLimits {
  /** All blobs together, as announced. */
  readonly bytes: number;
  /** What blobs leave free of the disk, so that messages can still be stored. */
  readonly freeBytes: number;
  /** How long one is kept after its last piece has come, and how long one that lacks pieces. */
  readonly keptMs: number;
  readonly unfinishedMs: number;
}

export interface BlobsParts {
  readonly store: Store;
  readonly files: BlobFiles;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  readonly constantTimeEqual: (left: Uint8Array, right: Uint8Array) => boolean;
  readonly now: () => number;
  readonly limits: BlobLimits;
}

type Have = CallAnswer<'blob.begin'>;

export class Blobs {
  readonly #parts: BlobsParts;
  /** By name, the end of what is asked for: calls about one blob are done one after the other. */
  readonly #queues = new Map<string, Promise<void>>();
  /** What is announced in all, and how many pieces of it are still to come. */
  #bytes: number;
  #missing: number;
  #looked = false;

  constructor(parts: BlobsParts) {
    this.#parts = parts;
    const { bytes, missing } = parts.store.read.blobSums();
    this.#bytes = bytes;
    this.#missing = missing;
  }

  /** @param spend is told the bytes of a blob that is new, and throws when its sender has no more to spend. */
  async begin(request: CallRequest<'blob.begin'>, spend: (bytes: number) => void): Promise<Have> {
    const { blob, bytes, pieces, erase, expiresAt = null } = request;
    const { store, files, limits, now } = this.#parts;
    // Of several ways to cut there is one: otherwise a piece's place in the file would be its sender's to say.
    if (pieces !== Math.ceil(bytes / PIECE)) throw new RelayError('malformed');
    if (expiresAt !== null && expiresAt <= now()) throw new RelayError('expired');
    return this.#inTurn(blob, async () => {
      const known = store.read.blob(blob);
      if (known !== null && !this.#isOver(known)) {
        if (known.bytes !== bytes || !equalBytes(known.erase, erase)) throw new RelayError('blob-exists');
        if (known.have < known.pieces && known.expiresAt !== expiresAt) {
          await store.transact((transactor) => transactor.putBlob(blob, { ...known, expiresAt }));
        }
        return { have: known.have };
      }
      if (known !== null) await this.#remove(blob, known);
      const free = await files.freeBytes();
      // What others have announced has its room already.
      if (this.#bytes + bytes > limits.bytes || free - this.#missing * PIECE - bytes < limits.freeBytes) {
        throw new RelayError('blobs-full');
      }
      spend(bytes);
      this.#count(bytes, pieces);
      try {
        const row = { bytes, pieces, have: 0, erase, at: now(), expiresAt };
        await store.transact((transactor) => transactor.putBlob(blob, row));
      } catch (error) {
        this.#count(-bytes, -pieces);
        throw error;
      }
      return { have: 0 };
    });
  }

  put({ blob, piece, bytes }: CallRequest<'blob.put'>): Promise<Have> {
    const { store, files, now } = this.#parts;
    return this.#inTurn(blob, async () => {
      const known = this.#current(blob);
      // A size that was not announced must not come to lie where another piece belongs, nor past the end.
      if (bytes.length !== sizeOf(known, piece)) throw new RelayError('malformed');
      if (piece < known.have) return { have: known.have };
      if (piece > known.have) throw new RelayError('blob-gap');
      await files.write(blob, piece * PIECE, bytes);
      const have = known.have + 1;
      await store.transact((transactor) => transactor.putBlob(blob, { ...known, have, at: now() }));
      this.#count(0, -1);
      return { have };
    });
  }

  /** Waits for nobody: what is whole does not change any more, but to go. */
  async get({ blob, piece }: CallRequest<'blob.get'>): Promise<CallAnswer<'blob.get'>> {
    const known = this.#current(blob);
    // Before it is whole nobody can know its name but its sender.
    if (known.have < known.pieces) throw new RelayError('unknown-blob');
    const length = sizeOf(known, piece);
    if (length === 0) throw new RelayError('malformed');
    const bytes = await this.#orFull(() => this.#parts.files.read(blob, piece * PIECE, length));
    if (bytes === null) throw new RelayError('unknown-blob');
    return { bytes };
  }

  erase({ blob, secret }: CallRequest<'blob.erase'>): Promise<Record<string, never>> {
    const { store, sha256, constantTimeEqual } = this.#parts;
    return this.#inTurn(blob, async () => {
      const known = store.read.blob(blob);
      if (known !== null && constantTimeEqual(sha256(secret), known.erase)) await this.#remove(blob, known);
      // The same to everybody: whether a name is taken is not to be found out by guessing secrets.
      return {};
    });
  }

  /** Removes what has outlived its time and, once after a start, the files of which the store knows nothing. */
  async expire(): Promise<void> {
    const { store, files, limits, now } = this.#parts;
    if (!this.#looked) {
      for await (const name of files.names()) {
        await this.#inTurn(name, async () => {
          if (store.read.blob(name) === null) await files.remove(name);
        });
      }
      this.#looked = true;
    }
    for (;;) {
      const time = now();
      const over = store.read.blobsOver(time, time - limits.keptMs, time - limits.unfinishedMs, EXPIRE_AT_ONCE);
      for (const name of over) {
        await this.#inTurn(name, async () => {
          const known = store.read.blob(name);
          if (known !== null && this.#isOver(known)) await this.#remove(name, known);
        });
      }
      if (over.length < EXPIRE_AT_ONCE) return;
    }
  }

  /** Resolves when nothing is under way any more. */
  async settle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  #current(blob: Uint8Array): StoredBlob {
    const known = this.#parts.store.read.blob(blob);
    if (known === null || this.#isOver(known)) throw new RelayError('unknown-blob');
    return known;
  }

  #isOver({ have, pieces, at, expiresAt }: StoredBlob): boolean {
    const { limits, now } = this.#parts;
    const time = now();
    const left = have === pieces ? limits.keptMs : limits.unfinishedMs;
    return at + left <= time || (expiresAt !== null && expiresAt <= time);
  }

  /** The row first: a file that is left over is found again, a row that is left over would promise what is gone. */
  async #remove(blob: Uint8Array, { bytes, pieces, have }: StoredBlob): Promise<void> {
    await this.#parts.store.transact((transactor) => transactor.dropBlob(blob));
    this.#count(-bytes, have - pieces);
    await this.#parts.files.remove(blob);
  }

  #count(bytes: number, missing: number): void {
    this.#bytes += bytes;
    this.#missing += missing;
  }

  #inTurn<T>(blob: Uint8Array, work: () => Promise<T>): Promise<T> {
    const key = String(blob);
    const result = (this.#queues.get(key) ?? Promise.resolve()).then(() => this.#orFull(work));
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(key, end);
    // The last of a queue takes it away with it.
    end.then(() => {
      if (this.#queues.get(key) === end) this.#queues.delete(key);
    });
    return result;
  }

  /** A full disk is nobody's fault, and a person can do something about it. */
  async #orFull<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BlobFilesError && error.code === 'full') throw new RelayError('blobs-full');
      throw error;
    }
  }
}

/** How long a piece is; 0 for one that there is none of. */
function sizeOf({ bytes, pieces }: StoredBlob, piece: number): number {
  if (piece >= pieces) return 0;
  return piece === pieces - 1 ? bytes - PIECE * (pieces - 1) : PIECE;
}
