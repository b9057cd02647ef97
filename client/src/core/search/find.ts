/** One page of what a search finds: candidates from the shards, the newest first, each compared with its row. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { withNames } from '../content/mentions.ts';
import type { Journal } from '../groups/journal.ts';
import { isInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn } from '../groups/threads.ts';
import type { SearchHit } from '../port.ts';
import { StorageError } from '../storage/errors.ts';
import type { TextRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import type { SearchParts } from './door.ts';
import { hasLink, matchText, snippetOf } from './match.ts';
import { isEmpty, parseQuery, QUERY_MAX, type Query } from './query.ts';
import { type Candidate, type Filter, keyOf } from './shard.ts';
import type { Shelf } from './shelf.ts';
import { soughtWords, wordsOf } from './words.ts';

/** Hits of one page. */
const PAGE = 30;
/** Rows that are read for one page: a phrase of common words may match few of them. */
const ROWS_MAX = 600;
/** Shards that are fetched from the disk for one page that has hits already: the first are shown while more are looked for. */
const SHARDS_MAX = 4;
const CURSOR_MAX = 100;

export interface Asked {
  readonly shelf: Shelf;
  readonly read: StoreReader;
  readonly memory: Journal['memory'];
  readonly nameOf: SearchParts['nameOf'];
  readonly names: ReturnType<SearchParts['names']>;
  readonly me: UserId;
  readonly now: () => number;
}

/** @throws Refused `invalid-input`; StorageError; RangeError for a damaged shard. */
export async function findPage(
  asked: Asked,
  text: string,
  cursor?: string,
): Promise<{ hits: SearchHit[]; cursor?: string }> {
  if (text.length > QUERY_MAX || (cursor?.length ?? 0) > CURSOR_MAX) throw new Refused('invalid-input');
  const query = parseQuery(text, asked.now());
  if (isEmpty(query)) return { hits: [] };
  const filter = filterOf(query, asked);
  const after = cursor === undefined ? undefined : parseCursor(cursor);

  const shards = asked.shelf.byTime().filter((slot) => asked.shelf.mayMatch(slot, query));
  let next = 0;
  /** Candidates of the shards looked at so far, the newest last. */
  let pool: Candidate[] = [];
  const hits: SearchHit[] = [];
  let last: Candidate | undefined;
  let fetched = 0;
  for (let rows = 0; rows < ROWS_MAX && hits.length < PAGE; ) {
    // The newest candidate counts once no shard is left that may hold a newer one.
    for (let slot = shards[next]; slot !== undefined && slot.to >= (pool.at(-1)?.at ?? 0); slot = shards[next]) {
      if (hits.length > 0 && fetched >= SHARDS_MAX) return { hits, ...cursorAt(last) };
      next += 1;
      if (slot.from >= filter.until || slot.to < filter.since || (after && slot.from > after.at)) continue;
      if (slot.shard === undefined) fetched += 1;
      const found = (await asked.shelf.load(slot)).find(filter);
      pool = [...pool, ...found.filter((one) => after === undefined || isOlder(one, after))].sort(byAge);
    }
    const sure = shards[next]?.to ?? -1;
    const batch: Candidate[] = [];
    for (
      let one = pool.at(-1);
      one !== undefined && one.at > sure && batch.length < PAGE - hits.length;
      one = pool.at(-1)
    ) {
      batch.push(one);
      pool.pop();
    }
    if (batch.length === 0) return { hits };
    rows += batch.length;
    last = batch.at(-1);
    const read = await Promise.all(batch.map((one) => hitOf(one, query, asked)));
    hits.push(...read.filter((hit) => hit !== undefined));
  }
  const more = pool.length > 0 || next < shards.length;
  return more ? { hits, ...cursorAt(last) } : { hits };
}

function cursorAt(last: Candidate | undefined): { cursor?: string } {
  return last === undefined ? {} : { cursor: `${last.at}/${last.conversation}/${last.id}` };
}

async function hitOf(
  { conversation, id }: Candidate,
  query: Query,
  { read, memory, me, nameOf }: Asked,
): Promise<SearchHit | undefined> {
  const row = await read.get('messages', conversation, id).catch((error: unknown) => {
    // A message that is damaged says nothing; its place in the timeline tells of it.
    if (error instanceof StorageError && error.code === 'row-corrupted') return undefined;
    throw error;
  });
  const known = memory.conversations.get(conversation);
  if (row?.kind !== 'text' || row.recalledAt !== undefined || known === undefined) return undefined;
  const said = foundBy(row, nameOf);
  if (query.link && !hasLink(said)) return undefined;
  if (query.unread && (row.author === me || isInQueue(row.order) || row.order <= (known.readUpTo ?? '')))
    return undefined;
  if (query.file && row.files === undefined) return undefined;
  if (query.mention && row.forMe !== true) return undefined;
  const matched = matchText(said, query);
  if (matched === undefined) return undefined;
  const { text, ranges } = snippetOf(said, matched);
  return {
    conversation,
    key: row.order,
    id: row.id,
    ...asideIn(row),
    author: row.author,
    at: row.at,
    snippet: text,
    ranges,
  };
}

/** All that a message says: of a poll, the question and its answers; of files, their names. */
export function foundBy(row: TextRow, nameOf: SearchParts['nameOf']): string {
  const { text } = withNames(row, nameOf);
  const names = (row.files ?? []).map(({ name }) => name);
  return [...(text === '' ? [] : [text]), ...(row.poll?.answers ?? []), ...names].join('\n');
}

function filterOf(query: Query, { names, memory, me }: Asked): Filter {
  let authors = query.from.length === 0 ? undefined : namedOf(query.from, names.people, ({ name }) => name);
  if (query.from.some((name) => soughtWords(name).every(({ term }) => term === 'me')))
    authors = new Set([...(authors ?? []), me]);
  if (query.mine) authors = authors === undefined || authors.has(me) ? new Set([me]) : new Set();
  let conversations = query.in.length === 0 ? undefined : namedOf(query.in, names.conversations, ({ title }) => title);
  if (query.unread) {
    const unread = [...memory.conversations.values()].filter((row) => row.unread > 0).map(({ id }) => id);
    conversations = new Set(unread.filter((id) => conversations?.has(id) ?? true));
  }
  const among = query.saved
    ? new Set([...memory.saved.values()].map(({ conversation, message }) => keyOf(conversation, message)))
    : undefined;
  const { sought, without, since, until, link } = query;
  return { sought, without, since, until, link, authors, conversations, among };
}

/** Those who are called so; where none is, those whose names have words that begin so. */
function namedOf<One extends { readonly id: string }>(
  wanted: readonly string[],
  all: readonly One[],
  nameOf: (one: One) => string,
): Set<One['id']> {
  const found = new Set<One['id']>();
  const named = all.map((one) => ({ id: one.id, terms: wordsOf(nameOf(one)).map(({ term }) => term) }));
  for (const want of wanted) {
    const terms = wordsOf(want).map(({ term }) => term);
    const exact = named.filter((one) => one.terms.join(' ') === terms.join(' '));
    const close = named.filter((one) => terms.every((term) => one.terms.some((word) => word.startsWith(term))));
    for (const { id } of exact.length > 0 ? exact : close) found.add(id);
  }
  return found;
}

function parseCursor(cursor: string): Candidate {
  const [at, conversation, id] = cursor.split('/');
  if (!/^\d{1,16}$/.test(at ?? '') || conversation === undefined || id === undefined)
    throw new Refused('invalid-input');
  return { at: Number(at), conversation: conversation as GroupId, id };
}

function byAge(left: Candidate, right: Candidate): number {
  if (left.at !== right.at) return left.at - right.at;
  return keyOf(left.conversation, left.id) < keyOf(right.conversation, right.id) ? -1 : 1;
}

function isOlder(one: Candidate, than: Candidate): boolean {
  return byAge(one, than) < 0;
}
