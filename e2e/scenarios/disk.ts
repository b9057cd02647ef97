/** What happens to a disk behind the app's back: copied, put back, damaged. Works on the sealed rows, without any key. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { SealedTableName } from '#core/storage/schema.ts';
import type { Disk } from './person.ts';

const NAME = 'tacit';

type Row = Record<string, unknown>;

/** A second disk with the same content: a backup, or what a thief takes home. */
export async function copyDisk(disk: Disk): Promise<Disk> {
  const from = await open(disk);
  const copy: Disk = { indexedDB: new IDBFactory(), IDBKeyRange };
  const tables = [...from.objectStoreNames];
  const request = copy.indexedDB.open(NAME, from.version);
  request.onupgradeneeded = () => {
    const reading = from.transaction(tables);
    for (const table of tables) {
      const store = reading.objectStore(table);
      const made = request.result.createObjectStore(table, { keyPath: store.keyPath });
      for (const name of store.indexNames) made.createIndex(name, store.index(name).keyPath);
    }
  };
  const to = await answered(request);
  for (const table of tables) {
    const rows = await answered(from.transaction(table).objectStore(table).getAll());
    const writing = to.transaction(table, 'readwrite');
    for (const row of rows) writing.objectStore(table).put(row);
    await finished(writing);
  }
  from.close();
  to.close();
  return copy;
}

/** Changes the stored rows of one table; undefined takes a row away. @returns how many there were. */
export async function changeRows(
  disk: Disk,
  table: SealedTableName | 'vault',
  change: (row: Row) => Row | undefined,
): Promise<number> {
  const database = await open(disk);
  const rows: Row[] = await answered(database.transaction(table).objectStore(table).getAll());
  const writing = database.transaction(table, 'readwrite');
  const store = writing.objectStore(table);
  store.clear();
  for (const row of rows) {
    const changed = change(row);
    if (changed !== undefined) store.put(changed);
  }
  await finished(writing);
  database.close();
  return rows.length;
}

/** One bit of what is sealed is no longer what it was. */
export function damaged(row: Row): Row {
  const { sealed } = row;
  if (!(sealed instanceof Uint8Array)) throw new Error('nothing is sealed here');
  const bytes = Uint8Array.from(sealed);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return { ...row, sealed: bytes };
}

function open({ indexedDB }: Disk): Promise<IDBDatabase> {
  return answered(indexedDB.open(NAME));
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
