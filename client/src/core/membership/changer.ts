/** Changes to groups that go through, however many others change them at the same time. */
import type { GroupId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { Refused, refusedBy } from '../groups/refused.ts';
import { say } from '../words/saying.ts';
import { commitChange, type Plan } from './commit-change.ts';

/** How often a lost race is run again. Each time somebody has won, so a group of this many racers comes to rest. */
const RACES = 24;
const RACE_PAUSE_MS = 120;

export interface Changer {
  /** Commits what `plan` wants. @throws Refused. */
  change(group: GroupId, plan: Plan): Promise<void>;
  /** Applies what the group has that this device has not. @throws Refused. */
  catchUp(group: GroupId): Promise<void>;
}

export interface ChangerHooks {
  /** Applies what the group has that this device has not. @throws TransportError. */
  readonly catchUp: (group: GroupId) => Promise<void>;
  /** The group's state is gone. Only within `exclusive` of the group. */
  readonly fellOut: (group: GroupId) => Promise<void>;
}

export function createChanger(device: Device, hooks: ChangerHooks): Changer {
  const isSpokenIn = (group: GroupId) => {
    const status = device.journal.memory.conversations.get(group)?.status;
    return status === 'ready' || status === 'setting-up';
  };
  const catchUp = async (group: GroupId) => {
    try {
      await hooks.catchUp(group);
    } catch (error) {
      throw refusedBy(error);
    }
  };
  return {
    catchUp,
    async change(group, plan) {
      if (!device.maySend()) throw new Refused('offline');
      for (let race = 0; race < RACES; race += 1) {
        const outcome = await commitChange(device, group, plan);
        switch (outcome.kind) {
          case 'done':
            return;
          case 'refused':
            throw outcome.why;
          case 'unknown':
            throw new Refused('timeout');
          case 'lost':
            if (isSpokenIn(group)) await device.groups.exclusive(group, () => hooks.fellOut(group));
            throw new Refused('not-allowed', say('rooms', 'resynchronising'));
          case 'stale':
            await catchUp(group);
            await pause(RACE_PAUSE_MS * (1 + Math.random() * race));
        }
        if (!isSpokenIn(group)) throw new Refused('not-allowed');
      }
      throw new Refused('timeout');
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
