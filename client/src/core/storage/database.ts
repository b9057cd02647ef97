/** The only importer of Dexie: opening, reading, and one way of writing: many rows in one transaction. */
import Dexie, { type DexieOptions } from 'dexie';
import { StorageError } from './errors.ts';
import { dexieStores, SCHEMA_VERSION, type SealedTableName } from './schema.ts';
import type { SealedRow } from './sealing.ts';

/** A primary key as IndexedDB takes it. */
export type DiskKey = string | number | (string | number)[];

/** A row of the vault table. */
export interface VaultRow {
  readonly id: 'slot:passphrase' | 'attempts' | 'doorplate';
  readonly record: unknown;
}

type AnySealedRow = SealedRow<unknown>;

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
  all(table: SealedTableName): Promise<AnySealedRow[]>;
  range(request: RangeRequest): Promise<AnySealedRow[]>;
  count(request: RangeRequest): Promise<number>;
  /** All or nothing, and on the disk (not only in its cache) when it resolves. */
  write(batches: readonly Batch[], vault?: readonly VaultRow[]): Promise<void>;
  vault(): Promise<ReadonlyMap<string, unknown>>;
  erase(): Promise<void>;
  close(): void;
}

/** What stands in for the browser in tests. */
export type IndexedDbParts = Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>;

/** @throws StorageError `unavailable`, `storage-newer`. */
export async function openDatabase(name: string, parts: IndexedDbParts = {}): Promise<Database> {
  const dexie = new Dexie(name, {
    ...parts,
    // Nothing of ours may stay in another cache, and a power cut must not bring back a ratchet whose keys were used.
    cache: 'disabled',
    chromeTransactionDurability: 'strict',
  });
  dexie.version(SCHEMA_VERSION).stores(dexieStores());
  let closed = false;
  const told = async <T>(access: () => PromiseLike<T>): Promise<T> => {
    if (closed) throw new StorageError('locked');
    try {
      return await access();
    } catch (cause) {
      throw new StorageError(closed ? 'locked' : codeOf(cause), { cause });
    }
  };
  await told(() => dexie.open());
  // Dexie opens a newer database too, and multiplies its version numbers by ten. Writing rows of this version among those of
  // a newer one would lose whatever the newer one added.
  if (dexie.backendDB().version > SCHEMA_VERSION * 10) {
    dexie.close();
    throw new StorageError('storage-newer');
  }

  const table = (of: SealedTableName) => dexie.table<AnySealedRow, DiskKey>(of);
  const vault = dexie.table<VaultRow, string>('vault');
  const select = (request: RangeRequest) => {
    const { index, lower, upper, lowerOpen = false, upperOpen = false } = request;
    const found = table(request.table).where(index).between(lower, upper, !lowerOpen, !upperOpen);
    return request.newestFirst === true ? found.reverse() : found;
  };

  return {
    get: (of, key) => told(() => table(of).get(key)),
    has: (of, key) => told(async () => (await table(of).where(':id').equals(key).count()) > 0),
    all: (of) => told(() => table(of).toArray()),
    range: (request) =>
      told(() => {
        const found = select(request);
        return (request.limit === undefined ? found : found.limit(request.limit)).toArray();
      }),
    count: (request) => told(() => select(request).count()),
    async write(batches, vaultRows = []) {
      const tables = [...batches.map((batch) => batch.table), ...(vaultRows.length > 0 ? ['vault'] : [])];
      if (tables.length === 0) return;
      await told(() =>
        dexie.transaction('rw', tables, async () => {
          await Promise.all([
            ...batches.map(async (batch) => {
              const of = table(batch.table);
              for (const { index, lower, upper } of batch.clear ?? []) {
                await of.where(index).between(lower, upper, true, true).delete();
              }
              if (batch.remove.length > 0) await of.bulkDelete(batch.remove);
              if (batch.put.length > 0) await of.bulkPut(batch.put);
            }),
            ...(vaultRows.length > 0 ? [vault.bulkPut([...vaultRows])] : []),
          ]);
        }),
      );
    },
    vault: async () => {
      const rows = await told(() => vault.toArray());
      return new Map(rows.map((row) => [row.id, row.record]));
    },
    erase: () => told(() => dexie.delete()),
    close: () => {
      closed = true;
      dexie.close();
    },
  };
}

function codeOf(cause: unknown): 'storage-full' | 'storage-newer' | 'unavailable' {
  const names = new Set<string>();
  for (let error = cause; error instanceof Error && names.size < 8; ) {
    names.add(error.name);
    const inner: unknown = 'inner' in error ? error.inner : undefined;
    if (inner === error) break;
    error = inner;
  }
  if (names.has('QuotaExceededError')) return 'storage-full';
  return names.has('VersionError') ? 'storage-newer' : 'unavailable';
}
