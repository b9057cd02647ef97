/**
 * What lies on the disk of a person's computer, and what of it can be read without the passphrase. `docs/protocol/at-rest.md`
 * says the same in words; a test compares the two.
 */

/** Stands in the associated data of every row: a row of another version does not open by accident. */
export const SCHEMA_VERSION = 1;

/** Which tables there are. An older disk gets the new ones when it is opened; its rows stay as they are. */
export const LAYOUT_VERSION = 11;

/** One table. All that is not listed in `readable` is sealed in the column `sealed`. */
export interface TableSchema {
  /** The columns of the primary key, in order; each is readable. */
  readonly key: readonly string[];
  /** Further indexes, each a list of readable columns. */
  readonly indexes: readonly (readonly string[])[];
  /** Each readable column, with the reason for which it must be. */
  readonly readable: Readonly<Record<string, string>>;
}

/** The one table that is needed before there is a key. It is not sealed by the vault: it is the vault. */
export const vaultTable = {
  key: ['id'],
  indexes: [],
  readable: {
    id: 'tells slot, attempts, wipe and doorplate apart',
    record:
      'slot: wrapped key with its parameters; attempts and wipe: must count, and end it, before any key exists; doorplate: names shown on the lock screen',
  },
} as const satisfies TableSchema;

/** Every sealed table. */
export const sealedTables = {
  account: { key: ['key'], indexes: [], readable: { key: 'a fixed word, the same in every profile' } },
  log: { key: ['index'], indexes: [], readable: { index: 'entries are replayed in order' } },
  logState: { key: ['part'], indexes: [], readable: { part: 'a number; the pieces are put together in order' } },
  evidence: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  alarms: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  groupState: {
    key: ['group', 'record'],
    indexes: [],
    readable: {
      group: 'random, known to the relay; one group is loaded at a time',
      record: 'which part of the state: a message rewrites one part only (names an epoch and a range of leaves)',
    },
  },
  keyPackages: { key: ['ref'], indexes: [], readable: { ref: 'the public reference by which a Welcome names it' } },
  pendingCommits: { key: ['group'], indexes: [], readable: { group: 'random, known to the relay; finds the row' } },
  conversations: { key: ['id'], indexes: [], readable: { id: 'random, known to the relay; finds the row' } },
  messages: {
    key: ['conversation', 'id'],
    indexes: [['conversation', 'order']],
    readable: {
      conversation: 'random, known to the relay; a timeline is read page by page',
      id: 'random; drops a message that comes twice',
      order: 'place in the timeline, from the sequence numbers of the relay; pages are cut by it',
    },
  },
  threads: {
    key: ['thread', 'id'],
    indexes: [['thread', 'order']],
    readable: {
      thread: 'a hash; the replies of one thread are found by it',
      id: 'random; finds the message',
      order: 'place in the timeline; a thread is read page by page',
    },
  },
  marks: {
    key: ['conversation', 'id'],
    indexes: [],
    readable: {
      conversation: 'random, known to the relay; those of one conversation are read together',
      id: 'a hash; drops a mark that comes twice',
    },
  },
  expiring: {
    key: ['due', 'id'],
    indexes: [],
    readable: {
      due: 'the hour, since 1970, in which something goes: what went while the app was closed is found without opening all',
      id: 'random; tells rows of one hour apart, and does not say of which message they are',
    },
  },
  outbox: {
    key: ['id'],
    indexes: [['order']],
    readable: { id: 'random; finds the row', order: 'a counter: work is done in the order in which it was asked for' },
  },
  processed: {
    key: ['kind', 'id'],
    indexes: [['at']],
    readable: {
      kind: 'a fixed word: welcome or ciphertext',
      id: 'an id or hash that the relay knows; drops what comes twice',
      at: 'old rows are swept by time',
    },
  },
  drafts: { key: ['conversation'], indexes: [], readable: { conversation: 'random; finds the row' } },
  cursors: { key: ['group'], indexes: [], readable: { group: 'random, known to the relay; finds the row' } },
  search: {
    key: ['kind', 'id'],
    indexes: [],
    readable: {
      kind: 'a fixed word: shard, mark or note',
      id: 'random, or the id of a conversation, known to the relay; finds the row',
    },
  },
  searchShards: { key: ['id'], indexes: [], readable: { id: 'random; one part of the index is loaded at a time' } },
  removals: {
    key: ['group', 'id'],
    indexes: [],
    readable: {
      group: 'random, known to the relay; finds the row',
      id: 'an epoch, known to the relay, and the device of the log that confirms; drops what comes twice',
    },
  },
  history: {
    key: ['room', 'id'],
    indexes: [],
    readable: {
      room: 'random, known to the relay; finds the row',
      id: 'random, and a number: the next piece is found by it, and one that comes twice is dropped',
    },
  },
  scheduled: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  reminders: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  snippets: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  ownState: { key: ['id'], indexes: [], readable: { id: 'random; finds the row' } },
  files: {
    key: ['id'],
    indexes: [],
    readable: { id: 'a hash with a secret key in it; finds the row of a file that a message names' },
  },
  filePieces: {
    key: ['store', 'piece'],
    indexes: [],
    readable: {
      store: 'random; the pieces of one file are read and deleted together',
      piece: 'a number; one piece is read at a time',
    },
  },
} as const satisfies Record<string, TableSchema>;

/** The name of a sealed table. */
export type SealedTableName = keyof typeof sealedTables;

/** How IndexedDB lays a table out. A key or index over one column holds its value, over several an array of theirs. */
export interface DiskLayout {
  readonly key: DiskColumns;
  readonly indexes: readonly DiskColumns[];
}

export interface DiskColumns {
  /** By which a range names it: the column, or `[one+other]`. */
  readonly name: string;
  readonly keyPath: string | string[];
}

/** Every table by its name, the vault first. */
export function diskLayouts(): ReadonlyMap<SealedTableName | 'vault', DiskLayout> {
  const layout = ({ key, indexes }: TableSchema): DiskLayout => ({ key: columns(key), indexes: indexes.map(columns) });
  const sealed = Object.entries(sealedTables) as [SealedTableName, TableSchema][];
  return new Map([['vault', layout(vaultTable)], ...sealed.map(([name, table]) => [name, layout(table)] as const)]);
}

function columns(names: readonly string[]): DiskColumns {
  const [first, ...rest] = names;
  return first !== undefined && rest.length === 0
    ? { name: first, keyPath: first }
    : { name: `[${names.join('+')}]`, keyPath: [...names] };
}
