import { describe, expect, it } from 'vitest';
import { type Database, openDatabase, type RangeRequest } from './database.ts';
import { answer } from './requests.ts';
import { LAYOUT_VERSION } from './schema.ts';
import type { SealedRow } from './sealing.ts';
import { memoryDisk } from './testing.ts';

const NAME = 'tacit-test';
const withCode = (code: string) => expect.objectContaining({ name: 'StorageError', code });

function row(columns: object): SealedRow<unknown> {
  return { ...columns, sealed: Uint8Array.of(1) } as unknown as SealedRow<unknown>;
}

/** A database, with every connection that it makes, as the browser holds them. */
async function open(): Promise<{ database: Database; disk: ReturnType<typeof memoryDisk>; made: IDBOpenDBRequest[] }> {
  const disk = memoryDisk();
  const made: IDBOpenDBRequest[] = [];
  const connect = disk.indexedDB.open.bind(disk.indexedDB);
  disk.indexedDB.open = (...named) => {
    const request = connect(...named);
    made.push(request);
    return request;
  };
  return { database: await openDatabase(NAME, disk), disk, made };
}

const cursors = (...groups: readonly string[]) => [
  { table: 'cursors' as const, remove: [], put: groups.map((group) => row({ group })) },
];

describe('a disk that an older version has laid out', () => {
  it('gains the tables that it lacks, and keeps its rows', async () => {
    const disk = memoryDisk();
    const request = disk.indexedDB.open(NAME, LAYOUT_VERSION - 1);
    request.onupgradeneeded = () => void request.result.createObjectStore('cursors', { keyPath: 'group' });
    const older = await answer(request);
    older
      .transaction('cursors', 'readwrite')
      .objectStore('cursors')
      .put({ group: 'a', sealed: Uint8Array.of(1) });
    older.close();
    const database = await openDatabase(NAME, disk);
    expect(await database.all('cursors')).toHaveLength(1);
    expect(await database.all('marks')).toEqual([]);
  });
});

describe('a connection that the browser ends', () => {
  it('is made anew, once for all who wait', async () => {
    const { database, made } = await open();
    await database.write(cursors('a'));
    made[0]?.result.close();
    await Promise.all([database.write(cursors('b')), database.write(cursors('c')), database.all('cursors')]);
    expect(await database.all('cursors')).toHaveLength(3);
    expect(made).toHaveLength(2);
  });

  it('is not made anew to a disk that was cleared: nothing of this session may be written to another', async () => {
    const { database, disk } = await open();
    await database.write(cursors('a'));
    // Whoever clears the disk ends our connection by it.
    await answer(disk.indexedDB.deleteDatabase(NAME));
    await expect(database.write(cursors('b'))).rejects.toEqual(withCode('unavailable'));
    await expect(database.all('cursors')).rejects.toEqual(withCode('unavailable'));
    expect(await disk.indexedDB.databases()).toEqual([]);
  });

  it('stays ended after an erasure, and after closing', async () => {
    const erased = await open();
    await erased.database.write(cursors('a'));
    await erased.database.erase();
    expect(await erased.disk.indexedDB.databases()).toEqual([]);
    await expect(erased.database.all('cursors')).rejects.toEqual(withCode('locked'));
    const closed = await open();
    closed.database.close();
    await expect(closed.database.all('cursors')).rejects.toEqual(withCode('locked'));
    expect([erased.made.length, closed.made.length]).toEqual([1, 1]);
  });
});

describe('a write', () => {
  it('clears first, then removes, then puts, and all of it or nothing', async () => {
    const { database } = await open();
    const state = (...records: readonly string[]) => records.map((record) => row({ group: 'g', record }));
    const processed = (id: string, at: number) => row({ kind: 'welcome', id, at });
    await database.write([
      { table: 'groupState', remove: [], put: state('epoch', 'past/1') },
      { table: 'processed', remove: [], put: [processed('old', 1), processed('new', 2)] },
    ]);
    await database.write([
      {
        table: 'groupState',
        clear: [{ index: '[group+record]', lower: ['g', ''], upper: ['g', '\uffff'] }],
        remove: [['g', 'epoch']],
        put: state('epoch'),
      },
      {
        table: 'processed',
        clear: [
          { index: 'at', lower: 0, upper: 1 },
          { index: 'at', lower: 5, upper: 4 },
        ],
        remove: [],
        put: [],
      },
    ]);
    expect(await database.all('groupState')).toEqual(state('epoch'));
    expect(await database.all('processed')).toEqual([processed('new', 2)]);

    const refused = database.write([
      { table: 'processed', clear: [{ index: 'at', lower: 0, upper: 9 }], remove: [], put: [] },
      { table: 'groupState', remove: [['g', 'epoch']], put: [row({ group: 'g' })] },
    ]);
    await expect(refused).rejects.toEqual(withCode('unavailable'));
    expect(await database.all('groupState')).toEqual(state('epoch'));
    expect(await database.all('processed')).toEqual([processed('new', 2)]);
  });
});

describe('a range', () => {
  it('is empty, and no error, where nothing can lie', async () => {
    const { database } = await open();
    await database.write([{ table: 'log', remove: [], put: [1, 2, 3].map((index) => row({ index })) }]);
    const log = (bounds: Omit<RangeRequest, 'table' | 'index'>) =>
      database.range({ table: 'log', index: 'index', ...bounds });
    expect(await log({ lower: 1, upper: 3, lowerOpen: true, newestFirst: true })).toEqual([
      row({ index: 3 }),
      row({ index: 2 }),
    ]);
    expect(await log({ lower: 2, upper: 1 })).toEqual([]);
    expect(await log({ lower: 2, upper: 2 })).toEqual([row({ index: 2 })]);
    expect(await log({ lower: 2, upper: 2, upperOpen: true })).toEqual([]);
    expect(await log({ lower: 1, upper: 3, limit: 0 })).toEqual([]);
    expect(await log({ lower: 1, upper: 3, limit: 0, newestFirst: true })).toEqual([]);
    expect(await database.count({ table: 'log', index: 'index', lower: 9, upper: 8 })).toBe(0);
  });
});
