/**
 * The index of words: follows what the journal records, indexes what was there before, the newest first, and is asked.
 *
 * It is a cache. The message rows are what counts: every hit is read from its row and compared with the query again, so that
 * an index which lags behind, or was damaged, hides or shows nothing wrongly for long. When it does not open, it is made anew.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { createExclusive } from '../groups/exclusive.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Recorded } from '../groups/journal.ts';
import type { SearchPage } from '../port.ts';
import { StorageError } from '../storage/errors.ts';
import type { MessageRow, SearchRow } from '../storage/records.ts';
import type { SearchParts } from './door.ts';
import { findPage, foundBy } from './find.ts';
import { keyOf } from './shard.ts';
import { Shelf } from './shelf.ts';
import { WORDS_VERSION } from './words.ts';

/** Messages that are indexed in one go, and the pause after it, in ms: words that come and go have the thread between. */
const STRETCH = 100;
const PAUSE_MS = 15;
/** The index is written after so many messages, or so many ms after the first of them. */
const WRITE_MESSAGES = 2_000;
const WRITE_MS = 20_000;
/** The same, when words have to leave it. */
const LEAVE_MS = 500;
/** How long something that goes first is left alone, in ms. */
const BUSY_MS = 500;
/** After so many ms without a search the memory is given back. */
const REST_MS = 60_000;

type Mark = Omit<Extract<SearchRow, { kind: 'mark' }>, 'kind' | 'id'>;
type Keys = readonly (readonly [GroupId, string])[];

export interface SearchEngine {
  search(text: string, cursor?: string): Promise<SearchPage>;
  recorded(recorded: Recorded): void;
  /** Indexes what is not indexed yet, in the background. */
  begin(): void;
  /** Resolves when all is indexed and written. For tests and benchmarks. */
  settled(): Promise<void>;
}

/** @throws StorageError. */
export async function openSearch(parts: SearchParts): Promise<SearchEngine> {
  const { journal, storage, timers, now, me } = parts;
  const queue = createExclusive();
  const inTurn = <T>(work: () => Promise<T>) => queue.run('search', work);

  const newShelf = (rows: ConstructorParameters<typeof Shelf>[1]) =>
    new Shelf({ read: journal.read, freshId, shardMessages: parts.shardMessages }, rows);
  let shelf = newShelf([]);
  const marks = new Map<GroupId, Mark>();
  const newMarks = new Set<GroupId>();
  /** Notes that the shards in memory know of, and those that they do not. */
  const covered = new Set<string>();
  const uncovered = new Map<string, Keys>();
  let unwritten = 0;

  const empty = async () => {
    const { rows, damaged } = await journal.read.readable('search');
    await storage.transaction((write) => {
      for (const row of rows) if (row.kind !== 'note') write.delete('search', row.kind, row.id);
      for (const row of rows) if (row.kind === 'shard') write.delete('searchShards', row.id);
      for (const { key } of damaged) {
        write.delete('search', ...(key as [SearchRow['kind'], string]));
        write.delete('searchShards', String(key[1]));
      }
    });
    shelf = newShelf([]);
    marks.clear();
    newMarks.clear();
  };

  const open = async () => {
    const { rows, damaged } = await journal.read.readable('search');
    for (const row of rows) if (row.kind === 'note') uncovered.set(row.id, row.of);
    const shards = rows.filter((row) => row.kind === 'shard');
    // A damaged row, or one of other rules: nobody knows what is missing.
    if (damaged.length > 0 || shards.some(({ v }) => v !== WORDS_VERSION)) return empty();
    shelf = newShelf(shards);
    for (const row of rows) if (row.kind === 'mark') marks.set(row.id, row);
  };

  /** Makes the index anew when a part of it does not open. @throws anything else. */
  const mended = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      await empty();
      proceed();
    }
  };
  const guard = (work: () => Promise<void>) => void inTurn(() => mended(work)).catch(parts.fault);

  const rowOf = async (conversation: GroupId, id: string): Promise<MessageRow | undefined> => {
    try {
      return await journal.read.get('messages', conversation, id);
    } catch (error) {
      if (isDamage(error)) return undefined;
      throw error;
    }
  };

  /** A message as it is now, into the shards or out of them. */
  const apply = async (conversation: GroupId, id: string, row: MessageRow | undefined, takes: 'new' | 'old') => {
    unwritten += 1;
    if (row?.kind !== 'text' || row.recalledAt !== undefined) {
      if (await shelf.drop(keyOf(conversation, id))) timers.later('search-write', LEAVE_MS, writeSoon);
      return;
    }
    // A clock that is ahead must not keep a message above all others for years.
    const at = Math.min(row.at, now());
    const changed = await shelf.put(
      { conversation, id, author: row.author, at, text: foundBy(row, parts.nameOf) },
      takes,
    );
    if (changed === 'other') timers.later('search-write', LEAVE_MS, writeSoon);
  };

  const follow = async ({ messages, note }: Recorded) => {
    if (note === undefined) return;
    const rows = new Map<string, MessageRow>();
    for (const { row } of messages) if (row?.kind === 'text') rows.set(keyOf(row.conversation, row.id), row);
    // With a deletion in it, what was last is known to the disk only.
    const deleted = messages.some(({ row }) => row === undefined);
    for (const [conversation, id] of note.of) {
      const row = deleted ? await rowOf(conversation, id) : rows.get(keyOf(conversation, id));
      await apply(conversation, id, row, 'new');
    }
    covered.add(note.id);
    await writeIfMuch();
  };

  const writeIfMuch = async () => {
    if (unwritten >= WRITE_MESSAGES) await write();
    else if (unwritten > 0) timers.later('search-write', WRITE_MS, writeSoon);
  };
  const writeSoon = () => guard(write);
  const write = async () => {
    const { rows, shards, gone, failed } = await shelf.write();
    const [notes, moved] = [[...covered], [...newMarks]];
    unwritten = 0;
    if (rows.length + gone.length + notes.length + moved.length === 0) return;
    try {
      await storage.transaction((to) => {
        for (const row of rows) to.put('search', row);
        for (const row of shards) to.put('searchShards', row);
        for (const id of gone) {
          to.delete('search', 'shard', id);
          to.delete('searchShards', id);
        }
        for (const id of notes) to.delete('search', 'note', id);
        for (const id of moved) {
          const mark = marks.get(id);
          if (mark !== undefined) to.put('search', { ...mark, kind: 'mark', id });
        }
      });
    } catch (error) {
      failed();
      throw error;
    }
    for (const id of notes) covered.delete(id);
    for (const id of moved) newMarks.delete(id);
  };

  /** The conversation that is to be indexed further back: the one whose unindexed messages are the newest. */
  const next = (): { id: GroupId; mark: Mark } | undefined => {
    let best: { id: GroupId; mark: Mark } | undefined;
    for (const { id, lastAt } of journal.memory.conversations.values()) {
      const mark = marks.get(id) ?? { at: lastAt, done: false };
      if (!mark.done && (best === undefined || mark.at > best.mark.at)) best = { id, mark };
    }
    return best;
  };

  const indexOlder = async ({ id, mark }: { id: GroupId; mark: Mark }) => {
    const before = mark.before === undefined ? {} : { before: mark.before };
    const page = await journal.read.messages({ conversation: id, ...before, limit: STRETCH });
    let newest = 0;
    for (const row of page.entries.toReversed()) {
      if (row.kind !== 'text') continue;
      newest = Math.max(newest, row.at);
      await apply(id, row.id, row, 'old');
    }
    const first = page.entries[0];
    marks.set(id, {
      ...(first === undefined ? {} : { before: first.order }),
      at: newest === 0 ? mark.at : Math.min(mark.at, newest),
      done: !page.hasOlder,
    });
    newMarks.add(id);
    await writeIfMuch();
  };

  const indexNotes = async () => {
    let left = STRETCH;
    for (const [note, keys] of uncovered) {
      const rows = await journal.read.messagesUnder(keys);
      for (const [index, [conversation, id]] of keys.entries()) await apply(conversation, id, rows[index], 'new');
      left -= keys.length;
      uncovered.delete(note);
      covered.add(note);
      if (left <= 0) break;
    }
    await writeIfMuch();
  };

  const isComplete = () => uncovered.size === 0 && next() === undefined;
  /** Resolve when all is done. */
  const waiting: (() => void)[] = [];
  const proceed = () => timers.later('search-older', PAUSE_MS, step);
  const proceedLater = () => timers.later('search-older', BUSY_MS, step);
  const step = () =>
    guard(async () => {
      if (parts.busy?.() === true || parts.looks?.() === true) return proceedLater();
      if (uncovered.size > 0) await indexNotes();
      else {
        const older = next();
        if (older === undefined) {
          if (unwritten > 0 || newMarks.size > 0) await write();
          for (const resolve of waiting.splice(0)) resolve();
          return;
        }
        await indexOlder(older);
      }
      proceed();
    });

  await open();
  return {
    async search(text, cursor) {
      timers.cancel('search-rest');
      timers.later('search-rest', REST_MS, () => shelf.letGo());
      const ask = async () => {
        // What came a moment ago is found too.
        await inTurn(async () => undefined);
        return findPage(
          { shelf, read: journal.read, memory: journal.memory, nameOf: parts.nameOf, names: parts.names(), me, now },
          text,
          cursor,
        );
      };
      const found = await ask().catch(async (error: unknown) => {
        if (!isDamage(error)) throw error;
        await inTurn(empty);
        proceed();
        return ask();
      });
      const complete = isComplete();
      const at = complete || uncovered.size > 0 ? undefined : next()?.mark.at;
      return { ...found, complete, ...(at === undefined ? {} : { indexedBackTo: at }) };
    },
    recorded(recorded) {
      const { note } = recorded;
      // What goes first keeps the words on the disk waiting; the note says which those are.
      if (note !== undefined && parts.busy?.() === true) {
        uncovered.set(note.id, note.of);
        proceedLater();
        return;
      }
      guard(() => follow(recorded));
      // A conversation that is new here has to be looked through once.
      if ([...recorded.conversations].some((id) => !marks.has(id))) proceed();
    },
    begin: proceed,
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        proceed();
      }),
  };
}

/** Whether a part of the index, or a message, is not what was written. */
function isDamage(error: unknown): boolean {
  if (error instanceof StorageError) return error.code === 'row-corrupted';
  return error instanceof RangeError || error instanceof SyntaxError;
}
