/** The person's own messages: said, tried again, thrown away. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { Span } from '../content/mentions.ts';
import type { Body } from '../content/payload.ts';
import type { Timer } from '../content/timer.ts';
import { type Device, policyOf } from '../groups/device.ts';
import { withLast } from '../groups/fold.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { lastWithout } from '../groups/last.ts';
import { targetOf } from '../groups/named.ts';
import { placeInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { usualTimer } from '../groups/timed.ts';
import { judgeTimer } from '../policy/gate.ts';
import type { TextRow } from '../storage/records.ts';
import { type Queue, requireSayable, saidIn } from './say.ts';

/** What belongs to the words of a message. */
export interface TextOptions {
  /** The message that it answers, by the id of its row. */
  readonly reply?: MessageId;
  readonly mentions?: readonly Span[];
  /** For how long it stays; null: for good; absent: as is usual in the conversation. */
  readonly timer?: Timer | null;
}

export interface Words {
  /** Resolves when the message is on the disk. @throws Refused, StorageError. */
  sendText(group: GroupId, text: string, options?: TextOptions): Promise<MessageId>;
  retry(group: GroupId, message: MessageId): Promise<void>;
  discard(group: GroupId, message: MessageId): Promise<void>;
}

export function createWords(device: Device, { jobFor, kick }: Queue): Words {
  const { journal, self } = device;

  const enqueue = (write: JournalWriter, message: TextRow, was?: string) => {
    const { conversation, id } = message;
    const job = jobFor(conversation, { kind: 'text', message: id });
    write.putMessage({ ...message, order: placeInQueue(job.order), state: 'queued' }, was);
    write.putJob(job);
    write.changeConversation(conversation, (row) => withLast(row, message));
  };

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

  return {
    async sendText(group, text, { reply, mentions, timer: wish } = {}) {
      const id = freshId<MessageId>();
      const answered = reply === undefined ? undefined : await journal.read.get('messages', group, reply);
      const quoted = answered?.kind === 'text' && answered.recalledAt === undefined ? answered : undefined;
      const words = saidIn(device, group, text, mentions);
      const timer = timerOf(group, wish);
      const body: Body = {
        kind: 'text',
        ...words,
        ...(quoted === undefined ? {} : { reply: targetOf(quoted) }),
        ...(timer === undefined ? {} : { timer }),
      };
      requireSayable(device, group, body);
      await journal.record((write) =>
        enqueue(write, {
          id,
          conversation: group,
          order: '',
          at: device.now(),
          author: self.user,
          device: self.device,
          ...body,
        }),
      );
      kick(group);
      return id;
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
          if (message === undefined) throw new Refused('not-allowed', 'The message has been sent already.');
          write.deleteMessage(message);
          write.changeConversation(group, without);
        },
        { conversation: group, messages: [id] },
      );
    },
  };
}
