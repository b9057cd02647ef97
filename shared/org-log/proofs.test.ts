import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '#shared/encoding/index.ts';
import { emptyTree, growMutable, leafHash } from './merkle.ts';
import { consistencyProof, inclusionProof, treeHead, verifyConsistency, verifyInclusion } from './proofs.ts';

const crypto = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };

function treeOf(entries: readonly Uint8Array[]) {
  const tree = emptyTree();
  for (const entry of entries) growMutable(tree, leafHash(entry, crypto), crypto);
  return tree;
}

const numbered = (size: number) => treeOf(Array.from({ length: size }, (_, index) => Uint8Array.of(index, 1)));

/** The tree, and its proofs, that implementations of Certificate Transparency test themselves with. */
const published = treeOf(
  ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(decodeHex),
);
const inclusions: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
];
const consistencies: [before: number, after: number, path: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

describe('the published proofs', () => {
  it.each(inclusions)('of inclusion: entry %i of %i', (index, size, path) => {
    expect(inclusionProof(published, index, size, crypto).map(encodeHex)).toEqual(path);
  });

  it.each(consistencies)('of consistency: %i to %i', (before, after, path) => {
    expect(consistencyProof(published, before, after, crypto).map(encodeHex)).toEqual(path);
  });
});

describe('every proof of a log with up to 24 entries', () => {
  const tree = numbered(24);

  it('verifies for its entry, and for no other place or head', () => {
    for (let size = 1; size <= 24; size += 1) {
      const head = treeHead(tree, size, crypto);
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(tree, index, size, crypto);
        const leaf = leafHash(Uint8Array.of(index, 1), crypto);
        for (let place = 0; place < size; place += 1) {
          expect(verifyInclusion(leaf, place, head, proof, crypto)).toBe(place === index);
        }
        expect(verifyInclusion(leaf, index, { ...head, root: new Uint8Array(32) }, proof, crypto)).toBe(false);
      }
    }
  });

  it('verifies from its head to its head, and between no others', () => {
    for (let after = 0; after <= 24; after += 1) {
      for (let before = 0; before <= after; before += 1) {
        const [one, two] = [treeHead(tree, before, crypto), treeHead(tree, after, crypto)];
        const proof = consistencyProof(tree, before, after, crypto);
        expect(verifyConsistency(one, two, proof, crypto)).toBe(true);
        expect(verifyConsistency({ ...one, root: new Uint8Array(32) }, two, proof, crypto)).toBe(false);
        // Any log grows out of the empty one.
        const otherEnd = verifyConsistency(one, { ...two, root: new Uint8Array(32) }, proof, crypto);
        expect(otherEnd).toBe(before === 0 && after > 0);
        if (before !== after) expect(verifyConsistency(two, one, proof, crypto)).toBe(false);
      }
    }
  });

  it('does not exist for a log whose past was changed (fork)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 23 }), fc.nat(22), (before, changed) => {
        fc.pre(changed < before);
        const other = treeOf(Array.from({ length: 24 }, (_, index) => Uint8Array.of(index, index === changed ? 2 : 1)));
        const [held, shown] = [treeHead(tree, before, crypto), treeHead(other, 24, crypto)];
        for (const source of [tree, other]) {
          const proof = consistencyProof(source, before, 24, crypto);
          expect(verifyConsistency(held, shown, proof, crypto)).toBe(false);
        }
      }),
    );
  });

  it('is refused, without a crash, when cut, lengthened or damaged', () => {
    const head = treeHead(tree, 24, crypto);
    const from = treeHead(tree, 13, crypto);
    const inclusion = inclusionProof(tree, 9, 24, crypto);
    const consistency = consistencyProof(tree, 13, 24, crypto);
    const leaf = leafHash(Uint8Array.of(9, 1), crypto);
    const damaged = (proof: Uint8Array[]) => [
      proof.slice(1),
      proof.slice(0, -1),
      [],
      [...proof, new Uint8Array(32)],
      [new Uint8Array(32), ...proof],
      proof.map((hash) => hash.subarray(1)),
      Array.from({ length: 1_000 }, () => new Uint8Array(32)),
    ];
    for (const proof of damaged(inclusion)) expect(verifyInclusion(leaf, 9, head, proof, crypto)).toBe(false);
    for (const proof of damaged(consistency)) expect(verifyConsistency(from, head, proof, crypto)).toBe(false);
    for (const index of [-1, 24, 0.5, Number.NaN]) {
      expect(verifyInclusion(leaf, index, head, inclusion, crypto)).toBe(false);
      expect(() => inclusionProof(tree, index, 24, crypto)).toThrow(RangeError);
      expect(verifyConsistency({ ...from, size: index }, head, consistency, crypto)).toBe(false);
    }
    expect(() => inclusionProof(tree, 3, 25, crypto)).toThrow(RangeError);
    expect(() => consistencyProof(tree, 5, 25, crypto)).toThrow(RangeError);
  });
});
