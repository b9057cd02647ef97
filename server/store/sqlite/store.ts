/**
 * The embedded store: SQLite in one folder.
 *
 * Group commit: what was asked for in one turn of the event loop is made durable by one commit, and only then is anybody
 * told. With one commit per message a disk that needs 5 ms to flush would carry 200 messages a second.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Store, StoreError, type StoreReader, type StoreTransactor } from '../contract.ts';
import { SqliteReader } from './reader.ts';
import { prepare } from './schema.ts';
import { SqliteTransactor } from './transactor.ts';

const FILE = 'relay.sqlite';

interface Job {
  run(transactor: StoreTransactor): void;
  /** Called once the batch is durable: tells the caller what `run` came to. */
  settle(): void;
  fail(error: StoreError): void;
}

/** Opens or makes the store in `folder`. @throws StoreError `unusable` when it cannot: another process has it, or no right to. */
export function openSqliteStore(folder: string): Store {
  let database: Database.Database;
  try {
    // Others on the machine have no business here: neither in the folder nor in the files, whatever the umask.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const file = path.join(folder, FILE);
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    database = new Database(file, { timeout: 1_000 });
    prepare(database);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('unusable', `The data folder ${folder} cannot be used, or another relay is using it.`, error);
  }
  return new SqliteStore(database);
}

class SqliteStore implements Store {
  readonly read: StoreReader;
  readonly #database: Database.Database;
  readonly #transactor: SqliteTransactor;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #save: Database.Statement;
  readonly #release: Database.Statement;
  readonly #undo: Database.Statement;
  #jobs: Job[] = [];
  #closed = false;

  constructor(database: Database.Database) {
    this.#database = database;
    this.read = new SqliteReader(database);
    this.#transactor = new SqliteTransactor(database);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#save = database.prepare('SAVEPOINT work');
    this.#release = database.prepare('RELEASE work');
    this.#undo = database.prepare('ROLLBACK TO work');
  }

  transact<T>(work: (transactor: StoreTransactor) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new StoreError('closed', 'the store is closed'));
        return;
      }
      let settle: () => void = () => {};
      this.#jobs.push({
        run: (transactor) => {
          this.#save.run();
          try {
            const value = work(transactor);
            settle = () => resolve(value);
          } catch (error) {
            this.#undo.run();
            settle = () => reject(error);
          }
          this.#release.run();
        },
        settle: () => settle(),
        fail: reject,
      });
      if (this.#jobs.length === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const jobs = this.#jobs;
    if (jobs.length === 0) return;
    this.#jobs = [];
    try {
      this.#begin.run();
      for (const job of jobs) job.run(this.#transactor);
      this.#commit.run();
    } catch (error) {
      // Nothing of the batch is durable: a full disk, a broken file. Nobody may hear otherwise.
      if (this.#database.inTransaction) this.#rollback.run();
      for (const job of jobs) job.fail(new StoreError('failed', 'the store could not make this durable', error));
      return;
    }
    for (const job of jobs) job.settle();
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#flush();
      this.#database.close();
    }
    return Promise.resolve();
  }
}
