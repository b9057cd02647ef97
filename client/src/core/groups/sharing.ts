/** What a room knows of messages that were handed on to newcomers. */
import type { ConversationRow } from '../storage/records.ts';

type Sharing = NonNullable<ConversationRow['sharing']>;

/** So many of a room are remembered; of more, the newest. */
const SHARINGS_MAX = 32;

/** The room after one more was told of, or has come on. */
export function withSharing(row: ConversationRow, transfer: string, one: Sharing[string]): ConversationRow {
  const all = Object.entries({ ...row.sharing, [transfer]: one }).slice(-SHARINGS_MAX);
  return { ...row, sharing: Object.fromEntries(all) };
}
