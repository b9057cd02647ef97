/**
 * Threads: what is said under a message, and where it stands. A reply stands aside, in its thread only, when the message at
 * the thread's beginning is here; otherwise nobody would come to it, and it stands in the room. What names a reply as the
 * beginning is an ordinary message: there are no threads in threads.
 */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { type GroupId, ID_BYTES, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Target } from '../content/payload.ts';
import { sha256 } from '../crypto/primitives.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { type Device, orgOf } from './device.ts';
import { counted, isUnread } from './for-me.ts';
import type { JournalWriter } from './journal.ts';
import { findTarget, isSameTarget, keptIds, targetOf } from './named.ts';

/** Of those who have spoken in a thread, as many are remembered, the last ones. */
const SPEAKERS_MAX = 5;
/** Threads of one conversation that count as unread, and in which something stands to be sent; of more, the newest. */
const THREADS_MAX = 100;

/** Of what is new in one thread, as much is remembered, the newest. */
const NEW_MAX = 20;

/** How windows name a thread, as the port says. */
export type ThreadName = string;

/** How windows name a thread: by the message under which it stands. */
export function threadIdOf({ author, id }: Target): ThreadName {
  return `${author}.${id}`;
}

/** Where a message is to be looked for, if it stands in a thread only. */
export function asideIn({ aside, thread }: Pick<TextRow, 'aside' | 'thread'>): { readonly thread?: ThreadName } {
  return aside === true && thread !== undefined ? { thread: threadIdOf(thread) } : {};
}

/** The message under which a thread stands; undefined where this names none. */
export function parseThreadId(text: string): Target | undefined {
  const [author, id, ...more] = text.split('.');
  if (!isId(author) || !isId(id) || more.length > 0) return undefined;
  return { author: author as string as UserId, id: id as string as MessageId };
}

/** By what the disk knows a thread. */
export function threadKey(conversation: GroupId, { author, id }: Target): string {
  const bytes = encodeUtf8(`thread ${conversation} ${author} ${id}`);
  return encodeBase64url(sha256(bytes).subarray(0, ID_BYTES));
}

/** A message as it is kept, and whether the person follows the thread in which it stands aside. */
export interface Placed {
  readonly row: TextRow;
  readonly followed: boolean;
}

/** Where a new message stands, counted in its thread. The record is made over the `keptIds` of the thread's beginning. */
export function placeInThread(write: JournalWriter, state: OrgState, me: UserId, row: TextRow): Placed {
  const { thread, ...plain } = row;
  if (thread === undefined) return { row, followed: false };
  if (isSameTarget(thread, targetOf(row))) return { row: plain, followed: false };
  const root = findTarget(write, state, row.conversation, thread);
  if (root === undefined) return { row, followed: false };
  if (root.thread !== undefined) return { row: plain, followed: false };
  const { count, lastAt, by, mine } = root.replies ?? { count: 0, lastAt: 0, by: [] };
  const takesPart = mine === true || row.author === me;
  write.putMessage({
    ...root,
    replies: {
      count: count + 1,
      lastAt: Math.max(lastAt, row.at),
      by: [...by.filter((user) => user !== row.author), row.author].slice(-SPEAKERS_MAX),
      ...(takesPart ? { mine: true } : {}),
    },
  });
  const isDirect = write.conversation(row.conversation)?.kind === 'direct';
  return {
    row: thread.also === true ? row : { ...row, aside: true },
    followed: takesPart || root.author === me || isDirect,
  };
}

/** A reply that nobody else has seen goes: it does not count any more. The record is made over the same. */
export function leaveThread(write: JournalWriter, state: OrgState, row: TextRow): void {
  if (row.thread === undefined) return;
  const root = findTarget(write, state, row.conversation, row.thread);
  if (root?.replies === undefined) return;
  const { replies, ...bare } = root;
  write.putMessage(replies.count > 1 ? { ...bare, replies: { ...replies, count: replies.count - 1 } } : bare);
}

/** Replies that are brought out of one thread: more do not stand in one for longer than its beginning. */
const BROUGHT_OUT = 1_000;

/** What is needed `over` to let these messages go, and what of it was said under them. */
export async function threadsAround(
  device: Device,
  conversation: GroupId,
  ids: Iterable<string>,
): Promise<{ readonly over: MessageId[]; readonly begun: MessageId[] }> {
  const { read } = device.journal;
  const [over, begun]: [MessageId[], MessageId[]] = [[], []];
  for (const id of ids) {
    const row = await read.get('messages', conversation, id).catch((error: unknown) => {
      if (isDamagedRow(error)) return undefined;
      throw error;
    });
    if (row?.kind !== 'text') continue;
    if (row.thread !== undefined) over.push(...keptIds(orgOf(device), row.thread));
    if (row.replies === undefined) continue;
    const key = threadKey(conversation, targetOf(row));
    const { entries } = await read.replies({ thread: key, limit: BROUGHT_OUT });
    begun.push(...entries.flatMap((one) => (one.kind === 'text' && one.aside === true ? [one.id] : [])));
  }
  return { over: [...over, ...begun], begun };
}

/** A thread's beginning goes: nobody would come to what was said under it, unless it stands in the room. */
export function bringOut(write: JournalWriter, me: UserId, root: TextRow, replies: readonly MessageId[]): void {
  const { conversation } = root;
  const beginning = targetOf(root);
  for (const id of replies) {
    const row = write.message(conversation, id);
    if (row?.kind !== 'text' || row.thread === undefined || !isSameTarget(row.thread, beginning)) continue;
    const { aside: _aside, ...shown } = row;
    write.putMessage(shown);
    if (shown.recalledAt !== undefined) continue;
    write.changeConversation(conversation, (before) =>
      isUnread(before, shown, me) ? counted(before, 1, Number(shown.forMe === true)) : before,
    );
  }
  write.changeConversation(conversation, (row) => withNew(row, threadIdOf(beginning), []));
}

/** The conversation after a reply of somebody else in a thread that the person follows. */
export function withNewReply(row: ConversationRow, { thread, order }: TextRow): ConversationRow {
  if (thread === undefined) return row;
  const name = threadIdOf(thread);
  // The person has seen further already, on another device.
  if (order <= (row.threadsSeen?.[name]?.upTo ?? '')) return row;
  return withNew(row, name, [...(row.newReplies?.[name] ?? []), order].sort().slice(-NEW_MAX));
}

/** The conversation when a reply is recalled, or goes: it is not new any more. */
export function withoutNewReply(row: ConversationRow, { thread, order }: TextRow): ConversationRow {
  if (thread === undefined) return row;
  const name = threadIdOf(thread);
  const { [name]: places } = row.newReplies ?? {};
  return places?.includes(order) === true
    ? withNew(
        row,
        name,
        places.filter((place) => place !== order),
      )
    : row;
}

/** The conversation once the person has seen a thread up to a place. */
export function withThreadRead(before: ConversationRow, thread: ThreadName, upTo: string): ConversationRow {
  const { [thread]: seen, ...others } = before.threadsSeen ?? {};
  const isFurther = seen === undefined || seen.upTo < upTo;
  const row = isFurther ? { ...before, threadsSeen: withEntry(others, thread, { upTo }) } : before;
  const { [thread]: places } = row.newReplies ?? {};
  return places?.some((place) => place <= upTo) === true
    ? withNew(
        row,
        thread,
        places.filter((place) => place > upTo),
      )
    : row;
}

/** The conversation once their other devices know until where the person has seen a thread. */
export function withThreadTold(row: ConversationRow, thread: ThreadName, upTo: string): ConversationRow {
  const { [thread]: seen, ...others } = row.threadsSeen ?? {};
  if (seen?.upTo !== upTo || seen.told === true) return row;
  return { ...row, threadsSeen: withEntry(others, thread, { upTo, told: true as const }) };
}

/** The conversation once the person wants to have seen all that was new `before`; what has come since stays new. */
export function withThreadsRead(row: ConversationRow, before: ConversationRow): ConversationRow {
  return Object.entries(before.newReplies ?? {}).reduce(
    (after, [thread, places]) => withThreadRead(after, thread, places.at(-1) ?? ''),
    row,
  );
}

function withNew(row: ConversationRow, thread: ThreadName, places: readonly string[]): ConversationRow {
  const { [thread]: _old, ...others } = row.newReplies ?? {};
  return { ...row, newReplies: places.length === 0 ? others : withEntry(others, thread, [...places]) };
}

/** As many as are kept of threads, with one more. */
export function withEntry<T>(all: Readonly<Record<string, T>> = {}, key: string, value: T): Record<string, T> {
  const { [key]: _old, ...others } = all;
  return Object.fromEntries([...Object.entries(others), [key, value] as const].slice(-THREADS_MAX));
}
