/** What the jobs of the outbox say, whether it may be said, and what becomes of it when it cannot. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { bareWords, type Span, withPlaces } from '../content/mentions.ts';
import { type Body, encodePayload, isWordless } from '../content/payload.ts';
import { withChanged } from '../groups/changes.ts';
import { absentPeer, type Device, judgeOpenIn, judgeOwnWords, orgOf } from '../groups/device.ts';
import type { SentFiles } from '../groups/files.ts';
import { putChanged } from '../groups/fold.ts';
import { type Intent, intentOf, messageOf, type Worded } from '../groups/intents.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { targetOf } from '../groups/named.ts';
import { Refused } from '../groups/refused.ts';
import { newPayload } from '../groups/speak.ts';
import { judgeFiles, judgeForward, judgeMessage } from '../policy/gate-messages.ts';
import type { Change, OutboxRow, TextRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';

/** How what is said gets on its way. */
export interface Queue {
  readonly jobFor: (group: GroupId, intent: Intent) => OutboxRow;
  readonly kick: (group: GroupId) => void;
  readonly files: SentFiles;
}

/** Why nothing can be said in a conversation; undefined while something can. */
export function whyClosed(device: Device, group: GroupId): Refused | undefined {
  const row = device.journal.memory.conversations.get(group);
  if (row === undefined) return undefined;
  const { status } = row;
  if (status === 'left' || status === 'removed' || status === 'broken' || status === 'deleted') {
    return new Refused('not-allowed', say('talk', 'over'));
  }
  // A conversation for two whose other one the organisation has shut out.
  const nobody = absentPeer(device, row)?.active === false;
  return nobody ? new Refused('not-allowed', say('talk', 'peerInactive')) : undefined;
}

/** Why this person can write no words in a conversation, which is one for announcements; undefined while they can. */
export function whySilent(device: Device, group: GroupId): Refused | undefined {
  const row = device.journal.memory.conversations.get(group);
  const words = row === undefined ? undefined : judgeOwnWords(device, row);
  return words === undefined || words.allowed ? undefined : new Refused('not-allowed', words.sentence);
}

/** Why nothing can be done with the messages of a conversation, which is closed; undefined while something can. */
export function whyShut(device: Device, group: GroupId): Refused | undefined {
  const row = device.journal.memory.conversations.get(group);
  const verdict = row === undefined ? undefined : judgeOpenIn(row, BigInt(row.epoch ?? 0));
  return verdict === undefined || verdict.allowed ? undefined : new Refused('not-allowed', verdict.sentence);
}

/** Why these files cannot be sent; undefined while they can. */
export function whyNoFiles(device: Device, files: TextRow['files']): Refused | undefined {
  const verdict =
    files === undefined ? undefined : judgeFiles({ by: device.self.user }, files, orgOf(device), device.now());
  return verdict === undefined || verdict.allowed ? undefined : new Refused('not-allowed', verdict.sentence);
}

/** Why this person can pass nothing on; undefined while they can. */
export function whyUnforwardable(device: Device): Refused | undefined {
  const verdict = judgeForward(device.self.user, orgOf(device), device.now());
  return verdict.allowed ? undefined : new Refused('not-allowed', verdict.sentence);
}

/**
 * What a person has written, as it is said: whoever is not in the conversation, or everybody in one for two, is plain text.
 * @throws Refused `invalid-input`.
 */
export function saidIn(device: Device, group: GroupId, text: string, spans?: readonly Span[]) {
  const row = device.journal.memory.conversations.get(group);
  const here = ({ who }: Span) => (who === 'room' ? row?.kind === 'room' : row?.members.includes(who) === true);
  try {
    return withPlaces(text, spans?.filter(here));
  } catch {
    throw new Refused('invalid-input');
  }
}

/** Refuses what nobody would take, before it is kept. @throws Refused. */
export function requireSayable(device: Device, group: GroupId, body: Body): void {
  if (!device.journal.memory.conversations.has(group)) throw new Refused('not-found');
  const isWords = body.kind === 'text' || body.kind === 'edit' || body.kind === 'pin';
  const shut = () => (isWordless(body.kind) ? whyShut(device, group) : undefined);
  const closed = whyClosed(device, group) ?? (isWords ? whySilent(device, group) : shut());
  if (closed !== undefined) throw closed;
  let size: number;
  try {
    // As long as it will be with its author's signature.
    const signed = body.kind === 'text' || body.kind === 'edit' ? { ...body, sig: 'x'.repeat(86) } : body;
    size = encodePayload({ ...newPayload(device, signed, undefined), nth: 1 }).length;
  } catch {
    const isLong = 'text' in body && body.text !== '' && !('poll' in body);
    throw new Refused(isLong ? 'message-too-long' : 'invalid-input');
  }
  const verdict = judgeMessage(device.self, size, { state: orgOf(device), now: device.now() });
  if (verdict.allowed) return;
  const tooLong = verdict.reason === 'message-too-large';
  throw new Refused(tooLong ? 'message-too-long' : 'not-allowed', verdict.sentence);
}

/** A change of ours that stands in a message. */
export function ownChange(row: TextRow, me: UserId, id: string): Change | undefined {
  return row.changes?.find((one) => one.by === me && one.id === id);
}

/** The id and time under which a job says what it says. */
export function saidAs(row: TextRow, intent: Worded, me: UserId) {
  const what = intent.kind === 'text' ? row : ownChange(row, me, intent.change);
  return what === undefined ? undefined : { id: what.id, sentAt: what.at };
}

/** What a job says of its message; undefined when there is nothing to say any more. */
export function bodyOf(
  row: TextRow,
  intent: Worded,
  me: UserId,
  /** For how long what it says may stay, where that ends. */
  seconds: number | undefined,
): Body | undefined {
  if (intent.kind === 'text') {
    const { said, saidMentions, reply, thread, timer, forwarded, poll, urgency, files } = row;
    const first = bareWords(said === undefined ? row : { text: said, mentions: saidMentions });
    return {
      kind: 'text',
      ...first,
      ...(reply === undefined ? {} : { reply }),
      ...(thread === undefined ? {} : { thread }),
      ...(timer === undefined ? {} : { timer }),
      ...(forwarded === undefined ? {} : { forwarded }),
      ...(poll === undefined ? {} : { poll }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(files === undefined ? {} : { files }),
    };
  }
  const change = ownChange(row, me, intent.change);
  if (change === undefined || change.sequence !== undefined) return undefined;
  const { author, id: of } = targetOf(row);
  switch (change.kind) {
    case 'edit':
      return {
        kind: 'edit',
        of,
        ...bareWords(change),
        ...(seconds === undefined ? {} : { timer: { seconds, from: 'sent' } }),
      };
    case 'recall':
      return { kind: 'recall', of };
    case 'reaction':
      return { kind: 'reaction', author, of, emoji: change.emoji, on: change.on };
    case 'pin':
      return { kind: 'pin', author, of, on: change.on };
    case 'vote':
      return { kind: 'vote', author, of, chosen: change.chosen };
    case 'close':
    case 'acknowledge':
      return { kind: change.kind, author, of };
  }
}

/** A job will not be done: its message says so. The record is made over that. */
export function markFailed(
  write: JournalWriter,
  device: Device,
  job: OutboxRow,
  why: Refused,
  canRetry: boolean,
): void {
  const { user: me } = device.self;
  write.deleteJob(job.id);
  const id: MessageId | undefined = messageOf(job);
  const row = id === undefined ? undefined : write.message(job.group, id);
  const intent = intentOf(job);
  if (row?.kind !== 'text') return;
  const sentence = why.sentence ?? say('talk', 'couldNotBeSent');
  const failure = { code: why.code, sentence, canRetry };
  if (intent?.kind === 'text') write.putMessage({ ...row, state: 'failed', failure });
  const change = intent?.kind === 'change' ? ownChange(row, me, intent.change) : undefined;
  if (change !== undefined) putChanged(write, device, row, withChanged(row, { ...change, failure }));
}
