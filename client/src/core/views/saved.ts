/** What the person has saved: a message stands here by its place, with its words as they are now. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { type Journal, type Memory, messageKey } from '../groups/journal.ts';
import { isInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn } from '../groups/threads.ts';
import type { SavedView } from '../port.ts';
import { SAVED_MAX } from '../storage/account-records.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { StoreReader } from '../storage/store.ts';
import { say } from '../words/saying.ts';
import { wordsOfMessage } from './files.ts';
import type { NameOf } from './messages.ts';

/** What of a saved message is shown, in UTF-16 units. */
const EXCERPT = 300;

/** Saves a message, or no longer. @throws Refused `not-found`, `not-allowed`; StorageError. */
export async function saveMessage(
  { journal, device }: { readonly journal: Journal; readonly device: { readonly now: () => number } },
  conversation: GroupId,
  message: MessageId,
  on: boolean,
): Promise<void> {
  const key = messageKey(conversation, message);
  await journal.record(
    (write) => {
      const { saved } = journal.memory;
      if (!on) return write.deleteSaved(conversation, message);
      const row = write.message(conversation, message);
      if (row?.kind !== 'text' || row.recalledAt !== undefined) throw new Refused('not-found');
      // It has no place to come back to yet.
      if (isInQueue(row.order)) throw new Refused('not-allowed', say('talk', 'notSentYet'));
      if (saved.has(key)) return;
      if (saved.size >= SAVED_MAX) {
        throw new Refused('not-allowed', say('talk', 'savedFull'));
      }
      const { author, named, order } = row;
      write.putSaved({ conversation, message, author, ...(named && { named }), order, at: device.now() });
    },
    { conversation, messages: [message] },
  );
}

/** The one that was saved last first; what does not open any more is left out. @throws StorageError. */
export async function savedViews({
  journal: { memory, read },
  nameOf,
}: {
  readonly journal: { readonly memory: Pick<Memory, 'saved'>; readonly read: StoreReader };
  readonly nameOf: NameOf;
}): Promise<SavedView[]> {
  const views = [...memory.saved.values()]
    .reverse()
    .map(async ({ conversation, message, at }): Promise<SavedView[]> => {
      const mark = { conversation, message, at };
      const row = await read.get('messages', mark.conversation, mark.message).catch((error: unknown) => {
        if (isDamagedRow(error)) return undefined;
        throw error;
      });
      if (row?.kind !== 'text' || row.recalledAt !== undefined) return [];
      const excerpt = wordsOfMessage(row, nameOf).slice(0, EXCERPT);
      return [{ ...mark, key: row.order, ...asideIn(row), author: row.author, saidAt: row.at, excerpt }];
    });
  return (await Promise.all(views)).flat();
}
