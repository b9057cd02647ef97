/** Some thousand messages and the index of their words. It keeps no text: what a message says stands in its row only. */
import MiniSearch, { type AsPlainObject, type Query as IndexQuery } from 'minisearch';
import { decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { type GroupId, isId, type UserId } from '#shared/ids/index.ts';
import { hasLink } from './match.ts';
import type { Query, Sought } from './query.ts';
import { hash32 } from './sketch.ts';
import { wordsOf } from './words.ts';

/** What the index takes in of a message. `at` is the time by which it is found. */
export interface Indexed {
  readonly conversation: GroupId;
  readonly id: string;
  readonly author: UserId;
  readonly at: number;
  readonly text: string;
}

/** A message that may be what is looked for: its row says. */
export interface Candidate {
  readonly conversation: GroupId;
  readonly id: string;
  readonly at: number;
}

/** What a shard can judge without rows. */
export interface Filter extends Pick<Query, 'sought' | 'without' | 'since' | 'until' | 'link'> {
  readonly authors: ReadonlySet<UserId> | undefined;
  readonly conversations: ReadonlySet<GroupId> | undefined;
  /** Messages, by `keyOf`, one of which it must be. */
  readonly among: ReadonlySet<string> | undefined;
}

interface Entry extends Candidate {
  readonly author: UserId;
  readonly link: boolean;
  /** Of the text: tells whether it has changed. */
  readonly hash: number;
  /** Its length. */
  readonly size: number;
}

type Document = { readonly id: number; readonly text: string };
type Packed = readonly [
  id: number,
  conversation: GroupId,
  message: string,
  author: UserId,
  at: number,
  link: 0 | 1,
  hash: number,
  size: number,
];

const options = {
  fields: ['text'],
  tokenize: (text: string) => wordsOf(text).map(({ term }) => term),
  processTerm: (term: string) => term,
  // Words of a message that is taken out leave at once, before the shard is written; never some time later by themselves.
  autoVacuum: false as const,
};

export class Shard {
  #index: MiniSearch<Document>;
  readonly #entries = new Map<number, Entry>();
  readonly #numbers = new Map<string, number>();
  #next = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = 0;
  /** UTF-16 units of all its texts. */
  #size = 0;

  constructor(index = new MiniSearch<Document>(options)) {
    this.#index = index;
  }

  get count(): number {
    return this.#entries.size;
  }

  get size(): number {
    return this.#size;
  }

  /** The time of its oldest message, or older; and of its newest, or newer. */
  get from(): number {
    return Math.min(this.#from, this.#to);
  }

  get to(): number {
    return this.#to;
  }

  has(key: string): boolean {
    return this.#numbers.has(key);
  }

  keys(): Iterable<string> {
    return this.#numbers.keys();
  }

  /** Takes a message in, or its new text. Returns whether anything changed. */
  put(message: Indexed): boolean {
    const { conversation, id, author, at, text } = message;
    const key = keyOf(conversation, id);
    const hash = hash32(text);
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      if (this.#entries.get(known)?.hash === hash) return false;
      this.drop(key);
    }
    const number = this.#next;
    this.#next += 1;
    this.#note(number, { conversation, id, author, at, link: hasLink(text), hash, size: text.length });
    this.#index.add({ id: number, text });
    return true;
  }

  /** Takes a message out. Returns whether it was there. */
  drop(key: string): boolean {
    const number = this.#numbers.get(key);
    if (number === undefined) return false;
    this.#size -= this.#entries.get(number)?.size ?? 0;
    this.#numbers.delete(key);
    this.#entries.delete(number);
    this.#index.discard(number);
    return true;
  }

  /** Every message that may be what is looked for, in no order. */
  find(filter: Filter): Candidate[] {
    const entries = hasWords(filter) ? this.#byWords(filter) : this.#entries.values();
    const found: Candidate[] = [];
    for (const entry of entries) if (fits(entry, filter)) found.push(entry);
    return found;
  }

  *#byWords(filter: Filter): Iterable<Entry> {
    for (const { id } of this.#index.search(indexQuery(filter))) {
      const entry = this.#entries.get(id as number);
      if (entry !== undefined) yield entry;
    }
  }

  /** Frees the index of the words of what was dropped. Must be done before `encode`. */
  async settle(): Promise<void> {
    while (this.#index.dirtCount > 0) await this.#index.vacuum({ batchSize: Number.MAX_SAFE_INTEGER, batchWait: 0 });
  }

  get settled(): boolean {
    return this.#index.dirtCount === 0;
  }

  /** The shard as bytes, and its terms. */
  encode(): { readonly bytes: Uint8Array; readonly terms: string[] } {
    const index = this.#index.toJSON();
    const messages = [...this.#entries].map(
      ([number, { conversation, id, author, at, link, hash, size }]): Packed => [
        number,
        conversation,
        id,
        author,
        at,
        link ? 1 : 0,
        hash,
        size,
      ],
    );
    return { bytes: encodeUtf8(JSON.stringify({ index, messages })), terms: index.index.map(([term]) => term) };
  }

  /** @throws Error for bytes that are no shard. */
  static decode(bytes: Uint8Array): Shard {
    // Sealed by this device under a key of its own: whoever edits the disk cannot make it open.
    const { index, messages } = JSON.parse(decodeUtf8(bytes)) as { index: AsPlainObject; messages: Packed[] };
    const shard = new Shard(MiniSearch.loadJS<Document>(index, options));
    for (const [number, conversation, id, author, at, link, hash, size] of messages) {
      if (!isId(conversation) || !isId(author)) throw new RangeError('not a shard');
      shard.#note(number, { conversation, id, author, at, link: link === 1, hash, size });
      shard.#next = Math.max(shard.#next, number + 1);
    }
    return shard;
  }

  #note(number: number, entry: Entry): void {
    this.#entries.set(number, entry);
    this.#numbers.set(keyOf(entry.conversation, entry.id), number);
    this.#from = Math.min(this.#from, entry.at);
    this.#to = Math.max(this.#to, entry.at);
    this.#size += entry.size;
  }
}

/** Names a message across conversations: ids are the authors' choice, and two conversations may have the same one. */
export function keyOf(conversation: GroupId, id: string): string {
  return `${conversation}/${id}`;
}

function hasWords({ sought, without }: Filter): boolean {
  return sought.length + without.length > 0;
}

function fits({ author, conversation, id, at, link }: Entry, filter: Filter): boolean {
  const { authors, conversations, among, since, until } = filter;
  if (at < since || at >= until || (filter.link && !link)) return false;
  if (among !== undefined && !among.has(keyOf(conversation, id))) return false;
  return (authors?.has(author) ?? true) && (conversations?.has(conversation) ?? true);
}

/** The words that every match has; whether they stand next to one another, only the row says. */
function indexQuery({ sought, without }: Filter): IndexQuery {
  const all = sought.flatMap(wordQueries);
  const having: IndexQuery = all.length === 0 ? MiniSearch.wildcard : { combineWith: 'AND', queries: all };
  // A row is asked about phrases that must not be there: their words alone may be.
  const not = without.filter(({ words }) => words.length === 1).flatMap(wordQueries);
  return not.length === 0 ? having : { combineWith: 'AND_NOT', queries: [having, ...not] };
}

function wordQueries({ words, open }: Sought): IndexQuery[] {
  return words.map(({ term }, nth) => ({
    queries: [term],
    prefix: open && nth === words.length - 1,
    tokenize: (text: string) => [text],
    processTerm: (text: string) => text,
  }));
}
