/**
 * The shards of the index: few of them in memory, all of them on the disk. Two take in messages: one what is new, one what
 * is old and indexed backwards, so that each holds a stretch of time and the newest are found in few of them.
 */
import type { SearchRow, SearchShardRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import type { Query } from './query.ts';
import { type Indexed, keyOf, Shard } from './shard.ts';
import { hash32, holds, keyHashes, mayHold, sketchKeys, sketchWords } from './sketch.ts';
import { WORDS_VERSION } from './words.ts';

/** A shard takes in no more when it has this many messages, or texts of this many UTF-16 units. */
const SHARD_MESSAGES = 1_024;
const SHARD_SIZE = 1_000_000;
/** So many messages may be in memory besides those of shards that take in or wait to be written. */
const LOADED_MESSAGES = 100_000;

export type ShardRow = Extract<SearchRow, { kind: 'shard' }>;
type Takes = ShardRow['takes'];

export interface Slot {
  readonly id: string;
  takes: Takes;
  from: number;
  to: number;
  messages: Uint32Array;
  words: Uint8Array;
  shard: Shard | undefined;
  loading: Promise<Shard> | undefined;
  /** Not as it is on the disk. */
  dirty: boolean;
  /** When it was last asked, as a count of askings. */
  used: number;
}

export interface Written {
  readonly rows: readonly ShardRow[];
  readonly shards: readonly SearchShardRow[];
  /** Shards that are empty by now. */
  readonly gone: readonly string[];
  /** They could not be written. */
  readonly failed: () => void;
}

export interface ShelfParts {
  readonly read: StoreReader;
  readonly freshId: () => string;
  /** How many messages make a shard full, where that is not the default. */
  readonly shardMessages?: number | undefined;
}

export class Shelf {
  readonly #parts: ShelfParts;
  readonly #slots = new Map<string, Slot>();
  #askings = 0;

  /** @throws RangeError for rows that no shelf has written. */
  constructor(parts: ShelfParts, rows: readonly ShardRow[]) {
    this.#parts = parts;
    for (const { id, takes, from, to, messages, words } of rows) {
      const rest = { shard: undefined, loading: undefined, dirty: false, used: 0 };
      this.#slots.set(id, { id, takes, from, to, messages: keyHashes(messages), words, ...rest });
    }
  }

  /** All shards, those with the newest messages first. */
  byTime(): Slot[] {
    return [...this.#slots.values()].sort((left, right) => right.to - left.to);
  }

  /** Whether a message that the query is after may be in the shard. */
  mayMatch({ words, dirty }: Slot, { sought }: Pick<Query, 'sought'>): boolean {
    if (dirty) return true;
    return sought.every((one) => one.words.every(({ term }) => mayHold(words, term)));
  }

  /** The shard in memory. @throws StorageError, RangeError when what is on the disk is no shard. */
  async load(slot: Slot): Promise<Shard> {
    this.#askings += 1;
    slot.used = this.#askings;
    if (slot.shard !== undefined) return slot.shard;
    slot.loading ??= this.#read(slot);
    return slot.loading;
  }

  async #read(slot: Slot): Promise<Shard> {
    try {
      const row = await this.#parts.read.get('searchShards', slot.id);
      if (row === undefined) throw new RangeError('a shard is missing');
      slot.shard = Shard.decode(row.bytes);
      this.#letGoBeyond(LOADED_MESSAGES);
      return slot.shard;
    } finally {
      slot.loading = undefined;
    }
  }

  /** Lets go of every shard that can be read again. */
  letGo(): void {
    this.#letGoBeyond(0);
  }

  #letGoBeyond(limit: number): void {
    const idle = [...this.#slots.values()].filter(({ shard, dirty, takes }) => shard && !dirty && takes === 'none');
    let kept = 0;
    for (const slot of idle.sort((left, right) => right.used - left.used)) {
      kept += slot.shard?.count ?? 0;
      if (kept > limit) slot.shard = undefined;
    }
  }

  /** Takes a message in (`new`), or its other text (`other`), or finds it there. @throws as `load`. */
  async put(message: Indexed, takes: 'new' | 'old'): Promise<'new' | 'other' | 'known'> {
    const holder = await this.#holderOf(keyOf(message.conversation, message.id));
    const slot = holder ?? (await this.#growing(takes));
    const shard = await this.load(slot);
    if (!shard.put(message)) return 'known';
    this.#touched(slot, shard);
    if (
      slot.takes !== 'none' &&
      (shard.count >= (this.#parts.shardMessages ?? SHARD_MESSAGES) || shard.size >= SHARD_SIZE)
    )
      slot.takes = 'none';
    return holder === undefined ? 'new' : 'other';
  }

  /** Takes a message out. Returns whether it was in. @throws as `load`. */
  async drop(key: string): Promise<boolean> {
    const slot = await this.#holderOf(key);
    if (slot === undefined) return false;
    const shard = await this.load(slot);
    shard.drop(key);
    this.#touched(slot, shard);
    return true;
  }

  #touched(slot: Slot, { from, to }: Shard): void {
    slot.dirty = true;
    slot.from = from;
    slot.to = to;
  }

  async #holderOf(key: string): Promise<Slot | undefined> {
    const hash = hash32(key);
    for (const slot of this.#slots.values()) {
      if (slot.shard !== undefined ? slot.shard.has(key) : holds(slot.messages, hash)) {
        if ((await this.load(slot)).has(key)) return slot;
      }
    }
    return undefined;
  }

  async #growing(takes: 'new' | 'old'): Promise<Slot> {
    for (const slot of this.#slots.values()) if (slot.takes === takes) return slot;
    const id = this.#parts.freshId();
    const bare = { from: 0, to: 0, messages: new Uint32Array(), words: new Uint8Array() };
    const slot: Slot = { id, takes, ...bare, shard: new Shard(), loading: undefined, dirty: true, used: 0 };
    this.#slots.set(id, slot);
    return slot;
  }

  /** What is to be written. The shards count as written from then on. */
  async write(): Promise<Written> {
    const dirty = () => [...this.#slots.values()].filter((slot) => slot.dirty);
    // A word that was taken out of a shard must not be written with it once more. Others may leave meanwhile.
    for (;;) {
      const unsettled = dirty().filter(({ shard }) => shard?.settled === false);
      if (unsettled.length === 0) break;
      for (const { shard } of unsettled) await shard?.settle();
    }
    const rows: ShardRow[] = [];
    const shards: SearchShardRow[] = [];
    const gone: string[] = [];
    const slots = dirty();
    for (const slot of slots) {
      const { id, takes, from, to, shard } = slot;
      if (shard === undefined) continue;
      slot.dirty = false;
      if (shard.count === 0) {
        this.#slots.delete(id);
        gone.push(id);
        continue;
      }
      const { bytes, terms } = shard.encode();
      const messages = sketchKeys(shard.keys());
      slot.messages = keyHashes(messages);
      slot.words = sketchWords(terms);
      shards.push({ id, bytes });
      rows.push({ kind: 'shard', id, v: WORDS_VERSION, takes, from, to, messages, words: slot.words });
    }
    const failed = () => {
      for (const slot of slots) if (slot.shard !== undefined) slot.dirty = true;
    };
    return { rows, shards, gone, failed };
  }
}
