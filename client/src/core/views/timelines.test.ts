import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { emptyState } from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { ready } from '../crypto/primitives.ts';
import { type Journal, openJournal } from '../groups/journal.ts';
import { placeInQueue, placeOfMessage } from '../groups/order.ts';
import type { CoreUpdate } from '../port.ts';
import { openStorage, type UnlockedStorage } from '../storage/locked-storage.ts';
import type { MessageRow } from '../storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts, textMessage } from '../storage/testing.ts';
import { stretchAt, withStretch } from './stretches.ts';
import { createTimelines, type Timelines } from './timelines.ts';

beforeAll(ready);

const group = idOf<GroupId>(1);
const me = idOf<UserId>(7);
const said = (number: number, more: Partial<MessageRow> = {}) =>
  ({ ...textMessage(group, number), order: placeOfMessage(number), ...more }) as Extract<MessageRow, { kind: 'text' }>;

let storage: UnlockedStorage;
afterEach(() => storage.lock());

/** A conversation of `count` messages, and what a window makes of what it is told. */
async function desk(count: number) {
  const locked = await openStorage({ name: 'timelines', now: Date.now, costs: testCosts, ...memoryDisk() });
  storage = await locked.create('a passphrase', { org: 'o', organisation: 'N', name: 'A' }, (write) => {
    write.put('conversations', { ...sampleRows.conversations, id: group });
    for (let number = 1; number <= count; number += 1) write.put('messages', said(number));
  });
  const journal: Journal = await openJournal(storage);
  const shown = new Map<string, string>();
  let breaks: readonly string[] = [];
  const push = (update: CoreUpdate) => {
    if ('diff' in update) {
      for (const key of update.diff.remove) shown.delete(key);
      for (const entry of update.diff.upsert) shown.set(entry.key, entry.kind === 'text' ? entry.text : entry.kind);
      breaks = update.diff.breaks ?? [];
    }
  };
  const timelines: Timelines = createTimelines({
    journal,
    eyes: {
      me,
      policy: () => defaultPolicy,
      tellsRead: () => true,
      relayAhead: () => 0,
      nameOf: () => undefined,
      fileState: () => ({ kind: 'there' }),
    },
    state: emptyState,
    push,
  });
  journal.onRecorded(({ messages }) => timelines.messages(messages));
  for (const entry of (await timelines.open(group)).entries) {
    shown.set(entry.key, entry.kind === 'text' ? entry.text : entry.kind);
  }
  const numbers = () => [...shown.keys()].sort().map((key) => Number.parseInt(key, 10));
  return { journal, timelines, shown, numbers, breaks: () => breaks.map((key) => Number.parseInt(key, 10)) };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

describe('a timeline that is opened at a place', () => {
  it('has what stands around it, and tells where something is missing', async () => {
    const { timelines, numbers, breaks } = await desk(1_000);
    expect(numbers()).toEqual(range(941, 1_000));
    await timelines.loadAround(group, placeOfMessage(500));
    expect(numbers()).toEqual([...range(440, 559), ...range(941, 1_000)]);
    expect(breaks()).toEqual([941]);
    // There already: nothing is read again.
    await timelines.loadAround(group, placeOfMessage(450));
    expect(breaks()).toEqual([941]);
    await timelines.loadOlder(group, placeOfMessage(450));
    await timelines.loadOlder(group);
    expect(numbers()).toEqual([...range(320, 559), ...range(821, 1_000)]);
    expect(breaks()).toEqual([821]);
  });

  it('grows to both ends until nothing is missing', async () => {
    const { timelines, numbers, breaks } = await desk(600);
    await timelines.loadAround(group, placeOfMessage(100));
    for (let page = 0; page < 5; page += 1) await timelines.loadNewer(group, placeOfMessage(100));
    expect(breaks()).toEqual([]);
    while ((await timelines.loadOlder(group, placeOfMessage(100))).loaded > 0);
    expect(numbers()).toEqual(range(1, 600));
  });

  it('shows what happens in what was read, and what happens elsewhere when it is read', async () => {
    const { journal, timelines, shown, numbers } = await desk(1_000);
    await timelines.loadAround(group, placeOfMessage(100));
    const change = (...rows: readonly MessageRow[]) =>
      journal.record((write) => {
        for (const row of rows) write.putMessage(row);
      });
    await change(said(100, { text: 'changed' }), said(500, { text: 'unseen' }), said(1_001));
    await journal.record((write) => write.deleteMessage(said(101)));
    expect(shown.get(placeOfMessage(100))).toBe('changed');
    expect(shown.has(placeOfMessage(101))).toBe(false);
    expect(numbers()).not.toContain(500);
    expect(numbers().at(-1)).toBe(1_001);
    await timelines.loadAround(group, placeOfMessage(500));
    expect(shown.get(placeOfMessage(500))).toBe('unseen');
  });

  it('misses no change that falls into a reading', async () => {
    const { journal, timelines, shown } = await desk(1_000);
    const reading = timelines.loadAround(group, placeOfMessage(500));
    const changing = journal.record((write) => {
      write.putMessage(said(500, { text: 'changed' }));
      write.deleteMessage(said(501));
    });
    await Promise.all([reading, changing]);
    await timelines.loadAround(group, placeOfMessage(500));
    expect(shown.get(placeOfMessage(500))).toBe('changed');
    expect(shown.has(placeOfMessage(501))).toBe(false);
  });

  it('finds where a day begins', async () => {
    const { journal, timelines } = await desk(1_000);
    await journal.record((write) => write.putMessage(said(2_000, { order: placeInQueue(1), at: 9e12 })));
    const at = (number: number) => said(number).at;
    expect(await timelines.findTime(group, 0)).toBe(placeOfMessage(1));
    expect(await timelines.findTime(group, at(377))).toBe(placeOfMessage(377));
    expect(await timelines.findTime(group, at(1_000))).toBe(placeOfMessage(1_000));
    expect(await timelines.findTime(group, at(1_001))).toBe(null);
  });
});

describe('stretches', () => {
  it('join those that meet and stay apart otherwise', () => {
    const two = [
      { from: 'b', to: 'd' },
      { from: 'm', to: 'z' },
    ];
    expect(withStretch(two, { from: 'f', to: 'h' })).toEqual([two[0], { from: 'f', to: 'h' }, two[1]]);
    expect(withStretch(two, { from: 'c', to: 'h' })).toEqual([{ from: 'b', to: 'h' }, two[1]]);
    expect(withStretch(two, { from: 'a', to: 'm' })).toEqual([{ from: 'a', to: 'z' }]);
    expect(stretchAt(two, 'c')).toBe(two[0]);
    expect(stretchAt(two, 'e')).toBeUndefined();
  });
});
