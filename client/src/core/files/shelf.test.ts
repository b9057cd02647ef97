import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileRow } from '../storage/file-records.ts';
import { shapeOf } from './shape.ts';
import { isPut, tooMany } from './shelf.ts';

const rows: fc.Arbitrary<FileRow[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid(),
      size: fc.integer({ min: 0, max: 1_000_000 }),
      usedAt: fc.nat(1_000),
      here: fc.boolean(),
      added: fc.boolean(),
      own: fc.boolean(),
      put: fc.boolean(),
    })
    .map(({ id, size, usedAt, here, added, own, put }): FileRow => {
      const { pieces } = shapeOf(size);
      return {
        id,
        store: id,
        blob: 'AAAAAAAAAAAAAAAAAAAAAA',
        size,
        pieces: here ? pieces : 0,
        messages: [],
        usedAt,
        ...(added ? { added } : {}),
        ...(own ? { secret: new Uint8Array(32), put: put ? pieces : 0 } : {}),
      };
    }),
  { selector: ({ id }) => id, maxLength: 30 },
);

describe('what is kept of files', () => {
  it('is as large as it may be at most; the longest unused goes first, and never what is still to be sent', () => {
    fc.assert(
      fc.property(rows, fc.nat(10_000_000), (all, most) => {
        const gone = new Set(tooMany(all, most));
        const mayGo = all.filter((row) => row.pieces > 0 && row.added !== true && isPut(row));
        for (const row of gone) expect(mayGo).toContain(row);
        const left = mayGo.filter((row) => !gone.has(row));
        expect(left.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(most);
        const oldestLeft = Math.min(...left.map(({ usedAt }) => usedAt));
        for (const row of gone) expect(row.usedAt).toBeLessThanOrEqual(oldestLeft);
        // No more goes than has to.
        const last = [...gone].at(-1);
        const before = [...left, ...(last === undefined ? [] : [last])].reduce((sum, { size }) => sum + size, 0);
        if (last !== undefined) expect(before).toBeGreaterThan(most);
      }),
    );
  });
});
