/** Messages and events as a timeline draws them. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { PolicyValues } from '#shared/policy/index.ts';
import { withNames } from '../content/mentions.ts';
import { editsOf, reactionsOf } from '../groups/changes.ts';
import { type Reach, reachIn } from '../groups/hearing.ts';
import { targetOf } from '../groups/named.ts';
import { acknowledgedBy, isAnswered, resultOf } from '../groups/polls.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn, threadIdOf } from '../groups/threads.ts';
import { changeWindow } from '../policy/gate-messages.ts';
import type {
  AcknowledgedView,
  FailedChangeView,
  MessageState,
  MessageView,
  PollView,
  QuoteView,
  ReactionView,
  RepliesView,
  ToldProblem,
  VersionView,
} from '../port.ts';
import type { MessageRow, TextRow } from '../storage/records.ts';
import type { DamagedMessage, StoreReader } from '../storage/store.ts';
import { coreWords } from '../words/index.ts';
import { advised, type Sentence, say, spoken } from '../words/saying.ts';
import { type FileStateOf, fileView, wordsOfMessage } from './files.ts';

/** How far all others have come with the `nth` of what this device has said. */
export type Reached = (nth: number) => Reach;

/** What somebody is called, by this device's own log. */
export type NameOf = (user: UserId) => string | undefined;

/** What a message is seen by. */
export interface Eyes {
  readonly me: UserId;
  /** Whether this person tells what was read, and so is told. */
  readonly tellsRead: () => boolean;
  /** By how much the relay's time is ahead of this computer's, in ms. */
  readonly relayAhead: () => number;
  readonly policy: () => Pick<PolicyValues, 'editWindowMinutes' | 'recallWindowMinutes'>;
  readonly nameOf: NameOf;
  readonly fileState: FileStateOf;
}

/** What of a quoted message is shown, in UTF-16 units. */
const EXCERPT = 200;

export function messageView(
  row: MessageRow | DamagedMessage,
  eyes: Eyes,
  reached: Reached,
  quote: QuoteView | undefined,
): MessageView {
  switch (row.kind) {
    case 'damaged':
      return { kind: 'event', key: row.order, at: 0, event: { kind: 'damaged' } };
    case 'event': {
      const { event } = row;
      // A row without a count says that it is not known how many.
      const known =
        event.kind === 'missing' && event.count === undefined
          ? { kind: 'missing' as const }
          : event.kind === 'refused'
            ? { ...event, sentence: spoken(event.sentence) }
            : event;
      return {
        kind: 'event',
        key: row.order,
        at: row.at,
        event: known as Extract<MessageView, { kind: 'event' }>['event'],
      };
    }
    case 'text': {
      const { order: key, at, id, named, author, recalledAt, forMe, timer, expiresAt, forwarded, changes = [] } = row;
      const { urgency } = row;
      const mine = author === eyes.me;
      const common = {
        kind: 'text' as const,
        key,
        at,
        id,
        ...(named === undefined ? {} : { named }),
        author,
        mine,
        ...withNames(row, eyes.nameOf),
        thread: threadIdOf(row.thread ?? targetOf(row)),
        ...(row.thread === undefined ? {} : { isReply: true, ...(row.aside === true ? { aside: true } : {}) }),
        ...(row.replies === undefined ? {} : { replies: repliesView(row.replies) }),
      };
      const failed = failedOf(changes);
      const failedChanges = failed.length === 0 ? {} : { failedChanges: failed };
      if (recalledAt !== undefined) return { ...common, recalledAt, ...failedChanges };
      const editedAt = editsOf(changes).at(-1)?.at;
      const reactions = reactionViews(row, eyes.me);
      return {
        ...common,
        ...failedChanges,
        ...(forMe === true ? { forMe } : {}),
        ...(quote === undefined ? {} : { reply: quote }),
        ...(forwarded === undefined ? {} : { forwarded: { author: forwarded.author } }),
        ...pollView(row, eyes),
        ...(row.files === undefined ? {} : { files: row.files.map((file) => fileView(file, eyes.fileState)) }),
        ...(urgency === undefined ? {} : { urgency }),
        ...acknowledgedView(row, eyes.me),
        ...(row.shared === undefined ? {} : { shared: row.shared }),
        ...(editedAt === undefined ? {} : { editedAt }),
        ...(reactions.length === 0 ? {} : { reactions }),
        ...(timer === undefined ? {} : { timer }),
        ...(expiresAt === undefined ? {} : { expiresAt: expiresAt - eyes.relayAhead() }),
        ...(mine ? { state: stateOf(row, reached), ...untilWhen(row, eyes) } : {}),
      };
    }
  }
}

/** A message as another one quotes it. */
export function quoteOf(row: TextRow, nameOf: NameOf): QuoteView {
  const { id, order: key, author, recalledAt } = row;
  return recalledAt === undefined
    ? {
        kind: 'here',
        id,
        key,
        author,
        excerpt: wordsOfMessage(row, nameOf).slice(0, EXCERPT),
        ...asideIn(row),
      }
    : { kind: 'recalled', author };
}

/** Every wording of a message. @throws Refused `not-found`, StorageError. */
export async function messageHistory(
  { journal: { read }, nameOf }: { readonly journal: { readonly read: StoreReader }; readonly nameOf: NameOf },
  conversation: GroupId,
  id: MessageId,
): Promise<VersionView[]> {
  const row = await read.get('messages', conversation, id);
  if (row?.kind !== 'text' || row.recalledAt !== undefined) throw new Refused('not-found');
  const { at, said, saidMentions, changes = [] } = row;
  const first = said === undefined ? row : { text: said, mentions: saidMentions };
  const all = [{ at, words: first }, ...editsOf(changes).map((edit) => ({ at: edit.at, words: edit }))];
  return all.map(({ at: when, words }) => ({ at: when, text: withNames(words, nameOf).text }));
}

function repliesView({ count, lastAt, by }: NonNullable<TextRow['replies']>): RepliesView {
  return { count, lastAt, by };
}

function reactionViews({ changes = [] }: TextRow, me: UserId): ReactionView[] {
  return reactionsOf(changes).map(({ emoji, by }) => ({ emoji, by, mine: by.includes(me) }));
}

function pollView(row: TextRow, { me, relayAhead }: Eyes): { readonly poll?: PollView } {
  const { poll } = row;
  const result = resultOf(row);
  if (poll === undefined || result === undefined) return {};
  const { votes, closed } = result;
  const answers = poll.answers.map((text, place) => {
    const by = votes[place] ?? [];
    return { text, by, mine: by.includes(me) };
  });
  return {
    poll: {
      answers,
      multiple: poll.multiple === true,
      ...(poll.endsAt === undefined ? {} : { endsAt: poll.endsAt - relayAhead() }),
      ...(closed === undefined ? {} : { closedBy: closed.by }),
    },
  };
}

function acknowledgedView(row: TextRow, me: UserId): { readonly acknowledged?: AcknowledgedView } {
  if (row.urgency?.acknowledge !== true) return {};
  const by = acknowledgedBy(row);
  return { acknowledged: { by, asked: row.asked ?? [], mine: by.includes(me) } };
}

function failedOf(changes: NonNullable<TextRow['changes']>): FailedChangeView[] {
  return changes.flatMap(({ id, kind, failure }) =>
    failure === undefined
      ? []
      : [
          {
            id,
            what: kind,
            problem: notSent(failure.sentence),
            canRetry: failure.canRetry,
          },
        ],
  );
}

const notSent = (sentence: Sentence): ToldProblem => ({
  code: 'relay-refused',
  sentence: spoken(sentence),
  nextStep: advised(sentence) ?? coreWords.talk.tryAgain,
});

function untilWhen(row: TextRow, { policy }: Eyes): { editUntil: number; recallUntil: number } {
  const { relayedAt, at, forwarded } = row;
  const from = relayedAt ?? at;
  const values = policy();
  const editUntil = forwarded === undefined && !isAnswered(row) ? from + changeWindow('edit', values) : 0;
  return { editUntil, recallUntil: from + changeWindow('recall', values) };
}

function stateOf(row: TextRow, reached: Reached): MessageState {
  if (row.state === 'failed') {
    const { sentence = say('talk', 'messageNotSent'), canRetry = true } = row.failure ?? {};
    return { kind: 'failed', problem: notSent(sentence), canRetry };
  }
  if (row.state === 'queued') return { kind: 'queued' };
  return sentState(row.nth === undefined ? 'none' : reachIn(reached(row.nth), row.aside));
}

/** A message that has been sent, as far as it has come. */
export function sentState(reach: Reach): MessageState {
  return { kind: reach === 'none' ? 'sent' : reach };
}
