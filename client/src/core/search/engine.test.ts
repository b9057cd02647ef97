import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { ready } from '../crypto/primitives.ts';
import { type Journal, openJournal } from '../groups/journal.ts';
import { createTimers, type Timers } from '../groups/timers.ts';
import { openStorage, type UnlockedStorage } from '../storage/locked-storage.ts';
import type { ConversationRow, MessageRow } from '../storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts, textMessage } from '../storage/testing.ts';
import type { SearchParts } from './door.ts';
import { openSearch, type SearchEngine } from './engine.ts';

beforeAll(ready);

const [quay, mill] = [idOf<GroupId>(1), idOf<GroupId>(2)];
const [ana, ben] = [idOf<UserId>(7), idOf<UserId>(8)];
const NOW = 1_800_000_000_000;
const conversation = (id: GroupId): ConversationRow => ({ ...sampleRows.conversations, id, lastAt: NOW, unread: 0 });
const said = (number: number, text: string, more: Partial<MessageRow> = {}) =>
  ({ ...textMessage(quay, number, text), ...more }) as Extract<MessageRow, { kind: 'text' }>;

interface Desk {
  readonly storage: UnlockedStorage;
  readonly journal: Journal;
  readonly engine: SearchEngine;
  readonly timers: Timers;
  readonly faults: unknown[];
  find(query: string): Promise<string[]>;
  /** Whether something goes first. */
  busy: boolean;
  /** Whether somebody looks at something. */
  looks: boolean;
}

const desks: Desk[] = [];
afterEach(() => {
  for (const { timers, storage, faults } of desks.splice(0)) {
    timers.close();
    storage.lock();
    expect(faults).toEqual([]);
  }
});

async function open(disk: ReturnType<typeof memoryDisk>, shardMessages = 10): Promise<Desk> {
  const locked = await openStorage({ name: 'search', now: Date.now, costs: testCosts, ...disk });
  const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
  const fresh = (await locked.status()).kind === 'absent';
  const storage = fresh
    ? await locked.create('a passphrase', plate, (write) => {
        for (const id of [quay, mill]) write.put('conversations', conversation(id));
      })
    : await locked.unlock('a passphrase');
  const journal = await openJournal(storage);
  const timers = createTimers(Date.now);
  const faults: unknown[] = [];
  const parts: SearchParts = {
    journal,
    storage,
    timers,
    me: ana,
    now: () => NOW,
    nameOf: (user) => (user === ben ? 'Ben Moss' : undefined),
    names: () => ({
      people: [
        { id: ana, name: 'Ana' },
        { id: ben, name: 'Ben Moss' },
      ],
      conversations: [
        { id: quay, title: 'Quay' },
        { id: mill, title: 'Old mill' },
      ],
    }),
    busy: () => desk.busy,
    looks: () => desk.looks,
    fault: (error) => void faults.push(error),
    shardMessages,
  };
  const desk = { busy: false, looks: false } as Desk;
  const engine = await openSearch(parts);
  journal.onRecorded((recorded) => engine.recorded(recorded));
  const find = async (query: string) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await engine.search(query, cursor);
      found.push(...page.hits.map(({ snippet }) => snippet));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  };
  Object.assign(desk, { storage, journal, engine, timers, faults, find });
  desks.push(desk);
  return desk;
}

/** The tab is gone, without a word. */
function leave({ storage, timers }: Desk): void {
  timers.close();
  storage.lock();
}

const put = (desk: Desk, ...rows: readonly MessageRow[]) =>
  desk.journal.record((write) => {
    for (const row of rows) write.putMessage(row);
  });
const shardsOf = async ({ storage }: Desk) =>
  (await storage.read.all('searchShards')).map(({ bytes }) => new TextDecoder().decode(bytes));

describe('the index', () => {
  it('finds what was said before it was there, in many shards, the newest first, page by page', async () => {
    const disk = memoryDisk();
    const first = await open(disk);
    await first.storage.transaction((write) => {
      for (let number = 1; number <= 95; number += 1) write.put('messages', said(number, `boat ${number}`));
    });
    await first.engine.settled();
    const all = Array.from({ length: 95 }, (_, nth) => `boat ${95 - nth}`);
    expect(await first.find('boat')).toEqual(all);
    expect((await shardsOf(first)).length).toBe(10);
    leave(first);
    const second = await open(disk);
    expect(await second.find('boa')).toEqual(all);
    expect(await second.find('42')).toEqual(['boat 42']);
    expect(await second.engine.search('boat')).toMatchObject({ complete: true });
  });

  it('says how far back it has looked, and goes on', async () => {
    const desk = await open(memoryDisk());
    await desk.storage.transaction((write) => {
      for (let number = 1; number <= 250; number += 1) write.put('messages', said(number, 'boat'));
    });
    const page = await desk.engine.search('boat');
    expect(page).toEqual({ hits: [], complete: false, indexedBackTo: NOW });
    await desk.engine.settled();
    expect((await desk.find('boat')).length).toBe(250);
    expect(await desk.engine.search('boat')).toMatchObject({ complete: true });
  });

  it('lets what goes first go first, and makes up for it', async () => {
    const desk = await open(memoryDisk());
    await put(desk, said(1, 'the tide turns'));
    await desk.engine.settled();
    desk.busy = true;
    await put(desk, said(2, 'the tide is high'), said(1, 'the wind turns'));
    expect(await desk.engine.search('high')).toMatchObject({ hits: [], complete: false });
    desk.busy = false;
    await desk.engine.settled();
    expect(await desk.find('tide')).toEqual(['the tide is high']);
    expect(await desk.find('wind')).toEqual(['the wind turns']);
    expect(await desk.engine.search('tide')).toMatchObject({ complete: true });
  });

  it('lets whoever looks at something look, and still finds what comes', async () => {
    const desk = await open(memoryDisk());
    await desk.storage.transaction((write) => write.put('messages', said(1, 'an old boat')));
    desk.looks = true;
    await put(desk, said(2, 'a new boat'));
    const settled = desk.engine.settled();
    expect(await desk.find('boat')).toEqual(['a new boat']);
    desk.looks = false;
    await settled;
    expect(await desk.find('boat')).toEqual(['a new boat', 'an old boat']);
  });

  it('follows what comes, changes and goes', async () => {
    const desk = await open(memoryDisk());
    await put(desk, said(1, 'the tide turns'), said(2, 'a boat'));
    expect(await desk.find('tide')).toEqual(['the tide turns']);
    await put(desk, said(1, 'the wind turns'));
    expect(await desk.find('tide')).toEqual([]);
    expect(await desk.find('wind')).toEqual(['the wind turns']);
    await desk.journal.record((write) => write.deleteMessage(said(2, 'a boat')));
    expect(await desk.find('boat')).toEqual([]);
    await desk.engine.settled();
    const [shard] = await shardsOf(desk);
    expect(shard).toContain('wind');
    expect(shard).not.toMatch(/tide|boat/);
  });

  it('knows nothing of a message once it is recalled', async () => {
    const desk = await open(memoryDisk());
    await put(desk, said(1, 'secret plans'), said(2, 'a boat'));
    await desk.engine.settled();
    await put(desk, said(1, '', { recalledAt: NOW }));
    expect(await desk.find('secret')).toEqual([]);
    expect(await desk.find('is:mine')).toEqual(['a boat']);
    await desk.engine.settled();
    expect((await shardsOf(desk)).join()).not.toMatch(/secret|plans/);
  });

  it('loses nothing by a crash: neither what came after the last writing, nor that something went', async () => {
    const disk = memoryDisk();
    const first = await open(disk);
    await put(first, said(1, 'secret plans'), said(2, 'a boat'));
    await first.engine.settled();
    await put(first, said(3, 'late news'));
    await put(first, said(2, 'a ship'));
    await first.journal.record((write) => write.deleteMessage(said(1, 'secret plans')));
    leave(first);
    const second = await open(disk);
    await second.engine.settled();
    expect(await second.find('late')).toEqual(['late news']);
    expect(await second.find('ship')).toEqual(['a ship']);
    expect(await second.find('secret')).toEqual([]);
    expect((await shardsOf(second)).join()).not.toMatch(/secret|plans|boat/);
    expect((await second.storage.read.all('search')).filter(({ kind }) => kind === 'note')).toEqual([]);
  });

  it('shows no text that its row does not have, though the index lags behind', async () => {
    const desk = await open(memoryDisk());
    await put(desk, said(1, 'the tide turns'));
    await desk.engine.settled();
    // Not through the journal, so that the index does not hear of it.
    await desk.storage.transaction((write) => write.put('messages', said(1, 'nothing')));
    expect(await desk.find('tide')).toEqual([]);
  });

  it('is made anew when it does not open', async () => {
    const disk = memoryDisk();
    const first = await open(disk);
    await put(first, ...Array.from({ length: 30 }, (_, nth) => said(nth + 1, `boat ${nth + 1}`)));
    await first.engine.settled();
    const [shard] = await first.storage.read.all('searchShards');
    await first.storage.transaction((write) =>
      write.put('searchShards', { id: shard?.id ?? '', bytes: encodeUtf8('{"index":') }),
    );
    leave(first);
    const second = await open(disk);
    await second.find('boat');
    await second.engine.settled();
    expect((await second.find('boat')).length).toBe(30);
  });

  it('asks for author, place, time, links and what is unread', async () => {
    const desk = await open(memoryDisk());
    const day = (date: number) => new Date(2026, 0, date, 12).getTime();
    await put(
      desk,
      said(1, 'boat one', { at: day(1) }),
      said(2, 'boat two https://tide.example', { at: day(2), author: ben }),
      said(3, 'boat three', { at: day(3), author: ben, conversation: mill }),
    );
    expect(await desk.find('boat from:me')).toEqual(['boat one']);
    expect(await desk.find('is:mine')).toEqual(['boat one']);
    expect(await desk.find('from:moss')).toEqual(['boat three', 'boat two https://tide.example']);
    expect(await desk.find('from:nobody boat')).toEqual([]);
    expect(await desk.find('in:mill')).toEqual(['boat three']);
    expect(await desk.find('in:"old mill" in:quay from:ben has:link')).toEqual(['boat two https://tide.example']);
    expect(await desk.find('on:2026-01-02')).toEqual(['boat two https://tide.example']);
    expect(await desk.find('before:2026-01-02')).toEqual(['boat one']);
    expect(await desk.find('after:2026-01-02')).toEqual(['boat three']);
    expect(await desk.find('boat -three -"two https"')).toEqual(['boat one']);
    await desk.journal.record((write) =>
      write.changeConversation(quay, (row) => ({ ...row, unread: 1, readUpTo: said(1, '').order })),
    );
    expect(await desk.find('is:unread')).toEqual(['boat two https://tide.example']);
    await put(desk, said(4, 'boat for \uFFFC', { at: day(4), mentions: [ben], forMe: true } as Partial<MessageRow>));
    expect(await desk.find('is:mention')).toEqual(['boat for @Ben Moss']);
    const { id: message, order } = said(2, '');
    const mark = { conversation: quay, message: message as MessageId, order, at: 1 };
    await desk.journal.record((write) => write.putSaved(mark));
    expect(await desk.find('is:saved')).toEqual(['boat two https://tide.example']);
    expect(await desk.find('is:saved one')).toEqual([]);
    expect(await desk.find('moss boat has:mention')).toEqual(['boat for @Ben Moss']);
  });

  it('keeps a message of a clock that is ahead no higher than now', async () => {
    const desk = await open(memoryDisk());
    await put(desk, said(1, 'boat of tomorrow', { at: NOW * 2, author: ben }));
    await put(desk, said(2, 'boat of today', { at: NOW, id: said(9, '').id }));
    expect((await desk.find('boat')).at(0)).toBe('boat of today');
  });

  it('refuses a query that is too long', async () => {
    const desk = await open(memoryDisk());
    await expect(desk.engine.search('x'.repeat(501))).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(desk.engine.search('x', 'no cursor')).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
