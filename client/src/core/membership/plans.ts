/** What there is to change in a group, decided from what it is. */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { isDeviceActive } from '#shared/org-log/index.ts';
import type { Level } from '#shared/policy/index.ts';
import { isEmoji } from '../content/emoji.ts';
import {
  isDeleted,
  ROOM_COLOURS,
  type Room,
  type RoomColour,
  type RoomState,
  withTimer,
} from '../content/room-state.ts';
import type { Timer } from '../content/timer.ts';
import { type Device, orgOf, policyOf } from '../groups/device.ts';
import { withIdle } from '../groups/idle.ts';
import { Refused } from '../groups/refused.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { isSilent, judgeContact } from '../policy/gate.ts';
import { say } from '../words/saying.ts';
import { claimKeyPackages, devicesOfPeople } from './claim.ts';
import type { Change, Plan, Standing } from './commit-change.ts';

const DAY = 24 * 3_600_000;

/** Left to a silent device beyond what the policy says: others' clocks may be behind, and would not follow the commit. */
const SILENCE_GRACE = DAY;
/** How long a device that nobody used is waited for, in ms. */
const WAITED_FOR = 90 * DAY;

/** The leaves that do not belong: shut out by the log, expired, silent for too long, or of people who said that they leave. */
export function strayLeaves(device: Device, { row, members }: Pick<Standing, 'row' | 'members'>): number[] {
  const state = orgOf(device);
  const { self, now } = device;
  return members
    .filter((one) => one.device !== self.device)
    .filter(
      (one) =>
        !isDeviceActive(state, one.device, now()) ||
        row.leaving?.includes(one.user) === true ||
        isSilent(one, { state, now: now() }, SILENCE_GRACE),
    )
    .map(({ leaf }) => leaf);
}

/** Whether this device has to put fresh keys into the group: it never has, or it is long ago (RFC 9750 §8.2.2). */
export function needsRefresh(device: Device, { updatedAt }: { readonly updatedAt?: number | undefined }): boolean {
  const { selfUpdateDays, inactiveDays } = policyOf(device);
  // Well before others take this device for one that nobody uses any more.
  return updatedAt === undefined || device.now() - updatedAt > Math.min(selfUpdateDays, inactiveDays / 2) * DAY;
}

/** Takes out who does not belong, and puts fresh keys in where they are due; a commit does both at once. */
export const planCare =
  (device: Device, refresh: boolean): Plan =>
  async (standing) => {
    const remove = strayLeaves(device, standing);
    if (remove.length > 0) {
      const idle = idleAmong(device, standing, remove);
      const id = standing.row.id;
      await device.journal.record((write) => write.changeConversation(id, (row) => withIdle(row, idle, device.now())));
      return { remove };
    }
    return refresh && needsRefresh(device, standing.row) ? {} : undefined;
  };

/** Those of `leaves` whose devices are taken out for nothing but that nobody uses them. */
function idleAmong(device: Device, { row, members }: Standing, leaves: readonly number[]): DeviceId[] {
  const [state, now] = [orgOf(device), device.now()];
  return members
    .filter((one) => leaves.includes(one.leaf) && isDeviceActive(state, one.device, now))
    .filter((one) => row.leaving?.includes(one.user) !== true && isSilent(one, { state, now }))
    .map((one) => one.device);
}

/** Whether this device may bring people into a room. */
export function mayBringIn({ self }: Device, room: RoomState): room is Room {
  if (room.kind !== 'room' || isDeleted(room)) return false;
  return room.moderators.includes(self.user) || (room.adding === 'everybody' && room.closed !== true);
}

/**
 * Lets devices in again that were taken out because nobody used them, and that have made keys since: so somebody uses them.
 * @param absent those that have not; more are added.
 */
export const planReturn =
  (device: Device, absent: Set<DeviceId>): Plan =>
  async ({ row, room, members, group }) => {
    if (!mayBringIn(device, room)) return undefined;
    const [state, now] = [orgOf(device), device.now()];
    const wanted = Object.entries(row.idle ?? {}).flatMap(([id, at]) => {
      const record = state.devices.get(id as DeviceId);
      if (record === undefined || absent.has(record.id) || now - at > WAITED_FOR) return [];
      if (members.some((one) => one.device === record.id) || !isDeviceActive(state, record.id, now)) return [];
      // Whoever is let in hears everything from then on, so what holds for bringing somebody in holds here.
      const meets = judgeContact(policyOf(device), record.user === device.self.user || device.isVerified(record.user));
      return meets.allowed ? [{ device: record.id, user: record.user }] : [];
    });
    if (wanted.length === 0) return undefined;
    const { claimed, missing } = await claimKeyPackages(device, wanted, group.suite, row.idle);
    for (const one of missing) absent.add(one.device);
    return claimed.length === 0 ? undefined : { add: claimed };
  };

/** Brings people in with all their devices that can be reached, and one's own. `onMissing` is told who cannot. */
export const planAdd =
  (device: Device, people: readonly UserId[], onMissing: (people: readonly UserId[]) => void): Plan =>
  async (standing) => {
    const wanted = devicesOfPeople(device, [...new Set([...people, device.self.user])]).filter(
      (one) => !standing.members.some((member) => member.device === one.device),
    );
    const { claimed } = await claimKeyPackages(device, wanted, standing.group.suite);
    const reached = new Set([...claimed, ...standing.members].map(({ user }) => user));
    onMissing([...people].filter((user) => !reached.has(user)));
    return claimed.length === 0 ? undefined : { add: claimed };
  };

/** The person's own devices that are not among the members. */
export function absentOwn(device: Device, members: readonly CertifiedDevice[]): CertifiedDevice[] {
  return devicesOfPeople(device, [device.self.user]).filter(
    (one) => !members.some((member) => member.device === one.device),
  );
}

/** Brings in one's own devices but `except`. `onMissing` is told which could not be reached. */
export const planOwn =
  (device: Device, except: ReadonlySet<DeviceId>, onMissing: (devices: readonly DeviceId[]) => void): Plan =>
  async (standing) => {
    const wanted = absentOwn(device, standing.members).filter((one) => !except.has(one.device));
    if (wanted.length === 0) return undefined;
    const { claimed, missing } = await claimKeyPackages(device, wanted, standing.group.suite, standing.row.idle);
    onMissing(missing.map((one) => one.device));
    return claimed.length === 0 ? undefined : { add: claimed };
  };

/** Takes a person out with all devices. */
export const planRemove =
  (user: UserId): Plan =>
  ({ members }) => {
    const remove = members.filter((one) => one.user === user).map(({ leaf }) => leaf);
    return remove.length === 0 ? undefined : { remove };
  };

/** Changes the room state. */
export const planRoom =
  (change: (room: Room, standing: Standing) => RoomState | undefined): Plan =>
  (standing): Change | undefined => {
    if (standing.room.kind !== 'room') throw new Refused('not-allowed');
    const room = change(standing.room, standing);
    return room === undefined ? undefined : { room };
  };

/** Changes for how long messages stay. */
export const planTimer =
  (timer: Timer | undefined): Plan =>
  ({ room: before }): Change | undefined => {
    const room = withTimer(before, timer);
    return room === undefined ? undefined : { room };
  };

/** What a moderator wants to be otherwise; absent: as it is. */
export interface RoomChange extends Partial<Pick<Room, 'name' | 'topic' | 'writing' | 'adding'>> {
  /** Null: as it would be without one. */
  readonly colour?: RoomColour | null;
  readonly emoji?: string | null;
  readonly level?: Level | null;
  /** Whoever has its link may ask to be brought in. */
  readonly requests?: boolean;
  /** Nobody writes in a closed room. */
  readonly closed?: boolean;
  /** Makes somebody a moderator, or no longer one. */
  readonly moderator?: { readonly user: UserId; readonly on: boolean };
}

/**
 * The room as `wanted`; undefined when it is so already. Whoever is not in it any more is no moderator of it either.
 * @throws Refused when nobody would moderate it; `invalid-input` for a colour or picture that is none.
 */
export function changedRoom(room: Room, wanted: RoomChange, members: ReadonlySet<UserId>): Room | undefined {
  const { moderator, colour, emoji, level, closed, requests, ...rest } = wanted;
  const isColour = colour === undefined || colour === null || ROOM_COLOURS.includes(colour);
  if (!isColour || (typeof emoji === 'string' && !isEmoji(emoji))) throw new Refused('invalid-input');
  let moderators = room.moderators;
  if (moderator !== undefined) {
    if (moderator.on && !members.has(moderator.user)) throw new Refused('not-found');
    const others = moderators.filter((user) => user !== moderator.user && members.has(user));
    moderators = moderator.on ? [...others, moderator.user] : others;
    if (moderators.length === 0) throw new Refused('not-allowed', say('rooms', 'needsModerator'));
  }
  const { colour: colourBefore, emoji: emojiBefore, level: levelBefore, closed: closedBefore, ...others } = room;
  const { requests: requestsBefore, ...before } = others;
  const after: Room = {
    ...before,
    ...rest,
    moderators,
    ...orNone('colour', colour === undefined ? colourBefore : colour),
    ...orNone('emoji', emoji === undefined ? emojiBefore : emoji),
    ...orNone('level', level === undefined ? levelBefore : level),
    ...((requests ?? requestsBefore === true) ? { requests: true } : {}),
    ...((closed ?? closedBefore === true) ? { closed: true } : {}),
  };
  const keys = new Set([...Object.keys(room), ...Object.keys(after)] as (keyof Room)[]);
  const same = [...keys].every((key) => key === 'moderators' || after[key] === room[key]);
  const sameModerators = moderator === undefined || room.moderators.includes(moderator.user) === moderator.on;
  return same && sameModerators ? undefined : { ...after, version: room.version + 1 };
}

function orNone<Key extends string, Value>(key: Key, value: Value | null | undefined) {
  return (value === null || value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}

/** Takes a device that has fallen out of step out and puts it in again, in one commit. */
export const planReAdd =
  (device: Device, id: DeviceId): Plan =>
  async ({ row, members, group }) => {
    const member = members.find((one) => one.device === id);
    if (member === undefined || row.asking?.[id] === undefined) return undefined;
    const { claimed } = await claimKeyPackages(device, [{ device: id, user: member.user }], group.suite);
    if (claimed.length === 0) throw new Refused('nobody-reachable');
    return { remove: [member.leaf], add: claimed };
  };
