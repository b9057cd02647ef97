/** Founding conversations, and bringing in those who could not be reached when they were added: work that outlives a restart. */
import { decodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { type RoomState, roomStateText } from '../content/room-state.ts';
import { type Device, orgOf, policyOf, roomStateHash } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import { placeOfEvent } from '../groups/order.ts';
import { refusedBy } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import { CERTIFICATE_LIFE, CLOCK_LEAD } from '../identity/lifetimes.ts';
import type { ConversationRow, OutboxRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import type { Changer } from './changer.ts';
import { MEMBERSHIP_JOB, membershipIntent } from './jobs.ts';
import { planAdd } from './plans.ts';

/** Somebody who has just enrolled is about to leave key packages; somebody who is away may take days. */
const UNREACHABLE_FIRST_MS = 1_000;
const UNREACHABLE_LONGEST_MS = 60_000;
/** Attempts to reach everybody before a room opens without those who could not be reached. */
const ROOM_PATIENCE = 3;

export interface NewGroups {
  /** Makes a group of this device alone, on the disk, and brings `people` in as soon as they can be reached. */
  found(room: RoomState, people: readonly UserId[]): Promise<GroupId>;
  /** Brings in people who could not be reached, a little later and until they can. */
  addLater(group: GroupId, people: readonly UserId[]): Promise<void>;
  /** Whoever was to be brought in is not wanted any more. */
  forget(group: GroupId, user: UserId): Promise<void>;
  /** Goes on with what waits in every group. */
  resume(): void;
}

export function createNewGroups(
  device: Device,
  timers: Timers,
  { change }: Changer,
  hooks: { readonly opened: (group: GroupId) => void; readonly fault: (error: unknown) => void },
): NewGroups {
  const { journal, groups, engine, self, now } = device;
  const working = new Set<GroupId>();
  const rowOf = (group: GroupId) => journal.memory.conversations.get(group);
  const guard = (task: Promise<unknown>) => void task.catch(hooks.fault);

  const found = async (room: RoomState, people: readonly UserId[]): Promise<GroupId> => {
    const id = freshId<GroupId>();
    const suite = policyOf(device).minimumSuite;
    const group = await engine.createGroup({
      groupId: decodeBase64url(id),
      suite,
      identity: self.certificate,
      signatureKey: self.deviceKey,
      notBefore: now() - CLOCK_LEAD,
      notAfter: now() + CERTIFICATE_LIFE,
      roomStateHash: roomStateHash(room),
    });
    const row: ConversationRow = {
      id,
      kind: room.kind,
      suite,
      roomState: roomStateText(room),
      status: 'setting-up',
      members: [self.user],
      unread: 0,
      lastAt: now(),
      epoch: '0',
      updatedAt: now(),
    };
    await groups.replace(id, engine.encodeState(group), (write) => {
      write.putConversation(row);
      write.moveCursor(id, 0);
      write.putMessage({
        kind: 'event',
        id: 'created',
        conversation: id,
        order: placeOfEvent(0, 0),
        at: now(),
        event: { kind: 'created', by: self.user },
      });
      write.putJob(newJob(id, { kind: 'create', people: [...people] }));
    });
    guard(work(id));
    return id;
  };

  const newJob = (group: GroupId, intent: OutboxRow['intent'], notBefore?: number): OutboxRow => ({
    id: freshId(),
    order: now(),
    group,
    kind: MEMBERSHIP_JOB,
    intent,
    attempts: 0,
    ...(notBefore === undefined ? {} : { notBefore }),
  });

  /** Works off the jobs of one group. */
  const work = async (group: GroupId): Promise<void> => {
    if (working.has(group)) return;
    working.add(group);
    try {
      for (let job = nextJob(group); job !== undefined && device.maySend(); job = nextJob(group)) {
        if (!(await perform(job))) return;
      }
    } finally {
      working.delete(group);
    }
  };

  /** A pause that is longer than any that is made was set by a wrong clock. */
  const isDue = ({ notBefore = 0 }: OutboxRow): boolean =>
    notBefore <= now() || notBefore > now() + UNREACHABLE_LONGEST_MS;

  const nextJob = (group: GroupId): OutboxRow | undefined =>
    [...journal.memory.outbox.values()].find((job) => job.group === group && job.kind === MEMBERSHIP_JOB && isDue(job));

  /** @returns whether the next job can be looked at. */
  const perform = async (job: OutboxRow): Promise<boolean> => {
    const { group } = job;
    const intent = membershipIntent(job);
    if (intent === undefined || rowOf(group) === undefined) {
      await journal.record((write) => write.deleteJob(job.id));
      return true;
    }
    // Whoever has left the organisation since is waited for no longer.
    const people = intent.people.filter((user) => orgOf(device).users.get(user)?.standing === 'active');
    let missing: readonly UserId[] = [];
    try {
      if (intent.kind === 'create' && rowOf(group)?.epoch === '0') await device.call('group.create', { group });
      const note = (unreached: readonly UserId[]) => {
        missing = unreached;
      };
      if (people.length > 0) await change(group, planAdd(device, people, note));
    } catch (error) {
      const refused = refusedBy(error);
      if (refused.code !== 'not-allowed' && refused.code !== 'relay-refused' && refused.code !== 'not-found') {
        timers.later(`work:${group}`, 5_000, () => guard(work(group)));
        return false;
      }
      await journal.record((write) => {
        write.deleteJob(job.id);
        if (intent.kind === 'create') {
          const trouble = refused.sentence ?? say('rooms', 'notSetUp');
          write.changeConversation(group, (row) => ({ ...row, status: 'broken', trouble }));
        }
      });
      return true;
    }
    // A direct conversation waits for its other half; a room waits a moment for all, and then begins with whoever is there.
    const patient = rowOf(group)?.kind === 'direct' || job.attempts < ROOM_PATIENCE;
    const opens = missing.length === 0 || !patient;
    await journal.record((write) => {
      const current = write.job(job.id);
      // Somebody of them may have been given up meanwhile.
      const wanted = (current && membershipIntent(current)?.people) ?? [];
      const again = missing.filter((user) => wanted.includes(user));
      write.deleteJob(job.id);
      if (again.length > 0) {
        const attempts = job.attempts + 1;
        write.putJob({
          ...newJob(group, { kind: 'add', people: again }, now() + unreachablePause(attempts)),
          attempts,
        });
      }
      if (opens) {
        write.changeConversation(group, (row) => (row.status === 'setting-up' ? { ...row, status: 'ready' } : row));
      }
    });
    if (missing.length > 0) timers.later(`work:${group}`, unreachablePause(job.attempts + 1), () => guard(work(group)));
    if (opens) hooks.opened(group);
    return true;
  };

  const addLater = async (group: GroupId, people: readonly UserId[]): Promise<void> => {
    await journal.record((write) =>
      write.putJob(newJob(group, { kind: 'add', people: [...people] }, now() + UNREACHABLE_FIRST_MS)),
    );
    timers.later(`work:${group}`, UNREACHABLE_FIRST_MS, () => guard(work(group)));
  };

  const forget = async (group: GroupId, user: UserId): Promise<void> => {
    const waiting = [...journal.memory.outbox.values()].filter(
      (job) => job.group === group && membershipIntent(job)?.people.includes(user) === true,
    );
    if (waiting.length === 0) return;
    await journal.record((write) => {
      for (const { id } of waiting) {
        const job = write.job(id);
        const intent = job && membershipIntent(job);
        if (job === undefined || intent === undefined) continue;
        write.putJob({ ...job, intent: { ...intent, people: intent.people.filter((one) => one !== user) } });
      }
    });
  };

  return {
    found,
    addLater,
    forget,
    resume() {
      for (const group of new Set([...journal.memory.outbox.values()].map((job) => job.group))) guard(work(group));
    },
  };
}

function unreachablePause(attempts: number): number {
  return Math.min(UNREACHABLE_FIRST_MS * 2 ** Math.min(attempts - 1, 10), UNREACHABLE_LONGEST_MS);
}
