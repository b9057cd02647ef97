/**
 * The gate: the one place where it is decided whether something is allowed, before it is sent and again when it is
 * received, from the replayed log, the signed policy and the room state. Pure, so that all members judge alike.
 *
 * A commit is judged by what it does to the tree, never by what it says that it does.
 */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState, policyFor, wasDeviceActive } from '#shared/org-log/index.ts';
import { LEVELS, type Level, type PolicyValues } from '#shared/policy/index.ts';
import { isDeleted, type RoomState, versionOf } from '../content/room-state.ts';
import { allowed, type Living, type Recognised, refuse, type Verdict } from './verdict.ts';

const DAY = 86_400_000;
/** How far a sign of life may lie ahead: as far as the lifetime of a key package that has only just been made, and two clocks. */
const AHEAD_MAX = 30 * DAY;

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
export function mayAct(state: OrgState, device: DeviceId, now: number, at: number): boolean {
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
