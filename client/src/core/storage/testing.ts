/** A disk in memory for tests, as its owner and as an attacker has it, and sample rows of every table. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { parseId } from '#shared/ids/index.ts';
import type { IndexedDbParts } from './database.ts';
import { type Doorplate, type LockedStorage, openStorage, type UnlockedStorage } from './locked-storage.ts';
import type { MessageRow } from './records.ts';
import { answer, completion } from './requests.ts';
import type { Rows } from './rows.ts';
import type { SealedTableName } from './schema.ts';
import type { VaultCosts } from './vault.ts';

/** An empty in-memory IndexedDB. Two opens with the same parts see the same disk, as after a reload. */
export function memoryDisk(): Required<IndexedDbParts> {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

const CHEAP = { opsLimit: 1, memLimitBytes: 1024 * 1024 };
/** For vaults whose passphrases guard nothing: at the costs of real ones, tests would do little else. */
export const testCosts: VaultCosts = { slot: CHEAP, floor: CHEAP };

/** What stands at the door of a `freshVault`, and what opens them. */
export const doorplate: Doorplate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
export const PASSPHRASE = 'correct horse battery';

/** The vault that a disk holds, or none yet. */
export function openDisk(disk: IndexedDbParts, clock = { now: 1_000_000 }): Promise<LockedStorage> {
  return openStorage({ ...disk, name: 'tacit-test', now: () => clock.now, costs: testCosts });
}

/** A new vault on an empty disk, open. */
export async function freshVault(
  disk = memoryDisk(),
): Promise<{ disk: Required<IndexedDbParts>; store: UnlockedStorage }> {
  const store = await (await openDisk(disk)).create(PASSPHRASE, doorplate, () => undefined);
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

/** Does something to a disk behind the back of whoever owns it. */
export async function tamper<T>(disk: Required<IndexedDbParts>, work: (raw: RawDisk) => Promise<T>): Promise<T> {
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

/** Changes one bit. */
export function flip(bytes: Uint8Array, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

/** Writes one row. */
export function putRow<Name extends SealedTableName>(
  store: UnlockedStorage,
  table: Name,
  row: Rows[Name],
): Promise<void> {
  return store.transaction((write) => write.put(table, row));
}

/** A fixed id: 16 bytes of `value`. */
export function idOf<Id extends GroupId | MessageId | UserId>(value: number): Id {
  return parseId<Id>(encodeBase64url(new Uint8Array(16).fill(value)));
}

/** The `number`-th text message of a conversation. */
export function textMessage(conversation: GroupId, number: number, text = `message ${number}`): MessageRow {
  const id = new Uint8Array(16);
  new DataView(id.buffer).setUint32(0, number);
  return {
    kind: 'text',
    id: parseId<MessageId>(encodeBase64url(id)),
    conversation,
    order: String(number).padStart(12, '0'),
    at: 1_700_000_000_000 + number,
    author: idOf<UserId>(7),
    text,
  };
}

const group = idOf<GroupId>(1);
const bytes = (length: number) => new Uint8Array(length).fill(5);

/** One row of each table. */
export const sampleRows: { readonly [Name in keyof Rows]: Rows[Name] } = {
  account: { key: 'client-sequence', next: 12 },
  log: { index: 3, bytes: bytes(40) },
  logState: { part: 0, bytes: bytes(30) },
  evidence: {
    id: 'e1',
    at: 1,
    kind: 'log-fork',
    sentence: 'Two heads.',
    material: [{ name: 'head', bytes: bytes(3) }],
  },
  alarms: { id: 'a1', at: 1, sentence: 'A device was added.', dismissed: false },
  groupState: { group, record: 'epoch', bytes: bytes(100) },
  keyPackages: {
    ref: 'r1',
    suite: 'x-wing',
    keyPackage: bytes(10),
    secrets: bytes(20),
    notAfter: 9,
    lastResort: true,
    published: true,
  },
  conversations: {
    id: group,
    kind: 'room',
    suite: 'x-wing',
    roomState: '{}',
    status: 'ready',
    members: [idOf<UserId>(7)],
    unread: 2,
    lastAt: 5,
    last: { author: idOf<UserId>(7), preview: 'hello' },
  },
  pendingCommits: {
    group,
    epoch: '12',
    clientSequence: 5,
    commit: bytes(9),
    welcomeTo: [],
    rosterAdd: [],
    rosterRemove: [],
    roomState: '{}',
    members: [],
    added: [],
    removed: [],
    state: [
      { key: 'epoch', bytes: bytes(4) },
      { key: 'past/3', bytes: null },
    ],
  },
  messages: textMessage(group, 1, 'a canary in a coal mine'),
  threads: { thread: 't1', id: idOf<MessageId>(3), order: '000000000003', conversation: group },
  marks: {
    conversation: group,
    id: 'm1',
    target: { author: idOf<UserId>(7), id: idOf<MessageId>(3) },
    relayedAt: 5,
    change: { kind: 'edit', id: idOf<MessageId>(4), by: idOf<UserId>(7), at: 4, sequence: 12, text: 'better words' },
  },
  expiring: { due: 490_000, at: 490_000 * 3_600_000 + 7, id: 'e1', table: 'messages', conversation: group, row: 'm1' },
  outbox: {
    id: 'o1',
    order: 1,
    group,
    kind: 'text',
    intent: { text: 'later' },
    attempts: 0,
    ready: { clientSequence: 4, epoch: '12', message: bytes(9) },
  },
  processed: { kind: 'welcome', id: 'w1', at: 4 },
  drafts: { conversation: group, text: 'dear', at: 2 },
  cursors: { group, sequence: 77 },
  search: { kind: 'note', id: 'n1', of: [[group, 'm1']] },
  searchShards: { id: 's1', bytes: bytes(30) },
  removals: { group, id: '7', at: 5 },
  history: {
    room: group,
    id: 'AAAAAAAAAAAAAAAAAAAAAA:0',
    transfer: 'AAAAAAAAAAAAAAAAAAAAAA',
    part: 0,
    of: 1,
    by: idOf<UserId>(7),
    via: group,
    at: 5,
    said: [],
  },
  scheduled: { kind: 'waiting', id: idOf<MessageId>(5), conversation: group, dueAt: 9, text: 'a canary for tomorrow' },
  reminders: { id: idOf<MessageId>(6), conversation: group, message: idOf<MessageId>(3), dueAt: 9 },
  ownState: { id: 'o1', kind: 'asked', group, ask: idOf<MessageId>(9), done: true },
  snippets: { id: idOf<MessageId>(8), title: 'Canary', text: 'a canary to use again' },
  files: {
    id: idOf<MessageId>(10),
    store: idOf<MessageId>(11),
    blob: idOf<MessageId>(12),
    size: 9,
    pieces: 1,
    messages: [{ conversation: group, id: idOf<MessageId>(3) }],
    secret: new Uint8Array(32).fill(4),
    usedAt: 9,
  },
  filePieces: { store: idOf<MessageId>(11), piece: 0, bytes: new Uint8Array(64).fill(6) },
};
