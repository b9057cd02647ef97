/**
 * What the index knows of a shard that is not in memory: hashes of its messages, and a Bloom filter of the beginnings of
 * its words. Both may say yes where the answer is no, which costs a look into the shard; neither says no where it is yes.
 */

/** Beginnings up to this length are in the filter; longer ones are asked for by this much of them. */
const BEGINNING = 8;
const BITS_PER_ENTRY = 10;
const HASHES = 7;

/** FNV-1a over UTF-16 units, 32 bits. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // FNV alone spreads the last letters badly.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A filter of every beginning of the terms. */
export function sketchWords(terms: Iterable<string>): Uint8Array {
  const entries = new Set<string>();
  for (const term of terms) {
    for (let length = 1; length <= Math.min(term.length, BEGINNING); length += 1) entries.add(term.slice(0, length));
  }
  const bits = new Uint8Array(Math.max(8, Math.ceil((entries.size * BITS_PER_ENTRY) / 8)));
  for (const entry of entries) {
    for (const bit of bitsOf(entry, bits.length * 8)) bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return bits;
}

/** Whether a word that begins with `term` may be in the shard. */
export function mayHold(sketch: Uint8Array, term: string): boolean {
  if (sketch.length === 0) return false;
  return bitsOf(term.slice(0, BEGINNING), sketch.length * 8).every(
    (bit) => ((sketch[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0,
  );
}

function bitsOf(entry: string, size: number): number[] {
  const [one, two] = [hash32(entry), hash32(entry, 0x9747b28c) | 1];
  return Array.from({ length: HASHES }, (_, nth) => ((one + Math.imul(nth, two)) >>> 0) % size);
}

/** Sorted hashes of keys, as the bytes that a row holds. */
export function sketchKeys(keys: Iterable<string>): Uint8Array {
  return new Uint8Array(Uint32Array.from(keys, (key) => hash32(key)).sort().buffer);
}

/** The hashes in such bytes. @throws RangeError for bytes that are none. */
export function keyHashes(bytes: Uint8Array): Uint32Array {
  if (bytes.length % 4 !== 0) throw new RangeError('not hashes');
  return new Uint32Array(bytes.slice().buffer);
}

/** Whether the sorted hashes hold `hash`. */
export function holds(hashes: Uint32Array, hash: number): boolean {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low] === hash;
}
