/**
 * A map that is cheap to copy: copies share what they were made of, and each holds what was set since. Else every entry of
 * a log with n people would cost the copying of n records, and the whole log n².
 */

/** What has been set since becomes part of what is shared when it is this much, so that copying costs no more than this. */
const OWN_MAX = 256;

/** Keys stand in the order in which they were first set, as in `Map`. Nothing is ever deleted. */
export class LayeredMap<Key, Value extends {}> implements ReadonlyMap<Key, Value> {
  /** Shared with copies, and never written to. */
  #shared: ReadonlyMap<Key, Value>;
  #own: Map<Key, Value>;

  constructor(shared: ReadonlyMap<Key, Value> = new Map(), own: Map<Key, Value> = new Map()) {
    this.#shared = shared;
    this.#own = own;
    this.#size = shared.size;
    for (const key of own.keys()) if (!shared.has(key)) this.#size += 1;
  }

  #size: number;

  get size(): number {
    return this.#size;
  }

  get(key: Key): Value | undefined {
    return this.#own.get(key) ?? this.#shared.get(key);
  }

  has(key: Key): boolean {
    return this.#own.has(key) || this.#shared.has(key);
  }

  set(key: Key, value: Value): void {
    if (!this.has(key)) this.#size += 1;
    this.#own.set(key, value);
  }

  /** A map with the same values, which changes on its own. */
  copy(): LayeredMap<Key, Value> {
    if (this.#own.size > OWN_MAX) {
      // The same values in another arrangement: whoever holds this map sees no difference.
      this.#shared = this.#shared.size === 0 ? this.#own : new Map(this);
      this.#own = new Map();
    }
    return new LayeredMap(this.#shared, new Map(this.#own));
  }

  entries(): MapIterator<[Key, Value]> {
    return this.#own.size === 0 ? this.#shared.entries() : this.#both();
  }

  keys(): MapIterator<Key> {
    return this.#own.size === 0 ? this.#shared.keys() : this.#each(([key]) => key);
  }

  values(): MapIterator<Value> {
    return this.#own.size === 0 ? this.#shared.values() : this.#each(([, value]) => value);
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  *#both(): Generator<[Key, Value], undefined> {
    const [shared, own] = [this.#shared, this.#own];
    for (const [key, value] of shared) yield [key, own.get(key) ?? value];
    for (const [key, value] of own) if (!shared.has(key)) yield [key, value];
    return undefined;
  }

  *#each<Part>(part: (entry: [Key, Value]) => Part): Generator<Part, undefined> {
    for (const entry of this.#both()) yield part(entry);
    return undefined;
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}
