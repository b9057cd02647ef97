/** What storage can say no with. */
export type StorageErrorCode =
  /** No vault is here: a new profile, or the browser emptied this one. */
  | 'vault-absent'
  | 'vault-exists'
  /** The slot is damaged or weaker than any we write. It was not used. */
  | 'vault-corrupted'
  /** The slot is whole as far as can be told, and the passphrase does not open it. */
  | 'wrong-passphrase'
  | 'too-many-failures'
  /** It was wrong once more than is allowed in a row: everything is deleted. */
  | 'wiped'
  /** A row does not open or parse: damaged, moved, or edited. */
  | 'row-corrupted'
  /** Keys are gone: `lock` was called. */
  | 'locked'
  | 'storage-full'
  /** Written by a newer version of this app. */
  | 'storage-newer'
  /** The browser gives no storage, or closed it under us. */
  | 'unavailable';

/** A row as an error names it. Keys are readable columns, so that naming them tells nobody anything new. */
export interface RowName {
  readonly table: string;
  readonly key: readonly (string | number)[];
}

/** Anything that storage refuses or fails to do. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly row: RowName | undefined;
  readonly retryAt: number | undefined;
  /** How many more wrong passphrases there can be before everything is deleted; undefined: no number of them does that. */
  readonly triesLeft: number | undefined;

  constructor(
    code: StorageErrorCode,
    details: { row?: RowName; retryAt?: number; triesLeft?: number; cause?: unknown } = {},
  ) {
    const { row, retryAt, triesLeft, cause } = details;
    super(row === undefined ? `storage: ${code}` : `storage: ${code} (${row.table} ${row.key.join('/')})`, { cause });
    this.name = 'StorageError';
    this.code = code;
    this.row = row;
    this.retryAt = retryAt;
    this.triesLeft = triesLeft;
  }
}

/** Whether `error` says that one stored row is damaged, while the rest may be whole. */
export function isDamagedRow(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'row-corrupted';
}
