/** What becomes of a conversation, or of a thread, that its person has seen. Each throws what `outcomeOf` makes a problem of. */
import type { GroupId } from '#shared/ids/index.ts';
import { endOnceRead } from '../content/timer.ts';
import { counted } from '../groups/for-me.ts';
import { withRead } from '../groups/hearing.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { isInQueue, placeBehind } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { parseThreadId, threadKey, withThreadRead, withThreadsRead } from '../groups/threads.ts';
import { noteExpiry } from '../groups/timed.ts';
import type { ThreadId } from '../port.ts';
import { preferencesOf, withPreferences } from '../preferences/preferences.ts';
import type { ConversationRow, MessageRow, TextRow } from '../storage/records.ts';
import type { DamagedMessage, StoreReader } from '../storage/store.ts';
import type { OpenCore } from './open-core.ts';

/** The end of what stands after a message, in the order of places. */
const AFTER_ALL = '~';
/** Messages that are looked at one by one: more unread ones than these are "many". */
const COUNTED = 1_000;

type Parts = Pick<OpenCore, 'journal' | 'identity' | 'device' | 'outbox'>;

/** The person has seen a conversation up to `key`, or all that is there. What comes after they said so stays unread. */
export async function markRead(parts: Parts, conversation: GroupId, key?: string): Promise<void> {
  const { journal, identity, device, outbox } = parts;
  const known = journal.memory.conversations.get(conversation);
  if (known === undefined) throw new Refused('not-found');
  const cursor = journal.memory.cursors.get(conversation) ?? 0;
  // What waits to be sent has no place yet: whoever has seen it has seen all that has one.
  const asked = key === undefined || isInQueue(key) ? placeBehind(cursor, AFTER_ALL) : key;
  const threads = key === undefined && Object.keys(known.newReplies ?? {}).length > 0;
  const { markedUnread } = preferencesOf(known);
  if (further(known, asked) === known.readUpTo && known.unread === 0 && !markedUnread && !threads) return;

  const isTheirs = (row: MessageRow | DamagedMessage): row is TextRow =>
    row.kind === 'text' && row.aside !== true && row.author !== identity.user;
  const hasRead = await journal.recordFound(
    async (read) => {
      const before = journal.memory.conversations.get(conversation);
      const upTo = further(before, asked);
      const seen = (await seenSince(read, conversation, before?.readUpTo ?? '', upTo)).filter(isTheirs);
      const later = (await read.messagesFrom({ conversation, from: upTo, limit: COUNTED })).filter(
        (row): row is TextRow =>
          isTheirs(row) && row.recalledAt === undefined && row.order > upTo && !isInQueue(row.order),
      );
      const messages = seen.filter(({ timer }) => timer?.from === 'read').map(({ id }) => id);
      return { conversation, messages, upTo, seen, later };
    },
    (write, { messages: burning, upTo, seen, later }) => {
      const theirs = device.tellsRead() ? seen : [];
      for (const id of burning) startBurning(write, write.message(conversation, id), device.relayNow());
      write.changeConversation(conversation, (now) => {
        const { mentioned: _before, ...row } = threads ? withThreadsRead(now, known) : now;
        const read = {
          ...withPreferences(row, { markedUnread: false }),
          ...(theirs.length === 0 ? {} : { read: withRead(row, theirs) }),
          readUpTo: upTo,
          unread: 0,
        };
        return counted(read, later.length, later.filter(({ forMe }) => forMe === true).length);
      });
      return theirs.length > 0;
    },
  );
  if (hasRead) outbox.receipt(conversation);
}

/** Who looks at something older has still read what they had read. */
function further(known: ConversationRow | undefined, place: string): string {
  return known?.readUpTo !== undefined && known.readUpTo > place ? known.readUpTo : place;
}

/** What is to go after it was read begins to go when it is read for the first time. */
function startBurning(write: JournalWriter, row: MessageRow | undefined, now: number): void {
  if (row?.kind !== 'text' || row.timer === undefined || row.expiresAt === undefined) return;
  const expiresAt = endOnceRead(row.timer, row.expiresAt, now);
  if (expiresAt >= row.expiresAt) return;
  const burning = { ...row, expiresAt };
  write.putMessage(burning);
  noteExpiry(write, 'messages', burning);
}

/** The person has seen a thread up to `key`. */
export async function markThreadRead(
  { journal, identity, device }: Omit<Parts, 'outbox'>,
  conversation: GroupId,
  thread: ThreadId,
  key: string,
): Promise<void> {
  const known = journal.memory.conversations.get(conversation);
  const root = parseThreadId(thread);
  if (known === undefined || root === undefined) throw new Refused('not-found');
  const { entries } = await journal.read.replies({ thread: threadKey(conversation, root), limit: COUNTED });
  const burning = entries.flatMap((row) => {
    const isTheirs = row.kind === 'text' && row.author !== identity.user && row.order <= key;
    return isTheirs && row.timer?.from === 'read' ? [row.id] : [];
  });
  if (burning.length === 0 && known.newReplies?.[thread] === undefined) return;
  await journal.record(
    (write) => {
      for (const id of burning) startBurning(write, write.message(conversation, id), device.relayNow());
      write.changeConversation(conversation, (row) => withThreadRead(row, thread, key));
    },
    { conversation, messages: burning },
  );
}

/** What a person has seen by going from one place to another; of very much, the newest. */
async function seenSince(read: StoreReader, conversation: GroupId, from: string, upTo: string) {
  const rows = await read.messagesFrom({ conversation, from, limit: COUNTED });
  const all =
    rows.length < COUNTED
      ? rows
      : (await read.messages({ conversation, before: `${upTo}${AFTER_ALL}`, limit: COUNTED })).entries;
  return all.filter((row) => row.order <= upTo);
}
