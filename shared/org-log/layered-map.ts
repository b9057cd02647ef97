/**
 * A map that is cheap to copy: copies share what they were made of, and each holds what was set since. Else every entry of
 * a log with n people would cost the copying of n records, and the whole log n².
 */

/** What has been set since becomes part of what is shared when it is this much, so that copying costs no more than this. */
const OWN_MAX = 256;

/** Keys stand in the order in which they were first set, as in `Map`. Nothing is ever deleted. */
export class LayeredMap<Key, Value extends {}> implements ReadonlyMap<Key, Value> {
  /** What it was made over: never written to, and never copied either. */
  readonly base: ReadonlyMap<Key, Value>;
  /** Set since; shared with copies, and never written to. */
  #shared: ReadonlyMap<Key, Value>;
  #own: Map<Key, Value>;
  /** How many of the keys are not of the base. */
  #added: number;

  constructor(base: ReadonlyMap<Key, Value> = new Map()) {
    this.base = base;
    this.#shared = new Map();
    this.#own = new Map();
    this.#added = 0;
  }

  get size(): number {
    return this.base.size + this.#added;
  }

  get(key: Key): Value | undefined {
    return this.#own.get(key) ?? this.#shared.get(key) ?? this.base.get(key);
  }

  has(key: Key): boolean {
    return this.#own.has(key) || this.#shared.has(key) || this.base.has(key);
  }

  set(key: Key, value: Value): void {
    if (!this.has(key)) this.#added += 1;
    this.#own.set(key, value);
  }

  /** A map with the same values, which changes on its own. */
  copy(): LayeredMap<Key, Value> {
    if (this.#own.size > OWN_MAX) {
      // The same values in another arrangement: whoever holds this map sees no difference.
      this.#shared = this.#shared.size === 0 ? this.#own : new Map(this.changes());
      this.#own = new Map();
    }
    const copy = new LayeredMap(this.base);
    copy.#shared = this.#shared;
    copy.#own = new Map(this.#own);
    copy.#added = this.#added;
    return copy;
  }

  /** What was set since it was made over its base. */
  *changes(): Generator<[Key, Value], undefined> {
    const [shared, own] = [this.#shared, this.#own];
    for (const [key, value] of shared) yield [key, own.get(key) ?? value];
    for (const [key, value] of own) if (!shared.has(key)) yield [key, value];
    return undefined;
  }

  entries(): MapIterator<[Key, Value]> {
    return this.#only?.entries() ?? this.#all();
  }

  keys(): MapIterator<Key> {
    return this.#only?.keys() ?? this.#each(([key]) => key);
  }

  values(): MapIterator<Value> {
    return this.#only?.values() ?? this.#each(([, value]) => value);
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  /** The one layer in which everything stands, if there is one. */
  get #only(): ReadonlyMap<Key, Value> | undefined {
    if (this.#own.size > 0) return undefined;
    if (this.#shared.size === 0) return this.base;
    return this.base.size === 0 ? this.#shared : undefined;
  }

  *#all(): Generator<[Key, Value], undefined> {
    const [base, shared, own] = [this.base, this.#shared, this.#own];
    for (const [key, value] of base) yield [key, own.get(key) ?? shared.get(key) ?? value];
    for (const [key, value] of shared) if (!base.has(key)) yield [key, own.get(key) ?? value];
    for (const [key, value] of own) if (!shared.has(key) && !base.has(key)) yield [key, value];
    return undefined;
  }

  *#each<Part>(part: (entry: [Key, Value]) => Part): Generator<Part, undefined> {
    for (const entry of this.#all()) yield part(entry);
    return undefined;
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}
