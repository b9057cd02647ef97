/**
 * Rows, sealed. A row is XChaCha20-Poly1305 under the key of its table; the associated data names table, schema version and
 * every readable column. So whoever edits the disk can delete a row or put an older copy back, and nothing else: a row
 * that is moved to another table, key, conversation or place does not open.
 */
import {
  canonicalJson,
  concatBytes,
  decodeBase64url,
  decodeUtf8,
  encodeBase64url,
  encodeUtf8,
  labelled,
  labels,
} from '#shared/encoding/index.ts';
import { hkdfSha256 } from '../crypto/hkdf.ts';
import { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, aeadOpen, aeadSeal, randomBytes, wipe } from '../crypto/primitives.ts';
import { StorageError } from './errors.ts';
import { type Rows, rowSchemas } from './rows.ts';
import { SCHEMA_VERSION, type SealedTableName, sealedTables, type TableSchema } from './schema.ts';

declare const holds: unique symbol;

/** A row as the disk sees it: the readable columns, and `sealed` (nonce, then ciphertext). `T` is what is inside. */
export interface SealedRow<T> {
  readonly [column: string]: string | number | Uint8Array;
  readonly sealed: Uint8Array;
  readonly [holds]?: T & never;
}

/** Seals and opens rows while the vault is open. */
export interface Sealer {
  /** @throws StorageError `locked`. */
  seal<Name extends SealedTableName>(table: Name, row: Rows[Name]): SealedRow<Rows[Name]>;
  /** @throws StorageError `row-corrupted` for a row that is damaged, moved or not of this schema; `locked`. */
  open<Name extends SealedTableName>(table: Name, row: SealedRow<Rows[Name]>): Rows[Name];
  /** Zeroes the keys. Nothing opens any more. */
  wipe(): void;
}

/** Derives one key per table from the vault master key. The caller keeps and wipes `vaultMasterKey`. */
export function createSealer(vaultMasterKey: Uint8Array): Sealer {
  const keys = new Map<SealedTableName, Uint8Array>();
  for (const table of tableNames()) {
    const info = labelled(labels.tableKey, encodeUtf8(table));
    keys.set(table, hkdfSha256.expand(vaultMasterKey, info, AEAD_KEY_BYTES));
  }
  const keyOf = (table: SealedTableName): Uint8Array => {
    const key = keys.get(table);
    if (key === undefined) throw new StorageError('locked');
    return key;
  };
  return {
    seal(table, row) {
      const key = keyOf(table);
      const columns = readableColumns(table, row);
      const nonce = randomBytes(AEAD_NONCE_BYTES);
      const plaintext = encodeRow(table, row);
      const sealed = concatBytes(nonce, aeadSeal(key, nonce, plaintext, associatedData(table, columns)));
      wipe(plaintext);
      return { ...columns, sealed };
    },
    open(table, row) {
      const key = keyOf(table);
      const columns = readableColumns(table, row);
      try {
        const nonce = row.sealed.subarray(0, AEAD_NONCE_BYTES);
        const ciphertext = row.sealed.subarray(AEAD_NONCE_BYTES);
        const plaintext = aeadOpen(key, nonce, ciphertext, associatedData(table, columns));
        return decodeRow(table, columns, plaintext);
      } catch (cause) {
        throw new StorageError('row-corrupted', { row: { table, key: keyColumns(table, row) }, cause });
      }
    },
    wipe() {
      wipe(...keys.values());
      keys.clear();
    },
  };
}

/** The names of the sealed tables. */
export function tableNames(): SealedTableName[] {
  return Object.keys(sealedTables) as SealedTableName[];
}

/** The primary key of a row, column by column. */
export function keyColumns(table: SealedTableName, row: object): (string | number)[] {
  return pick(sealedTables[table].key, row);
}

type Columns = Record<string, string | number>;

function readableColumns(table: SealedTableName, row: object): Columns {
  const names = Object.keys((sealedTables[table] as TableSchema).readable);
  const values = pick(names, row);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function pick(names: readonly string[], row: object): (string | number)[] {
  const values = new Map<string, unknown>(Object.entries(row));
  return names.map((name) => {
    const value = values.get(name);
    return typeof value === 'number' || typeof value === 'string' ? value : '';
  });
}

function associatedData(table: SealedTableName, columns: Columns): Uint8Array {
  return encodeUtf8(canonicalJson([table, SCHEMA_VERSION, columns]));
}

// These tables hold nothing but bytes, and are large or written or read by the thousand: those bytes are the plaintext. All others
// are JSON, in which bytes stand as {"$bytes": base64url}.
const bytesOnly: ReadonlySet<SealedTableName> = new Set([
  'groupState',
  'log',
  'logState',
  'searchShards',
  'filePieces',
]);

function encodeRow(table: SealedTableName, row: Rows[SealedTableName]): Uint8Array {
  if (bytesOnly.has(table) && 'bytes' in row) return row.bytes.slice();
  return encodeUtf8(
    JSON.stringify(row, (_name, value: unknown) =>
      value instanceof Uint8Array ? { $bytes: encodeBase64url(value) } : value,
    ),
  );
}

function decodeRow<Name extends SealedTableName>(table: Name, columns: Columns, plaintext: Uint8Array): Rows[Name] {
  const value: unknown = bytesOnly.has(table) ? { ...columns, bytes: plaintext } : parseJson(plaintext);
  return rowSchemas[table].parse(value);
}

function parseJson(plaintext: Uint8Array): unknown {
  return JSON.parse(decodeUtf8(plaintext), (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value;
    if (typeof value.$bytes !== 'string') throw new RangeError('not bytes');
    return decodeBase64url(value.$bytes);
  });
}
