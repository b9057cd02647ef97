/** What a person lets others know of themselves, and where. Pure. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { Presence } from '../content/presence.ts';
import type { StatusView } from '../port.ts';
import type { ConversationRow } from '../storage/records.ts';

/** Who has done nothing for this long is away. */
export const AWAY_AFTER_MS = 5 * 60_000;
/**
 * People in a conversation up to which they tell each other: each of them tells all others, so it grows with the square.
 * `docs/guides/benchmarks.md` has what it costs.
 */
export const PRESENCE_UP_TO = 20;
/** Conversations in which one device tells: the rest of the people are not told. */
export const PRESENCE_PLACES = 30;

/** What holds of a status at that time: what has ended is as if it had never been set. */
export function statusAt(status: StatusView, now: number): StatusView {
  return status.until !== null && status.until <= now ? noStatus : status;
}

export const noStatus: StatusView = { state: 'auto', text: '', emoji: '', until: null };

/** @param idleMs for how long the person has done nothing here. */
export function ownPresence(status: StatusView, now: number, idleMs: number): Presence {
  const { state, text, emoji, until } = statusAt(status, now);
  return {
    state: state === 'auto' ? (idleMs >= AWAY_AFTER_MS ? 'away' : 'available') : state,
    ...(text === '' ? {} : { text }),
    ...(emoji === '' ? {} : { emoji }),
    ...(until === null ? {} : { until }),
  };
}

/** Whether people tell each other in a conversation. */
export function tellsIn(row: ConversationRow | undefined): boolean {
  return row?.status === 'ready' && row.members.length > 1 && row.members.length <= PRESENCE_UP_TO;
}

/**
 * The conversations in which this person tells: direct ones first, the newest first, and of the rooms those in which
 * somebody is who is in none before it. So everybody hears of it once, as far as that can be.
 */
export function placesToTell(conversations: Iterable<ConversationRow>, me: UserId): GroupId[] {
  const rows = [...conversations].filter(tellsIn).sort((left, right) => right.lastAt - left.lastAt);
  const ordered = [...rows.filter(({ kind }) => kind === 'direct'), ...rows.filter(({ kind }) => kind === 'room')];
  const told = new Set<UserId>([me]);
  const places: GroupId[] = [];
  for (const { id, members } of ordered) {
    if (places.length >= PRESENCE_PLACES) break;
    if (members.every((user) => told.has(user))) continue;
    for (const user of members) told.add(user);
    places.push(id);
  }
  return places;
}
