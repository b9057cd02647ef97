import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '#shared/encoding/index.ts';
import { copyTree, emptyTree, growMutable, leafHash, rootAt } from './merkle.ts';

const crypto = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };

/** The definition of RFC 9162 §2.1.1, word for word and slow. */
function definition(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return crypto.sha256(new Uint8Array(0));
  if (entries.length === 1) return crypto.sha256(Uint8Array.from([0, ...only]));
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return crypto.sha256(Uint8Array.from([1, ...definition(entries.slice(0, k)), ...definition(entries.slice(k))]));
}

function treeOf(entries: readonly Uint8Array[]) {
  const tree = emptyTree();
  for (const entry of entries) growMutable(tree, leafHash(entry, crypto), crypto);
  return tree;
}

describe('the Merkle tree', () => {
  it('has the roots of the published test tree', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ].map(decodeHex);
    const tree = treeOf(inputs);
    const roots = new Map([
      [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
      [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
      [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
      [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
      [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
    ]);
    for (const [size, root] of roots) expect(encodeHex(rootAt(tree, size, crypto))).toBe(root);
  });

  it('has, at every past size, the root that the definition gives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 40 }), (entries) => {
        const tree = treeOf(entries);
        for (let size = 0; size <= entries.length; size += 1) {
          expect(rootAt(tree, size, crypto)).toEqual(definition(entries.slice(0, size)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('grows in a copy without changing the original, and knows nothing of the future', () => {
    const tree = treeOf([Uint8Array.of(1), Uint8Array.of(2)]);
    const before = rootAt(tree, 2, crypto);
    const copy = copyTree(tree);
    growMutable(copy, leafHash(Uint8Array.of(3), crypto), crypto);
    expect(tree.size).toBe(2);
    expect(rootAt(tree, 2, crypto)).toEqual(before);
    expect(rootAt(copy, 2, crypto)).toEqual(before);
    for (const size of [3, -1, 0.5]) expect(() => rootAt(tree, size, crypto)).toThrow(RangeError);
  });
});
