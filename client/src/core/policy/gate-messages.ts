/**
 * The gate for what stands inside messages: words, changes of them, votes, requests. As pure as the rest of it (`gate.ts`).
 */
import type { UserId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState, policyFor } from '#shared/org-log/index.ts';
import type { PolicyValues } from '#shared/policy/index.ts';
import type { FileEntry } from '../content/files.ts';
import type { Poll } from '../content/poll.ts';
import type { RoomState } from '../content/room-state.ts';
import { isWithin, type Timer } from '../content/timer.ts';
import type { Urgency } from '../content/urgency.ts';
import { type GateContext, isSilent, judgeStart, mayAct } from './gate.ts';
import { allowed, type Living, type Recognised, refuse, type Verdict } from './verdict.ts';

const MINUTE = 60_000;
const MEBIBYTE = 1_048_576;

/** Judges a message of `size` padded bytes by `sender`, our own before it is encrypted and another's after. */
export function judgeMessage(
  sender: Living,
  size: number,
  { state, now, at = now }: Pick<GateContext, 'state' | 'now' | 'at'>,
): Verdict {
  if (sender === undefined) return refuse('unknown-device');
  if (!mayAct(state, sender.device, now, at)) return refuse('inactive-device');
  // The time at which it reached the relay may only ever allow more than now would: a relay that lies about it suppresses nothing.
  if (isSilent(sender, { state, now }) && isSilent(sender, { state, now: Math.min(now, at) })) {
    return refuse('silent-device');
  }
  return size > policyFor(state, sender.user, now).messageBytes ? refuse('message-too-large') : allowed;
}

/** Where and in which epoch something was said. */
export interface SaidIn {
  readonly room: RoomState;
  readonly epoch: bigint;
  /** The first epoch in which the room is closed, as it is now. */
  readonly closedSince: bigint;
}

/** Judges whatever is done with messages in a closed room: what was done before it was closed was right. */
export function judgeOpen({ room, epoch, closedSince }: SaidIn): Verdict {
  return room.kind === 'room' && room.closed === true && epoch >= closedSince ? refuse('room-closed') : allowed;
}

/**
 * Judges words in a room for announcements, or one that is closed, our own before they are encrypted and another's after. What was written in an
 * epoch before only moderators could write was right when it was written, although the relay may have placed it later.
 * @param since the first epoch in which only moderators write.
 */
export function judgeWords(sender: Recognised, { since, ...said }: SaidIn & { readonly since: bigint }): Verdict {
  const { room, epoch } = said;
  if (sender === undefined) return refuse('unknown-device');
  const open = judgeOpen(said);
  if (!open.allowed) return open;
  if (room.kind === 'own') return refuse('own-devices');
  if (room.kind === 'direct' || room.writing === 'everybody' || epoch < since) return allowed;
  return room.moderators.includes(sender.user) ? allowed : refuse('moderators-write');
}

/**
 * Judges for how long a person wants messages to stay, before they are sent. Of others, every receiver brings it inside the
 * sender's policy (`boundedTimer`): refused, a message would stay longer on the sender's side than anywhere.
 */
export function judgeTimer(wish: Timer | undefined, policy: PolicyValues): Verdict {
  return isWithin(wish, policy) ? allowed : refuse('timer-bounds');
}

/**
 * Judges whether a person may pass on what somebody has written, with the mark that says so: one's own before it is sent, and
 * another's when it comes, by the policy of its sender at the relay's time `at`. What is stricter has no time in the log: it counts at once,
 * also for what was passed on before and comes later.
 */
export function judgeForward(by: UserId, state: OrgState, at: number): Verdict {
  return policyFor(state, by, at).forwarding === 'allowed' ? allowed : refuse('no-forwarding');
}

/** What the policy says of the files of messages, as bytes. */
export function filesAllowed({ files, fileMegabytes, fileSaving }: PolicyValues): {
  readonly allowed: boolean;
  readonly bytesMost: number;
  readonly saving: boolean;
} {
  return { allowed: files === 'allowed', bytesMost: fileMegabytes * MEBIBYTE, saving: fileSaving === 'allowed' };
}

/**
 * Judges files of these sizes: one's own before they are sealed and again before their message is sent, and another's when it comes, by
 * the policy of its sender at the relay's time `at`, and by what it declares: more than that is never fetched. Where files are off for
 * whoever it comes to, they get none either.
 */
export function judgeFiles(
  { by, to = by }: { readonly by: UserId; readonly to?: UserId },
  files: readonly Pick<FileEntry, 'bytes'>[],
  state: OrgState,
  at: number,
): Verdict {
  const sent = filesAllowed(policyFor(state, by, at));
  if (!sent.allowed || !filesAllowed(policyFor(state, to, at)).allowed) return refuse('no-files');
  return files.some(({ bytes }) => bytes > sent.bytesMost) ? refuse('file-too-large') : allowed;
}

/**
 * Judges whether a person may hand on what was said before somebody came: one's own before the room is told, and another's by the relay's
 * time `at`, when the room is told and again for each piece.
 */
export function judgeHistory(by: UserId, state: OrgState, at: number): Verdict {
  return policyFor(state, by, at).historyForNewcomers === 'allowed' ? allowed : refuse('no-history');
}

/**
 * Judges whether somebody may ask to be brought into a room: whoever acts, and, of guests, who may begin conversations. Asked before
 * it is said, and again by each moderator's device.
 */
export function judgeRequest(by: Recognised, state: OrgState, now: number, at = now): Verdict {
  if (by === undefined) return refuse('unknown-device');
  // Whoever was shut out since is not to be brought in by somebody who answers late.
  if (!isDeviceActive(state, by.device, now)) return refuse('inactive-device');
  return judgeStart(by.user, state, at);
}

/** An edit or a recall of a message, by the relay's times of the two. */
export interface WordsChange {
  readonly kind: 'edit' | 'recall';
  readonly by: UserId;
  readonly author: UserId;
  /** When the message came to the relay; undefined: it has not yet. */
  readonly saidAt: number | undefined;
  /** When the change did, or would now. */
  readonly at: number;
  /** Whether its words are those of somebody else. */
  readonly forwarded: boolean;
  /** Whether others answer to its words: they vote, or acknowledge them. */
  readonly answered: boolean;
}

/**
 * Judges what would change words that were said: one's own before it is sent, and another's before it is applied. Whoever
 * changed them later than the policy allows would change what others have relied on.
 */
export function judgeChange(
  { kind, by, author, saidAt, at, forwarded, answered }: WordsChange,
  state: OrgState,
): Verdict {
  // A colleague's words changed or taken away by somebody else.
  if (by !== author) return refuse('not-author');
  // Other words under the name of the one who is said to have written them.
  if (kind === 'edit' && forwarded) return refuse('passed-on');
  // Other words under what people have voted for, or have confirmed that they took note of.
  if (kind === 'edit' && answered) return refuse('asked-as-it-is');
  const window = changeWindow(kind, policyFor(state, by, at));
  // A window of nothing allows nothing, also where the two times are the same.
  if (window <= 0 || (saidAt !== undefined && at - saidAt > window)) return refuse('too-late');
  return allowed;
}

/** Within how many ms after it was said a message may be edited or recalled. */
export function changeWindow(
  kind: WordsChange['kind'],
  { editWindowMinutes, recallWindowMinutes }: Pick<PolicyValues, 'editWindowMinutes' | 'recallWindowMinutes'>,
): number {
  return (kind === 'edit' ? editWindowMinutes : recallWindowMinutes) * MINUTE;
}

/**
 * Judges a vote by what was asked, which never changes, so that everybody counts the same.
 * @param at the relay's time of the vote; undefined: it has none yet
 */
export function judgeVote(chosen: readonly number[], poll: Poll | undefined, at: number | undefined): Verdict {
  // A vote for what nobody has asked, or more votes than one has (a modified client stuffs the ballot).
  if (poll === undefined || chosen.some((one) => one >= poll.answers.length)) return refuse('no-such-answer');
  if (poll.multiple !== true && chosen.length > 1) return refuse('one-answer');
  // A vote by somebody who has seen how it ended.
  if (poll.endsAt !== undefined && at !== undefined && at > poll.endsAt) return refuse('poll-over');
  return allowed;
}

/** Judges who ends a poll: a member who may not would take the vote from those who have not voted yet. */
export function judgeClose(by: UserId, author: UserId, room: RoomState): Verdict {
  const moderates = room.kind === 'room' && room.moderators.includes(by);
  return by === author || moderates ? allowed : refuse('not-closer');
}

/** Judges whether somebody acknowledges what asks them: whoever wrote it would be the first who has. */
export function judgeAcknowledgement(by: UserId, author: UserId, urgency: Urgency | undefined): Verdict {
  return urgency?.acknowledge === true && by !== author ? allowed : refuse('not-asked');
}

/**
 * Judges whether somebody is counted: one who was taken out has the keys of the epoch before, and with a relay in league
 * could still vote, or confirm.
 */
export function judgeCounted(by: UserId, members: readonly UserId[]): Verdict {
  return members.includes(by) ? allowed : refuse('not-member');
}

/**
 * Whether a person tells others what they have read, and is told: asked before it is said, and again of what comes, as a
 * modified client tells and asks what it likes. Who does not tell is not told.
 * @param wanted the person's own choice
 */
export function tellsRead({ readReceipts }: Pick<PolicyValues, 'readReceipts'>, wanted: boolean): boolean {
  return readReceipts === 'required' || (readReceipts === 'choice' && wanted);
}

/**
 * Whether a person tells others that they can be reached, and is told: asked before it is said, and again of what comes, of
 * who hears it and of who has said it, as a modified client says what it likes.
 * @param wanted the person's own choice
 */
export function tellsPresence({ presence }: Pick<PolicyValues, 'presence'>, wanted: boolean): boolean {
  return presence === 'choice' && wanted;
}
