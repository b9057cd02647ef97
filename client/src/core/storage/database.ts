/** The only user of IndexedDB: opening, reading, and one way of writing: many rows in one transaction. */
import { StorageError } from './errors.ts';
import { abort, answer, completion, lastOf, nameOf } from './requests.ts';
import { type DiskLayout, diskLayouts, LAYOUT_VERSION, type SealedTableName } from './schema.ts';
import type { SealedRow } from './sealing.ts';

/** A primary key as IndexedDB takes it. */
export type DiskKey = string | number | (string | number)[];

/** A row of the vault table. */
export interface VaultRow {
  readonly id: 'slot:passphrase' | 'attempts' | 'wipe' | 'doorplate';
  readonly record: unknown;
}

type AnySealedRow = SealedRow<unknown>;
type TableName = SealedTableName | 'vault';

/** What one transaction writes. `clear` and `range` go first, then `remove`, then `put`. */
export interface Batch {
  readonly table: SealedTableName;
  readonly clear?: { readonly index: string; readonly lower: DiskKey; readonly upper: DiskKey }[];
  readonly remove: DiskKey[];
  readonly put: AnySealedRow[];
}

/** Rows by index range. Bounds are inclusive unless said otherwise. */
export interface RangeRequest {
  readonly table: SealedTableName;
  readonly index: string;
  readonly lower: DiskKey;
  readonly upper: DiskKey;
  readonly lowerOpen?: boolean;
  readonly upperOpen?: boolean;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** The sealed disk. It knows no keys and opens nothing. */
export interface Database {
  get(table: SealedTableName, key: DiskKey): Promise<AnySealedRow | undefined>;
  has(table: SealedTableName, key: DiskKey): Promise<boolean>;
  /** The rows under `keys`, in one transaction. */
  many(table: SealedTableName, keys: readonly DiskKey[]): Promise<(AnySealedRow | undefined)[]>;
  /** Which of `keys` are there, in one transaction. */
  among(table: SealedTableName, keys: readonly DiskKey[]): Promise<boolean[]>;
  all(table: SealedTableName): Promise<AnySealedRow[]>;
  range(request: RangeRequest): Promise<AnySealedRow[]>;
  count(request: RangeRequest): Promise<number>;
  /** All or nothing, and on the disk (not only in its cache) when it resolves. */
  write(batches: readonly Batch[], vault?: readonly VaultRow[]): Promise<void>;
  vault(): Promise<ReadonlyMap<string, unknown>>;
  /** Deletes everything, the vault first: once that is gone, nobody opens what may still be there. */
  erase(): Promise<void>;
  close(): void;
}

/** What stands in for the browser in tests. */
export interface IndexedDbParts {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/** @throws StorageError `unavailable`, `storage-newer`. */
export async function openDatabase(name: string, parts: IndexedDbParts = {}): Promise<Database> {
  const layouts = diskLayouts();
  let closed = false;
  let erased = false;
  const told = async <T>(access: () => Promise<T>): Promise<T> => {
    if (closed) throw new StorageError('locked');
    try {
      return await access();
    } catch (cause) {
      throw new StorageError(closed || erased ? 'locked' : codeOf(cause), { cause });
    }
  };
  // Even naming these fails in a browser that gives no storage.
  const factory = () => parts.indexedDB ?? indexedDB;
  const keyRange = () => parts.IDBKeyRange ?? IDBKeyRange;

  let connection = await told(() => connect(factory(), name, layouts));
  let reconnecting: Promise<void> | undefined;

  /**
   * After the browser has ended the connection by itself, as Safari does behind a page that nobody sees. A disk that comes
   * back empty is another disk: it was cleared, and nothing of this session may be written to it.
   */
  const reconnect = async () => {
    connection = await connect(factory(), name, undefined);
    if (closed) connection.close();
  };

  const begin = async (tables: readonly TableName[], mode: IDBTransactionMode): Promise<IDBTransaction> => {
    // On the disk and not in its cache: a power cut must not bring back a ratchet whose keys were used.
    const start = () => connection.transaction(tables, mode, { durability: 'strict' });
    try {
      return start();
    } catch (error) {
      if (closed || erased || nameOf(error) !== 'InvalidStateError') throw error;
      reconnecting ??= reconnect().finally(() => {
        reconnecting = undefined;
      });
      await reconnecting;
      return start();
    }
  };

  /** All of `work` on the disk, or nothing of it. It must wait for nothing but requests: IndexedDB commits when none is open. */
  const transact = <T>(
    tables: readonly TableName[],
    mode: IDBTransactionMode,
    work: (table: (of: TableName) => IDBObjectStore) => Promise<T>,
  ): Promise<T> =>
    told(async () => {
      const transaction = await begin(tables, mode);
      const committed = completion(transaction);
      committed.catch(() => undefined);
      try {
        const result = await work((of) => transaction.objectStore(of));
        await committed;
        return result;
      } catch (error) {
        abort(transaction);
        await committed.catch(() => undefined);
        // When the disk is full, the transaction says so, and its open requests only that they were aborted.
        throw transaction.error ?? error;
      }
    });

  const read = <T>(of: TableName, ask: (table: IDBObjectStore) => Promise<T>): Promise<T> =>
    transact([of], 'readonly', (table) => ask(table(of)));
  const indexed = (table: IDBObjectStore, of: SealedTableName, index: string) =>
    layouts.get(of)?.key.name === index ? table : table.index(index);
  /** Undefined when nothing can lie in it, which IndexedDB calls an error. */
  const range = ({ lower, upper, lowerOpen = false, upperOpen = false }: Bounds): IDBKeyRange | undefined => {
    const order = factory().cmp(lower, upper);
    if (order > 0 || (order === 0 && (lowerOpen || upperOpen))) return undefined;
    return keyRange().bound(lower, upper, lowerOpen, upperOpen);
  };
  const clear = async (
    table: IDBObjectStore,
    of: SealedTableName,
    { index, ...bounds }: Bounds & { index: string },
  ) => {
    const within = range(bounds);
    if (within === undefined) return;
    for (const key of await answer(indexed(table, of, index).getAllKeys(within))) table.delete(key);
  };

  return {
    get: (of, key) => read(of, (table) => answer<AnySealedRow | undefined>(table.get(key))),
    has: async (of, key) => (await read(of, (table) => answer(table.count(key)))) > 0,
    many: (of, keys) =>
      read(of, (table) => Promise.all(keys.map((key) => answer<AnySealedRow | undefined>(table.get(key))))),
    among: (of, keys) =>
      read(of, async (table) => {
        const counts = await Promise.all(keys.map((key) => answer(table.count(key))));
        return counts.map((count) => count > 0);
      }),
    all: (of) => read(of, (table) => answer<AnySealedRow[]>(table.getAll())),
    range: (request) =>
      read(request.table, async (table) => {
        const { table: of, index, newestFirst = false, limit = Number.POSITIVE_INFINITY } = request;
        const within = range(request);
        if (within === undefined || limit === 0) return [];
        const found = indexed(table, of, index);
        if (newestFirst) return lastOf<AnySealedRow>(found, within, limit);
        return answer<AnySealedRow[]>(found.getAll(within, Number.isFinite(limit) ? limit : undefined));
      }),
    count: (request) =>
      read(request.table, async (table) => {
        const within = range(request);
        return within === undefined ? 0 : answer(indexed(table, request.table, request.index).count(within));
      }),
    async write(batches, vaultRows = []) {
      const tables: TableName[] = batches.map((batch) => batch.table);
      if (vaultRows.length > 0) tables.push('vault');
      if (tables.length === 0) return;
      await transact(tables, 'readwrite', async (table) => {
        // Requests are done in the order in which they are made, and one that fails fails the transaction.
        for (const row of vaultRows) table('vault').put(row);
        const writeBatch = async (batch: Batch) => {
          const of = table(batch.table);
          for (const bounds of batch.clear ?? []) await clear(of, batch.table, bounds);
          for (const key of batch.remove) of.delete(key);
          for (const row of batch.put) of.put(row);
        };
        await Promise.all(batches.map(writeBatch));
      });
    },
    vault: async () => {
      const rows = await read('vault', (table) => answer<VaultRow[]>(table.getAll()));
      return new Map(rows.map((row) => [row.id, row.record]));
    },
    erase: () =>
      told(async () => {
        await transact(['vault'], 'readwrite', async (table) => {
          table('vault').clear();
        });
        erased = true;
        connection.close();
        await answer(factory().deleteDatabase(name));
      }),
    close: () => {
      closed = true;
      connection.close();
    },
  };
}

type Bounds = Pick<RangeRequest, 'lower' | 'upper' | 'lowerOpen' | 'upperOpen'>;

/**
 * Connects to a disk of our version, which `layouts` lays out when it is new or older. Without `layouts` it must be there.
 * @throws DOMException; its name is `VersionError` when the disk is newer.
 */
function connect(
  factory: IDBFactory,
  name: string,
  layouts: ReadonlyMap<TableName, DiskLayout> | undefined,
): Promise<IDBDatabase> {
  const request = factory.open(name, LAYOUT_VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    if (layouts === undefined) request.transaction?.abort();
    for (const [table, { key, indexes }] of layouts ?? []) {
      if (database.objectStoreNames.contains(table)) continue;
      const made = database.createObjectStore(table, { keyPath: key.keyPath });
      for (const index of indexes) made.createIndex(index.name, index.keyPath);
    }
  };
  return answer(request).then((database) => {
    // Who deletes or upgrades it waits until everybody else has let go.
    database.onversionchange = () => database.close();
    return database;
  });
}

function codeOf(cause: unknown): 'storage-full' | 'storage-newer' | 'unavailable' {
  switch (nameOf(cause)) {
    case 'QuotaExceededError':
      return 'storage-full';
    case 'VersionError':
      return 'storage-newer';
    default:
      return 'unavailable';
  }
}
