/** The person's own messages: said, tried again, thrown away. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { type Span, withNames } from '../content/mentions.ts';
import type { BodyOf, Origin, Target } from '../content/payload.ts';
import type { Poll } from '../content/poll.ts';
import type { Timer } from '../content/timer.ts';
import type { Urgency } from '../content/urgency.ts';
import { type Device, orgOf, policyOf } from '../groups/device.ts';
import { withLast } from '../groups/fold.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { lastWithout } from '../groups/last.ts';
import { findTarget, keptIds, targetOf } from '../groups/named.ts';
import { isInQueue, placeInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { leaveThread, parseThreadId, placeInThread, type ThreadName } from '../groups/threads.ts';
import { usualTimer } from '../groups/timed.ts';
import { judgeTimer } from '../policy/gate-messages.ts';
import type { TextRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import { type Queue, requireSayable, saidIn, whyNoFiles, whyUnforwardable } from './say.ts';

/** So many conversations get a message at once. */
const FORWARD_MAX = 20;

/** What belongs to the words of a message. */
export interface TextOptions {
  /** The message that it answers, by the id of its row. */
  readonly reply?: MessageId;
  readonly mentions?: readonly Span[];
  /** For how long it stays; null: for good; absent: as is usual in the conversation. */
  readonly timer?: Timer | null;
  /** The thread in which it is said. */
  readonly thread?: ThreadName;
  /** It is said to the room, too. */
  readonly alsoToRoom?: boolean;
  /** The words are the question of this poll. It ends by this computer's clock. */
  readonly poll?: PollWish;
  readonly urgency?: Urgency;
  /** Files that were added before, by their names on this device. */
  readonly files?: readonly string[];
}

/** A poll as a window asks for it. */
type PollWish = Omit<Poll, 'answers'> & { readonly answers: readonly string[] };

export interface Words {
  /**
   * Resolves when the message is on the disk, together with what `beside` writes. @throws Refused, StorageError.
   */
  sendText(
    group: GroupId,
    text: string,
    options?: TextOptions,
    beside?: (write: JournalWriter, message: MessageId) => void,
  ): Promise<MessageId>;
  /** @throws Refused when it could not be sent as things are now, by the same measure. */
  requireText(group: GroupId, text: string, options?: TextOptions): Promise<void>;
  /**
   * Passes a message on into other conversations, with the mark of where it is from and behind what this person says to it.
   * Into all of them, or none. @throws Refused, StorageError.
   */
  forward(group: GroupId, message: MessageId, to: readonly GroupId[], comment?: string): Promise<void>;
  retry(group: GroupId, message: MessageId): Promise<void>;
  discard(group: GroupId, message: MessageId): Promise<void>;
}

type TextBody = BodyOf<'text'>;
/** In which thread a message was said, if in any. */
export async function threadOfMessage({ journal }: Device, group: GroupId, id: MessageId): Promise<Target | undefined> {
  const row = await journal.read.get('messages', group, id);
  return row?.kind === 'text' ? row.thread : undefined;
}

/** Nothing is said under what is a reply itself, or has not been sent. @throws Refused. */
function requireBeginning(root: TextRow | undefined): void {
  if (root?.thread !== undefined) throw new Refused('invalid-input');
  if (root?.state === 'queued' || root?.state === 'failed') {
    throw new Refused('not-allowed', say('talk', 'beginningNotSent'));
  }
}

export function createWords(device: Device, { jobFor, kick, files }: Queue): Words {
  const { journal, self } = device;

  const over = (conversation: GroupId, messages: readonly MessageId[], root: Target | undefined) => ({
    conversation,
    messages: [...messages, ...(root === undefined ? [] : keptIds(orgOf(device), root))],
  });

  const enqueue = (write: JournalWriter, message: TextRow, was?: string) => {
    const { conversation, id } = message;
    const job = jobFor(conversation, { kind: 'text', message: id });
    write.putMessage({ ...message, order: placeInQueue(job.order), state: 'queued' }, was);
    write.putJob(job);
    files.hold(write, message);
    if (message.aside !== true) write.changeConversation(conversation, (row) => withLast(row, message));
  };

  const rowOf = (conversation: GroupId, id: MessageId, body: TextBody): TextRow => ({
    id,
    conversation,
    order: '',
    at: device.now(),
    author: self.user,
    device: self.device,
    ...body,
  });

  const failedIn = (write: JournalWriter, group: GroupId, id: MessageId): TextRow | undefined => {
    const message = write.message(group, id);
    if (message?.kind !== 'text' || message.author !== self.user) throw new Refused('not-found');
    return message.state === 'failed' ? message : undefined;
  };

  /** @throws Refused when it is wished longer or shorter than the policy allows. */
  const timerOf = (group: GroupId, wish: Timer | null | undefined): Timer | undefined => {
    const row = journal.memory.conversations.get(group);
    if (wish === undefined) return row === undefined ? undefined : usualTimer(device, row);
    const verdict = judgeTimer(wish ?? undefined, policyOf(device));
    if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
    return wish ?? undefined;
  };

  const pollOf = ({ answers, endsAt, ...poll }: PollWish): Poll => ({
    ...poll,
    answers: [...answers],
    ...(endsAt === undefined ? {} : { endsAt: Math.max(0, Math.round(endsAt + device.relayNow() - device.now())) }),
  });

  /** What would be said, if it may be. @throws Refused. */
  const composed = async (
    group: GroupId,
    text: string,
    options: TextOptions,
  ): Promise<{ readonly body: TextBody; readonly root: Target | undefined }> => {
    const { reply, mentions, timer: wish, thread: threadId, alsoToRoom = false, poll, urgency } = options;
    const entries = (options.files ?? []).length === 0 ? undefined : files.entriesOf(group, options.files ?? []);
    const answered = reply === undefined ? undefined : await journal.read.get('messages', group, reply);
    const quoted = answered?.kind === 'text' && answered.recalledAt === undefined ? answered : undefined;
    const root = threadId === undefined ? undefined : parseThreadId(threadId);
    if (root === undefined && threadId !== undefined) throw new Refused('invalid-input');
    const words = saidIn(device, group, text, mentions);
    const timer = timerOf(group, wish);
    const body: TextBody = {
      kind: 'text',
      ...words,
      ...(quoted === undefined ? {} : { reply: targetOf(quoted) }),
      ...(root === undefined ? {} : { thread: { ...root, ...(alsoToRoom ? { also: true } : {}) } }),
      ...(timer === undefined ? {} : { timer }),
      ...(poll === undefined ? {} : { poll: pollOf(poll) }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(entries === undefined ? {} : { files: entries }),
    };
    const unsent = whyNoFiles(device, entries);
    if (unsent !== undefined) throw unsent;
    requireSayable(device, group, body);
    return { body, root };
  };

  return {
    async sendText(group, text, options = {}, beside) {
      const id = freshId<MessageId>();
      const { body, root } = await composed(group, text, options);
      await journal.record(
        (write) => {
          const state = orgOf(device);
          requireBeginning(root && findTarget(write, state, group, root));
          enqueue(write, placeInThread(write, state, self.user, rowOf(group, id, body)).row);
          beside?.(write, id);
        },
        over(group, [], root),
      );
      kick(group);
      return id;
    },
    async requireText(group, text, options = {}) {
      await composed(group, text, options);
    },
    async forward(group, id, to, comment = '') {
      const row = await journal.read.get('messages', group, id);
      if (row?.kind !== 'text' || row.recalledAt !== undefined) throw new Refused('not-found');
      if (isInQueue(row.order)) throw new Refused('not-allowed', say('talk', 'notSentYet'));
      // It would stay, elsewhere, longer than whoever wrote it has wanted.
      if (row.timer !== undefined) throw new Refused('not-allowed', say('talk', 'disappearing'));
      const unpassed = whyUnforwardable(device);
      const unsent = whyNoFiles(device, row.files);
      if (unpassed ?? unsent) throw unpassed ?? unsent;
      const targets = [...new Set(to)];
      if (targets.length === 0 || targets.length > FORWARD_MAX) throw new Refused('invalid-input');
      // As it reads here: whom it mentions there, it does not call elsewhere.
      const { text } = withNames(row, (user) => orgOf(device).users.get(user)?.name);
      const forwarded: Origin = row.forwarded ?? { conversation: group, ...targetOf(row) };
      const said = targets.flatMap((target) => {
        const timer = timerOf(target, undefined);
        const stays = timer === undefined ? {} : { timer };
        const own: TextBody[] = comment === '' ? [] : [{ kind: 'text', ...saidIn(device, target, comment), ...stays }];
        const its = row.files === undefined ? {} : { files: row.files };
        return [...own, { kind: 'text' as const, text, forwarded, ...its, ...stays }].map((body) => ({ target, body }));
      });
      for (const { target, body } of said) requireSayable(device, target, body);
      await journal.record((write) => {
        for (const { target, body } of said) enqueue(write, rowOf(target, freshId(), body));
      });
      for (const target of targets) kick(target);
    },
    async retry(group, id) {
      await journal.record(
        (write) => {
          const message = failedIn(write, group, id);
          if (message === undefined) return;
          const { failure: _past, ...again } = message;
          enqueue(write, again, message.order);
        },
        { conversation: group, messages: [id] },
      );
      kick(group);
    },
    async discard(group, id) {
      const without = await lastWithout(device, group, new Set([id]));
      await journal.record(
        (write) => {
          const message = failedIn(write, group, id);
          if (message === undefined) throw new Refused('not-allowed', say('talk', 'sentAlready'));
          leaveThread(write, orgOf(device), message);
          write.deleteMessage(message);
          write.changeConversation(group, without);
        },
        over(group, [id], await threadOfMessage(device, group, id)),
      );
    },
  };
}
