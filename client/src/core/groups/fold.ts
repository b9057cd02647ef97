/**
 * Puts a change to its message, wherever that is: in the row, or, where it has not come yet, beside it to wait. Within one
 * record, so that message, preview and count are never out of step.
 */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { type GroupId, ID_BYTES, type UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { isPicture } from '../content/files.ts';
import { areSameWords, beginningOf } from '../content/mentions.ts';
import type { Target } from '../content/payload.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { Change, ConversationRow, MarkRow, TextRow } from '../storage/records.ts';
import { withChange } from './changes.ts';
import { asHeard, counted, type Ear, isUnread } from './for-me.ts';
import type { JournalWriter } from './journal.ts';
import { judgeDone } from './judged.ts';
import { findTarget, isSameTarget, targetOf } from './named.ts';
import { putPin } from './pins.ts';
import { withoutNewReply } from './threads.ts';
import { noteExpiry } from './timed.ts';

/** Marks of one member that wait in one conversation, and of all of them. */
const MARKS_PER_MEMBER = 32;
const MARKS_MAX = 256;

/** The longest text shown beside a conversation's name. */
const PREVIEW = 140;

/** A change by somebody, as it came. */
export interface Arrived {
  readonly target: Target;
  readonly change: Change;
  /** The relay's time of it. */
  readonly relayedAt: number;
  /** When its words are gone, where they have to wait for their message. */
  readonly expiresAt?: number | undefined;
}

/** Applies a change that came. The record is made over the `keptIds` of its target, and over the marks. */
export function applyChange(
  write: JournalWriter,
  state: OrgState,
  ear: Ear,
  conversation: GroupId,
  arrived: Arrived,
): void {
  const row = findTarget(write, state, conversation, arrived.target);
  if (row === undefined) waitForTarget(write, conversation, arrived);
  else putChanged(write, ear, row, changedBy(row, state, arrived));
}

/** A message that came, with what has waited for it. The record is made over the marks. */
export function withWaiting(write: JournalWriter, state: OrgState, row: TextRow): TextRow {
  const target = targetOf(row);
  let changed = row;
  for (const mark of write.marks()) {
    if (!isSameTarget(mark.target, target)) continue;
    changed = changedBy(changed, state, mark);
    write.deleteMark(mark);
  }
  return changed;
}

function changedBy(row: TextRow, state: OrgState, { change, relayedAt }: Omit<Arrived, 'target'>): TextRow {
  // Words changed later than everybody may rely on them, or by somebody else; a vote for what was not asked (a member
  // with modified code).
  const times = { saidAt: row.relayedAt ?? row.at, at: relayedAt };
  return judgeDone(row, change, times, state).allowed ? withChange(row, change) : row;
}

/** Writes what has become of a message, and what that changes of its conversation. Neither order nor time moves. */
export function putChanged(write: JournalWriter, ear: Ear, before: TextRow, changed: TextRow): void {
  if (changed === before) return;
  const same = areSameWords(before, changed) && before.recalledAt === changed.recalledAt;
  const after = same ? changed : asHeard(changed, ear, write.conversation(changed.conversation)?.kind);
  write.putMessage(after);
  putPin(write, before, after);
  if (same) return;
  const goneBy = Number(before.recalledAt === undefined) - Number(after.recalledAt === undefined);
  const forMeBy = Number(after.forMe === true) - Number(before.forMe === true);
  write.changeConversation(after.conversation, (row) => {
    const shown = row.last?.message === after.id ? { ...row, last: lastOf(after) } : row;
    if (after.aside === true) return goneBy > 0 ? withoutNewReply(shown, after) : shown;
    return isUnread(row, after, ear.self.user) ? counted(shown, -goneBy, forMeBy) : shown;
  });
}

/** One that was put away is there again, unless it is muted. */
export function broughtBack(row: ConversationRow): ConversationRow {
  const { archived, ...others } = row.preferences ?? {};
  return archived === true && others.muted !== true ? { ...row, preferences: others } : row;
}

/** What stands beside a conversation's name when this is the last message of it. */
export function lastOf(row: TextRow): NonNullable<ConversationRow['last']> {
  const { author, id, text, mentions, recalledAt, files } = row;
  const { text: preview, ...beginning } = beginningOf({ text, mentions }, PREVIEW);
  const [first] = recalledAt === undefined ? (files ?? []) : [];
  return {
    author,
    message: id,
    preview,
    ...beginning,
    ...(first === undefined
      ? {}
      : { files: { count: files?.length ?? 1, name: first.name, picture: (files ?? []).every(isPicture) } }),
    ...(recalledAt === undefined ? {} : { recalled: true }),
  };
}

/** The conversation after a text in it, by whomever. */
export function withLast(row: ConversationRow, message: TextRow): ConversationRow {
  return { ...broughtBack(row), last: lastOf(message), lastAt: Math.max(row.lastAt, message.at) };
}

/** What comes before its message waits for it, in bounds: a member who aims at nothing pushes out its own marks only. */
function waitForTarget(
  write: JournalWriter,
  conversation: GroupId,
  { target, change, relayedAt, ...end }: Arrived,
): void {
  const key = `${change.by} ${change.id} ${target.author} ${target.id}`;
  const id = encodeBase64url(sha256(encodeUtf8(key)).subarray(0, ID_BYTES));
  const mark: MarkRow = { conversation, id, target, relayedAt, change, ...end };
  write.putMark(mark);
  noteExpiry(write, 'marks', mark);
  const all = write.marks();
  const of = (by: UserId) => all.filter((mark) => mark.change.by === by);
  const own = of(change.by);
  if (own.length > MARKS_PER_MEMBER) drop(write, own);
  else if (all.length > MARKS_MAX) {
    const members = [...new Set(all.map((mark) => mark.change.by))].map(of);
    drop(
      write,
      members.reduce((most, one) => (one.length > most.length ? one : most)),
    );
  }
}

/** Forgets the one that is missed the least: what was taken back must not be shown, an old reaction may be lost. */
function drop(write: JournalWriter, marks: readonly MarkRow[]): void {
  const worth = { reaction: 0, pin: 0, acknowledge: 0, vote: 1, edit: 1, close: 1, recall: 2 } as const;
  const [least] = [...marks].sort(
    (left, right) =>
      worth[left.change.kind] - worth[right.change.kind] || (left.change.sequence ?? 0) - (right.change.sequence ?? 0),
  );
  if (least !== undefined) write.deleteMark(least);
}
