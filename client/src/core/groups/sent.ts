/** A message of ours that the relay has stored: known from its answer, or from seeing the message come back. */
import type { GroupId } from '#shared/ids/index.ts';
import type { MessageRow, OutboxRow, TextRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import { withChanged } from './changes.ts';
import { type Device, orgOf } from './device.ts';
import { putChanged } from './fold.ts';
import { type Intent, intentOf, messageOf } from './intents.ts';
import type { JournalWriter } from './journal.ts';
import { judgeDone } from './judged.ts';
import { placeBehind, placeOfMessage } from './order.ts';
import { askedOf } from './polls.ts';
import { withSharing } from './sharing.ts';
import { noteExpiry, timing } from './timed.ts';

/** What the relay says of a message of ours. */
export interface Stored {
  /** Null where it does not say: the message stays where it is. */
  readonly sequence: number | null;
  /** Its time of it, if it says. */
  readonly at: number | undefined;
}

/** The place of the message at `sequence`; behind what stands there, where the relay has given the number twice. */
export async function freePlace(read: StoreReader, group: GroupId, sequence: number, id: string): Promise<string> {
  const place = placeOfMessage(sequence);
  const [there] = await read.messagesFrom({ conversation: group, from: place, limit: 1 });
  return there?.order === place && there.id !== id ? placeBehind(sequence, id) : place;
}

/** Where the message of a job goes that the relay has given this number; undefined where it stays, or nobody sees it. */
export async function placeOf(read: StoreReader, job: OutboxRow, sequence: number | null): Promise<string | undefined> {
  const intent = intentOf(job);
  return intent?.kind !== 'text' || sequence === null
    ? undefined
    : freePlace(read, job.group, sequence, intent.message);
}

/** The job is done. The record is made over its message, if it has one, which gets its `place`. */
export function markSent(
  write: JournalWriter,
  device: Device,
  job: OutboxRow,
  stored: Stored,
  place: string | undefined,
): void {
  write.deleteJob(job.id);
  const id = messageOf(job);
  const row = id === undefined ? undefined : write.message(job.group, id);
  const intent = intentOf(job);
  if (intent?.kind === 'history') noteGone(write, intent);
  if (row?.kind !== 'text') return;
  if (intent?.kind === 'text') placeText(write, device, row, job, stored, place);
  if (intent?.kind === 'change') placeChange(write, device, row, intent.change, stored);
}

/** One more piece of what is handed on has gone. */
function noteGone(write: JournalWriter, { room, transfer }: Extract<Intent, { kind: 'history' }>): void {
  write.changeConversation(room, (row) => {
    const one = row.sharing?.[transfer];
    return one === undefined ? row : withSharing(row, transfer, { ...one, done: one.done + 1 });
  });
}

function placeText(
  write: JournalWriter,
  device: Device,
  row: TextRow,
  { nth }: OutboxRow,
  { sequence, at }: Stored,
  order = row.order,
): void {
  const { failure: _none, ...rest } = row;
  const known = {
    ...(sequence === null ? {} : { sequence }),
    ...(at === undefined ? {} : { relayedAt: at }),
    ...(nth === undefined ? {} : { nth }),
  };
  // The author's own copy goes so long after it was sent, whoever has read it.
  const placed: TextRow = {
    ...rest,
    ...known,
    ...timing(device, row.author, row.timer, at ?? device.relayNow()),
    ...askedOf(row, write.conversation(row.conversation)?.members),
    order,
    state: 'sent',
  };
  write.putMessage(placed, row.order);
  noteExpiry(write, 'messages', placed);
  write.changeConversation(row.conversation, (one) =>
    (sequence ?? 0) > (one.placedUpTo ?? 0) ? { ...one, placedUpTo: sequence ?? 0 } : one,
  );
}

/** A change of ours has its place among those of others, and is judged by the relay's time, as by everybody else. */
function placeChange(write: JournalWriter, device: Device, row: TextRow, id: string, { sequence, at }: Stored): void {
  const me = device.self.user;
  const change = row.changes?.find((one) => one.by === me && one.id === id);
  if (change === undefined) return;
  const verdict = judgeDone(row, change, { saidAt: row.relayedAt ?? row.at, at }, orgOf(device));
  const placed = write.conversation(row.conversation)?.placedUpTo ?? 0;
  const settled = verdict.allowed
    ? { ...change, sequence: sequence ?? placed }
    : { ...change, failure: { code: 'not-allowed', sentence: verdict.sentence, canRetry: false } };
  putChanged(write, device, row, withChanged(row, settled));
}

/** The rows over which a record is made that settles these jobs. */
export function messagesOf(jobs: readonly OutboxRow[]): MessageRow['id'][] {
  return jobs.flatMap((job) => messageOf(job) ?? []);
}
