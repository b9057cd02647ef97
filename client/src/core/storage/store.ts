/**
 * The open store: a reader that cannot write, and transactions that cannot read.
 *
 * A transaction collects its writes, seals all of them, and only then opens one IndexedDB transaction that commits them
 * together. So state, plaintext and cursor are on the disk together or not at all, and sealing never holds up a lock.
 */
import type { GroupId } from '#shared/ids/index.ts';
import type { Batch, Database, DiskKey } from './database.ts';
import { type RowName, StorageError } from './errors.ts';
import type {
  AccountKey,
  AccountRowOf,
  ExpiringRow,
  GroupStateRow,
  LogRow,
  MarkRow,
  MessageRow,
  ProcessedRow,
  SearchRow,
} from './records.ts';
import type { Rows } from './rows.ts';
import type { SealedTableName } from './schema.ts';
import { keyColumns, type SealedRow, type Sealer } from './sealing.ts';

/** The primary key of each table, column by column. */
export interface Keys {
  readonly account: [AccountKey];
  readonly log: [index: number];
  readonly logState: [part: number];
  readonly evidence: [id: string];
  readonly alarms: [id: string];
  readonly groupState: [group: GroupId, record: string];
  readonly keyPackages: [ref: string];
  readonly conversations: [id: GroupId];
  readonly pendingCommits: [group: GroupId];
  readonly messages: [conversation: GroupId, id: string];
  readonly threads: [thread: string, id: string];
  readonly marks: [conversation: GroupId, id: string];
  readonly expiring: [due: number, id: string];
  readonly outbox: [id: string];
  readonly processed: [kind: ProcessedRow['kind'], id: string];
  readonly drafts: [conversation: GroupId];
  readonly cursors: [group: GroupId];
  readonly search: [kind: SearchRow['kind'], id: string];
  readonly searchShards: [id: string];
  readonly removals: [group: GroupId, id: string];
  readonly history: [room: GroupId, id: string];
  readonly scheduled: [id: string];
  readonly reminders: [id: string];
  readonly snippets: [id: string];
  readonly ownState: [id: string];
  readonly files: [id: string];
  readonly filePieces: [store: string, piece: number];
}

/** Rows that opened, and the names of those that did not. */
export interface Opened<Row> {
  readonly rows: Row[];
  readonly damaged: RowName[];
}

/** A stretch of a timeline, oldest first. Damaged rows keep their place, so that a gap is seen. */
export interface MessagePage {
  readonly entries: (MessageRow | DamagedMessage)[];
  readonly hasOlder: boolean;
}

export interface DamagedMessage {
  readonly kind: 'damaged';
  readonly conversation: GroupId;
  readonly id: string;
  readonly order: string;
}

/** Reads. Every method may throw StorageError `locked`, `unavailable`, and `row-corrupted` unless it says otherwise. */
export interface StoreReader {
  get<Name extends SealedTableName>(table: Name, ...key: Keys[Name]): Promise<Rows[Name] | undefined>;
  account<Key extends AccountKey>(key: Key): Promise<AccountRowOf<Key> | undefined>;
  /** Whether the row exists; it is not opened. */
  has<Name extends SealedTableName>(table: Name, ...key: Keys[Name]): Promise<boolean>;
  /** Those of `ids` under which a message is there, in one look; none is opened. */
  messagesAmong<Id extends string>(conversation: GroupId, ids: readonly Id[]): Promise<ReadonlySet<Id>>;
  /** All rows in key order. Use where each row matters: one that does not open is an error. */
  all<Name extends SealedTableName>(table: Name): Promise<Rows[Name][]>;
  /** All rows that open. Use where one damaged row must not hide the others. */
  readable<Name extends SealedTableName>(table: Name): Promise<Opened<Rows[Name]>>;
  /** Every record of one group's state. */
  groupState(group: GroupId): Promise<GroupStateRow[]>;
  /** Log entries from `index` on. */
  log(index: number, limit?: number): Promise<LogRow[]>;
  /** The newest `limit` messages before `before` (or the newest of all). A damaged row is an entry, not an error. */
  messages(request: { conversation: GroupId; before?: string; limit: number }): Promise<MessagePage>;
  /** The messages under these keys, in one look; undefined for what is not there, or does not open. */
  messagesUnder(keys: readonly (readonly [GroupId, string])[]): Promise<(MessageRow | undefined)[]>;
  /** Messages at or after `from`, oldest first. */
  messagesFrom(request: { conversation: GroupId; from: string; limit: number }): Promise<MessagePage['entries']>;
  /** The newest `limit` replies of a thread before `before` (or the newest of all), and those from a place on. */
  replies(request: { thread: string; before?: string; limit: number }): Promise<MessagePage>;
  repliesFrom(request: { thread: string; from: string; limit: number }): Promise<MessagePage['entries']>;
  /** What waits for messages of a conversation that have not come; what does not open is left out. */
  marks(conversation: GroupId): Promise<MarkRow[]>;
  /** What is to be looked at up to that hour, since 1970; what does not open is left out. */
  expiring(hour: number): Promise<ExpiringRow[]>;
  /** How many messages stand after `order`. None is opened. */
  countMessagesAfter(conversation: GroupId, order: string): Promise<number>;
}

/** Collects the writes of one transaction. The last write to a key wins. It is dead once the transaction's function returns. */
export interface StoreTransactor {
  put<Name extends SealedTableName>(table: Name, row: Rows[Name]): void;
  delete<Name extends SealedTableName>(table: Name, ...key: Keys[Name]): void;
  /** Deletes every state record of a group that this transaction does not put. */
  deleteGroupState(group: GroupId): void;
  /** Deletes every piece of a file that this transaction does not put. */
  deleteFilePieces(store: string): void;
  /** Forgets processed ids up to and including this time. */
  forgetProcessed(upTo: number): void;
}

/** The open store. */
export interface Store {
  readonly read: StoreReader;
  /**
   * Commits everything that `work` writes, or nothing if it throws. `work` is synchronous: read first, then write.
   * @throws StorageError `locked`, `storage-full`, `unavailable`.
   */
  transaction<T>(work: (write: StoreTransactor) => T extends PromiseLike<unknown> ? never : T): Promise<T>;
}

/** Binds an open sealer to the disk. */
export function createStore(database: Database, sealer: Sealer): Store {
  return {
    read: createReader(database, sealer),
    async transaction(work) {
      const { result, batches } = collect(sealer, work);
      await database.write(batches);
      return result;
    },
  };
}

/**
 * Runs `work` and seals what it wrote, each row as it is in the end: that of a conversation is written with every message of a
 * stretch. Nothing has touched the disk yet.
 */
export function collect<T>(sealer: Sealer, work: (write: StoreTransactor) => T): { result: T; batches: Batch[] } {
  type Write = { readonly key: DiskKey; readonly seal: (() => SealedRow<unknown>) | undefined };
  const writes = new Map<SealedTableName, Map<string, Write>>();
  const cleared = new Map<SealedTableName, NonNullable<Batch['clear']>>();
  let over = false;
  const note = (table: SealedTableName, key: (string | number)[], seal: Write['seal']) => {
    if (over) throw new Error('a transaction was written to after its end');
    const ofTable = writes.get(table) ?? new Map<string, Write>();
    ofTable.set(JSON.stringify(key), { key: diskKey(key), seal });
    writes.set(table, ofTable);
  };
  const clear = (table: SealedTableName, range: NonNullable<Batch['clear']>[number]) => {
    if (over) throw new Error('a transaction was written to after its end');
    cleared.set(table, [...(cleared.get(table) ?? []), range]);
  };
  const write: StoreTransactor = {
    put: (table, row) => note(table, keyColumns(table, row), () => sealer.seal(table, row)),
    delete: (table, ...key) => note(table, key, undefined),
    deleteGroupState: (group) =>
      clear('groupState', { index: GROUP_STATE_KEY, lower: [group, ''], upper: [group, LAST] }),
    deleteFilePieces: (store) =>
      clear('filePieces', { index: FILE_PIECE_KEY, lower: [store, 0], upper: [store, Number.MAX_SAFE_INTEGER] }),
    forgetProcessed: (upTo) => clear('processed', { index: 'at', lower: 0, upper: upTo }),
  };
  const result = work(write);
  over = true;
  const touched = new Set([...cleared.keys(), ...writes.keys()]);
  const batches = [...touched].map((table): Batch => {
    const all = [...(writes.get(table)?.values() ?? [])];
    return {
      table,
      clear: cleared.get(table) ?? [],
      remove: all.filter((one) => one.seal === undefined).map((one) => one.key),
      put: all.flatMap((one) => (one.seal === undefined ? [] : [one.seal()])),
    };
  });
  return { result, batches };
}

const GROUP_STATE_KEY = '[group+record]';
const FILE_PIECE_KEY = '[store+piece]';
const MARK_KEY = '[conversation+id]';
const TIMELINE = '[conversation+order]';
const THREAD = '[thread+order]';
// Greater than any text of ours, which is ASCII.
const LAST = '\uffff';

function createReader(database: Database, sealer: Sealer): StoreReader {
  const openRow = <Name extends SealedTableName>(table: Name, row: SealedRow<unknown>) =>
    sealer.open(table, row as SealedRow<Rows[Name]>);
  const openMessage = (row: SealedRow<unknown>): MessageRow | DamagedMessage => {
    try {
      return openRow('messages', row);
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'row-corrupted') throw error;
      const [conversation, id] = keyColumns('messages', row);
      return { kind: 'damaged', conversation: conversation as GroupId, id: String(id), order: String(row.order) };
    }
  };
  /** The messages of which these rows say where they stand. */
  const messagesOf = async (rows: readonly SealedRow<unknown>[]): Promise<MessagePage['entries']> => {
    const places = readableOf(rows, (row) => openRow('threads', row)).rows;
    const found = await Promise.all(places.map(({ conversation, id }) => database.get('messages', [conversation, id])));
    return found.flatMap((row) => (row === undefined ? [] : [openMessage(row)]));
  };
  return {
    async get(table, ...key) {
      const row = await database.get(table, diskKey(key));
      return row === undefined ? undefined : openRow(table, row);
    },
    async account<Key extends AccountKey>(key: Key) {
      const row = await database.get('account', key);
      // The key is part of the associated data and of the parsed row, so the row that opens is the row of this key.
      return row === undefined ? undefined : (openRow('account', row) as AccountRowOf<Key>);
    },
    has: (table, ...key) => database.has(table, diskKey(key)),
    async messagesAmong(conversation, ids) {
      if (ids.length === 0) return new Set();
      const there = await database.among(
        'messages',
        ids.map((id) => [conversation, id]),
      );
      return new Set(ids.filter((_id, index) => there[index]));
    },
    async all(table) {
      return (await database.all(table)).map((row) => openRow(table, row));
    },
    async readable<Name extends SealedTableName>(table: Name) {
      return readableOf(await database.all(table), (row) => openRow(table, row));
    },
    async groupState(group) {
      const table = 'groupState';
      const rows = await database.range({ table, index: GROUP_STATE_KEY, lower: [group, ''], upper: [group, LAST] });
      return rows.map((row) => openRow(table, row));
    },
    async log(index, limit) {
      const bounds = { lower: index, upper: Number.MAX_SAFE_INTEGER };
      const rows = await database.range({
        table: 'log',
        index: 'index',
        ...bounds,
        ...(limit === undefined ? {} : { limit }),
      });
      return rows.map((row) => openRow('log', row));
    },
    async messages({ conversation, before, limit }) {
      const rows = await database.range({
        table: 'messages',
        index: TIMELINE,
        lower: [conversation, ''],
        upper: [conversation, before ?? LAST],
        upperOpen: true,
        newestFirst: true,
        limit: limit + 1,
      });
      return { entries: rows.slice(0, limit).reverse().map(openMessage), hasOlder: rows.length > limit };
    },
    async messagesUnder(keys) {
      if (keys.length === 0) return [];
      const rows = await database.many(
        'messages',
        keys.map((key) => [...key]),
      );
      return rows.map((row) => {
        const message = row === undefined ? undefined : openMessage(row);
        return message?.kind === 'damaged' ? undefined : message;
      });
    },
    async messagesFrom({ conversation, from, limit }) {
      const bounds = { lower: [conversation, from], upper: [conversation, LAST] };
      const rows = await database.range({ table: 'messages', index: TIMELINE, ...bounds, limit });
      return rows.map(openMessage);
    },
    async replies({ thread, before, limit }) {
      const rows = await database.range({
        table: 'threads',
        index: THREAD,
        lower: [thread, ''],
        upper: [thread, before ?? LAST],
        upperOpen: true,
        newestFirst: true,
        limit: limit + 1,
      });
      return { entries: await messagesOf(rows.slice(0, limit).reverse()), hasOlder: rows.length > limit };
    },
    async repliesFrom({ thread, from, limit }) {
      const bounds = { lower: [thread, from], upper: [thread, LAST] };
      return messagesOf(await database.range({ table: 'threads', index: THREAD, ...bounds, limit }));
    },
    async marks(conversation) {
      const table = 'marks';
      const rows = await database.range({
        table,
        index: MARK_KEY,
        lower: [conversation, ''],
        upper: [conversation, LAST],
      });
      return readableOf(rows, (row) => openRow(table, row)).rows;
    },
    async expiring(hour) {
      const bounds = { lower: [0, ''], upper: [hour, LAST] };
      const rows = await database.range({ table: 'expiring', index: '[due+id]', ...bounds });
      return readableOf(rows, (row) => openRow('expiring', row)).rows;
    },
    countMessagesAfter: (conversation, order) =>
      database.count({
        table: 'messages',
        index: TIMELINE,
        lower: [conversation, order],
        upper: [conversation, LAST],
        lowerOpen: true,
      }),
  };
}

function readableOf<Row>(rows: readonly SealedRow<unknown>[], open: (row: SealedRow<unknown>) => Row): Opened<Row> {
  const opened: Opened<Row> = { rows: [], damaged: [] };
  for (const row of rows) {
    try {
      opened.rows.push(open(row));
    } catch (error) {
      if (!(error instanceof StorageError) || error.row === undefined) throw error;
      opened.damaged.push(error.row);
    }
  }
  return opened;
}

function diskKey(key: readonly (string | number)[]): DiskKey {
  const [first, ...rest] = key;
  return first !== undefined && rest.length === 0 ? first : [...key];
}
