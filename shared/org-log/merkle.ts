/** The Merkle tree of the log (RFC 9162 §2.1), grown leaf by leaf. */
import { concatBytes } from '#shared/encoding/index.ts';

/** The primitives that the log needs; both sides pass libsodium's, so that they judge alike. */
export interface LogCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

// Leaves and nodes are hashed under different prefixes, so that a node can never be shown as a leaf (second preimage).
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** MTH({d}) of RFC 9162 §2.1.1. */
export function leafHash(entry: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  return crypto.sha256(concatBytes(LEAF, entry));
}

/** Nodes of a level are kept in blocks of this many, so that a copy shares all but the last one. */
const BLOCK = 256;

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** The hashes of one level, from the left. A copy grows on its own, and costs next to nothing however long the log is. */
export class TreeLevel {
  /** The first of them, as they were put away: one after the other. */
  readonly #first: Uint8Array;
  readonly #full: Uint8Array[][];
  #last: Uint8Array[];

  constructor(first: Uint8Array = new Uint8Array(0), full: Uint8Array[][] = [], last: Uint8Array[] = []) {
    this.#first = first;
    this.#full = full;
    this.#last = last;
  }

  get length(): number {
    return this.#first.length / HASH_BYTES + this.#full.length * BLOCK + this.#last.length;
  }

  at(index: number): Uint8Array | undefined {
    const at = index * HASH_BYTES;
    if (at >= 0 && at < this.#first.length) return this.#first.subarray(at, at + HASH_BYTES);
    const nth = index - this.#first.length / HASH_BYTES;
    const block = Math.floor(nth / BLOCK);
    return (block < this.#full.length ? this.#full[block] : this.#last)?.[nth % BLOCK];
  }

  push(node: Uint8Array): void {
    this.#last.push(node);
    if (this.#last.length < BLOCK) return;
    this.#full.push(this.#last);
    this.#last = [];
  }

  copy(): TreeLevel {
    return new TreeLevel(this.#first, [...this.#full], [...this.#last]);
  }

  /** All of them, one after the other. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.length * HASH_BYTES);
    bytes.set(this.#first);
    let at = this.#first.length;
    for (const block of [...this.#full, this.#last]) {
      for (const node of block) {
        bytes.set(node, at);
        at += HASH_BYTES;
      }
    }
    return bytes;
  }

  *[Symbol.iterator](): Generator<Uint8Array, undefined> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index) ?? new Uint8Array(0);
    return undefined;
  }
}

/** A growing tree. `levels[k].at(i)` is the hash of the i-th complete subtree of 2^k leaves. */
export interface MerkleTree {
  readonly size: number;
  readonly levels: readonly Pick<TreeLevel, 'at' | 'length' | 'copy' | 'bytes' | typeof Symbol.iterator>[];
}

/** A tree that may be grown in place. */
export interface MerkleTreeMutable {
  size: number;
  levels: TreeLevel[];
}

export function emptyTree(): MerkleTreeMutable {
  return { size: 0, levels: [] };
}

/** A copy that can grow without changing `tree`; hashes are shared. */
export function copyTree(tree: MerkleTree): MerkleTreeMutable {
  return { size: tree.size, levels: tree.levels.map((level) => level.copy()) };
}

/** Adds one leaf in place. Costs two hashes on average. */
export function growMutable(tree: MerkleTreeMutable, leaf: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): void {
  let hash = leaf;
  for (let level = 0; ; level += 1) {
    const nodes = tree.levels[level] ?? new TreeLevel();
    tree.levels[level] = nodes;
    nodes.push(hash);
    const left = nodes.at(nodes.length - 2);
    if (nodes.length % 2 === 1 || left === undefined) break;
    hash = crypto.sha256(concatBytes(NODE, left, hash));
  }
  tree.size += 1;
}

/**
 * The root of the first `size` leaves: MTH(D_size). Any past size can be asked for, in O(log n) hashes.
 * @throws RangeError when the tree has fewer leaves.
 */
export function rootAt(tree: MerkleTree, size: number, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  if (!Number.isSafeInteger(size) || size < 0 || size > tree.size) throw new RangeError('the tree is smaller');
  if (size === 0) return crypto.sha256(new Uint8Array(0));
  let root: Uint8Array | undefined;
  let covered = size;
  // From the smallest complete subtree at the right end to the largest at the left.
  for (let level = 0; covered > 0; level += 1) {
    const width = 2 ** level;
    if (Math.floor(covered / width) % 2 === 0) continue;
    const subtree = tree.levels[level]?.at(covered / width - 1);
    if (subtree === undefined) throw new RangeError('the tree is smaller');
    root = root === undefined ? subtree : crypto.sha256(concatBytes(NODE, subtree, root));
    covered -= width;
  }
  return root ?? crypto.sha256(new Uint8Array(0));
}
