/**
 * Coming back into step: a device that cannot follow a group asks to be added again, and a member takes it out and puts it
 * in by one commit. It never comes back by what the relay supplies (RFC 9750 §8.3).
 */
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { WaitingWelcome } from '#shared/wire/index.ts';
import { type Device, orgOf, type SyncLog } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import { TransportError } from '../transport/errors.ts';
import { turnOf } from './care.ts';
import type { Changer } from './changer.ts';
import { joinByWelcome } from './join.ts';
import { planReAdd } from './plans.ts';
import { encodeReAddRequest, parseReAddRequest } from './re-add-request.ts';

const ASK_AGAIN_MS = 5 * 60_000;
const ANSWER_AGAIN_MS = 20_000;

export interface Healing {
  /** Joins what this device was added to since. @throws TransportError. */
  fetchWelcomes(): Promise<void>;
  /** The group's state is of no use any more. Only within `exclusive` of the group. */
  fellOut(group: GroupId): Promise<void>;
  /** A member asks, by a message that the relay has placed at `sequence`. */
  reAddRequested(group: GroupId, request: Uint8Array, sequence: number): Promise<void>;
  /** Goes on with what was asked by and of this device. @param places groups whose roster has this device. */
  resume(places: readonly GroupId[]): void;
}

export function createHealing(
  device: Device,
  timers: Timers,
  { change }: Changer,
  hooks: {
    readonly syncLog: SyncLog;
    /** Applies what the group has that this device has not. @throws TransportError. */
    readonly catchUp: (group: GroupId) => Promise<void>;
    readonly opened: (group: GroupId) => void;
    readonly fault: (error: unknown) => void;
  },
): Healing {
  const { journal, groups, self, now } = device;
  const asked = new Set<GroupId>();
  let fetching: Promise<void> = Promise.resolve();
  const rowOf = (group: GroupId) => journal.memory.conversations.get(group);
  const guard = (task: Promise<unknown>) => void task.catch(hooks.fault);

  /** Whether this device is counted in and cannot read: it fell out, or never got in. */
  const isOut = (group: GroupId): boolean => {
    const row = rowOf(group);
    return row === undefined || row.status === 're-synchronising';
  };

  const answer = async (group: GroupId, asking: DeviceId): Promise<void> => {
    if (rowOf(group)?.asking?.[asking] === undefined || !device.maySend()) return;
    try {
      await change(group, planReAdd(device, asking));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      timers.later(`answer:${group}:${asking}`, ANSWER_AGAIN_MS, () => guard(answer(group, asking)));
    }
  };

  const planAnswer = async (group: GroupId, asking: DeviceId) => {
    const wait = await groups.exclusive(group, () => turnOf(device, group, [asking]));
    timers.later(`answer:${group}:${asking}`, wait, () => guard(answer(group, asking)));
  };

  /** Asks the members to be added again. */
  const ask = async (group: GroupId): Promise<void> => {
    if (!device.maySend()) return;
    const at = now();
    const request = encodeReAddRequest({ org: self.org, group, device: self.device, at }, self.deviceKey.privateKey);
    const clientSeq = await journal.record((write) => {
      write.changeConversation(group, (row) => ({ ...row, askedAt: at, asked: (row.asked ?? 0) + 1 }));
      return write.takeClientSequence();
    });
    try {
      await device.call('group.readd', { group, request, clientSeq });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      await journal.record((write) =>
        write.changeConversation(group, (row) => ({
          ...row,
          ...(error.isUncertain ? {} : { asked: Math.max(0, (row.asked ?? 0) - 1) }),
          ...(error.code === 'not-in-roster' ? { status: 'removed' as const } : {}),
        })),
      );
      if (error.code === 'not-in-roster') return;
    }
    timers.later(`ask:${group}`, ASK_AGAIN_MS, () => {
      if (isOut(group)) guard(ask(group));
    });
  };

  const fetchAll = async (): Promise<void> => {
    // A relay that gives the same ones for ever is not asked for ever.
    const seen = new Set<number>();
    for (let more = true; more; ) {
      const page = await device.call('welcome.pending', {});
      const fresh = page.welcomes.filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) return;
      more = page.more;
      for (const welcome of fresh) {
        seen.add(welcome.id);
        await take(welcome);
      }
      await device.call('welcome.ack', { ids: fresh.map(({ id }) => id) });
    }
  };

  const take = async (welcome: WaitingWelcome): Promise<void> => {
    const { group, seq } = welcome;
    if (await journal.read.has('processed', 'welcome', `${group}:${seq}`)) return;
    // It may stand for a commit that this device has not come to yet, by which it was taken out and put in.
    if (rowOf(group)?.status === 'ready') await hooks.catchUp(group).catch(unlessTransport);
    const outcome = await joinByWelcome(device, hooks.syncLog, welcome);
    if (outcome.kind === 'joined') {
      timers.cancel(`ask:${group}`);
      hooks.opened(group);
    } else if (outcome.noKeyPackage === true) await missedWelcome(group);
  };

  /** A colleague has added this device by a key package whose secrets it has not: it is in, and can read nothing. */
  const missedWelcome = async (group: GroupId): Promise<void> => {
    if (!isOut(group) || asked.has(group)) return;
    // Once, and then only now and then: the next Welcome may be of no more use, and each one costs everybody a commit.
    asked.add(group);
    await ask(group);
  };

  return {
    fetchWelcomes() {
      fetching = fetching.then(fetchAll, fetchAll);
      return fetching;
    },
    async fellOut(group) {
      await groups.drop(group, (write) => {
        write.changeConversation(group, (row) => ({ ...row, status: 're-synchronising' }));
        write.delete('pendingCommits', group);
        for (const job of journal.memory.outbox.values()) {
          if (job.group !== group || job.ready === undefined) continue;
          const { ready: _stale, ...again } = job;
          write.putJob(again);
        }
      });
      guard(ask(group));
    },
    async reAddRequested(group, request, sequence) {
      const parsed = parseReAddRequest(request, orgOf(device), { org: self.org, group, now: now() });
      if (parsed === undefined || parsed.device === self.device) return;
      const { device: asking } = parsed;
      const id = encodeBase64url(request.subarray(0, 32));
      // The relay can show one again, but its signature is the same then.
      if (await journal.read.has('processed', 'ciphertext', id)) return;
      await journal.record((write) => {
        write.put('processed', { kind: 'ciphertext', id, at: now() });
        write.changeConversation(group, (row) => ({ ...row, asking: { ...row.asking, [asking]: sequence } }));
      });
      await planAnswer(group, asking);
    },
    resume(places) {
      // The relay counts this device in, and it knows nothing of the group: its Welcome could not be opened.
      for (const group of places) if (rowOf(group) === undefined) guard(missedWelcome(group));
      for (const row of [...journal.memory.conversations.values()]) {
        if (row.status === 're-synchronising') guard(ask(row.id));
        for (const asking of Object.keys(row.asking ?? {})) guard(planAnswer(row.id, asking as DeviceId));
      }
    },
  };
}

function unlessTransport(error: unknown): void {
  if (!(error instanceof TransportError)) throw error;
}
