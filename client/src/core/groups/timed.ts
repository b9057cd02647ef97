/** The moments at which messages disappear, as rows: set when the relay has placed one, and when one is first read. */
import type { UserId } from '#shared/ids/index.ts';
import { policyFor } from '#shared/org-log/index.ts';
import { boundedTimer, endOf, latestEnd, type Timer } from '../content/timer.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { type Device, orgOf, policyOf, roomStateOf } from './device.ts';
import { freshId } from './fresh-id.ts';
import type { JournalWriter } from './journal.ts';

export const HOUR = 3_600_000;

/** Lets `row` of `table` be looked at when it is due. */
export function noteExpiry(
  write: JournalWriter,
  table: 'messages' | 'marks',
  { conversation, id, expiresAt }: Pick<TextRow, 'conversation' | 'expiresAt'> & { readonly id: string },
): void {
  if (expiresAt === undefined) return;
  const due = Math.floor(expiresAt / HOUR);
  write.put('expiring', { due, id: freshId(), at: expiresAt, table, conversation, row: id });
}

/** The timer that counts of what `author` wished at that time, and when the message is gone here. */
export function timing(
  device: Device,
  author: UserId,
  wish: Timer | undefined,
  at: number,
): Pick<TextRow, 'timer' | 'expiresAt'> {
  const policy = policyFor(orgOf(device), author, at);
  const timer = boundedTimer(wish, policy);
  return timer === undefined ? {} : { timer, expiresAt: endOf(timer, at, policy, author === device.self.user) };
}

/** For how many seconds from now the relay may keep what is said of a message; undefined: as long as it likes. */
export function secondsLeft(device: Device, { timer, relayedAt }: TextRow): number | undefined {
  if (timer === undefined) return undefined;
  const now = device.relayNow();
  return Math.max(1, Math.ceil((latestEnd(timer, relayedAt ?? now, policyOf(device)) - now) / 1_000));
}

/** What a person's words in a conversation get who wish nothing else. */
export function usualTimer(device: Device, row: ConversationRow): Timer | undefined {
  // Of what was deleted, nothing is left to look at.
  return row.roomState === undefined ? undefined : boundedTimer(roomStateOf(row).timer, policyOf(device));
}

/** Of what is missing: whether it may have disappeared before it could be fetched. */
export function mayHaveGone(device: Device, row: ConversationRow | undefined): { readonly timed?: true } {
  return row !== undefined && usualTimer(device, row) !== undefined ? { timed: true } : {};
}
