/** What windows ask of the open core every day. Each throws what `outcomeOf` turns into a problem. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { areSameWords } from '../content/mentions.ts';
import { type DraftPlace, noDraft, putDraftAt } from '../groups/drafts.ts';
import { RECEIPTS_UP_TO, type Reach, reachIn, reachOf } from '../groups/hearing.ts';
import { Refused } from '../groups/refused.ts';
import { parseThreadId } from '../groups/threads.ts';
import { momentOf } from '../later/when.ts';
import { saidIn } from '../outbox/say.ts';
import type { ConversationPreferences, InvitationView, MentionSpan, ReachView, StatusRequest } from '../port.ts';
import { withPreferences } from '../preferences/preferences.ts';
import { conversationSchema, type Draft } from '../storage/records.ts';
import { invitationViews } from '../views/people.ts';
import type { OpenCore } from './open-core.ts';

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
