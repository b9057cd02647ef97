/**
 * The tables. What stands here is all that the relay keeps; `docs/security/what-the-relay-sees.md` lists every column, and
 * a test compares the two.
 *
 * No row says who sent an envelope. `accepted` in `device` is a ring of bits, one per recent sequence number of that
 * device: enough to recognise a retry, and it names neither group nor message.
 */
import type Database from 'better-sqlite3';
import { StoreError } from '../contract.ts';

const VERSION = 3;

/** What came with version 2: a file of version 1 gets it when it is opened. */
const sinceVersion2 = `
CREATE TABLE push_subscription (device_id INTEGER PRIMARY KEY REFERENCES device, endpoint TEXT NOT NULL,
  topic TEXT NOT NULL) STRICT;
`;

/** What came with version 3. */
const sinceVersion3 = `
CREATE TABLE blob (name BLOB PRIMARY KEY, bytes INTEGER NOT NULL, pieces INTEGER NOT NULL, have INTEGER NOT NULL,
  erase BLOB NOT NULL, at INTEGER NOT NULL, expires_at INTEGER) STRICT, WITHOUT ROWID;
`;

/** What a file of each earlier version lacks; a new file lacks everything. */
const lacks = (version: unknown): string | undefined => {
  if (version === 0) return tables;
  if (version === 1) return sinceVersion2 + sinceVersion3;
  return version === 2 ? sinceVersion3 : undefined;
};

export const tables = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE log_entry (position INTEGER PRIMARY KEY, envelope BLOB NOT NULL) STRICT;
CREATE TABLE device (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, client_seq INTEGER NOT NULL DEFAULT 0,
  accepted BLOB) STRICT;
CREATE TABLE mls_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL, head INTEGER NOT NULL)
  STRICT;
CREATE TABLE roster (group_id INTEGER NOT NULL REFERENCES mls_group, device_id INTEGER NOT NULL REFERENCES device,
  joined_at INTEGER NOT NULL, left_at INTEGER, cursor INTEGER NOT NULL, PRIMARY KEY (group_id, device_id))
  STRICT, WITHOUT ROWID;
CREATE INDEX roster_of_device ON roster (device_id);
CREATE TABLE envelope (id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES mls_group, seq INTEGER NOT NULL,
  epoch INTEGER NOT NULL, kind TEXT NOT NULL, message BLOB NOT NULL, at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  UNIQUE (group_id, seq)) STRICT;
CREATE TABLE welcome (id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL REFERENCES mls_group,
  seq INTEGER NOT NULL, message BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE welcome_recipient (device_id INTEGER NOT NULL REFERENCES device,
  welcome_id INTEGER NOT NULL REFERENCES welcome, PRIMARY KEY (device_id, welcome_id)) STRICT, WITHOUT ROWID;
CREATE INDEX welcome_recipient_of_welcome ON welcome_recipient (welcome_id);
CREATE TABLE key_package (id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL REFERENCES device, ref BLOB NOT NULL UNIQUE,
  bytes BLOB, not_after INTEGER NOT NULL, last_resort INTEGER NOT NULL) STRICT;
CREATE INDEX key_package_of_device ON key_package (device_id, last_resort, id);
${sinceVersion2}${sinceVersion3}`;

/** Sets the connection up and makes the tables on first use. @throws StoreError `unusable` for a newer version's file. */
export function prepare(database: Database.Database): void {
  // One process per folder: a second relay on it would judge the log by a state of its own, and is stopped here.
  database.pragma('locking_mode = EXCLUSIVE');
  // Must come before the first table; lets the file shrink after messages have gone.
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  // An acknowledgement means that the disk has it, and survives a power cut; the group commit makes it cheap.
  database.pragma('synchronous = FULL');
  database.pragma('wal_autocheckpoint = 4000');
  database.pragma('foreign_keys = ON');
  // What was removed is overwritten where that costs no extra writes.
  database.pragma('secure_delete = FAST');
  database.pragma('trusted_schema = OFF');
  const version: unknown = database.pragma('user_version', { simple: true });
  if (version === VERSION) return;
  const missing = lacks(version);
  if (missing === undefined)
    throw new StoreError('unusable', `The database was written by another version (${String(version)}).`);
  database.transaction(() => {
    database.exec(missing);
    database.pragma(`user_version = ${VERSION}`);
  })();
}
