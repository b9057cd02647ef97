/**
 * Merkle proofs (RFC 9162 §2.1.3 and §2.1.4): that an entry stands in a log, and that one head grew out of another. Clients
 * replicate the whole log and need neither; witnesses and offline audits, which hold heads only, do.
 */
import { concatBytes, equalBytes } from '#shared/encoding/index.ts';
import { type LogCrypto, type MerkleTree, rootAt } from './merkle.ts';

type Hash = Pick<LogCrypto, 'sha256'>;

// A log of 2^48 entries: no proof is longer, so nobody can make a verifier work for more.
const PROOF_MAX = 96;

function nodeHash(left: Uint8Array, right: Uint8Array, crypto: Hash): Uint8Array {
  return crypto.sha256(concatBytes(Uint8Array.of(1), left, right));
}

/** The largest power of two smaller than `size`, which is at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** MTH(D[start:start + size]), where `start` is a multiple of the power of two that covers `size`. */
function subtree(tree: MerkleTree, start: number, size: number, crypto: Hash): Uint8Array {
  const level = Math.log2(size);
  const whole = Number.isInteger(level) ? tree.levels[level]?.at(start / size) : undefined;
  if (whole !== undefined) return whole;
  const split = splitOf(size);
  const left = subtree(tree, start, split, crypto);
  return nodeHash(left, subtree(tree, start + split, size - split, crypto), crypto);
}

/**
 * The path from the entry at `index` to the root of the first `size` entries, leaf first (RFC 9162 §2.1.3.1).
 * @throws RangeError when there is no such entry.
 */
export function inclusionProof(tree: MerkleTree, index: number, size: number, crypto: Hash): Uint8Array[] {
  const inside = Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
  if (!inside || size > tree.size) throw new RangeError('no such entry');
  const path = (start: number, width: number): Uint8Array[] => {
    if (width === 1) return [];
    const split = splitOf(width);
    return index < start + split
      ? [...path(start, split), subtree(tree, start + split, width - split, crypto)]
      : [...path(start + split, width - split), subtree(tree, start, split, crypto)];
  };
  return path(0, size);
}

/** Whether `proof` shows that `leaf` is the hash of the entry at `index` of the log with `size` and `root`. Never throws. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  { size, root }: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
  crypto: Hash,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (!areHashes(proof)) return false;
  // RFC 9162 §2.1.3.2, in the arithmetic of doubles: shifts in JavaScript end at 32 bits.
  let [first, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      hash = nodeHash(step, hash, crypto);
      while (first % 2 === 0 && first !== 0) [first, last] = [first / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, step, crypto);
    }
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * What shows that the first `before` entries are still the same in the log of `after` entries (RFC 9162 §2.1.4.1). Empty
 * when `before` is 0 or `after`.
 * @throws RangeError when the tree never had these sizes.
 */
export function consistencyProof(tree: MerkleTree, before: number, after: number, crypto: Hash): Uint8Array[] {
  const inside = Number.isSafeInteger(before) && Number.isSafeInteger(after) && before >= 0 && before <= after;
  if (!inside || after > tree.size) throw new RangeError('the tree never had these sizes');
  const path = (start: number, width: number, known: boolean): Uint8Array[] => {
    const end = start + width;
    if (before >= end) return known ? [] : [subtree(tree, start, width, crypto)];
    const split = splitOf(width);
    return before <= start + split
      ? [...path(start, split, known), subtree(tree, start + split, width - split, crypto)]
      : [...path(start + split, width - split, false), subtree(tree, start, split, crypto)];
  };
  return before === 0 || before === after ? [] : path(0, after, true);
}

/**
 * Whether `proof` shows that the log with head `after` grew out of the one with head `before`: a relay that changed, left
 * out or reordered an old entry has no such proof. Never throws.
 */
export function verifyConsistency(
  before: { readonly size: number; readonly root: Uint8Array },
  after: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
  crypto: Hash,
): boolean {
  if (!Number.isSafeInteger(before.size) || !Number.isSafeInteger(after.size)) return false;
  if (before.size < 0 || before.size > after.size || !areHashes(proof)) return false;
  if (before.size === after.size) return proof.length === 0 && equalBytes(before.root, after.root);
  // Everything grows out of nothing, and nothing has one root only.
  if (before.size === 0) return proof.length === 0 && equalBytes(before.root, crypto.sha256(new Uint8Array(0)));
  // RFC 9162 §2.1.4.2: a first tree that is complete is a node of the second one, and its root begins the path.
  const complete = Number.isInteger(Math.log2(before.size));
  const [start, ...steps] = complete ? [before.root, ...proof] : proof;
  if (start === undefined) return false;
  let [first, last] = [before.size - 1, after.size - 1];
  while (first % 2 === 1) [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  let [oldRoot, newRoot] = [start, start];
  for (const step of steps) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      oldRoot = nodeHash(step, oldRoot, crypto);
      newRoot = nodeHash(step, newRoot, crypto);
      while (first % 2 === 0 && first !== 0) [first, last] = [first / 2, Math.floor(last / 2)];
    } else {
      newRoot = nodeHash(newRoot, step, crypto);
    }
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(oldRoot, before.root) && equalBytes(newRoot, after.root);
}

function areHashes(proof: readonly Uint8Array[]): boolean {
  return proof.length <= PROOF_MAX && proof.every((hash) => hash.length === 32);
}

/** The head of `tree` when it had `size` entries. */
export function treeHead(tree: MerkleTree, size: number, crypto: Hash): { size: number; root: Uint8Array } {
  return { size, root: rootAt(tree, size, crypto) };
}
