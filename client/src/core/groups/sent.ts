/** A message of ours that the relay has stored: known from its answer, or from seeing the message come back. */
import type { GroupId } from '#shared/ids/index.ts';
import type { ConversationRow, MessageRow, OutboxRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import type { JournalWriter } from './journal.ts';
import { placeBehind, placeOfMessage } from './order.ts';

/** The longest text shown beside a conversation's name. */
const PREVIEW = 140;

type TextRow = Extract<MessageRow, { kind: 'text' }>;

/** A message, and where it is to stand. */
export interface Placed {
  readonly message: TextRow;
  /** Null where the relay does not say: it stays where it is. */
  readonly sequence: number | null;
  readonly order: string;
}

/** The place of the message at `sequence`; behind what stands there, where the relay has given the number twice. */
export async function freePlace(read: StoreReader, group: GroupId, sequence: number, id: string): Promise<string> {
  const place = placeOfMessage(sequence);
  const [there] = await read.messagesFrom({ conversation: group, from: place, limit: 1 });
  return there?.order === place && there.id !== id ? placeBehind(sequence, id) : place;
}

/** Where a message goes that the relay has given this number. @returns undefined for what people do not see. */
export async function placed(
  read: StoreReader,
  message: MessageRow | undefined,
  sequence: number | null,
): Promise<Placed | undefined> {
  if (message?.kind !== 'text') return undefined;
  const order = sequence === null ? message.order : await freePlace(read, message.conversation, sequence, message.id);
  return { message, sequence, order };
}

/** The job is done; its message, if it has one that people see, gets its place. */
export function markSent(write: JournalWriter, job: OutboxRow, what: Placed | undefined): void {
  write.deleteJob(job.id);
  if (what === undefined) return;
  const { message, sequence, order } = what;
  const { failure: _none, ...rest } = message;
  const known = { ...(sequence === null ? {} : { sequence }), ...(job.nth === undefined ? {} : { nth: job.nth }) };
  write.putMessage({ ...rest, ...known, order, state: 'sent' }, message.order);
  write.changeConversation(message.conversation, (row) =>
    (sequence ?? 0) > (row.placedUpTo ?? 0) ? { ...row, placedUpTo: sequence ?? 0 } : row,
  );
}

/** The conversation after a text in it, by whomever. */
export function withLast(row: ConversationRow, message: TextRow): ConversationRow {
  const { author, text, at } = message;
  return { ...row, last: { author, preview: text.slice(0, PREVIEW) }, lastAt: Math.max(row.lastAt, at) };
}
