/** Until where a person has read on their other devices: what is still to be followed here. Pure. */
import type { GroupId } from '#shared/ids/index.ts';
import type { ConversationRow } from '../storage/records.ts';

/** Until where, of one conversation. */
export interface ReadPlace {
  readonly conversation: GroupId;
  readonly upTo: string;
}

/** Conversations of which it is kept; of more, those that were told last. */
const ELSEWHERE_MAX = 2_000;

/** What was told, with more of it: a place never goes back, in whatever order it is told. */
export function withElsewhere(
  before: ConversationRow['elsewhere'],
  read: readonly ReadPlace[],
): NonNullable<ConversationRow['elsewhere']> {
  const all = new Map(Object.entries(before ?? {}));
  for (const { conversation, upTo } of read) {
    const known = all.get(conversation);
    all.delete(conversation);
    all.set(conversation, known !== undefined && known > upTo ? known : upTo);
  }
  return Object.fromEntries([...all].slice(-ELSEWHERE_MAX));
}

/** What a device still has to tell its person's others: of many, a part; the rest comes after it. */
export function toTell(rows: Iterable<ConversationRow>, most: number): ReadPlace[] {
  const due: ReadPlace[] = [];
  for (const { id, kind, readUpTo, readShared } of rows) {
    if (kind === 'own' || readUpTo === undefined || (readShared !== undefined && readShared >= readUpTo)) continue;
    due.push({ conversation: id, upTo: readUpTo });
    if (due.length >= most) break;
  }
  return due;
}

/** The conversation once others know that it was read until there. */
export function withShared(row: ConversationRow, upTo: string): ConversationRow {
  return row.readShared !== undefined && row.readShared >= upTo ? row : { ...row, readShared: upTo };
}
