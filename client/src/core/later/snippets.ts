/** Words that a person uses again and again, kept on their devices. */
import type { MessageId } from '#shared/ids/index.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Journal } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { SnippetView } from '../port.ts';
import { SNIPPETS_MAX, type SnippetRow, snippetSchema } from '../storage/later-records.ts';
import { say } from '../words/saying.ts';
import { openShelf, type Shelf } from './shelf.ts';

const FULL = say('later', 'snippetsFull', SNIPPETS_MAX);

export interface Snippets {
  readonly shelf: Shelf<SnippetRow>;
  /** By title. */
  readonly now: readonly SnippetView[];
  /** A new one, or other words for the one of that id. @throws Refused, StorageError. */
  save(snippet: { readonly id?: MessageId; readonly title: string; readonly text: string }): Promise<MessageId>;
  /** Takes one out, and puts it back. @throws Refused, StorageError. */
  remove(id: MessageId): Promise<void>;
  restore(id: MessageId): Promise<void>;
}

const folded = (title: string): string => title.normalize('NFKC').toLowerCase();

/** Reads the snippets. @throws StorageError. */
export async function openSnippets(journal: Journal, changed: () => void): Promise<Snippets> {
  const shelf = await openShelf(journal, 'snippets', { most: SNIPPETS_MAX, full: FULL, changed });
  return {
    shelf,
    get now() {
      return [...shelf.rows.values()].sort((left, right) => left.title.localeCompare(right.title));
    },
    save: ({ id = freshId<MessageId>(), title, text }) =>
      shelf.alone(async () => {
        const row = { id, title: title.trim().replace(/\s+/gu, ' '), text: text.trim() };
        if (!snippetSchema.safeParse(row).success) throw new Refused('invalid-input');
        const twin = [...shelf.rows.values()].find((one) => one.id !== id && folded(one.title) === folded(row.title));
        if (twin !== undefined) throw new Refused('not-allowed', say('later', 'twin'));
        await shelf.put(row);
        return id;
      }),
    remove: (id) => shelf.alone(() => shelf.remove(id)),
    restore: (id) => shelf.alone(() => shelf.restore(id)),
  };
}
