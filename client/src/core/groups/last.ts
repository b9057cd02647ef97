/** What stands beside a conversation's name when messages go. */
import type { GroupId } from '#shared/ids/index.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import type { Device } from './device.ts';
import { lastOf } from './fold.ts';

/** Rows among which the newest message is looked for when the one that was newest is gone. */
const NEWEST = 32;

/** The last message of a conversation without these, for the line beside its name. */
export async function lastWithout(
  { journal }: Device,
  conversation: GroupId,
  ids: ReadonlySet<string>,
): Promise<(row: ConversationRow) => ConversationRow> {
  const { entries } = await journal.read.messages({ conversation, limit: NEWEST });
  const newest = entries
    .filter((row): row is TextRow => row.kind === 'text' && row.aside !== true && !ids.has(row.id))
    .at(-1);
  return ({ last, ...row }) => {
    if (last === undefined || last.message === undefined || !ids.has(last.message))
      return { ...row, ...(last === undefined ? {} : { last }) };
    if (newest === undefined) return row;
    return { ...row, last: lastOf(newest) };
  };
}
