/** Until where a person has read on their other devices: what is still to be followed here, and to be told there. Pure. */
import type { GroupId } from '#shared/ids/index.ts';
import type { ConversationRow } from '../storage/records.ts';
import { type ThreadName, withThreadTold } from './threads.ts';

/** Until where, of one conversation or one of its threads. */
export interface ReadPlace {
  readonly conversation: GroupId;
  readonly thread?: ThreadName | undefined;
  readonly upTo: string;
}

/** Conversations and threads of which it is kept; of more, those that were told last. */
const ELSEWHERE_MAX = 2_000;

const keyOf = ({ conversation, thread }: Omit<ReadPlace, 'upTo'>): string =>
  thread === undefined ? conversation : `${conversation} ${thread}`;

/** What was told, with more of it: a place never goes back, in whatever order it is told. */
export function withElsewhere(
  before: ConversationRow['elsewhere'],
  read: readonly ReadPlace[],
): NonNullable<ConversationRow['elsewhere']> {
  const all = new Map(Object.entries(before ?? {}));
  for (const place of read) {
    const key = keyOf(place);
    const known = all.get(key);
    all.delete(key);
    all.set(key, known !== undefined && known > place.upTo ? known : place.upTo);
  }
  return Object.fromEntries([...all].slice(-ELSEWHERE_MAX));
}

/** What is still to be followed. */
export function placesIn({ elsewhere = {} }: Pick<ConversationRow, 'elsewhere'>): ReadPlace[] {
  return Object.entries(elsewhere).map(([key, upTo]) => {
    const [conversation, thread] = key.split(' ');
    // That the first part is an id was judged when it came.
    return { conversation: conversation as GroupId, thread, upTo };
  });
}

/** The group of own devices once a place has been followed; one that was told meanwhile is followed next. */
export function withoutElsewhere({ elsewhere = {}, ...row }: ConversationRow, place: ReadPlace): ConversationRow {
  const { [keyOf(place)]: left, ...others } = elsewhere;
  return { ...row, elsewhere: left === undefined || left <= place.upTo ? others : { ...others, [keyOf(place)]: left } };
}

/** What a device still has to tell its person's others: of much, a part; the rest comes after it. */
export function toTell(rows: Iterable<ConversationRow>, most: number): ReadPlace[] {
  const due: ReadPlace[] = [];
  for (const { id: conversation, kind, readUpTo, readShared, threadsSeen = {} } of rows) {
    if (kind === 'own') continue;
    if (readUpTo !== undefined && (readShared === undefined || readShared < readUpTo)) {
      due.push({ conversation, upTo: readUpTo });
    }
    for (const [thread, { upTo, told }] of Object.entries(threadsSeen)) {
      if (told !== true) due.push({ conversation, thread, upTo });
    }
    if (due.length >= most) break;
  }
  return due.slice(0, most);
}

/** The conversation once others know that it, or its thread, was read until there. */
export function withShared(row: ConversationRow, { thread, upTo }: Omit<ReadPlace, 'conversation'>): ConversationRow {
  if (thread !== undefined) return withThreadTold(row, thread, upTo);
  return row.readShared !== undefined && row.readShared >= upTo ? row : { ...row, readShared: upTo };
}
