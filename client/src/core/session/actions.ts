/** What windows ask of the open core every day. Each throws what `outcomeOf` turns into a problem. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { areSameWords } from '../content/mentions.ts';
import { endOnceRead } from '../content/timer.ts';
import { type DraftPlace, noDraft, putDraftAt } from '../groups/drafts.ts';
import { counted } from '../groups/for-me.ts';
import { RECEIPTS_UP_TO, type Reach, reachIn, reachOf, withRead } from '../groups/hearing.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { isInQueue, placeBehind } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { parseThreadId, threadKey, withThreadRead, withThreadsRead } from '../groups/threads.ts';
import { noteExpiry } from '../groups/timed.ts';
import { momentOf } from '../later/when.ts';
import { saidIn } from '../outbox/say.ts';
import type {
  ConversationPreferences,
  InvitationView,
  MentionSpan,
  ReachView,
  StatusRequest,
  ThreadId,
} from '../port.ts';
import { preferencesOf, withPreferences } from '../preferences/preferences.ts';
import { conversationSchema, type Draft, type MessageRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import { invitationViews } from '../views/people.ts';
import type { OpenCore } from './open-core.ts';

/** The end of what stands after a message, in the order of places. */
const AFTER_ALL = '~';
/** Unread messages that are counted one by one; more than these are "many". */
const COUNTED = 1_000;
/** How often it is counted anew, when something came or went while it was. */
const COUNT_AGAIN = 3;

export function listInvitations({ log, identity, device }: OpenCore): readonly InvitationView[] {
  return invitationViews(log.replica.state, identity.user, device.now());
}

/** @throws Refused. */
function draftAt({ journal }: OpenCore, { conversation, thread }: DraftPlace): Draft {
  const known = journal.memory.conversations.get(conversation);
  if (known === undefined) throw new Refused('not-found');
  if (thread !== undefined && parseThreadId(thread) === undefined) throw new Refused('invalid-input');
  const draft = thread === undefined ? journal.memory.drafts.get(conversation) : known.threadDrafts?.[thread];
  return draft ?? noDraft;
}

export async function saveDraft(
  core: OpenCore,
  place: DraftPlace,
  text: string,
  mentions?: readonly MentionSpan[],
  from?: string,
): Promise<void> {
  const { journal, device } = core;
  const { other, ...before } = draftAt(core, place);
  const words = saidIn(device, place.conversation, text, mentions);
  const seen = from === undefined ? [] : [from];
  if (areSameWords(before, words) && (before.seen ?? [])[0] === from) return;
  const draft = { ...words, seen, ...(other === undefined ? {} : { other }) };
  await journal.record((write) => putDraftAt(write, place, draft, device.now()));
}

export async function dropDraftElsewhere(core: OpenCore, place: DraftPlace): Promise<void> {
  const { other, seen = [], ...words } = draftAt(core, place);
  if (other === undefined) return;
  const draft = { ...words, seen: [...seen, other.version] };
  await core.journal.record((write) => putDraftAt(write, place, draft, core.device.now()));
}

export async function markRead(
  { journal, identity, device, outbox }: Pick<OpenCore, 'journal' | 'identity' | 'device' | 'outbox'>,
  conversation: GroupId,
  key?: string,
): Promise<void> {
  for (let left = COUNT_AGAIN; left >= 0; left -= 1) {
    if (await countRead({ journal, identity, device, outbox }, conversation, key, left === 0)) return;
  }
}

/** @returns whether it is done: not when something came or went meanwhile, unless this is the `last` try. */
async function countRead(
  { journal, identity, device, outbox }: Pick<OpenCore, 'journal' | 'identity' | 'device' | 'outbox'>,
  conversation: GroupId,
  key: string | undefined,
  last: boolean,
): Promise<boolean> {
  const before = journal.memory.conversations.get(conversation);
  if (before === undefined) throw new Refused('not-found');
  const cursor = journal.memory.cursors.get(conversation) ?? 0;
  // What waits to be sent has no place yet: whoever has seen it has seen all that has one.
  const asked = key === undefined || isInQueue(key) ? placeBehind(cursor, AFTER_ALL) : key;
  // Who looks at something older has still read what they had read.
  const upTo = before.readUpTo !== undefined && before.readUpTo > asked ? before.readUpTo : asked;
  const marked = preferencesOf(before).markedUnread;
  const threads = key === undefined && Object.keys(before.newReplies ?? {}).length > 0;
  if (before.readUpTo === upTo && before.unread === 0 && !marked && !threads) return true;
  const later = await journal.read.messagesFrom({ conversation, from: upTo, limit: COUNTED });
  const seen = await seenSince(journal.read, conversation, before.readUpTo ?? '', upTo);
  const read = seen.flatMap((row) =>
    row.kind === 'text' && row.aside !== true && row.author !== identity.user ? [row] : [],
  );
  const theirs = device.tellsRead() ? read : [];
  const burning = read.filter(({ timer }) => timer?.from === 'read').map(({ id }) => id);
  const unread = later.filter(
    (row) =>
      row.kind === 'text' &&
      row.recalledAt === undefined &&
      row.aside !== true &&
      row.order > upTo &&
      !isInQueue(row.order) &&
      row.author !== identity.user,
  );
  const forMe = unread.filter((row) => row.kind === 'text' && row.forMe === true);
  const mark = (write: JournalWriter) => {
    if (write.conversation(conversation) !== before && !last) return false;
    for (const id of burning) startBurning(write, write.message(conversation, id), device.relayNow());
    write.changeConversation(conversation, (now) => {
      const { mentioned, ...row } = threads ? withThreadsRead(now, before) : now;
      const read = {
        ...withPreferences(row, { markedUnread: false }),
        ...(theirs.length === 0 ? {} : { read: withRead(row, theirs) }),
        readUpTo: row.readUpTo !== undefined && row.readUpTo > upTo ? row.readUpTo : upTo,
        unread: 0,
      };
      // Where messages come faster than they are counted, what came meanwhile is unread as well.
      const [more, moreForMe] = [row.unread - before.unread, (mentioned ?? 0) - (before.mentioned ?? 0)];
      return counted(read, unread.length + Math.max(0, more), forMe.length + Math.max(0, moreForMe));
    });
    return true;
  };
  const isDone = await journal.record(mark, { conversation, messages: burning });
  if (isDone && theirs.length > 0) outbox.receipt(conversation);
  return isDone;
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
  { journal, identity, device }: Pick<OpenCore, 'journal' | 'identity' | 'device'>,
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

/** The parts of a decision that this version knows, with values that it knows. */
const preferencesSchema = conversationSchema.shape.preferences;

export async function setPreferences(
  { journal }: OpenCore,
  conversation: GroupId,
  change: Partial<ConversationPreferences>,
): Promise<void> {
  if (!journal.memory.conversations.has(conversation)) throw new Refused('not-found');
  if (!preferencesSchema.safeParse(change).success) throw new Refused('invalid-input');
  await journal.record((write) => write.changeConversation(conversation, (row) => withPreferences(row, change)));
}

export async function setStatus({ settings, device }: OpenCore, { until, ...status }: StatusRequest): Promise<void> {
  const ends = until === undefined ? null : momentOf(until, device.relayNow());
  await settings.setStatus({ ...status, until: ends });
}

export async function messageReach(
  { journal, identity, device }: OpenCore,
  conversation: GroupId,
  message: MessageId,
): Promise<ReachView> {
  const known = journal.memory.conversations.get(conversation);
  const row = await journal.read.get('messages', conversation, message);
  if (known === undefined || row?.kind !== 'text' || row.author !== identity.user) throw new Refused('not-found');
  const { nth, aside } = row;
  const tells = device.tellsRead();
  const others = known.members.filter((user) => user !== identity.user);
  const at = (reach: Reach) =>
    others.filter((user) => (nth === undefined ? 'none' : reachIn(reachOf(known, user, nth, tells), aside)) === reach);
  return {
    read: at('read'),
    delivered: at('delivered'),
    waiting: at('none'),
    tellsRead: tells,
    tooMany: known.members.length > RECEIPTS_UP_TO,
  };
}

export async function dismissAlarm({ alarms, journal, publisher }: OpenCore, id: string): Promise<void> {
  const alarm = alarms.get(id);
  if (alarm === undefined) throw new Refused('not-found');
  const dismissed = { ...alarm, dismissed: true };
  await journal.record((write) => write.put('alarms', dismissed));
  alarms.set(id, dismissed);
  publisher.changed('connection');
}
