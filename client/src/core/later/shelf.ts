/** A short list that a person keeps for themselves: in memory as a whole, sealed on the disk; what was taken out can be put back. */
import { createExclusive } from '../groups/exclusive.ts';
import type { Journal, JournalWriter } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { Rows } from '../storage/rows.ts';
import type { Saying } from '../words/saying.ts';

type ShelfTable = 'scheduled' | 'reminders' | 'snippets';

/** So many that were taken out can be put back, until the app is locked. */
const REGRETTED = 20;

export interface Shelf<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Runs `work` while nothing else changes the list. All below belongs within. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** @throws Refused `not-allowed` when the list is full; StorageError. */
  put(row: Row): Promise<void>;
  /** @throws Refused `not-found`, StorageError. */
  remove(id: string): Promise<void>;
  /** Puts back what was taken out, as `as` has it. @throws Refused `not-found`, `not-allowed`; StorageError. */
  restore(id: string, as?: (row: Row) => Row): Promise<void>;
  /**
   * Writes within a record that changes something else, too: `row` in place of what is there; undefined: nothing.
   * @returns what is to be called once that record is on the disk.
   */
  within(write: JournalWriter, id: string, row: Row | undefined): () => void;
}

/** Reads the list; what does not open is left out. @throws StorageError. */
export async function openShelf<Table extends ShelfTable>(
  journal: Journal,
  table: Table,
  { most, full, changed }: { readonly most: number; readonly full: Saying; readonly changed: () => void },
): Promise<Shelf<Rows[Table]>> {
  type Row = Rows[Table];
  const opened = await journal.read.readable(table);
  const rows = new Map<string, Row>(opened.rows.map((row) => [row.id, row]));
  const removed = new Map<string, Row>();
  const queue = createExclusive();

  const within: Shelf<Row>['within'] = (write, id, row) => {
    if (row !== undefined) write.put(table, row);
    // The three tables have the same key, which the compiler does not see through the one that is not known here.
    else (write.delete as (from: ShelfTable, id: string) => void)(table, id);
    return () => {
      if (row === undefined) rows.delete(id);
      else rows.set(id, row);
      changed();
    };
  };
  const record = async (id: string, row: Row | undefined): Promise<void> => {
    let settled = () => {};
    await journal.record((write) => {
      settled = within(write, id, row);
    });
    settled();
  };
  const put: Shelf<Row>['put'] = async (row) => {
    if (!rows.has(row.id) && rows.size >= most) throw new Refused('not-allowed', full);
    await record(row.id, row);
  };
  return {
    rows,
    alone: (work) => queue.run(table, work),
    put,
    async remove(id) {
      const row = rows.get(id);
      if (row === undefined) throw new Refused('not-found');
      await record(id, undefined);
      removed.set(id, row);
      const [oldest] = removed.keys();
      if (removed.size > REGRETTED && oldest !== undefined) removed.delete(oldest);
    },
    async restore(id, as = (row) => row) {
      const row = removed.get(id);
      if (row === undefined) throw new Refused('not-found');
      await put(as(row));
      removed.delete(id);
    },
    within,
  };
}
