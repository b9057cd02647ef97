/**
 * Devices that were taken out of a room only because nobody used them. Whoever knows that lets them in again when they are
 * used; it must be certain, as a moderator's removal is meant, and must last.
 */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState } from '#shared/org-log/index.ts';
import { parseRoomStateText } from '../content/room-state.ts';
import type { ConversationRow } from '../storage/records.ts';
import type { CommitFacts } from './commit-effects.ts';

/** The row, with `devices` noted as taken out for nothing else at `at`. */
export function withIdle(row: ConversationRow, devices: readonly DeviceId[], at: number): ConversationRow {
  if (devices.length === 0) return row;
  return { ...row, idle: { ...row.idle, ...Object.fromEntries(devices.map((id) => [id, at])) } };
}

/** The row, with none of the person's devices noted: they are out by a decision. */
export function withoutIdle(row: ConversationRow, user: UserId, { devicesByUser }: OrgState): ConversationRow {
  if (row.idle === undefined) return row;
  const theirs: readonly string[] = devicesByUser.get(user) ?? [];
  return { ...row, idle: Object.fromEntries(Object.entries(row.idle).filter(([id]) => !theirs.includes(id))) };
}

/**
 * What somebody else's commit says about it. The rules let a member who does not moderate take out another's active device
 * for one reason only, that nobody uses it; of a moderator's commit nobody but its author can tell, so it counts as meant.
 */
export function notedIdle(
  row: ConversationRow,
  { by, removed, members, at }: Omit<CommitFacts, 'room' | 'added'>,
  state: OrgState,
  now: number,
): ConversationRow {
  const room = row.roomState === undefined ? undefined : parseRoomStateText(row.roomState);
  if (room?.kind !== 'room') return row;
  return removed
    .filter((one) => !members.some(({ device }) => device === one.device))
    .reduce((noted, one) => {
      const since = state.users.get(one.user)?.standingSince ?? 0;
      const meant =
        room.moderators.includes(by) ||
        one.user === by ||
        row.leaving?.includes(one.user) === true ||
        // Shut out then or now: that is the organisation's decision.
        !isDeviceActive(state, one.device, now) ||
        since > at;
      return meant ? withoutIdle(noted, one.user, state) : withIdle(noted, [one.device], now);
    }, row);
}
