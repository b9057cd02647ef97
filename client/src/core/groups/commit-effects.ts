/** What a commit does to a conversation as people see it: the same whether it was ours or another's. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { parseRoomStateText, type Room, type RoomState, roomStateText } from '../content/room-state.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { ConversationRow, MessageEvent, MessageRow } from '../storage/records.ts';
import { placeOfEvent } from './order.ts';

export interface CommitFacts {
  readonly group: GroupId;
  readonly sequence: number;
  /** The relay's time of it. */
  readonly at: number;
  readonly by: UserId;
  readonly members: readonly CertifiedDevice[];
  readonly added: readonly CertifiedDevice[];
  readonly removed: readonly CertifiedDevice[];
  /** The room state after it. */
  readonly room: RoomState;
  /** The epoch after it. */
  readonly epoch: bigint;
}

/** The conversation after the commit, and the lines that tell of it. */
export function commitEffects(
  before: ConversationRow,
  facts: CommitFacts,
): { readonly row: ConversationRow; readonly events: MessageRow[] } {
  const members = [...new Set(facts.members.map(({ user }) => user))];
  const leaving = (before.leaving ?? []).filter((user) => members.includes(user));
  const asking = Object.entries(before.asking ?? {}).filter(
    ([device]) =>
      facts.members.some((one) => one.device === device) && !facts.added.some((one) => one.device === device),
  );
  const room = roomStateText(facts.room);
  const row: ConversationRow = {
    ...before,
    members,
    leaving,
    asking: Object.fromEntries(asking),
    ...(before.idle === undefined ? {} : { idle: idleStill(before.idle, facts.members) }),
    ...withoutMembers(before, members),
    roomState: room,
    announced: room === before.roomState ? (before.announced ?? []) : [],
    epoch: String(facts.epoch),
    ...(beginsToAnnounce(before, facts.room) ? { announcesSince: String(facts.epoch) } : {}),
    ...(beginsToBeClosed(before, facts.room) ? { closedSince: String(facts.epoch) } : {}),
  };
  const events = eventsOf(before, members, facts).map(
    (event, nth): MessageRow => ({
      kind: 'event',
      id: `commit:${facts.sequence}:${nth}`,
      conversation: facts.group,
      order: placeOfEvent(facts.sequence, nth),
      at: facts.at,
      event,
    }),
  );
  return { row, events };
}

function eventsOf(before: ConversationRow, members: readonly UserId[], facts: CommitFacts): MessageEvent[] {
  const { by, added, removed, room } = facts;
  const events: MessageEvent[] = [];
  const joined = [...new Set(added.map(({ user }) => user))].filter((user) => !before.members.includes(user));
  const isIdle = (one: CertifiedDevice) => before.idle?.[one.device] !== undefined;
  const back = joined.filter((user) => added.some((one) => one.user === user && isIdle(one)));
  const fresh = joined.filter((user) => !back.includes(user));
  if (fresh.length > 0) events.push({ kind: 'joined', who: fresh, by });
  if (back.length > 0) events.push({ kind: 'joined', who: back, by, back: true });
  for (const who of new Set(removed.map(({ user }) => user))) {
    if (members.includes(who)) continue;
    const idle = removed.some((one) => one.user === who && isIdle(one)) ? { idle: true } : {};
    events.push(before.leaving?.includes(who) ? { kind: 'left', who } : { kind: 'removed', who, by, ...idle });
  }
  // Who is taken out and put in again has only been re-synchronised.
  const returned = new Set(added.filter((one) => removed.some(({ device }) => device === one.device)));
  for (const one of added) {
    if (!joined.includes(one.user) && !returned.has(one)) events.push({ kind: 'device-added', who: one.user });
  }
  for (const one of removed) {
    const back = added.some(({ device }) => device === one.device);
    if (!back && members.includes(one.user)) events.push({ kind: 'device-removed', who: one.user });
  }
  const was = roomBefore(before);
  if (room.kind === 'room' && was !== undefined) events.push(...roomEvents(was, room, by));
  const timers = [before.roomState === undefined ? room : parseRoomStateText(before.roomState), room].map(
    ({ timer }) => timer,
  );
  if (JSON.stringify(timers[0]) !== JSON.stringify(timers[1])) {
    events.push({ kind: 'timer', by, ...(timers[1] === undefined ? {} : { timer: timers[1] }) });
  }
  return events;
}

function roomEvents(was: Room, room: Room, by: UserId): MessageEvent[] {
  const { name, topic, writing, adding, moderators } = room;
  return [
    ...(was.name === name ? [] : [{ kind: 'named', name, by } as const]),
    ...(was.topic === topic ? [] : [{ kind: 'topic', topic, by } as const]),
    ...(was.colour === room.colour && was.emoji === room.emoji ? [] : [{ kind: 'picture', by } as const]),
    ...(was.level === room.level
      ? []
      : [{ kind: 'level', by, ...(room.level === undefined ? {} : { level: room.level }) } as const]),
    ...(was.writing === writing ? [] : [{ kind: 'writing', who: writing, by } as const]),
    ...(was.requests === room.requests ? [] : [{ kind: 'requests', on: room.requests === true, by } as const]),
    ...(was.closed === room.closed ? [] : [{ kind: 'closed', on: room.closed === true, by } as const]),
    ...(was.adding === adding ? [] : [{ kind: 'adding', who: adding, by } as const]),
    ...moderators
      .filter((user) => !was.moderators.includes(user))
      .map((who) => ({ kind: 'moderator', who, on: true, by }) as const),
    ...was.moderators
      .filter((user) => !moderators.includes(user))
      .map((who) => ({ kind: 'moderator', who, on: false, by }) as const),
  ];
}

function roomBefore({ roomState }: ConversationRow): Room | undefined {
  const was = roomState === undefined ? undefined : parseRoomStateText(roomState);
  return was?.kind === 'room' ? was : undefined;
}

function beginsToAnnounce(before: ConversationRow, after: RoomState): boolean {
  return after.kind === 'room' && after.writing === 'moderators' && roomBefore(before)?.writing === 'everybody';
}

function beginsToBeClosed(before: ConversationRow, after: RoomState): boolean {
  const was = roomBefore(before);
  return after.kind === 'room' && after.closed === true && was !== undefined && was.closed !== true;
}

function idleStill(
  idle: NonNullable<ConversationRow['idle']>,
  members: readonly CertifiedDevice[],
): NonNullable<ConversationRow['idle']> {
  return Object.fromEntries(Object.entries(idle).filter(([id]) => !members.some(({ device }) => device === id)));
}

/** Whoever is in has been answered. */
function withoutMembers({ requests }: ConversationRow, members: readonly UserId[]): Pick<ConversationRow, 'requests'> {
  if (requests === undefined) return {};
  return {
    requests: Object.fromEntries(Object.entries(requests).filter(([user]) => !members.some((one) => one === user))),
  };
}
