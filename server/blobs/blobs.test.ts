import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as sodium from '#server/crypto/sodium.ts';
import type { Store } from '#server/store/contract.ts';
import { openSqliteStore } from '#server/store/sqlite/store.ts';
import { type CallRequest, wireLimits } from '#shared/wire/index.ts';
import { type BlobLimits, Blobs } from './blobs.ts';
import { type BlobFiles, BlobFilesError } from './contract.ts';
import { createFileSystemBlobs } from './file-system/files.ts';

const PIECE = wireLimits.blobPieceBytes;
const DAY = 86_400_000;
const limits: BlobLimits = { bytes: 20 * PIECE, freeBytes: 0, keptMs: 30 * DAY, unfinishedMs: DAY };

let folder: string;
let store: Store;
let files: BlobFiles;
let blobs: Blobs;
let time: number;
let spent: number;

function open(changes: Partial<BlobLimits> = {}): Blobs {
  const { sha256, constantTimeEqual } = sodium;
  return new Blobs({ store, files, sha256, constantTimeEqual, now: () => time, limits: { ...limits, ...changes } });
}

beforeAll(() => sodium.ready());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-blobs-'));
  store = openSqliteStore(folder);
  files = createFileSystemBlobs(path.join(folder, 'blobs'));
  time = 1_000_000;
  spent = 0;
  blobs = open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Upload {
  readonly blob: Uint8Array;
  readonly secret: Uint8Array;
  readonly request: CallRequest<'blob.begin'>;
  readonly pieces: readonly Uint8Array[];
}

function upload(bytes: number, expiresAt?: number): Upload {
  const blob = sodium.randomBytes(16);
  const secret = sodium.randomBytes(32);
  const pieces: Uint8Array[] = [];
  for (let left = bytes; left > 0; left -= PIECE) pieces.push(new Uint8Array(randomBytes(Math.min(PIECE, left))));
  const erase = sodium.sha256(secret);
  const request = { blob, bytes, pieces: pieces.length, erase, ...(expiresAt === undefined ? {} : { expiresAt }) };
  return { blob, secret, pieces, request };
}
const begin = ({ request }: Upload) =>
  blobs.begin(request, (bytes) => {
    spent += bytes;
  });
const putPiece = ({ blob, pieces }: Upload, piece: number) =>
  blobs.put({ blob, piece, bytes: pieces[piece] ?? new Uint8Array(1) });
async function putAll(file: Upload): Promise<void> {
  await begin(file);
  for (const piece of file.pieces.keys()) await putPiece(file, piece);
}
const refused = (code: string) => expect.objectContaining({ code });
const fileOf = ({ blob }: Upload): string => {
  const digits = Buffer.from(blob).toString('hex');
  return path.join(folder, 'blobs', digits.slice(0, 2), digits);
};

describe('an upload', () => {
  it('is done in order, and can be read once it is whole', async () => {
    const file = upload(2 * PIECE + 7);
    expect(await begin(file)).toEqual({ have: 0 });
    await expect(blobs.get({ blob: file.blob, piece: 0 })).rejects.toEqual(refused('unknown-blob'));
    expect(await putPiece(file, 0)).toEqual({ have: 1 });
    expect(await putPiece(file, 1)).toEqual({ have: 2 });
    await expect(blobs.get({ blob: file.blob, piece: 0 })).rejects.toEqual(refused('unknown-blob'));
    expect(await putPiece(file, 2)).toEqual({ have: 3 });
    for (const [piece, bytes] of file.pieces.entries()) {
      expect(Buffer.compare((await blobs.get({ blob: file.blob, piece })).bytes, bytes)).toBe(0);
    }
    expect(spent).toBe(2 * PIECE + 7);
  });

  it('takes pieces that are sent together, and leaves none out', async () => {
    const file = upload(6 * PIECE);
    const asked = [begin(file), ...file.pieces.map((_, piece) => putPiece(file, piece))];
    expect(await Promise.all(asked)).toEqual([0, 1, 2, 3, 4, 5, 6].map((have) => ({ have })));
  });

  it('refuses a piece that comes too early, and takes one that is there already for what it is', async () => {
    const file = upload(3 * PIECE);
    await begin(file);
    await expect(putPiece(file, 1)).rejects.toEqual(refused('blob-gap'));
    await putPiece(file, 0);
    // Other bytes under its number change nothing: whoever has read the blob must not be able to spoil it for others.
    expect(await blobs.put({ blob: file.blob, piece: 0, bytes: new Uint8Array(PIECE) })).toEqual({ have: 1 });
    await putPiece(file, 1);
    await putPiece(file, 2);
    expect(await blobs.put({ blob: file.blob, piece: 2, bytes: new Uint8Array(PIECE) })).toEqual({ have: 3 });
    for (const [piece, bytes] of file.pieces.entries()) {
      expect(Buffer.compare((await blobs.get({ blob: file.blob, piece })).bytes, bytes)).toBe(0);
    }
  });

  it('refuses pieces of another size than announced, and beyond the last', async () => {
    const file = upload(PIECE + 50);
    await begin(file);
    const { blob } = file;
    for (const [piece, length] of [
      [0, PIECE - 1],
      [0, PIECE + 1],
      [1, PIECE],
      [1, 51],
      [2, 50],
      [2, PIECE],
      [815, 1],
    ] as const) {
      await expect(blobs.put({ blob, piece, bytes: new Uint8Array(length) })).rejects.toEqual(refused('malformed'));
    }
    await putPiece(file, 0);
    await putPiece(file, 1);
    await expect(blobs.get({ blob, piece: 2 })).rejects.toEqual(refused('malformed'));
  });

  it('is cut in one way only', async () => {
    for (const pieces of [1, 3, 816]) {
      const file = upload(PIECE + 50);
      await expect(
        blobs.begin({ ...file.request, pieces }, () => {
          throw new Error('must not be asked');
        }),
      ).rejects.toEqual(refused('malformed'));
    }
  });

  it('goes on where it stopped, for the same values, and is refused for others', async () => {
    const file = upload(3 * PIECE);
    await begin(file);
    await putPiece(file, 0);
    blobs = open();
    expect(await begin(file)).toEqual({ have: 1 });
    expect(spent).toBe(3 * PIECE);
    const { request } = file;
    for (const other of [
      { ...request, bytes: 3 * PIECE - 1 },
      { ...request, bytes: PIECE, pieces: 1 },
      { ...request, erase: new Uint8Array(32) },
    ]) {
      await expect(blobs.begin(other, () => {})).rejects.toEqual(refused('blob-exists'));
    }
    await putPiece(file, 1);
    await putPiece(file, 2);
    await expect(blobs.begin({ ...request, erase: new Uint8Array(32) }, () => {})).rejects.toEqual(
      refused('blob-exists'),
    );
    expect(await begin(file)).toEqual({ have: 3 });
  });

  it('writes again what a crash left in the file and not in the store', async () => {
    const file = upload(2 * PIECE);
    await begin(file);
    await putPiece(file, 0);
    // As it is when the process ends between the two.
    await files.write(file.blob, PIECE, new Uint8Array(PIECE).fill(1));
    blobs = open();
    expect(await begin(file)).toEqual({ have: 1 });
    await putPiece(file, 1);
    const { bytes } = await blobs.get({ blob: file.blob, piece: 1 });
    expect(Buffer.compare(bytes, file.pieces[1] ?? bytes.subarray(1))).toBe(0);
  });

  it('that nobody announced has no place', async () => {
    const file = upload(PIECE);
    await expect(putPiece(file, 0)).rejects.toEqual(refused('unknown-blob'));
    await expect(blobs.get({ blob: file.blob, piece: 0 })).rejects.toEqual(refused('unknown-blob'));
    expect(existsSync(path.join(folder, 'blobs'))).toBe(false);
  });

  it('of which the disk has lost a part is not given out as if it were whole', async () => {
    const file = upload(2 * PIECE);
    await putAll(file);
    truncateSync(fileOf(file), PIECE + 10);
    await blobs.get({ blob: file.blob, piece: 0 });
    await expect(blobs.get({ blob: file.blob, piece: 1 })).rejects.toEqual(refused('unknown-blob'));
  });
});

describe('erasing', () => {
  it('is done by whoever knows the secret, and looks the same to everybody else', async () => {
    const file = upload(2 * PIECE);
    await putAll(file);
    expect(await blobs.erase({ blob: file.blob, secret: sodium.randomBytes(32) })).toEqual({});
    // The hash is what others could know: it is no secret.
    expect(await blobs.erase({ blob: file.blob, secret: file.request.erase })).toEqual({});
    await blobs.get({ blob: file.blob, piece: 1 });
    expect(await blobs.erase({ blob: file.blob, secret: file.secret })).toEqual({});
    await expect(blobs.get({ blob: file.blob, piece: 1 })).rejects.toEqual(refused('unknown-blob'));
    expect(existsSync(fileOf(file))).toBe(false);
    expect(store.read.blobSums()).toEqual({ bytes: 0, missing: 0 });
    expect(await blobs.erase({ blob: file.blob, secret: file.secret })).toEqual({});
    await expect(putPiece(file, 0)).rejects.toEqual(refused('unknown-blob'));
  });

  it('of what is still coming ends it', async () => {
    const file = upload(3 * PIECE);
    const ended = await Promise.allSettled([
      begin(file),
      putPiece(file, 0),
      blobs.erase({ blob: file.blob, secret: file.secret }),
      putPiece(file, 1),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(existsSync(fileOf(file))).toBe(false);
    expect(await begin(file)).toEqual({ have: 0 });
  });
});

describe('room', () => {
  it('is what was announced, in all, and comes back when something goes', async () => {
    const first = upload(12 * PIECE);
    await begin(first);
    const second = upload(9 * PIECE);
    await expect(begin(second)).rejects.toEqual(refused('blobs-full'));
    expect(spent).toBe(12 * PIECE);
    await begin(upload(8 * PIECE));
    await expect(begin(upload(wireLimits.blobBytesMin))).rejects.toEqual(refused('blobs-full'));
    // What has begun goes on.
    await putPiece(first, 0);
    blobs = open();
    await expect(begin(second)).rejects.toEqual(refused('blobs-full'));
    await blobs.erase({ blob: first.blob, secret: first.secret });
    expect(await begin(second)).toEqual({ have: 0 });
  });

  it('is not given twice to those who ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => begin(upload(5 * PIECE))));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(store.read.blobSums().bytes).toBe(20 * PIECE);
  });

  it('is left on the disk for messages, what is announced and has not come included', async () => {
    const real = files;
    files = { ...real, freeBytes: () => Promise.resolve(10 * PIECE) };
    blobs = open({ freeBytes: 4 * PIECE });
    await expect(begin(upload(7 * PIECE))).rejects.toEqual(refused('blobs-full'));
    const file = upload(4 * PIECE);
    await begin(file);
    await expect(begin(upload(3 * PIECE))).rejects.toEqual(refused('blobs-full'));
    await begin(upload(2 * PIECE));
    await expect(begin(upload(wireLimits.blobBytesMin))).rejects.toEqual(refused('blobs-full'));
  });

  it('can end while a piece is written: that is said, and the upload goes on when there is room', async () => {
    const real = files;
    let full = true;
    const write: BlobFiles['write'] = (...piece) =>
      full ? Promise.reject(new BlobFilesError('full', new Error('ENOSPC'))) : real.write(...piece);
    files = { ...real, write };
    blobs = open();
    const file = upload(2 * PIECE);
    await begin(file);
    await expect(putPiece(file, 0)).rejects.toEqual(refused('blobs-full'));
    full = false;
    expect(await begin(file)).toEqual({ have: 0 });
    await putPiece(file, 0);
    expect(await putPiece(file, 1)).toEqual({ have: 2 });
  });

  it('is not taken by whoever may spend no more', async () => {
    const file = upload(PIECE);
    const spend = () => {
      throw new RangeError('spent');
    };
    await expect(blobs.begin(file.request, spend)).rejects.toThrow(RangeError);
    expect(store.read.blobSums()).toEqual({ bytes: 0, missing: 0 });
    await expect(putPiece(file, 0)).rejects.toEqual(refused('unknown-blob'));
    await begin(upload(20 * PIECE));
  });
});

describe('time', () => {
  it('takes what is whole after its days, and what is unfinished a day after its newest piece', async () => {
    const whole = upload(PIECE);
    await putAll(whole);
    const slow = upload(3 * PIECE);
    await begin(slow);
    time += DAY - 1;
    await putPiece(slow, 0);
    time += DAY - 1;
    await blobs.expire();
    await putPiece(slow, 1);
    time += DAY;
    // Already before it is swept.
    await expect(putPiece(slow, 2)).rejects.toEqual(refused('unknown-blob'));
    await blobs.expire();
    expect(existsSync(fileOf(slow))).toBe(false);
    await blobs.get({ blob: whole.blob, piece: 0 });
    time += 27 * DAY + 1;
    await blobs.get({ blob: whole.blob, piece: 0 });
    time += 1;
    await expect(blobs.get({ blob: whole.blob, piece: 0 })).rejects.toEqual(refused('unknown-blob'));
    await blobs.expire();
    expect(existsSync(fileOf(whole))).toBe(false);
    expect(store.read.blobSums()).toEqual({ bytes: 0, missing: 0 });
  });

  it('takes what was to go by then, and lets it be announced anew', async () => {
    const file = upload(PIECE, time + 1_000);
    await putAll(file);
    time += 999;
    await blobs.get({ blob: file.blob, piece: 0 });
    time += 1;
    await expect(blobs.get({ blob: file.blob, piece: 0 })).rejects.toEqual(refused('unknown-blob'));
    await expect(begin(file)).rejects.toEqual(refused('expired'));
    const later = { ...file, request: { ...file.request, expiresAt: time + 1_000 } };
    expect(await begin(later)).toEqual({ have: 0 });
    await blobs.expire();
    expect(await putPiece(later, 0)).toEqual({ have: 1 });
  });

  it('is put off for what is still coming by announcing it again', async () => {
    const file = upload(2 * PIECE, time + 1_000);
    await begin(file);
    await putPiece(file, 0);
    const later = { ...file, request: { ...file.request, expiresAt: time + 5_000 } };
    expect(await begin(later)).toEqual({ have: 1 });
    time += 2_000;
    expect(await putPiece(later, 1)).toEqual({ have: 2 });
  });

  it('takes files of which the store knows nothing, once, and more than one round of those that are over', async () => {
    await files.write(new Uint8Array(16).fill(1), 0, Uint8Array.of(1));
    const kept = upload(PIECE);
    await putAll(kept);
    await store.transact((transactor) => {
      for (let number = 0; number < 250; number += 1) {
        const name = new Uint8Array(16);
        new DataView(name.buffer).setUint32(0, number + 1);
        transactor.putBlob(name, { ...kept.request, have: 0, at: time - DAY, expiresAt: null });
      }
    });
    blobs = open();
    await blobs.expire();
    expect(await files.read(new Uint8Array(16).fill(1), 0, 1)).toBeNull();
    await blobs.get({ blob: kept.blob, piece: 0 });
    expect(store.read.blobSums()).toEqual({ bytes: PIECE, missing: 0 });
    await begin(upload(19 * PIECE));
  });
});

it('is settled when what was asked for is done', async () => {
  const file = upload(4 * PIECE);
  const asked = [begin(file), ...file.pieces.map((_, piece) => putPiece(file, piece))];
  await blobs.settle();
  expect(store.read.blob(file.blob)?.have).toBe(4);
  await Promise.all(asked);
});
