import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { tableNames } from './sealing.ts';
import { flip, freshVault, idOf, openDisk, PASSPHRASE, putRow, sampleRows, tamper, textMessage } from './testing.ts';

const room = idOf<GroupId>(1);
const other = idOf<GroupId>(2);

const withCode = (code: string) => expect.objectContaining({ name: 'StorageError', code });

describe('rows', () => {
  it('come back as they were, from every table', async () => {
    const { disk, store } = await freshVault();
    await store.transaction((write) => {
      for (const table of tableNames()) write.put(table, sampleRows[table]);
    });
    store.lock();
    const again = await (await openDisk(disk)).unlock(PASSPHRASE);
    for (const table of tableNames()) expect(await again.read.all(table)).toEqual([sampleRows[table]]);
    expect(await again.read.account('client-sequence')).toEqual(sampleRows.account);
    expect(await again.read.account('root-key')).toBeUndefined();
    expect(await again.read.get('messages', room, sampleRows.messages.id)).toEqual(sampleRows.messages);
    expect(await again.read.has('processed', 'welcome', 'w1')).toBe(true);
    expect(await again.read.has('processed', 'ciphertext', 'w1')).toBe(false);
  });

  it('are looked for by many ids at once, each in its own conversation', async () => {
    const { store } = await freshVault();
    const ids = [1, 2, 3].map((number) => textMessage(room, number).id);
    for (const number of [1, 3]) await putRow(store, 'messages', textMessage(room, number));
    await putRow(store, 'messages', textMessage(other, 2));
    expect(await store.read.messagesAmong(room, ids)).toEqual(new Set([ids[0], ids[2]]));
    expect(await store.read.messagesAmong(other, ids)).toEqual(new Set([ids[1]]));
    expect(await store.read.messagesAmong(room, [])).toEqual(new Set());
    const found = await store.read.messagesUnder(ids.map((id) => [room, id] as const));
    expect(found).toEqual([textMessage(room, 1), undefined, textMessage(room, 3)]);
    expect(await store.read.messagesUnder([])).toEqual([]);
  });

  it('written more than once in one transaction come as they were written last', async () => {
    const { store } = await freshVault();
    await store.transaction((write) => {
      for (const text of ['first', 'last']) write.put('messages', textMessage(room, 1, text));
      write.put('drafts', sampleRows.drafts);
      write.delete('drafts', sampleRows.drafts.conversation);
    });
    expect(await store.read.get('messages', room, textMessage(room, 1).id)).toMatchObject({ text: 'last' });
    expect(await store.read.all('drafts')).toEqual([]);
  });

  it('show nothing but the listed columns', async () => {
    const { disk, store } = await freshVault();
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
    const { disk, store } = await freshVault();
    const message = textMessage(room, 1);
    await putRow(store, 'messages', message);
    await putRow(store, 'drafts', sampleRows.drafts);
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
    const { disk, store } = await freshVault();
    for (const number of [1, 2, 3]) await putRow(store, 'messages', textMessage(room, number));
    await putRow(store, 'conversations', sampleRows.conversations);
    await putRow(store, 'conversations', { ...sampleRows.conversations, id: other });
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
    const { store } = await freshVault();
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
    const { store } = await freshVault();
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
    const { store } = await freshVault();
    let leaked: () => void = () => undefined;
    await store.transaction((write) => {
      leaked = () => write.put('cursors', { group: room, sequence: 1 });
    });
    expect(leaked).toThrow('after its end');
  });

  it('replaces the state of one group and leaves the others alone', async () => {
    const { store } = await freshVault();
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
    const { store } = await freshVault();
    await store.transaction((write) => {
      for (const at of [1, 2, 3]) write.put('processed', { kind: 'welcome', id: `w${at}`, at });
    });
    await store.transaction((write) => write.forgetProcessed(2));
    expect((await store.read.all('processed')).map((row) => row.id)).toEqual(['w3']);
  });
});

describe('pages', () => {
  it('cut a timeline from its end, and count without opening', async () => {
    const { store } = await freshVault();
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
    const { store } = await freshVault();
    await store.transaction((write) => {
      for (let index = 0; index < 12; index += 1) write.put('log', { index, bytes: Uint8Array.of(index) });
    });
    expect((await store.read.log(9)).map((row) => row.index)).toEqual([9, 10, 11]);
    expect((await store.read.log(0, 2)).map((row) => row.index)).toEqual([0, 1]);
  });
});

describe('size', () => {
  it('pages a conversation of 100,000 messages by opening only what it shows', async () => {
    const { disk, store } = await freshVault();
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
