/**
 * Search over 100,000 messages: the core's own index over a disk in memory, beside a plain scan of the decrypted messages and
 * one MiniSearch that holds them all. Both peers are given what ours has to fetch: they hold every text in memory, open.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import { ready } from '#core/crypto/primitives.ts';
import { openJournal } from '#core/groups/journal.ts';
import { createTimers } from '#core/groups/timers.ts';
import { openSearch } from '#core/search/engine.ts';
import { fold, wordsOf } from '#core/search/words.ts';
import { openStorage, type UnlockedStorage } from '#core/storage/locked-storage.ts';
import type { MessageRow } from '#core/storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts } from '#core/storage/testing.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { atMost, compared, type PartResult, type Row } from './result.ts';
import { randomFrom, rowsOf, texts } from './search-texts.ts';
import { figureOfRounds, figureOfTimes, percentile } from './statistics.ts';

const MESSAGES = 100_000;
const CONVERSATIONS = 20;
const QUERIES = 300;
const NEW = 1_000;
/** Words of which each is the first that is looked for after reopening; a rare one comes after them. */
const REOPENINGS = 8;
const LOADINGS = 3;
const PAGE = 30;
const PASSPHRASE = 'seven quiet herons wade';
const groups = Array.from({ length: CONVERSATIONS }, (_, nth) => idOf<GroupId>(nth + 1));
const authors = [idOf<UserId>(100), idOf<UserId>(101), idOf<UserId>(102)];
const setting = `${MESSAGES.toLocaleString('en-US')} messages`;

export async function measureSearch(progress: (sentence: string) => void): Promise<PartResult> {
  await ready();
  const disk = memoryDisk();
  const all = texts(MESSAGES + NEW);
  const rows = rowsOf(all, groups, authors);
  progress('writing the messages');
  const first = await fill(disk, rows.slice(0, MESSAGES));
  progress('indexing them in the background');
  const desk = await engineOver(first);
  const beganIndexing = performance.now();
  await desk.engine.settled();
  const indexing = performance.now() - beganIndexing;
  const before = heap();

  progress('looking for words, and for words as they are typed');
  const words = queries(all.slice(0, MESSAGES));
  const typed = words.slice(0, 40).flatMap((word) => Array.from(word, (_, nth) => word.slice(0, nth + 1)));
  const ours = await timesOf(words, (query) => desk.engine.search(query));
  const held = heap() - before;
  const scan = scanOver(all.slice(0, MESSAGES));
  const whole = await wholeIndex(all.slice(0, MESSAGES));
  const sides = {
    words: { ours, scan: await timesOf(words, scan), whole: await timesOf(words, whole.find) },
    typed: {
      ours: await timesOf(typed, (query) => desk.engine.search(query)),
      scan: await timesOf(typed, scan),
      whole: await timesOf(typed, whole.find),
    },
  };

  progress('indexing new messages');
  const added: number[] = [];
  for (const row of rows.slice(MESSAGES)) {
    const recorded = once(desk.journal);
    await desk.journal.record((write) => write.putMessage(row));
    const it = await recorded;
    const began = performance.now();
    desk.engine.recorded(it);
    // Nothing is looked for, but it waits until the message is in.
    await desk.engine.search('');
    added.push(performance.now() - began);
  }
  const addedWhole = rows.slice(MESSAGES).map(({ id }, nth) => {
    const began = performance.now();
    whole.index.add({ id: MESSAGES + nth, key: id, text: all[MESSAGES + nth] ?? '' });
    return performance.now() - began;
  });
  await desk.engine.settled();
  desk.close();

  progress('reopening');
  const reopened: number[] = [];
  const asked = [...words.slice(0, REOPENINGS), words.at(-1) ?? ''];
  for (const query of asked) {
    const storage = await unlock(disk);
    const began = performance.now();
    const again = await engineOver(storage);
    await again.engine.search(query);
    reopened.push(performance.now() - began);
    again.close();
  }
  const packed = JSON.stringify(whole.index);
  const reopenedWhole = Array.from({ length: LOADINGS }, () => {
    const began = performance.now();
    MiniSearch.loadJSON(packed, options).search(words[0] ?? '', { prefix: true });
    return performance.now() - began;
  });

  const rowOf = (what: string, peer: string, ours: readonly number[], theirs: readonly number[]): Row =>
    compared(what, `${setting}, against ${peer}`, 'ms', figureOfTimes(ours), figureOfTimes(theirs));
  const p95 = (times: readonly number[]) => percentile(times, 0.95);
  return {
    part: 'search',
    peer: 'a scan of all decrypted texts in memory, the newest first; one MiniSearch of all messages in memory',
    rows: [
      rowOf('first page for a word', 'a scan', sides.words.ours, sides.words.scan),
      rowOf('first page for a word', 'one MiniSearch', sides.words.ours, sides.words.whole),
      rowOf('first page as one types', 'a scan', sides.typed.ours, sides.typed.scan),
      rowOf('first page as one types', 'one MiniSearch', sides.typed.ours, sides.typed.whole),
      rowOf('indexing a new message', 'one MiniSearch', added, addedWhole),
      compared(
        'reopening, to the first page',
        `${setting}, against one MiniSearch`,
        'ms',
        figureOfRounds(reopened),
        figureOfRounds(reopenedWhole),
      ),
      {
        what: 'indexing all in the background',
        setting,
        unit: '1/s',
        ours: figureOfRounds([(MESSAGES / indexing) * 1_000]),
      },
      { what: 'memory of what the searches have loaded', setting, unit: 'MiB', ours: figureOfRounds([held / 2 ** 20]) },
    ],
    budgets: [
      atMost('first page for a word, p95', 'ms', 50, p95(sides.words.ours)),
      atMost('first page as one types, p95', 'ms', 150, p95(sides.typed.ours)),
      atMost('indexing a new message, median', 'ms', 1, percentile(added, 0.5)),
      atMost('reopening, to the first page, slowest', 'ms', 600, Math.max(...reopened)),
    ],
    notes: [
      `p95 for a word: ours ${p95(sides.words.ours).toFixed(1)} ms, scan ${p95(sides.words.scan).toFixed(1)} ms, one MiniSearch ${p95(sides.words.whole).toFixed(1)} ms`,
      `p95 as one types: ours ${p95(sides.typed.ours).toFixed(1)} ms, scan ${p95(sides.typed.scan).toFixed(1)} ms, one MiniSearch ${p95(sides.typed.whole).toFixed(1)} ms`,
      'ours fetches and opens the row of each hit from the disk, which is in memory here; the peers hold all texts open',
      `one MiniSearch is ${(packed.length / 2 ** 20).toFixed(0)} MiB of JSON, which would be sealed anew for every few messages`,
    ],
  };
}

async function fill(disk: ReturnType<typeof memoryDisk>, rows: readonly MessageRow[]): Promise<UnlockedStorage> {
  const locked = await openStorage({ name: 'bench', now: Date.now, costs: testCosts, ...disk });
  const storage = await locked.create(PASSPHRASE, { org: 'o', organisation: 'Northwind', name: 'Ana' }, (write) => {
    for (const id of groups) write.put('conversations', { ...sampleRows.conversations, id, lastAt: Date.now() });
  });
  for (let at = 0; at < rows.length; at += 2_000) {
    await storage.transaction((write) => {
      for (const row of rows.slice(at, at + 2_000)) write.put('messages', row);
    });
  }
  return storage;
}

async function unlock(disk: ReturnType<typeof memoryDisk>): Promise<UnlockedStorage> {
  return (await openStorage({ name: 'bench', now: Date.now, costs: testCosts, ...disk })).unlock(PASSPHRASE);
}

async function engineOver(storage: UnlockedStorage) {
  const journal = await openJournal(storage);
  const timers = createTimers(Date.now);
  const engine = await openSearch({
    journal,
    storage,
    timers,
    me: authors[0] ?? idOf(100),
    now: Date.now,
    nameOf: () => undefined,
    names: () => ({ people: [], conversations: [] }),
    fault: (error) => {
      throw error;
    },
  });
  const close = () => {
    timers.close();
    storage.lock();
  };
  return { engine, journal, close };
}

type OpenJournal = Awaited<ReturnType<typeof openJournal>>;

/** What the next record tells. */
function once(journal: OpenJournal) {
  return new Promise<Parameters<Parameters<OpenJournal['onRecorded']>[0]>[0]>((resolve) => journal.onRecorded(resolve));
}

/** Words as they come in messages, so that frequent ones are asked for often; the last is in one message only. */
function queries(all: readonly string[]): string[] {
  const random = randomFrom(11);
  const pick = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
  const words = Array.from({ length: QUERIES - 1 }, () => pick((pick(all) ?? '').split(' ')) ?? '');
  const counts = new Map<string, number>();
  for (const text of all) for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rare = [...counts].find(([word, count]) => count === 1 && word.length > 6)?.[0] ?? '';
  return [...words, rare];
}

type Find = (query: string) => unknown;

function scanOver(all: readonly string[]): Find {
  return (query) => {
    const wanted = fold(query);
    const found: number[] = [];
    for (let at = all.length - 1; at >= 0 && found.length < PAGE; at -= 1) {
      if (` ${fold(all[at] ?? '')}`.includes(` ${wanted}`)) found.push(at);
    }
    return found;
  };
}

const options = {
  fields: ['text'],
  tokenize: (text: string) => wordsOf(text).map(({ term }) => term),
  processTerm: (term: string) => term,
};

async function wholeIndex(all: readonly string[]) {
  const index = new MiniSearch<{ id: number; key: string; text: string }>(options);
  index.addAll(all.map((text, id) => ({ id, key: '', text })));
  const find: Find = (query) => {
    const found = index.search(query, { prefix: true }).map(({ id }) => id as number);
    return found.sort((left, right) => right - left).slice(0, PAGE);
  };
  return { index, find };
}

async function timesOf(asked: readonly string[], find: Find): Promise<number[]> {
  const times: number[] = [];
  for (const query of asked) {
    const began = performance.now();
    await find(query);
    times.push(performance.now() - began);
  }
  return times;
}

/** What is in use, in bytes. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
