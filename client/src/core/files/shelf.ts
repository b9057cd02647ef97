/** What this device has of which files: the rows, in memory as on the disk, and which messages they belong to. */
import type { GroupId } from '#shared/ids/index.ts';
import { type Journal, type JournalWriter, messageKey } from '../groups/journal.ts';
import type { FileRow } from '../storage/file-records.ts';
import { shapeOf } from './shape.ts';

/** A message, as a file's row names it. */
export type Holder = FileRow['messages'][number];

export class Shelf {
  readonly #journal: Journal;
  readonly #rows = new Map<string, FileRow>();
  readonly #byMessage = new Map<string, Set<string>>();
  /** Written by a record of which it is not known yet whether it came about. */
  readonly #staged = new Map<string, FileRow>();

  constructor(journal: Journal, rows: readonly FileRow[]) {
    this.#journal = journal;
    for (const row of rows) this.#note(row);
  }

  get(id: string): FileRow | undefined {
    return this.#rows.get(id);
  }

  all(): FileRow[] {
    return [...this.#rows.values()];
  }

  /** The files of a message. */
  of(conversation: GroupId, message: string): FileRow[] {
    const ids = this.#byMessage.get(messageKey(conversation, message)) ?? [];
    return [...ids].flatMap((id) => this.#rows.get(id) ?? []);
  }

  /**
   * Changes the row of a file as the record finds it, together with what `beside` writes; undefined: deletes it and its pieces.
   * @returns the row as it is then. @throws StorageError.
   */
  async change(
    id: string,
    change: (row: FileRow | undefined) => FileRow | undefined,
    beside: (write: JournalWriter) => void = () => undefined,
  ): Promise<FileRow | undefined> {
    let before: FileRow | undefined;
    const after = await this.#journal.record((write) => {
      before = this.#rows.get(id);
      const next = change(before);
      if (next === undefined) write.delete('files', id);
      else write.put('files', next);
      // What nothing names any more opens to nobody, and is not to fill the disk.
      if (before !== undefined && before.store !== next?.store) write.deleteFilePieces(before.store);
      beside(write);
      return next;
    });
    if (before !== undefined) this.#forget(before);
    if (after !== undefined) this.#note(after);
    return after;
  }

  /** Within a record that puts messages: `recorded` takes it in. */
  stage(write: JournalWriter, id: string, change: (row: FileRow) => FileRow): void {
    const row = this.#staged.get(id) ?? this.#rows.get(id);
    if (row === undefined) return;
    const next = change(row);
    write.put('files', next);
    this.#staged.set(id, next);
  }

  /** A record came about that has put these messages. @returns what was staged in it. */
  settle(messages: readonly Holder[]): FileRow[] {
    if (this.#staged.size === 0) return [];
    const keys = new Set(messages.map(({ conversation, id }) => messageKey(conversation, id)));
    // What belongs to none of them was staged in a record that did not come about.
    const done = [...this.#staged.values()].filter((row) => row.messages.some((one) => keys.has(keyOf(one))));
    this.#staged.clear();
    for (const row of done) {
      const before = this.#rows.get(row.id);
      if (before !== undefined) this.#forget(before);
      this.#note(row);
    }
    return done;
  }

  #note(row: FileRow): void {
    this.#rows.set(row.id, row);
    for (const one of row.messages) {
      const ids = this.#byMessage.get(keyOf(one)) ?? new Set();
      this.#byMessage.set(keyOf(one), ids.add(row.id));
    }
  }

  #forget(row: FileRow): void {
    this.#rows.delete(row.id);
    for (const one of row.messages) {
      const ids = this.#byMessage.get(keyOf(one));
      ids?.delete(row.id);
      if (ids?.size === 0) this.#byMessage.delete(keyOf(one));
    }
  }
}

const keyOf = ({ conversation, id }: Holder): string => messageKey(conversation, id);

/** Whether the relay has all of what this device is to put there. */
export function isPut({ secret, put, size }: FileRow): boolean {
  return secret === undefined || (put ?? 0) >= shapeOf(size).pieces;
}

/** Files of others, and own ones that the relay has, that go so that what is kept is at most so large: the longest unused first. */
export function tooMany(rows: readonly FileRow[], most: number): FileRow[] {
  const kept = rows.filter((row) => row.pieces > 0 && row.added !== true && isPut(row));
  let left = kept.reduce((sum, { size }) => sum + size, 0) - most;
  const gone: FileRow[] = [];
  for (const row of kept.sort((one, other) => one.usedAt - other.usedAt)) {
    if (left <= 0) break;
    left -= row.size;
    gone.push(row);
  }
  return gone;
}
