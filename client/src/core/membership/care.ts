/** Keeping groups healthy: who must not read on is taken out, and fresh keys are put in. */
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { absentPeer, type Device, livingGroups, recognisedMembers, roomStateOf } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { Changer } from './changer.ts';
import { retryPending } from './commit-change.ts';
import type { Company } from './company.ts';
import { needsRefresh, planAdd, planCare, strayLeaves } from './plans.ts';

/** Devices that could do the same thing take turns: the n-th waits this long times n, so that one of them does it. */
const TURN_MS = 1_500;
const CARE_EVERY_MS = 3_600_000;
const AGAIN_MS = 10_000;
/** How long ids that were seen are remembered: longer than the relay keeps anything. */
const SEEN_FOR = 90 * 24 * 3_600_000;

export interface Care {
  /** Before something is sent: takes out who must not read it, and puts fresh keys in. @returns whether to send now. */
  prepare(group: GroupId): Promise<boolean>;
  /** Takes out who does not belong, when it is this device's turn. */
  look(group?: GroupId): void;
  /** Goes round all groups, now and every hour. */
  begin(): void;
}

/**
 * How long this device leaves a task that any member can do to those before it: to moderators first, as a device that has
 * never been in believes nobody else. Only within `exclusive`.
 */
export async function turnOf(device: Device, group: GroupId, except: readonly DeviceId[]): Promise<number> {
  const state = await device.groups.load(group);
  const row = device.journal.memory.conversations.get(group);
  if (state === undefined || row === undefined) return 0;
  const room = roomStateOf(row);
  const moderators: readonly UserId[] = room.kind === 'room' ? room.moderators : room.people;
  const others = recognisedMembers(device, state).filter((one) => !except.includes(one.device));
  const ranked = [true, false].flatMap((first) => others.filter((one) => moderators.includes(one.user) === first));
  const rank = ranked.findIndex((one) => one.device === device.self.device);
  return rank <= 0 ? 0 : rank * TURN_MS + Math.random() * TURN_MS;
}

export function createCare(
  device: Device,
  timers: Timers,
  { change, catchUp }: Changer,
  fault: (error: unknown) => void,
  company: Pick<Company, 'look'>,
): Care {
  const { journal, groups, now } = device;
  const rowOf = (group: GroupId) => journal.memory.conversations.get(group);
  const guard = (task: Promise<unknown>) => void task.catch(fault);

  const care = async (group: GroupId): Promise<void> => {
    if (rowOf(group)?.status !== 'ready' || !device.maySend()) return;
    try {
      await change(group, planCare(device, false));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      timers.later(`care:${group}`, AGAIN_MS, () => guard(care(group)));
    }
  };

  /** Brings the other one of a direct conversation in again. @returns whether both are in. */
  const bringBack = async (group: GroupId): Promise<boolean> => {
    const row = rowOf(group);
    const absent = row && absentPeer(device, row);
    if (absent === undefined) return true;
    await change(
      group,
      planAdd(device, [absent.user], () => undefined),
    );
    const after = rowOf(group);
    return after !== undefined && absentPeer(device, after) === undefined;
  };

  const lookAt = async (group: GroupId): Promise<void> => {
    const row = rowOf(group);
    if (row?.status !== 'ready') return;
    await groups.exclusive(group, async () => {
      const state = await groups.load(group);
      if (state === undefined) return;
      const members = recognisedMembers(device, state);
      company.look(group, members);
      const stray = strayLeaves(device, { row, members });
      if (stray.length === 0) return;
      const out = members.filter(({ leaf }) => stray.includes(leaf)).map((one) => one.device);
      timers.later(`care:${group}`, await turnOf(device, group, out), () => guard(care(group)));
    });
  };

  const round = async (): Promise<void> => {
    timers.later('care', CARE_EVERY_MS, () => guard(round()));
    await journal.record((write) => write.forgetProcessed(Math.max(0, now() - SEEN_FOR)));
    for (const group of livingGroups(device)) {
      const row = rowOf(group);
      if (row?.status !== 'ready' || !device.maySend()) continue;
      await lookAt(group);
      // A device that has only just joined puts its keys in when it first speaks, or within this hour.
      if (!needsRefresh(device, row)) continue;
      try {
        await change(group, planCare(device, true));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
  };

  return {
    async prepare(group) {
      if (rowOf(group)?.status !== 'ready') return false;
      try {
        if (journal.memory.pending.has(group)) {
          const outcome = await retryPending(device, group);
          if (outcome.kind === 'unknown') return false;
          if (outcome.kind === 'stale') await catchUp(group);
        }
        await change(group, planCare(device, true));
        if (!(await bringBack(group))) return false;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.code === 'offline' || error.code === 'timeout' || error.code === 'rate-limited') return false;
      }
      return rowOf(group)?.status === 'ready';
    },
    look(group) {
      for (const id of group === undefined ? livingGroups(device) : [group]) guard(lookAt(id));
    },
    begin() {
      timers.later('care', CARE_EVERY_MS, () => guard(round()));
      this.look();
    },
  };
}
