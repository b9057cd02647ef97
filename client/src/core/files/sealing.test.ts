import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url, encodeHex } from '#shared/encoding/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import { FILE_BYTES_MAX } from '../content/files.ts';
import { randomBytes, ready, sha256 } from '../crypto/primitives.ts';
import { freshId } from '../groups/fresh-id.ts';
import { openFile, type Sealed, sealFile } from './sealing.ts';
import { FILE_PIECE_BYTES, shapeOf } from './shape.ts';
import { VECTOR } from './testing.ts';

beforeAll(ready);

async function sealed(bytes: Uint8Array, blob: string = freshId()) {
  const pieces: Uint8Array[] = [];
  const source = { size: bytes.length, read: async (from: number, to: number) => bytes.slice(from, to) };
  const entry = await sealFile(source, blob, async (piece) => void pieces.push(piece));
  return { entry, pieces };
}

function opened(entry: Sealed, pieces: readonly Uint8Array[]): Uint8Array {
  const opening = openFile(entry);
  try {
    const parts = pieces.map((piece) => opening.next(piece).slice());
    opening.finish();
    return new Uint8Array(Buffer.concat(parts));
  } finally {
    opening.end();
  }
}

/** Sizes at which something changes: nothing, the floor, and the ends of pieces. */
const EDGES = [
  0,
  1,
  4_087,
  4_088,
  4_089,
  ...[1, 2].flatMap((n) => [-9, -8, -7, 0, 1].map((by) => n * FILE_PIECE_BYTES + by)),
];
const sizes = fc.oneof(fc.constantFrom(...EDGES), fc.nat(3 * FILE_PIECE_BYTES));

describe('a sealed file', () => {
  it('opens to the same bytes, whatever its size, and is as large as its size says', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const bytes = randomBytes(size);
        const { entry, pieces } = await sealed(bytes);
        const shape = shapeOf(size);
        expect(pieces.map(({ length }) => length)).toEqual(pieces.map((_piece, at) => shape.sizeOf(at)));
        expect([pieces.length, pieces.reduce((sum, { length }) => sum + length, 0)]).toEqual([
          shape.pieces,
          shape.bytes,
        ]);
        expect(encodeBase64url(sha256(new Uint8Array(Buffer.concat(pieces))))).toBe(entry.digest);
        expect(Buffer.compare(opened(entry, pieces), bytes)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('tells no more of its size than PADMÉ does, and fits what the relay takes', () => {
    fc.assert(
      fc.property(fc.nat(FILE_BYTES_MAX), (size) => {
        const { bytes, pieces, sizeOf } = shapeOf(size);
        expect(bytes).toBeGreaterThanOrEqual(wireLimits.blobBytesMin);
        expect(bytes - size - 8 - 17 * pieces).toBeLessThanOrEqual(Math.max(4_096, (size + 8) * 0.12));
        expect([bytes <= wireLimits.blobBytes, pieces <= wireLimits.blobPieces]).toEqual([true, true]);
        expect(sizeOf(0)).toBeLessThanOrEqual(wireLimits.blobPieceBytes);
        expect(pieces).toBe(Math.ceil(bytes / wireLimits.blobPieceBytes));
      }),
    );
    expect(() => shapeOf(FILE_BYTES_MAX + 1)).toThrow(RangeError);
    expect(() => shapeOf(-1)).toThrow(RangeError);
  });

  it('does not open when a piece is changed, left out, moved, repeated, of another file, or behind the end', async () => {
    const { entry, pieces } = await sealed(randomBytes(2 * FILE_PIECE_BYTES));
    const other = await sealed(randomBytes(2 * FILE_PIECE_BYTES));
    const [first = new Uint8Array(), second = first, third = first] = pieces;
    expect(pieces).toHaveLength(3);
    const changed = first.slice();
    changed[77] = (changed[77] ?? 0) ^ 1;
    const [foreign = first] = other.pieces;
    for (const wrong of [
      [changed, second, third],
      [second, third],
      [first, second],
      [second, first, third],
      [first, first, third],
      [foreign, second, third],
      [first, second, third, third],
      [first.subarray(1), second, third],
      [],
    ]) {
      expect(() => opened(entry, wrong)).toThrow();
    }
    expect(opened(entry, pieces)).toHaveLength(2 * FILE_PIECE_BYTES);
  });

  it('does not open under another size, name, key, header or digest than those with which it was sealed', async () => {
    const { entry, pieces } = await sealed(randomBytes(100));
    const other = (await sealed(randomBytes(100))).entry;
    for (const wrong of [
      { ...entry, bytes: 99 },
      { ...entry, bytes: 101 },
      { ...entry, bytes: 0 },
      { ...entry, bytes: 5_000 },
      { ...entry, blob: other.blob },
      { ...entry, key: other.key },
      { ...entry, header: other.header },
      { ...entry, digest: other.digest },
    ]) {
      expect(() => opened(wrong, pieces)).toThrow();
    }
  });

  it('has a fresh key and name of its own each time', async () => {
    const all = await Promise.all([sealed(new Uint8Array(9)), sealed(new Uint8Array(9))]);
    expect(new Set(all.flatMap(({ entry: { key, header, digest } }) => [key, header, digest])).size).toBe(6);
  });

  it('is not made of a source that gives other bytes than it said', async () => {
    const source = { size: 10, read: async () => new Uint8Array(9) };
    await expect(sealFile(source, freshId(), async () => undefined)).rejects.toThrow(RangeError);
  });

  it('still opens as it was sealed when this was decided', () => {
    const { entry, piece, bytes } = VECTOR;
    expect(encodeHex(opened(entry, [decodeBase64url(piece)]))).toBe(bytes);
  });
});
