/**
 * Keeping a person's own devices together: whichever of them is in a conversation brings in those that are not. The log
 * says which devices are theirs, and every member's gate judges the commit like any other.
 */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import { activeDevicesOf } from '#shared/org-log/index.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { Changer } from './changer.ts';
import { absentOwn, planOwn } from './plans.ts';

/** The n-th of a person's devices leaves it to those before it for this long times n. */
const TURN_MS = 1_500;
/** A device that was added a moment ago is about to leave its first key packages. */
const NEW_FOR_MS = 10 * 60_000;
const SOON_MS = 1_000;
const LATE_MS = 10 * 60_000;

export interface Company {
  /** Looks whether one's own devices are all among the members. Only within `exclusive` of the group. */
  look(group: GroupId, members: readonly CertifiedDevice[]): void;
}

export function createCompany(
  device: Device,
  timers: Timers,
  { change }: Changer,
  fault: (error: unknown) => void,
): Company {
  /** Groups that lack one of them. */
  const lacking = new Set<GroupId>();
  let running = false;

  const bringIn = async (): Promise<void> => {
    if (running || !device.maySend()) return;
    running = true;
    try {
      // Once unreachable, it is not asked after in every other group: each asking costs the relay and tells it something.
      const unreachable = new Set<DeviceId>();
      for (const group of [...lacking]) {
        lacking.delete(group);
        const note = (missing: readonly DeviceId[]) => {
          for (const one of missing) unreachable.add(one);
        };
        try {
          await change(group, planOwn(device, unreachable, note));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          // Left, taken out, or full: what is not allowed now is looked at again when the group has changed.
          if (error.code !== 'not-allowed' && error.code !== 'not-found') lacking.add(group);
        }
        if (unreachable.size > 0) lacking.add(group);
      }
      if (lacking.size > 0) later(pause(unreachable));
    } finally {
      running = false;
    }
  };

  const later = (ms: number) => timers.later('company', ms, () => void bringIn().catch(fault));

  const pause = (unreachable: ReadonlySet<DeviceId>): number => {
    const { devices } = orgOf(device);
    const isNew = [...unreachable].some((id) => (devices.get(id)?.addedAt ?? 0) + NEW_FOR_MS > device.now());
    return isNew || unreachable.size === 0 ? SOON_MS : LATE_MS;
  };

  return {
    look(group, members) {
      if (absentOwn(device, members).length === 0) {
        lacking.delete(group);
        return;
      }
      lacking.add(group);
      const own = activeDevicesOf(orgOf(device), device.self.user, device.now()).map(({ id }) => id);
      const there = own.filter((id) => members.some((one) => one.device === id));
      later(Math.max(0, there.indexOf(device.self.device)) * TURN_MS);
    },
  };
}
