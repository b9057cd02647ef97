/** Who asks to be brought into a room, as its moderators have heard it, and what this person has asked. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { ConversationRow } from '../storage/records.ts';

/** So many wait in a room; whoever asks beyond them may ask again when others were answered. */
const REQUESTS_MAX = 50;
/** Whoever was declined is not heard again for so long, and whoever has asked may ask once more after it; in ms. */
export const ASK_AGAIN_MS = 24 * 3_600_000;
/** Rooms about which one colleague was asked, of which this is remembered. */
const ASKED_MAX = 50;

/** The room after somebody has asked. */
export function withRequest(row: ConversationRow, user: UserId, at: number): ConversationRow {
  const { requests = {}, declined = {} } = row;
  const before = declined[user];
  // Whoever asks for ever would have moderators answer for ever.
  if (requests[user] !== undefined || (before !== undefined && at < before + ASK_AGAIN_MS)) return row;
  if (Object.keys(requests).length >= REQUESTS_MAX || row.members.includes(user)) return row;
  return { ...row, requests: { ...requests, [user]: at } };
}

/** The room after a moderator has declined. */
export function withDeclined(row: ConversationRow, user: UserId, at: number): ConversationRow {
  const { [user]: _asked, ...requests } = row.requests ?? {};
  const declined = Object.entries({ ...row.declined, [user]: at }).slice(-REQUESTS_MAX);
  return { ...row, requests, declined: Object.fromEntries(declined) };
}

/** The conversation with a moderator after this person has asked there for a room. */
export function withAsked(row: ConversationRow, room: GroupId, at: number): ConversationRow {
  const asked = Object.entries({ ...row.rooms, [room]: at }).slice(-ASKED_MAX);
  return { ...row, rooms: Object.fromEntries(asked) };
}
