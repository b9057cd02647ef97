/** What every store knows of sealed files. */
import { describe, expect, it } from 'vitest';
import type { StoredBlob } from '../contract.ts';
import { FAR, type Stand } from './stand.ts';

export function describeBlobs(stand: Stand): void {
  const { write } = stand;

  describe('blobs', () => {
    const name = (number: number): Uint8Array => new Uint8Array(16).fill(number);
    const blob = (changes: Partial<StoredBlob> = {}): StoredBlob => ({
      bytes: 10_000,
      pieces: 4,
      have: 0,
      erase: new Uint8Array(32).fill(9),
      at: 5,
      expiresAt: null,
      ...changes,
    });
    const over = (...times: readonly [number, number, number, number]) =>
      stand.store.read
        .blobsOver(...times)
        .map((one) => one[0])
        .toSorted();

    it('are known by name, as they were written last, over a restart too', async () => {
      await write((transactor) => {
        transactor.putBlob(name(1), blob());
        transactor.putBlob(name(1), blob({ have: 2, at: 7, expiresAt: 100 }));
        transactor.putBlob(name(2), blob({ bytes: Number.MAX_SAFE_INTEGER - 10_000 }));
      });
      await stand.restart();
      expect(stand.store.read.blob(name(1))).toEqual(blob({ have: 2, at: 7, expiresAt: 100 }));
      expect(stand.store.read.blob(name(3))).toBeNull();
      expect(stand.store.read.blobSums()).toEqual({ bytes: Number.MAX_SAFE_INTEGER, missing: 6 });
      await write((transactor) => {
        transactor.dropBlob(name(2));
        transactor.dropBlob(name(3));
      });
      expect(stand.store.read.blob(name(2))).toBeNull();
      expect(stand.store.read.blobSums()).toEqual({ bytes: 10_000, missing: 2 });
    });

    it('are none at first', () => {
      expect(stand.store.read.blobSums()).toEqual({ bytes: 0, missing: 0 });
      expect(over(FAR, FAR, FAR, 10)).toEqual([]);
    });

    it('are over when they were to go, and whole and unfinished ones when their time has passed', async () => {
      await write((transactor) => {
        transactor.putBlob(name(1), blob({ have: 4, at: 10 }));
        transactor.putBlob(name(2), blob({ have: 3, at: 10 }));
        transactor.putBlob(name(3), blob({ have: 4, at: 10, expiresAt: 20 }));
        transactor.putBlob(name(4), blob({ have: 1, at: 10, expiresAt: 21 }));
      });
      expect(over(19, 9, 9, 10)).toEqual([]);
      expect(over(20, 9, 9, 10)).toEqual([3]);
      expect(over(21, 9, 9, 10)).toEqual([3, 4]);
      expect(over(0, 10, 9, 10)).toEqual([1, 3]);
      expect(over(0, 9, 10, 10)).toEqual([2, 4]);
      expect(over(FAR, FAR, FAR, 3)).toHaveLength(3);
    });
  });
}
