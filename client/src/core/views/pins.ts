/** What is pinned in a conversation, with its words as they are now. */
import type { GroupId } from '#shared/ids/index.ts';
import type { Journal } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn } from '../groups/threads.ts';
import type { PinMark, PinView } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ConversationRow } from '../storage/records.ts';
import { wordsOfMessage } from './files.ts';
import type { NameOf } from './messages.ts';

/** What of a pinned message is shown, in UTF-16 units. */
const EXCERPT = 300;

export function pinMarks({ pins = [] }: Pick<ConversationRow, 'pins'>): PinMark[] {
  return pins.map(({ order: _order, pin: _pin, ...mark }) => mark);
}

/** The one that was pinned last first; what does not open any more is left out. @throws Refused `not-found`, StorageError. */
export async function pinViews(
  { journal: { memory, read }, nameOf }: { readonly journal: Journal; readonly nameOf: NameOf },
  conversation: GroupId,
): Promise<PinView[]> {
  const row = memory.conversations.get(conversation);
  if (row === undefined) throw new Refused('not-found');
  const views = (row.pins ?? []).toReversed().map(async ({ order: key, pin: _pin, ...mark }): Promise<PinView[]> => {
    const message = await read.get('messages', conversation, mark.message).catch((error: unknown) => {
      if (isDamagedRow(error)) return undefined;
      throw error;
    });
    if (message?.kind !== 'text' || message.recalledAt !== undefined) return [];
    const excerpt = wordsOfMessage(message, nameOf).slice(0, EXCERPT);
    return [{ ...mark, key, ...asideIn(message), author: message.author, saidAt: message.at, excerpt }];
  });
  return (await Promise.all(views)).flat();
}
