/** A message of ours that the relay has stored: known from its answer, or from seeing the message come back. */
import type { ConversationRow, MessageRow, OutboxRow } from '../storage/records.ts';
import type { JournalWriter } from './journal.ts';
import { placeOfMessage } from './order.ts';

/** The longest text shown beside a conversation's name. */
const PREVIEW = 140;

/** The job is done; its message, if it has one that people see, gets its place. */
export function markSent(
  write: JournalWriter,
  job: OutboxRow,
  message: MessageRow | undefined,
  placed: { readonly sequence: number | null; readonly at: number },
): void {
  write.deleteJob(job.id);
  if (message?.kind !== 'text') return;
  const { sequence } = placed;
  const { failure: _none, ...rest } = message;
  const order = sequence === null ? message.order : placeOfMessage(sequence);
  write.putMessage({ ...rest, order, state: 'sent', ...(sequence === null ? {} : { sequence }) }, message.order);
}

/** The conversation after a text in it, by whomever. */
export function withLast(row: ConversationRow, message: Extract<MessageRow, { kind: 'text' }>): ConversationRow {
  const { author, text, at } = message;
  return { ...row, last: { author, preview: text.slice(0, PREVIEW) }, lastAt: Math.max(row.lastAt, at) };
}
