/**
 * What the person does with messages that were said: edits, recalls, reactions, pins, votes. Each stands in its message at once, and in
 * the queue behind what was said before it.
 */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { isEmoji } from '../content/emoji.ts';
import { areSameWords, type Span } from '../content/mentions.ts';
import { isWordless } from '../content/payload.ts';
import { reactionsOf, withChange, withChanged, withoutChange } from '../groups/changes.ts';
import { type Device, orgOf, roomStateOf } from '../groups/device.ts';
import { putChanged } from '../groups/fold.ts';
import { freshId } from '../groups/fresh-id.ts';
import { intentOf } from '../groups/intents.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { judgeDone } from '../groups/judged.ts';
import { lastWithout } from '../groups/last.ts';
import { keptIds, targetOf } from '../groups/named.ts';
import { isInQueue } from '../groups/order.ts';
import { PINS_MAX } from '../groups/pins.ts';
import { acknowledgedBy, isAnswered, resultOf, VOTES_MAX, votesOf } from '../groups/polls.ts';
import { Refused } from '../groups/refused.ts';
import { leaveThread } from '../groups/threads.ts';
import { secondsLeft } from '../groups/timed.ts';
import { judgeChange, judgeClose } from '../policy/gate-messages.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Change, MessageRow, OutboxRow, TextRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import {
  bodyOf,
  ownChange,
  type Queue,
  requireSayable,
  saidIn,
  whyNoFiles,
  whyShut,
  whySilent,
  whyUnforwardable,
} from './say.ts';
import { threadOfMessage } from './words.ts';

export interface Changes {
  /** Resolves when it is on the disk. @throws Refused, StorageError; so do the others. */
  edit(group: GroupId, message: MessageId, text: string, mentions?: readonly Span[]): Promise<void>;
  /** Takes a message back for everybody. */
  recall(group: GroupId, message: MessageId): Promise<void>;
  react(group: GroupId, message: MessageId, emoji: string, on: boolean): Promise<void>;
  /** Pins a message for everybody in the conversation, or unpins it. */
  pin(group: GroupId, message: MessageId, on: boolean): Promise<void>;
  /** Chooses of a poll's answers, by their places, in place of what was chosen before; none: takes the vote back. */
  vote(group: GroupId, message: MessageId, chosen: readonly number[]): Promise<void>;
  closePoll(group: GroupId, message: MessageId): Promise<void>;
  acknowledge(group: GroupId, message: MessageId): Promise<void>;
  /** Sends a change that failed once more. */
  retryChange(group: GroupId, message: MessageId, change: MessageId): Promise<void>;
  /** Takes back a change that failed: nobody else has seen it. */
  undoChange(group: GroupId, message: MessageId, change: MessageId): Promise<void>;
}

type Words = 'edit' | 'recall';

/** Why this may not be done to a message now. */
function refusalOf(device: Device, row: TextRow, kind: Words): Refused | undefined {
  const { author, relayedAt, sequence, at: writtenAt, forwarded } = row;
  const saidAt = relayedAt ?? (sequence === undefined ? undefined : writtenAt);
  const at = device.now();
  const answered = isAnswered(row);
  const facts = { kind, by: device.self.user, author, saidAt, at, forwarded: forwarded !== undefined, answered };
  return refusedFor(judgeChange(facts, orgOf(device)));
}

function refusedFor(verdict: Verdict): Refused | undefined {
  return verdict.allowed ? undefined : new Refused('not-allowed', verdict.sentence);
}

type Answer = Extract<Change, { kind: 'vote' | 'close' | 'acknowledge' }>;

/** Why a poll cannot be answered or closed now, or a message acknowledged. */
function refusalOfAnswer(device: Device, row: TextRow, answer: Answer): Refused | undefined {
  const at = device.relayNow();
  const refused = refusedFor(judgeDone(row, answer, { saidAt: row.relayedAt, at }, orgOf(device)));
  if (refused !== undefined) return refused;
  const closed = resultOf(row)?.closed;
  if (closed !== undefined && closed.id !== answer.id) return new Refused('not-allowed', say('gate', 'poll-over'));
  const known = device.journal.memory.conversations.get(row.conversation);
  if (answer.kind !== 'close' || known === undefined) return undefined;
  return refusedFor(judgeClose(device.self.user, row.author, roomStateOf(known)));
}

const isAnswer = (change: Change | undefined): change is Answer =>
  change?.kind === 'vote' || change?.kind === 'close' || change?.kind === 'acknowledge';

/** Why what has waited cannot be said any more; undefined while it can. `row` is the message that it is about. */
export function whyUnsayable(
  device: Device,
  job: OutboxRow,
  row: MessageRow | undefined,
): { readonly refused: Refused; readonly canRetry: boolean } | undefined {
  const intent = intentOf(job);
  if (row?.kind !== 'text' || intent === undefined || !('message' in intent)) return undefined;
  const change = intent.kind === 'change' ? ownChange(row, device.self.user, intent.change) : undefined;
  const words =
    intent.kind === 'text' || change?.kind === 'edit' || change?.kind === 'pin'
      ? whySilent(device, job.group)
      : change !== undefined && isWordless(change.kind)
        ? whyShut(device, job.group)
        : undefined;
  // The room may be opened again.
  if (words !== undefined) return { refused: words, canRetry: true };
  // The policy may have changed while it waited.
  const unsent = intent.kind === 'text' ? whyNoFiles(device, row.files) : undefined;
  if (unsent !== undefined) return { refused: unsent, canRetry: true };
  const unpassed = intent.kind === 'text' && row.forwarded !== undefined ? whyUnforwardable(device) : undefined;
  if (unpassed !== undefined) return { refused: unpassed, canRetry: true };
  const unanswered = isAnswer(change) ? refusalOfAnswer(device, row, change) : undefined;
  if (unanswered !== undefined) return { refused: unanswered, canRetry: false };
  if (change?.kind !== 'edit' && change?.kind !== 'recall') return undefined;
  const late = refusalOf(device, row, change.kind);
  return late === undefined ? undefined : { refused: late, canRetry: false };
}

const unworded = ({ mentions: _mentions, ...row }: TextRow): TextRow => row;

export function createChanges(device: Device, { jobFor, kick }: Queue): Changes {
  const { journal, groups, self } = device;

  const said = (write: JournalWriter, group: GroupId, id: MessageId): TextRow => {
    const row = write.message(group, id);
    if (row?.kind !== 'text' || row.recalledAt !== undefined) throw new Refused('not-found', say('talk', 'gone'));
    if (row.state === 'failed') throw new Refused('not-allowed', say('talk', 'notSent'));
    return row;
  };

  const put = (write: JournalWriter, row: TextRow, change: Change) => {
    const changed = withChange(row, change);
    const intent = { kind: 'change', message: row.id, change: change.id } as const;
    const body = bodyOf(changed, intent, self.user, secondsLeft(device, row));
    if (body === undefined) throw new Refused('invalid-input');
    requireSayable(device, row.conversation, body);
    putChanged(write, device, row, changed);
    write.putJob(jobFor(row.conversation, intent));
  };

  const answer = (write: JournalWriter, row: TextRow, change: Answer) => {
    const refused = refusalOfAnswer(device, row, change);
    if (refused !== undefined) throw refused;
    put(write, row, change);
  };

  const record = async (group: GroupId, id: MessageId, work: (write: JournalWriter) => void) => {
    await journal.record((write) => work(write), { conversation: group, messages: [id] });
    kick(group);
  };

  const common = () => ({ id: freshId<MessageId>(), by: self.user, at: device.now() });

  /** The job of a message whose words have not left: they can be other words, or none. */
  const unsent = (group: GroupId, id: MessageId): OutboxRow | undefined => {
    for (const job of journal.memory.outbox.values()) {
      const intent = job.group === group && job.ready === undefined ? intentOf(job) : undefined;
      if (intent?.kind === 'text' && intent.message === id) return job;
    }
    return undefined;
  };

  /** Only what is not being encrypted just now is unsent. */
  const ifUnsent = (group: GroupId, id: MessageId, work: (job: OutboxRow) => Promise<void>): Promise<boolean> => {
    if (unsent(group, id) === undefined) return Promise.resolve(false);
    return groups.exclusive(group, async () => {
      const job = unsent(group, id);
      if (job !== undefined) await work(job);
      return job !== undefined;
    });
  };

  return {
    async edit(group, id, text, mentions) {
      const words = saidIn(device, group, text, mentions);
      const replaced = await ifUnsent(group, id, () =>
        journal.record(
          (write) => {
            const row = said(write, group, id);
            if (row.forwarded !== undefined) throw new Refused('not-allowed', say('gate', 'passed-on'));
            if (isAnswered(row)) throw new Refused('not-allowed', say('gate', 'asked-as-it-is'));
            requireSayable(device, group, { kind: 'edit', of: targetOf(row).id, ...words });
            putChanged(write, device, row, { ...unworded(row), ...words });
          },
          { conversation: group, messages: [id] },
        ),
      );
      if (replaced) return;
      await record(group, id, (write) => {
        const row = said(write, group, id);
        const refused = refusalOf(device, row, 'edit');
        if (refused !== undefined) throw refused;
        if (!areSameWords(row, words)) put(write, row, { kind: 'edit', ...common(), ...words });
      });
    },
    async recall(group, id) {
      const dropped = await ifUnsent(group, id, async (job) => {
        const without = await lastWithout(device, group, new Set([id]));
        const root = await threadOfMessage(device, group, id);
        await journal.record(
          (write) => {
            const row = said(write, group, id);
            leaveThread(write, orgOf(device), row);
            write.deleteMessage(row);
            write.deleteJob(job.id);
            write.changeConversation(group, without);
          },
          { conversation: group, messages: [id, ...(root === undefined ? [] : keptIds(orgOf(device), root))] },
        );
      });
      if (dropped) return;
      await record(group, id, (write) => {
        const row = said(write, group, id);
        const refused = refusalOf(device, row, 'recall');
        if (refused !== undefined) throw refused;
        put(write, row, { kind: 'recall', ...common() });
      });
    },
    async react(group, id, emoji, on) {
      if (!isEmoji(emoji)) throw new Refused('invalid-input');
      await record(group, id, (write) => {
        const row = said(write, group, id);
        const has = reactionsOf(row.changes ?? []).some((one) => one.emoji === emoji && one.by.includes(self.user));
        if (has !== on) put(write, row, { kind: 'reaction', ...common(), emoji, on });
      });
    },
    async pin(group, id, on) {
      await record(group, id, (write) => {
        const row = said(write, group, id);
        if (isInQueue(row.order)) throw new Refused('not-allowed', say('talk', 'notSent'));
        const pins = write.conversation(group)?.pins ?? [];
        if (pins.some(({ message }) => message === id) === on) return;
        if (on && pins.length >= PINS_MAX) throw new Refused('not-allowed', say('talk', 'pinsFull', PINS_MAX));
        put(write, row, { kind: 'pin', ...common(), on });
      });
    },
    async vote(group, id, chosen) {
      await record(group, id, (write) => {
        const row = said(write, group, id);
        if (votesOf(row, self.user) >= VOTES_MAX) throw new Refused('not-allowed', say('talk', 'votesFull', VOTES_MAX));
        answer(write, row, { kind: 'vote', ...common(), chosen: [...chosen] });
      });
    },
    async closePoll(group, id) {
      await record(group, id, (write) => answer(write, said(write, group, id), { kind: 'close', ...common() }));
    },
    async acknowledge(group, id) {
      await record(group, id, (write) => {
        const row = said(write, group, id);
        if (acknowledgedBy(row).includes(self.user)) return;
        answer(write, row, { kind: 'acknowledge', ...common() });
      });
    },
    async retryChange(group, id, change) {
      await record(group, id, (write) => {
        const row = write.message(group, id);
        const failed = row?.kind === 'text' ? ownChange(row, self.user, change) : undefined;
        if (row?.kind !== 'text' || failed?.failure === undefined) return;
        const { kind } = failed;
        const refused = kind === 'edit' || kind === 'recall' ? refusalOf(device, row, kind) : undefined;
        const unanswered = isAnswer(failed) ? refusalOfAnswer(device, row, failed) : undefined;
        if (refused !== undefined || unanswered !== undefined) throw refused ?? unanswered;
        const { failure: _past, ...again } = failed;
        putChanged(write, device, row, withChanged(row, again));
        write.putJob(jobFor(group, { kind: 'change', message: id, change }));
      });
    },
    async undoChange(group, id, change) {
      await record(group, id, (write) => {
        const row = write.message(group, id);
        if (row?.kind !== 'text' || ownChange(row, self.user, change)?.failure === undefined) return;
        putChanged(write, device, row, withoutChange(row, self.user, change));
      });
    },
  };
}
