/**
 * The gate: the one place where it is decided whether something is allowed, before it is sent and again when it is
 * received, from the replayed log, the signed policy and the room state. Pure, so that all members judge alike.
 *
 * A commit is judged by what it does to the tree, never by what it says that it does.
 */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState, policyFor, wasDeviceActive } from '#shared/org-log/index.ts';
import { LEVELS, type Level, type PolicyValues } from '#shared/policy/index.ts';
import type { Poll } from '../content/poll.ts';
import { isDeleted, type RoomState, versionOf } from '../content/room-state.ts';
import { isWithin, type Timer } from '../content/timer.ts';
import type { Urgency } from '../content/urgency.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far a sign of life may lie ahead: as far as the lifetime of a key package that has only just been made, and two clocks. */
const AHEAD_MAX = 30 * DAY;

/** Why something is not allowed: a closed list, each with a sentence for a person. */
export const gateRefusals = {
  'unknown-device': 'A device is not certified by its owner in the organisation’s log.',
  'inactive-device': 'A device was revoked, has expired, or its owner is no longer active.',
  'silent-device': 'A device has put no fresh keys in for longer than the policy allows.',
  'not-moderator': 'Only a moderator of this room may do that.',
  'room-closed': 'This room is closed: nobody writes in it.',
  'room-deleted': 'This room was deleted.',
  'moderators-write': 'Only moderators write in this room.',
  'direct-is-for-two': 'A direct conversation is for two people and nobody else.',
  'room-too-large': 'The room would have more devices than the policy allows.',
  'own-devices': 'This group is for the devices of one person only.',
  'message-too-large': 'The message is larger than the policy allows.',
  'weak-suite': 'The conversation uses a weaker cipher suite than the policy allows.',
  'not-author': 'Only its author can edit or recall a message.',
  'too-late': 'The time within which a message may be changed is over.',
  'timer-bounds': 'The policy does not allow messages to stay that long, or that short.',
  'no-forwarding': 'The policy does not allow messages to be forwarded.',
  'no-history': 'The policy does not allow what was said before to be shared with people who come later.',
  'forged-past': 'Words were shared that their author never signed.',
  'passed-on': 'A forwarded message keeps its words.',
  'room-level': 'The policy does not allow a room to be that secret.',
  'guests-start': 'The policy does not let guests begin conversations.',
  'not-verified':
    'Your organisation asks you to compare safety numbers before a conversation with somebody begins. You find the number under People.',
  'asked-as-it-is': 'A poll, and a message that asks to be acknowledged, keep their words.',
  'no-such-answer': 'The poll has no such answer.',
  'one-answer': 'The poll takes one answer of each person.',
  'poll-over': 'The poll is closed.',
  'not-closer': 'Only its author and moderators of the room can close a poll.',
  'not-asked': 'This message does not ask that person to acknowledge it.',
  'not-member': 'Only people of this conversation vote and acknowledge in it.',
  'room-state': 'The change to the room does not follow from what its members had agreed on.',
} as const;

export type GateRefusal = keyof typeof gateRefusals;

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: GateRefusal; readonly sentence: string };

/** A device as the authentication service recognises it; undefined where it recognises none. */
export type Recognised = { readonly device: DeviceId; readonly user: UserId } | undefined;

/** The same, and when the device last put fresh keys in, as its leaf in the tree says; absent: it does not say. */
export type Living = (NonNullable<Recognised> & { readonly aliveAt?: number | undefined }) | undefined;

/** What a commit does, with every leaf recognised. */
export interface MembershipChange {
  readonly committer: Recognised;
  readonly added: readonly Recognised[];
  readonly removed: readonly Living[];
  /** Devices in the group after the commit. */
  readonly size: number;
  readonly suite: string;
  /** The room state before and after; `after` is what the commit's hash stands for. */
  readonly before: RoomState;
  readonly after: RoomState;
}

export interface GateContext {
  readonly state: OrgState;
  /** People who said that they leave: everybody may remove their devices. */
  readonly leaving: ReadonlySet<UserId>;
  readonly now: number;
  /**
   * Of what was received: the relay's time of it. What was right then stays right for a device that hears of it days later,
   * when its sender may have been shut out since; else each revocation would throw everybody who was away out of step, and
   * lose the last words of whoever left. The time only ever allows what `now` would not: a relay that lies about it wins no
   * more than that a device which it is in league with can act until somebody removes it. Absent: `now`.
   */
  readonly at?: number;
}

const allowed: Verdict = { allowed: true };

function refuse(reason: GateRefusal): Verdict {
  return { allowed: false, reason, sentence: gateRefusals[reason] };
}

/** Judges a commit, our own before it is sent and another's before it is applied. */
export function judgeCommit(change: MembershipChange, context: GateContext): Verdict {
  const { state, now, at = now } = context;
  const { committer } = change;
  // A ghost device: one that the relay or a member brings in without its owner's signature in the log (AT-06, AT-07).
  if (committer === undefined || change.added.includes(undefined)) return refuse('unknown-device');
  const added = change.added.filter((one) => one !== undefined);
  // A member that has been revoked must not change the group any more, and nobody may bring such a device in.
  for (const { device } of [committer, ...added]) {
    if (!mayAct(state, device, now, at)) return refuse('inactive-device');
  }
  const policy = policyFor(state, committer.user, now);
  if (change.size > policy.groupDevices) return refuse('room-too-large');
  if (policy.minimumSuite === 'x-wing' && change.suite !== 'x-wing') return refuse('weak-suite');
  // What was deleted for everybody does not come back, nor go on in secret among some.
  if (isDeleted(change.before)) return refuse('room-deleted');
  const roomState = judgeRoomState(change);
  if (!roomState.allowed) return roomState;
  const moderates = isModerator(change.before, committer.user);
  for (const one of change.removed) {
    // Re-synchronisation takes a device out and puts it in again in one commit: the membership stays as it was.
    const returns = added.some(({ device }) => device === one?.device);
    if (!returns && !mayRemove(one, committer.user, moderates, context)) return refuse('not-moderator');
  }
  if (change.before.kind === 'own') {
    // A stranger among one's own devices would read where one has read, and say what counts as read (AT-20).
    const [person] = change.before.people;
    const own = (one: Recognised) => one?.user === person;
    return own(committer) && added.every(own) ? allowed : refuse('own-devices');
  }
  if (change.before.kind === 'direct') {
    const { people } = change.before;
    return added.every(({ user }) => people.includes(user)) ? allowed : refuse('direct-is-for-two');
  }
  const people = new Set([committer.user, ...change.removed.map((one) => one?.user)]);
  if (moderates || (change.before.adding === 'everybody' && change.before.closed !== true)) return allowed;
  return added.every(({ user }) => people.has(user)) ? allowed : refuse('not-moderator');
}

/** A conversation that this device has been added to, as its Welcome shows it. */
export interface JoinedGroup {
  /** Who added us. */
  readonly committer: Recognised;
  /** Every leaf, our own included. */
  readonly members: readonly Recognised[];
  readonly suite: string;
  readonly room: RoomState;
  /** This device was in the conversation already, and is only put in again. */
  readonly returning: boolean;
}

/** Judges a Welcome. What a moderator alone may do, nobody else does by a Welcome either. */
export function judgeJoin(
  joined: JoinedGroup,
  { state, now, self }: Pick<GateContext, 'state' | 'now'> & { readonly self: UserId },
): Verdict {
  const { committer, members, room, suite } = joined;
  if (committer === undefined || members.includes(undefined)) return refuse('unknown-device');
  if (!wasDeviceActive(state, committer.device, now)) return refuse('inactive-device');
  // A guest who would gather members in a room of their own, where nobody of the organisation decides anything.
  if (!joined.returning && committer.user !== self && isGuests(room, committer.user, state, now)) {
    return refuse('guests-start');
  }
  const policy = policyFor(state, self, now);
  if (members.length > policy.groupDevices) return refuse('room-too-large');
  if (policy.minimumSuite === 'x-wing' && suite !== 'x-wing') return refuse('weak-suite');
  if (room.kind === 'own') {
    // Somebody who calls a group one's own could mark what they like as read, on all devices (AT-20).
    const only = [committer, ...members].every((one) => one?.user === self);
    return only && room.people[0] === self ? allowed : refuse('own-devices');
  }
  if (room.kind === 'direct') {
    // A third ear in a conversation that says that it is for two.
    const { people } = room;
    const only = members.every((one) => one !== undefined && people.includes(one.user));
    return only && people.includes(self) && people[0] !== people[1] ? allowed : refuse('direct-is-for-two');
  }
  if (isDeleted(room)) return refuse('room-deleted');
  const everybody = room.adding === 'everybody' && room.closed !== true;
  const mayAdd = everybody || isModerator(room, committer.user) || committer.user === self || joined.returning;
  return mayAdd ? allowed : refuse('not-moderator');
}

/**
 * Judges whether a person may begin a conversation: their own, before there is one. That of somebody else is known by who
 * brings this device into it, and who moderates it (`judgeJoin`).
 */
export function judgeStart(by: UserId, state: OrgState, now: number): Verdict {
  return mayStart(by, state, now) ? allowed : refuse('guests-start');
}

function mayStart(user: UserId, state: OrgState, now: number): boolean {
  return state.users.get(user)?.role !== 'guest' || policyFor(state, user, now).guestsStart === 'allowed';
}

/** Whether a conversation is one that guests have begun who may not: brought by one of two, or moderated by nobody else. */
function isGuests(room: RoomState, committer: UserId, state: OrgState, now: number): boolean {
  if (room.kind === 'own') return false;
  if (room.kind === 'direct') return !mayStart(committer, state, now);
  return room.moderators.every((user) => !mayStart(user, state, now));
}

/** Judges whether a person may be spoken with: only a person's own app can know whom they have verified. */
export function judgeContact({ verification }: Pick<PolicyValues, 'verification'>, isVerified: boolean): Verdict {
  return verification === 'off' || isVerified ? allowed : refuse('not-verified');
}

/** Who may be removed by whom: dead devices and those who leave by everybody, one's own by oneself, others by moderators. */
function mayRemove(
  one: Living,
  committer: UserId,
  moderates: boolean,
  { state, leaving, now, at = now }: GateContext,
): boolean {
  if (one === undefined || !isDeviceActive(state, one.device, now)) return true;
  // Whoever has been restored since may have been suspended when this was done; a time before they were there is a lie.
  const user = state.users.get(one.user);
  if (user !== undefined && user.enrolledAt < at && at < user.standingSince) return true;
  // By the policy of then: what was right stays right for whoever hears of it later, when more may be allowed.
  if (isSilent(one, { state, now, at })) return true;
  return moderates || one.user === committer || leaving.has(one.user);
}

/**
 * Whether a device has given no sign of life for longer than the policy of its person allows: whoever holds a copy of its keys
 * reads along until it puts fresh ones in. Members judge alike, as the sign stands in the tree; one from the future is a lie.
 * @param grace leaves it longer, in ms.
 */
export function isSilent(
  { user, aliveAt }: NonNullable<Living>,
  { state, now, at = now }: Pick<GateContext, 'state' | 'now' | 'at'>,
  grace = 0,
): boolean {
  if (aliveAt === undefined) return false;
  const { inactiveDays } = policyFor(state, user, at);
  return now - aliveAt > inactiveDays * DAY + grace || aliveAt - now > AHEAD_MAX;
}

/** Whether a device may act, or might when what it did reached the relay. */
function mayAct(state: OrgState, device: DeviceId, now: number, at: number): boolean {
  return isDeviceActive(state, device, now) || wasDeviceActive(state, device, at);
}

function isModerator(room: RoomState, user: UserId): boolean {
  return room.kind === 'room' ? room.moderators.includes(user) : room.people.some((one) => one === user);
}

/** A room's state moves on by one version and by a moderator's hand; of a direct conversation's, nothing but the timer. */
function judgeRoomState({ before, after, committer }: MembershipChange): Verdict {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return allowed;
  // A conversation for two that becomes one of others.
  const people = (state: RoomState) => (state.kind === 'room' ? '' : state.people.join());
  if (before.kind !== after.kind || people(before) !== people(after)) return refuse('room-state');
  // There is nothing in it to be otherwise.
  if (before.kind === 'own') return refuse('room-state');
  // An older state that comes back would undo what moderators decided since (rollback).
  if (versionOf(after) !== versionOf(before) + 1) return refuse('room-state');
  return committer && isModerator(before, committer.user) ? allowed : refuse('not-moderator');
}

/**
 * Judges the level that a moderator wants to give a room, before it is given. Of others, every reader brings it inside their own
 * policy (`levelShown`): refused, a room would break for whoever hears of it after the policy has become stricter.
 */
export function judgeLevel(level: Level, { levelMost }: Pick<PolicyValues, 'levelMost'>): Verdict {
  return rankOf(level) <= rankOf(levelMost) ? allowed : refuse('room-level');
}

/** How a conversation is marked for somebody under `policy`; undefined: not at all. */
export function levelShown(
  level: Level | undefined,
  { levelLeast, levelMost }: Pick<PolicyValues, 'levelLeast' | 'levelMost'>,
): Level | undefined {
  return LEVELS[Math.max(rankOf(levelLeast), Math.min(rankOf(level ?? 'none'), rankOf(levelMost)))];
}

/** Its place from least to most; below all of them where there is none. */
function rankOf(level: Level | 'none'): number {
  return level === 'none' ? -1 : LEVELS.indexOf(level);
}

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
