import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, MessageId, OrgId, UserId } from '#shared/ids/index.ts';
import type { IndexedDbParts } from './database.ts';
import { openDatabase } from './database.ts';
import { type Doorplate, type LockedStorage, openStorage, type UnlockedStorage } from './locked-storage.ts';
import { answer, completion } from './requests.ts';
import type { Rows } from './rows.ts';
import { LAYOUT_VERSION, type SealedTableName } from './schema.ts';
import { tableNames } from './sealing.ts';
import { idOf, memoryDisk, sampleRows, testCosts, textMessage } from './testing.ts';

const room = idOf<GroupId>(1);
const other = idOf<GroupId>(2);
const doorplate: Doorplate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
const PASSPHRASE = 'correct horse battery';

function open(disk: IndexedDbParts, clock = { now: 1_000_000 }): Promise<LockedStorage> {
  return openStorage({ ...disk, name: 'tacit-test', now: () => clock.now, costs: testCosts });
}

async function fresh(disk = memoryDisk()): Promise<{ disk: Required<IndexedDbParts>; store: UnlockedStorage }> {
  const store = await (await open(disk)).create(PASSPHRASE, doorplate, () => undefined);
  return { disk, store };
}

/** A row as it lies on the disk: what the tests touch of it. */
interface RawRow {
  readonly id: MessageId;
  readonly conversation: GroupId;
  readonly order: string;
  readonly sealed: Uint8Array;
  readonly record: { readonly wrapped: Uint8Array };
}

/** The disk as an attacker, or a failing drive, has it. */
interface RawDisk {
  /** Of a table that is not empty. */
  all(table: string): Promise<[RawRow, ...RawRow[]]>;
  get(table: string, key: IDBValidKey): Promise<RawRow>;
  put(table: string, ...rows: readonly object[]): Promise<void>;
}

async function tamper<T>(disk: Required<IndexedDbParts>, work: (raw: RawDisk) => Promise<T>): Promise<T> {
  const database = await answer(disk.indexedDB.open('tacit-test'));
  const reading = (table: string) => database.transaction(table).objectStore(table);
  try {
    return await work({
      all: (table) => answer<[RawRow, ...RawRow[]]>(reading(table).getAll() as IDBRequest),
      get: (table, key) => answer(reading(table).get(key)),
      put(table, ...rows) {
        const transaction = database.transaction(table, 'readwrite');
        for (const row of rows) transaction.objectStore(table).put(row);
        return completion(transaction);
      },
    });
  } finally {
    database.close();
  }
}

function flip(bytes: Uint8Array, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

function put<Name extends SealedTableName>(store: UnlockedStorage, table: Name, row: Rows[Name]): Promise<void> {
  return store.transaction((write) => write.put(table, row));
}

const withCode = (code: string) => expect.objectContaining({ name: 'StorageError', code });

describe('rows', () => {
  it('come back as they were, from every table', async () => {
    const { disk, store } = await fresh();
    await store.transaction((write) => {
      for (const table of tableNames()) write.put(table, sampleRows[table]);
    });
    store.lock();
    const again = await (await open(disk)).unlock(PASSPHRASE);
    for (const table of tableNames()) expect(await again.read.all(table)).toEqual([sampleRows[table]]);
    expect(await again.read.account('client-sequence')).toEqual(sampleRows.account);
    expect(await again.read.account('root-key')).toBeUndefined();
    expect(await again.read.get('messages', room, sampleRows.messages.id)).toEqual(sampleRows.messages);
    expect(await again.read.has('processed', 'welcome', 'w1')).toBe(true);
    expect(await again.read.has('processed', 'ciphertext', 'w1')).toBe(false);
  });

  it('are looked for by many ids at once, each in its own conversation', async () => {
    const { store } = await fresh();
    const ids = [1, 2, 3].map((number) => textMessage(room, number).id);
    for (const number of [1, 3]) await put(store, 'messages', textMessage(room, number));
    await put(store, 'messages', textMessage(other, 2));
    expect(await store.read.messagesAmong(room, ids)).toEqual(new Set([ids[0], ids[2]]));
    expect(await store.read.messagesAmong(other, ids)).toEqual(new Set([ids[1]]));
    expect(await store.read.messagesAmong(room, [])).toEqual(new Set());
    const found = await store.read.messagesUnder(ids.map((id) => [room, id] as const));
    expect(found).toEqual([textMessage(room, 1), undefined, textMessage(room, 3)]);
    expect(await store.read.messagesUnder([])).toEqual([]);
  });

  it('written more than once in one transaction come as they were written last', async () => {
    const { store } = await fresh();
    await store.transaction((write) => {
      for (const text of ['first', 'last']) write.put('messages', textMessage(room, 1, text));
      write.put('drafts', sampleRows.drafts);
      write.delete('drafts', sampleRows.drafts.conversation);
    });
    expect(await store.read.get('messages', room, textMessage(room, 1).id)).toMatchObject({ text: 'last' });
    expect(await store.read.all('drafts')).toEqual([]);
  });

  it('show nothing but the listed columns', async () => {
    const { disk, store } = await fresh();
    await store.transaction((write) => {
      for (const table of tableNames()) write.put(table, sampleRows[table]);
    });
    await tamper(disk, async (raw) => {
      for (const table of tableNames()) {
        const [row] = await raw.all(table);
        const { readable } = (await import('./schema.ts')).sealedTables[table];
        expect(Object.keys(row).sort()).toEqual([...Object.keys(readable), 'sealed'].sort());
        expect(Buffer.from(row.sealed).includes(Buffer.from(encodeUtf8('canary')))).toBe(false);
      }
    });
  });

  it('do not open when moved, edited or cut: to another table, key, place or conversation', async () => {
    const { disk, store } = await fresh();
    const message = textMessage(room, 1);
    await put(store, 'messages', message);
    await put(store, 'drafts', sampleRows.drafts);
    const [sealed] = await tamper(disk, (raw) => raw.all('messages'));
    const cut = sealed.sealed.slice(0, 20);
    const flipped = sealed.sealed.slice();
    flip(flipped, 30);
    const changes = [
      { conversation: other },
      { order: '000000000009' },
      { id: textMessage(room, 2).id },
      { sealed: cut },
      { sealed: flipped },
      { sealed: new Uint8Array() },
      { sealed: 'text' },
    ];
    for (const change of changes) {
      const edited = { ...sealed, ...change };
      await tamper(disk, (raw) => raw.put('messages', edited));
      await expect(store.read.get('messages', edited.conversation, edited.id)).rejects.toEqual(
        withCode('row-corrupted'),
      );
    }
    const [draft] = await tamper(disk, (raw) => raw.all('drafts'));
    await tamper(disk, (raw) => raw.put('cursors', { group: draft.conversation, sealed: draft.sealed }));
    await expect(store.read.get('cursors', room)).rejects.toEqual(withCode('row-corrupted'));
  });

  it('name the one that is damaged, and do not hide the others', async () => {
    const { disk, store } = await fresh();
    for (const number of [1, 2, 3]) await put(store, 'messages', textMessage(room, number));
    await put(store, 'conversations', sampleRows.conversations);
    await put(store, 'conversations', { ...sampleRows.conversations, id: other });
    await tamper(disk, async (raw) => {
      const rows = await raw.all('messages');
      const middle = rows.filter((row) => row.id === textMessage(room, 2).id);
      for (const row of middle) flip(row.sealed, 40);
      await raw.put('messages', ...middle);
      const conversation = await raw.get('conversations', room);
      flip(conversation.sealed, 40);
      await raw.put('conversations', conversation);
    });
    const page = await store.read.messages({ conversation: room, limit: 10 });
    expect(page.entries.map((entry) => entry.kind)).toEqual(['text', 'damaged', 'text']);
    expect(page.entries[1]).toMatchObject({ id: textMessage(room, 2).id, order: '000000000002' });
    const three = [1, 2, 3].map((number) => [room, textMessage(room, number).id] as const);
    expect((await store.read.messagesUnder(three)).map((row) => row?.kind)).toEqual(['text', undefined, 'text']);
    const opened = await store.read.readable('conversations');
    expect(opened.rows.map((row) => row.id)).toEqual([other]);
    expect(opened.damaged).toEqual([{ table: 'conversations', key: [room] }]);
    await expect(store.read.all('conversations')).rejects.toEqual(
      expect.objectContaining({ code: 'row-corrupted', row: { table: 'conversations', key: [room] } }),
    );
  });
});

describe('a transaction', () => {
  it('writes everything or nothing', async () => {
    const { store } = await fresh();
    const failed = store.transaction((write) => {
      write.put('cursors', { group: room, sequence: 1 });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    // A row that the disk itself refuses (IndexedDB has no key like this) takes the others down with it.
    const refused = store.transaction((write) => {
      write.put('cursors', { group: room, sequence: 1 });
      write.put('log', { index: Number.NaN, bytes: new Uint8Array(1) });
    });
    await expect(refused).rejects.toThrow();
    expect(await store.read.all('cursors')).toEqual([]);
  });

  it('lets the last write to a key win, also over a deletion', async () => {
    const { store } = await fresh();
    await store.transaction((write) => {
      write.put('cursors', { group: room, sequence: 1 });
      write.put('cursors', { group: room, sequence: 2 });
      write.put('cursors', { group: other, sequence: 1 });
      write.delete('cursors', other);
      write.delete('drafts', room);
      write.put('drafts', { conversation: room, text: 'kept', at: 1 });
    });
    expect(await store.read.all('cursors')).toEqual([{ group: room, sequence: 2 }]);
    expect((await store.read.get('drafts', room))?.text).toBe('kept');
  });

  it('takes no writes after its end', async () => {
    const { store } = await fresh();
    let leaked: () => void = () => undefined;
    await store.transaction((write) => {
      leaked = () => write.put('cursors', { group: room, sequence: 1 });
    });
    expect(leaked).toThrow('after its end');
  });

  it('replaces the state of one group and leaves the others alone', async () => {
    const { store } = await fresh();
    const bytes = new Uint8Array(8);
    await store.transaction((write) => {
      for (const group of [room, other]) {
        for (const record of ['epoch', 'past/1', 'ratchets/2/0']) write.put('groupState', { group, record, bytes });
      }
    });
    await store.transaction((write) => {
      write.put('groupState', { group: room, record: 'epoch', bytes: new Uint8Array(9) });
      write.deleteGroupState(room);
    });
    expect(await store.read.groupState(room)).toEqual([{ group: room, record: 'epoch', bytes: new Uint8Array(9) }]);
    expect(await store.read.groupState(other)).toHaveLength(3);
  });

  it('forgets processed ids by time', async () => {
    const { store } = await fresh();
    await store.transaction((write) => {
      for (const at of [1, 2, 3]) write.put('processed', { kind: 'welcome', id: `w${at}`, at });
    });
    await store.transaction((write) => write.forgetProcessed(2));
    expect((await store.read.all('processed')).map((row) => row.id)).toEqual(['w3']);
  });
});

describe('pages', () => {
  it('cut a timeline from its end, and count without opening', async () => {
    const { store } = await fresh();
    await store.transaction((write) => {
      for (let number = 1; number <= 25; number += 1) write.put('messages', textMessage(room, number));
      write.put('messages', textMessage(other, 1));
    });
    const newest = await store.read.messages({ conversation: room, limit: 10 });
    expect(newest.entries.map((entry) => Number(entry.order))).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
    expect(newest.hasOlder).toBe(true);
    const oldest = await store.read.messages({ conversation: room, before: '000000000006', limit: 5 });
    expect(oldest.entries.map((entry) => Number(entry.order))).toEqual([1, 2, 3, 4, 5]);
    expect(oldest.hasOlder).toBe(false);
    expect(await store.read.countMessagesAfter(room, '000000000020')).toBe(5);
    const from = await store.read.messagesFrom({ conversation: room, from: '000000000024', limit: 9 });
    expect(from.map((entry) => Number(entry.order))).toEqual([24, 25]);
  });

  it('read the log from any entry', async () => {
    const { store } = await fresh();
    await store.transaction((write) => {
      for (let index = 0; index < 12; index += 1) write.put('log', { index, bytes: Uint8Array.of(index) });
    });
    expect((await store.read.log(9)).map((row) => row.index)).toEqual([9, 10, 11]);
    expect((await store.read.log(0, 2)).map((row) => row.index)).toEqual([0, 1]);
  });
});

describe('the vault on the disk', () => {
  it('AT-35: a wiped storage is seen as absent, and a second vault is never made over a first', async () => {
    const { disk, store } = await fresh();
    store.lock();
    expect(await (await open(disk)).status()).toMatchObject({ kind: 'present', doorplate, failures: 0 });
    await expect((await open(disk)).create('x', doorplate, () => undefined)).rejects.toEqual(withCode('vault-exists'));
    await answer(disk.indexedDB.deleteDatabase('tacit-test'));
    const emptied = await open(disk);
    expect(await emptied.status()).toEqual({ kind: 'absent' });
    await expect(emptied.unlock(PASSPHRASE)).rejects.toEqual(withCode('vault-absent'));
  });

  it('is deleted slots first: what an interruption leaves over opens for nobody, and goes at the next start (T-WIPE-04)', async () => {
    const { disk, store } = await fresh();
    await store.transaction((write) => {
      const [id, key] = [idOf<UserId>(3), { publicKey: new Uint8Array(1), privateKey: new Uint8Array(1) }];
      const names = { org: id as unknown as OrgId, organisation: 'Northwind', user: id, name: 'Ben' };
      const keys = { userIdentityKey: key, deviceKey: key, certificate: new Uint8Array(1), rootKey: '' };
      const device = id as unknown as DeviceId;
      write.put('account', { key: 'identity', status: 'admitted', ...names, device, ...keys });
    });
    const remove = disk.indexedDB.deleteDatabase.bind(disk.indexedDB);
    disk.indexedDB.deleteDatabase = () => {
      throw new Error('the tab was closed');
    };
    await expect(store.erase()).rejects.toThrow();
    await expect(store.read.account('identity')).rejects.toEqual(withCode('locked'));
    const left = await openDatabase('tacit-test', disk);
    expect([(await left.vault()).size, (await left.all('account')).length]).toEqual([0, 1]);
    left.close();
    disk.indexedDB.deleteDatabase = remove;
    const locked = await open(disk);
    expect(await locked.status()).toEqual({ kind: 'absent' });
    const next = await locked.create(PASSPHRASE, doorplate, (write) => write.put('account', sampleRows.account));
    expect(await next.read.account('identity')).toBeUndefined();
  });

  it('writes the first rows with the vault, or neither', async () => {
    const disk = memoryDisk();
    const locked = await open(disk);
    const made = locked.create(PASSPHRASE, doorplate, (write) => {
      write.put('log', { index: Number.NaN, bytes: new Uint8Array(1) });
    });
    await expect(made).rejects.toThrow();
    expect(await locked.status()).toEqual({ kind: 'absent' });
    const store = await locked.create(PASSPHRASE, doorplate, (write) => write.put('account', sampleRows.account));
    expect(await store.read.account('client-sequence')).toEqual(sampleRows.account);
  });

  it('deletes everything, slots first, after as many wrong passphrases in a row as was set, also over reloads', async () => {
    const { disk, store } = await fresh();
    await store.setWipeAfter(5);
    await store.setWipeAfter(5);
    await expect(store.checkPassphrase('wrong')).rejects.toEqual(expect.objectContaining({ triesLeft: 4 }));
    await store.checkPassphrase(PASSPHRASE);
    store.lock();
    let told = 0;
    const again = () =>
      openStorage({ name: 'tacit-test', now: () => 1, costs: testCosts, wiped: () => told++, ...disk });
    for (const left of [4, 3, 2, 1]) {
      const locked = await again();
      await expect(locked.unlock('wrong')).rejects.toEqual(
        expect.objectContaining({ code: 'wrong-passphrase', triesLeft: left }),
      );
      expect(await locked.status()).toMatchObject({ failures: 5 - left, triesLeft: left });
      locked.close();
    }
    expect(told).toBe(0);
    await expect((await again()).unlock('wrong')).rejects.toEqual(withCode('wiped'));
    expect(told).toBe(1);
    expect(await disk.indexedDB.databases()).toEqual([]);

    // The tab is closed in the middle of it: the slots are gone already.
    const { disk: second, store: next } = await fresh();
    await next.setWipeAfter(5);
    for (let failure = 0; failure < 4; failure += 1) await next.checkPassphrase('wrong').catch(() => undefined);
    second.indexedDB.deleteDatabase = () => {
      throw new Error('the tab was closed');
    };
    await expect(next.checkPassphrase('wrong')).rejects.toThrow();
    const left = await openDatabase('tacit-test', second);
    expect((await left.vault()).size).toBe(0);
    left.close();
  });

  it('deletes it under whoever is in, and for a record that is no number never', async () => {
    const { disk, store } = await fresh();
    await store.setWipeAfter(5);
    for (let failure = 0; failure < 4; failure += 1) {
      await expect(store.changePassphrase('wrong', 'other')).rejects.toEqual(withCode('wrong-passphrase'));
    }
    await expect(store.checkPassphrase('wrong')).rejects.toEqual(withCode('wiped'));
    await expect(store.read.all('log')).rejects.toEqual(withCode('locked'));
    expect(await (await open(disk)).status()).toEqual({ kind: 'absent' });

    const { disk: other, store: whole } = await fresh();
    await whole.setWipeAfter(5);
    whole.lock();
    const clock = { now: 1 };
    for (const record of [undefined, { v: 1, after: 0 }, { v: 1, after: -1 }, { v: 2, after: 1 }, 'soon']) {
      await tamper(other, (raw) => raw.put('vault', { id: 'wipe', record }));
      await tamper(other, (raw) => raw.put('vault', { id: 'attempts', record: { v: 1, failures: 90, lastAt: 1 } }));
      clock.now += 10_000_000;
      const locked = await open(other, clock);
      await expect(locked.unlock('wrong')).rejects.toEqual(withCode('wrong-passphrase'));
      expect(await locked.status()).toMatchObject({ kind: 'present', triesLeft: undefined });
      locked.close();
    }
  });

  it('is not deleted for a last try whose end nobody saw: the right passphrase opens', async () => {
    const { disk, store } = await fresh();
    await store.setWipeAfter(5);
    store.lock();
    await tamper(disk, (raw) => raw.put('vault', { id: 'attempts', record: { v: 1, failures: 5, lastAt: 1 } }));
    const locked = await open(disk, { now: 10_000_000 });
    expect(await locked.status()).toMatchObject({ triesLeft: 1 });
    await locked.unlock(PASSPHRASE);
    expect(await locked.status()).toMatchObject({ failures: 0, triesLeft: 5 });
  });

  it('AT-40: counts failures before they are tried, pauses, and remembers both over a reload', async () => {
    const clock = { now: 5_000_000 };
    const { disk, store } = await fresh();
    store.lock();
    for (let failure = 0; failure < 5; failure += 1) {
      const locked = await open(disk, clock);
      await expect(locked.unlock('wrong')).rejects.toEqual(withCode('wrong-passphrase'));
      locked.close();
    }
    const reloaded = await open(disk, clock);
    const retryAt = clock.now + 30_000;
    expect(await reloaded.status()).toMatchObject({ kind: 'present', failures: 5, retryAt });
    // Not even the right passphrase is tried during the pause, or the pause would tell that it was right.
    await expect(reloaded.unlock(PASSPHRASE)).rejects.toEqual(
      expect.objectContaining({ code: 'too-many-failures', retryAt }),
    );
    clock.now = retryAt;
    await reloaded.unlock(PASSPHRASE);
    expect(await reloaded.status()).toMatchObject({ failures: 0, retryAt: undefined });
  });

  it('tells a damaged slot from a wrong passphrase, before and at unlocking', async () => {
    const { disk, store } = await fresh();
    store.lock();
    await tamper(disk, async (raw) => {
      const slot = await raw.get('vault', 'slot:passphrase');
      flip(slot.record.wrapped, 3);
      await raw.put('vault', slot);
    });
    const locked = await open(disk);
    expect(await locked.status()).toEqual({ kind: 'damaged' });
    await expect(locked.unlock(PASSPHRASE)).rejects.toEqual(withCode('vault-corrupted'));
  });

  it('does not open the rows of one vault with the slot of another', async () => {
    const ana = await fresh();
    const ben = await fresh();
    await put(ana.store, 'drafts', sampleRows.drafts);
    const slot = await tamper(ben.disk, (raw) => raw.get('vault', 'slot:passphrase'));
    await tamper(ana.disk, (raw) => raw.put('vault', slot));
    ana.store.lock();
    const swapped = await (await open(ana.disk)).unlock(PASSPHRASE);
    await expect(swapped.read.get('drafts', room)).rejects.toEqual(withCode('row-corrupted'));
  });

  it('changes the passphrase without touching rows', async () => {
    const { disk, store } = await fresh();
    await put(store, 'drafts', sampleRows.drafts);
    await expect(store.changePassphrase('wrong', 'new passphrase')).rejects.toEqual(withCode('wrong-passphrase'));
    await store.changePassphrase(PASSPHRASE, 'new passphrase');
    store.lock();
    const locked = await open(disk);
    await expect(locked.unlock(PASSPHRASE)).rejects.toEqual(withCode('wrong-passphrase'));
    const again = await locked.unlock('new passphrase');
    expect(await again.read.get('drafts', room)).toEqual(sampleRows.drafts);
  });

  it('opens nothing after lock', async () => {
    const { store } = await fresh();
    await put(store, 'drafts', sampleRows.drafts);
    store.lock();
    await expect(put(store, 'drafts', sampleRows.drafts)).rejects.toEqual(withCode('locked'));
    await expect(store.read.get('drafts', room)).rejects.toEqual(withCode('locked'));
    await expect(store.changePassphrase(PASSPHRASE, 'x')).rejects.toEqual(withCode('locked'));
  });

  it('says so when the disk was written by a newer version', async () => {
    const disk = memoryDisk();
    const newer = await answer(disk.indexedDB.open('tacit-test', LAYOUT_VERSION + 1));
    newer.close();
    await expect(open(disk)).rejects.toEqual(withCode('storage-newer'));
  });
});

describe('size', () => {
  it('pages a conversation of 100,000 messages by opening only what it shows', async () => {
    const { disk, store } = await fresh();
    await store.transaction((write) => {
      for (let number = 99_900; number < 100_000; number += 1) write.put('messages', textMessage(room, number));
    });
    // All but the newest rows are unreadable: paging must not depend on them.
    await tamper(disk, async (raw) => {
      const [row] = await raw.all('messages');
      const older = Array.from({ length: 99_900 }, (_, number) => {
        const { id, order } = textMessage(room, number);
        return { ...row, id, order, sealed: new Uint8Array(1) };
      });
      await raw.put('messages', ...older);
    });
    const page = await store.read.messages({ conversation: room, limit: 50 });
    expect(page.entries.map((entry) => entry.kind)).toEqual(Array(50).fill('text'));
    expect(page.hasOlder).toBe(true);
    expect(await store.read.countMessagesAfter(room, '000000000000')).toBe(99_999);
  }, 300_000);
});
