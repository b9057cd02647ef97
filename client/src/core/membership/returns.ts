/** Letting those in again who were taken out only because nobody used their device, as soon as they use it. */
import type { DeviceId } from '#shared/ids/index.ts';
import { type Device, livingGroups } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import { turnOf } from './care.ts';
import type { Changer } from './changer.ts';
import { planReturn } from './plans.ts';

/** Each asking takes a key package of theirs from the relay, and tells it that they are waited for. */
const ASK_EVERY_MS = 10 * 60_000;
/** Whose turn is later asks more rarely: the first of them is mostly enough. */
const TURN_FACTOR = 400;
const ASK_AT_LEAST_EVERY_MS = 6 * 3_600_000;

export interface Returns {
  /** Looks now, and from time to time. */
  begin(): void;
}

export function createReturns(
  device: Device,
  timers: Timers,
  { change }: Changer,
  fault: (error: unknown) => void,
): Returns {
  const { journal, groups } = device;
  const waiting = () =>
    livingGroups(device).filter((group) => {
      const row = journal.memory.conversations.get(group);
      return row?.status === 'ready' && Object.keys(row.idle ?? {}).length > 0;
    });

  const round = async (): Promise<void> => {
    // Whoever is not back is not asked after in every other room.
    const absent = new Set<DeviceId>();
    let wait = ASK_AT_LEAST_EVERY_MS;
    for (const group of waiting()) {
      if (!device.maySend()) break;
      const turn = await groups.exclusive(group, () => turnOf(device, group, []));
      wait = Math.min(wait, ASK_EVERY_MS + turn * TURN_FACTOR);
      try {
        await change(group, planReturn(device, absent));
      } catch (error) {
        // Looked at again in the next round.
        if (!(error instanceof Refused)) throw error;
      }
    }
    later(waiting().length > 0 ? wait : ASK_EVERY_MS);
  };
  const later = (ms: number) => timers.later('returns', ms, () => void round().catch(fault));

  return { begin: () => later(0) };
}
