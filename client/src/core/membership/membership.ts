/**
 * Who is in which group: founding groups, bringing people in and taking them out, joining, keeping the groups healthy, and
 * coming back into step. Everything that changes a group goes through `commitChange`.
 */
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { type RoomState, roomStateText } from '../content/room-state.ts';
import {
  type Device,
  livingGroups,
  orgOf,
  policyOf,
  recognisedMembers,
  roomStateHash,
  roomStateOf,
  type SyncLog,
} from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import { placeOfEvent } from '../groups/order.ts';
import { Refused, refusedBy } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { ConversationRow, OutboxRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { commitChange, type Plan, retryPending } from './commit-change.ts';
import { MEMBERSHIP_JOB, membershipIntent } from './jobs.ts';
import { joinByWelcome } from './join.ts';
import { supplyKeyPackages } from './key-supply.ts';
import { needsRefresh, planAdd, planCare, planReAdd, planRemove, planRoom, strayLeaves } from './plans.ts';
import { encodeReAddRequest, parseReAddRequest } from './re-add-request.ts';

/** How often a lost race is run again. Each time somebody has won, so a group of this many racers comes to rest. */
const RACES = 24;
/** Devices that could do the same thing take turns: the n-th waits this long times n, so that one of them does it. */
const TURN_MS = 1_500;
const RACE_PAUSE_MS = 120;
/** Somebody who has just enrolled is about to leave key packages; somebody who is away may take days. */
const UNREACHABLE_FIRST_MS = 1_000;
const UNREACHABLE_LONGEST_MS = 60_000;
/** Attempts to reach everybody before a room opens without those who could not be reached. */
const ROOM_PATIENCE = 3;
const ASK_AGAIN_MS = 5 * 60_000;
const CARE_EVERY_MS = 3_600_000;
const LEAF_LIFE = 366 * 24 * 3_600_000;

export interface MembershipHooks {
  readonly syncLog: SyncLog;
  /** Applies what the group has that this device has not. @throws TransportError. */
  readonly catchUp: (group: GroupId) => Promise<void>;
  /** The group can be spoken in, or is there again. */
  readonly opened: (group: GroupId) => void;
  /** Sends a leave message and resolves when the relay has it. */
  readonly sayLeave: (group: GroupId) => Promise<void>;
  readonly fault: (error: unknown) => void;
}

export interface Membership {
  startDirect(user: UserId): Promise<GroupId>;
  createRoom(name: string, people: readonly UserId[]): Promise<GroupId>;
  addPeople(group: GroupId, people: readonly UserId[]): Promise<void>;
  removePerson(group: GroupId, user: UserId): Promise<void>;
  renameRoom(group: GroupId, name: string): Promise<void>;
  leaveRoom(group: GroupId): Promise<void>;
  /** Before something is sent: takes out who must not read it, and puts fresh keys in. @returns whether to send now. */
  prepare(group: GroupId): Promise<boolean>;
  /** After signing in, first of all: leaves key packages, so that others can add this device. */
  supply(keyPackagesAtRelay: number): Promise<void>;
  /** After catching up: settles what was under way. */
  online(): Promise<void>;
  fetchWelcomes(): Promise<void>;
  /** Only within `exclusive` of the group. */
  fellOut(group: GroupId, detail: string): Promise<void>;
  reAddRequested(group: GroupId, request: Uint8Array, sequence: number): Promise<void>;
  /** The log or a group has changed: somebody may have to be taken out. */
  look(group?: GroupId): void;
}

export function createMembership(device: Device, timers: Timers, hooks: MembershipHooks): Membership {
  const { journal, groups, engine, self, now } = device;
  const working = new Set<GroupId>();
  const asked = new Set<GroupId>();
  let fetching: Promise<void> | undefined;
  const rowOf = (group: GroupId) => journal.memory.conversations.get(group);
  const guard = (work: Promise<unknown>) => void work.catch(hooks.fault);

  /** Commits what `plan` wants, however many others commit at the same time. @throws Refused. */
  const change = async (group: GroupId, plan: Plan): Promise<void> => {
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
        case 'stale':
          await catchUp(group);
          await pause(RACE_PAUSE_MS * (1 + Math.random() * race));
      }
      if (rowOf(group)?.status !== 'ready' && rowOf(group)?.status !== 'setting-up') throw new Refused('not-allowed');
    }
    throw new Refused('timeout');
  };

  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  const catchUp = async (group: GroupId) => {
    try {
      await hooks.catchUp(group);
    } catch (error) {
      throw refusedBy(error);
    }
  };

  const found = async (room: RoomState, people: readonly UserId[]): Promise<GroupId> => {
    const id = freshId<GroupId>();
    const suite = policyOf(device).minimumSuite;
    const group = await engine.createGroup({
      groupId: decodeBase64url(id),
      suite,
      identity: self.certificate,
      signatureKey: self.deviceKey,
      notBefore: now() - 3_600_000,
      notAfter: now() + LEAF_LIFE,
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

  const nextJob = (group: GroupId): OutboxRow | undefined =>
    [...journal.memory.outbox.values()].find(
      (job) => job.group === group && job.kind === MEMBERSHIP_JOB && (job.notBefore ?? 0) <= now(),
    );

  /** @returns whether the next job can be looked at. */
  const perform = async (job: OutboxRow): Promise<boolean> => {
    const { group } = job;
    const intent = membershipIntent(job);
    if (intent === undefined || rowOf(group) === undefined) {
      await journal.record((write) => write.deleteJob(job.id));
      return true;
    }
    let missing: readonly UserId[] = intent.people;
    try {
      if (intent.kind === 'create' && rowOf(group)?.epoch === '0') await device.call('group.create', { group });
      const note = (people: readonly UserId[]) => {
        missing = people;
      };
      if (intent.people.length > 0) await change(group, planAdd(device, intent.people, note));
    } catch (error) {
      const refused = refusedBy(error);
      if (refused.code !== 'nobody-reachable') {
        if (refused.code !== 'not-allowed' && refused.code !== 'relay-refused' && refused.code !== 'not-found') {
          timers.later(`work:${group}`, 5_000, () => guard(work(group)));
          return false;
        }
        await journal.record((write) => {
          write.deleteJob(job.id);
          if (intent.kind === 'create') {
            const trouble = refused.sentence ?? 'The conversation could not be set up.';
            write.changeConversation(group, (row) => ({ ...row, status: 'broken', trouble }));
          }
        });
        return true;
      }
    }
    // A direct conversation waits for its other half; a room waits a moment for all, and then begins with whoever is there.
    const patient = rowOf(group)?.kind === 'direct' || job.attempts < ROOM_PATIENCE;
    const opens = missing.length === 0 || !patient;
    await journal.record((write) => {
      write.deleteJob(job.id);
      if (missing.length > 0) {
        const attempts = job.attempts + 1;
        const again = { kind: 'add', people: [...missing] };
        write.putJob({ ...newJob(group, again, now() + unreachablePause(attempts)), attempts });
      }
      if (opens) {
        write.changeConversation(group, (row) => (row.status === 'setting-up' ? { ...row, status: 'ready' } : row));
      }
    });
    if (missing.length > 0) timers.later(`work:${group}`, unreachablePause(job.attempts + 1), () => guard(work(group)));
    if (opens) hooks.opened(group);
    return true;
  };

  /** How long this device leaves a task that any member can do to those before it. */
  const turn = async (group: GroupId, except: readonly DeviceId[]): Promise<number> => {
    const state = await groups.load(group);
    if (state === undefined) return 0;
    const others = recognisedMembers(device, state).filter((one) => !except.includes(one.device));
    const rank = Math.max(
      0,
      others.findIndex((one) => one.device === self.device),
    );
    return rank === 0 ? 0 : rank * TURN_MS + Math.random() * TURN_MS;
  };

  const care = async (group: GroupId): Promise<void> => {
    if (rowOf(group)?.status !== 'ready' || !device.maySend()) return;
    try {
      await change(group, planCare(device, false));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      timers.later(`care:${group}`, 10_000, () => guard(care(group)));
    }
  };

  const lookAt = async (group: GroupId): Promise<void> => {
    const row = rowOf(group);
    if (row?.status !== 'ready') return;
    await groups.exclusive(group, async () => {
      const state = await groups.load(group);
      if (state === undefined) return;
      const members = recognisedMembers(device, state);
      const stray = strayLeaves(device, { row, members });
      if (stray.length === 0) return;
      const out = members.filter(({ leaf }) => stray.includes(leaf)).map((one) => one.device);
      timers.later(`care:${group}`, await turn(group, out), () => guard(care(group)));
    });
  };

  const answer = async (group: GroupId, asking: DeviceId): Promise<void> => {
    if (rowOf(group)?.asking?.[asking] === undefined || !device.maySend()) return;
    try {
      await change(group, planReAdd(device, asking));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      timers.later(`answer:${group}:${asking}`, UNREACHABLE_LONGEST_MS / 3, () => guard(answer(group, asking)));
    }
  };

  const planAnswer = async (group: GroupId, asking: DeviceId) => {
    const wait = await groups.exclusive(group, () => turn(group, [asking]));
    timers.later(`answer:${group}:${asking}`, wait, () => guard(answer(group, asking)));
  };

  /** Asks the members to be added again. */
  const ask = async (group: GroupId): Promise<void> => {
    if (!device.maySend()) return;
    const at = now();
    const request = encodeReAddRequest({ org: self.org, group, device: self.device, at }, self.deviceKey.privateKey);
    const clientSeq = await journal.record((write) => {
      write.changeConversation(group, (row) => ({ ...row, askedAt: at }));
      return write.takeClientSequence();
    });
    try {
      await device.call('group.readd', { group, request, clientSeq });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (error.code === 'not-in-roster') {
        await journal.record((write) => write.changeConversation(group, (row) => ({ ...row, status: 'removed' })));
        return;
      }
    }
    timers.later(`ask:${group}`, ASK_AGAIN_MS, () => {
      if (rowOf(group)?.status === 're-synchronising') guard(ask(group));
    });
  };

  const fetchAll = async (): Promise<void> => {
    for (let more = true; more; ) {
      const page = await device.call('welcome.pending', {});
      more = page.more;
      for (const welcome of page.welcomes) {
        const known = await journal.read.has('processed', 'welcome', `${welcome.group}:${welcome.seq}`);
        if (known) continue;
        const outcome = await joinByWelcome(device, hooks.syncLog, welcome);
        if (outcome.kind === 'joined') {
          timers.cancel(`ask:${welcome.group}`);
          hooks.opened(welcome.group);
        } else if (outcome.noKeyPackage === true) await missedWelcome(welcome.group);
      }
      if (page.welcomes.length === 0) return;
      await device.call('welcome.ack', { ids: page.welcomes.map(({ id }) => id) });
    }
  };

  /** A colleague has added this device by a key package whose secrets it has not: it is in, and can read nothing. */
  const missedWelcome = async (group: GroupId): Promise<void> => {
    const status = rowOf(group)?.status;
    if (status !== undefined && status !== 're-synchronising') return;
    if (asked.has(group)) return;
    asked.add(group);
    await ask(group);
  };

  const careForAll = async (): Promise<void> => {
    for (const group of livingGroups(device)) {
      const row = rowOf(group);
      if (row?.status !== 'ready' || !device.maySend()) continue;
      if (needsRefresh(device, row)) await change(group, planCare(device, true)).catch(refusedBy);
      else await lookAt(group);
    }
  };

  return {
    async startDirect(user) {
      if (user === self.user) throw new Refused('invalid-input');
      if (orgOf(device).users.get(user)?.standing !== 'active') throw new Refused('not-found');
      const known = directsWith(device, user)[0];
      if (known !== undefined) return known.id;
      const [first, second] = self.user < user ? [self.user, user] : [user, self.user];
      return found({ v: 1, kind: 'direct', people: [first, second] }, [user]);
    },
    createRoom(name, people) {
      const others = [...new Set(people)].filter((user) => user !== self.user);
      return found({ v: 1, kind: 'room', version: 1, name, moderators: [self.user] }, others);
    },
    async addPeople(group, people) {
      let missing: readonly UserId[] = [];
      await change(
        group,
        planAdd(device, people, (who) => {
          missing = who;
        }),
      );
      if (missing.length === 0) return;
      await journal.record((write) =>
        write.putJob(newJob(group, { kind: 'add', people: [...missing] }, now() + UNREACHABLE_FIRST_MS)),
      );
      timers.later(`work:${group}`, UNREACHABLE_FIRST_MS, () => guard(work(group)));
    },
    removePerson: (group, user) => change(group, planRemove(user)),
    renameRoom: (group, name) =>
      change(
        group,
        planRoom((room) => (room.name === name ? undefined : { ...room, version: room.version + 1, name })),
      ),
    async leaveRoom(group) {
      const row = rowOf(group);
      if (row?.kind !== 'room') throw new Refused('not-found');
      if (row.members.length > 1) {
        // A room without a moderator could never again be added to: the longest-standing member inherits it.
        await change(
          group,
          planRoom((room, { members }) => withHeir(room, members, self.user)),
        );
        await hooks.sayLeave(group);
      }
      await groups.exclusive(group, () =>
        groups.drop(group, (write) => write.changeConversation(group, (before) => ({ ...before, status: 'left' }))),
      );
    },
    async prepare(group) {
      const row = rowOf(group);
      if (row?.status !== 'ready') return false;
      try {
        if (journal.memory.pending.has(group)) {
          const outcome = await retryPending(device, group);
          if (outcome.kind === 'unknown') return false;
          if (outcome.kind === 'stale') await catchUp(group);
        }
        await change(group, planCare(device, true));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.code === 'offline' || error.code === 'timeout' || error.code === 'rate-limited') return false;
      }
      return rowOf(group)?.status === 'ready';
    },
    supply: (keyPackagesAtRelay) => supplyKeyPackages(device, keyPackagesAtRelay),
    async online() {
      for (const group of [...journal.memory.pending]) {
        const outcome = await retryPending(device, group);
        if (outcome.kind === 'stale') await hooks.catchUp(group);
      }
      const waiting = new Set([...journal.memory.outbox.values()].map(({ group }) => group));
      for (const group of waiting) guard(work(group));
      for (const row of [...journal.memory.conversations.values()]) {
        if (row.status === 're-synchronising') guard(ask(row.id));
        for (const asking of Object.keys(row.asking ?? {})) guard(planAnswer(row.id, asking as DeviceId));
      }
      timers.later('care', CARE_EVERY_MS, () => guard(careForAll()));
      this.look();
    },
    fetchWelcomes() {
      fetching = (fetching ?? Promise.resolve()).then(fetchAll, fetchAll);
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
    look(group) {
      for (const id of group === undefined ? livingGroups(device) : [group]) {
        guard(lookAt(id));
      }
    },
  };
}

function unreachablePause(attempts: number): number {
  return Math.min(UNREACHABLE_FIRST_MS * 2 ** Math.min(attempts - 1, 10), UNREACHABLE_LONGEST_MS);
}

/** The direct conversations with a person, the one to use first. Two can exist when both began one at the same time. */
export function directsWith(device: Device, user: UserId): ConversationRow[] {
  return [...device.journal.memory.conversations.values()]
    .filter(
      (row) => row.kind === 'direct' && row.status !== 'removed' && row.status !== 'left' && row.status !== 'broken',
    )
    .filter((row) => {
      const room = roomStateOf(row);
      return room.kind === 'direct' && room.people.includes(user) && room.people.includes(device.self.user);
    })
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function withHeir(
  room: Extract<RoomState, { kind: 'room' }>,
  members: readonly { readonly user: UserId; readonly leaf: number }[],
  leaver: UserId,
): RoomState | undefined {
  const staying = members.filter(({ user }) => user !== leaver);
  const [heir] = staying;
  if (!room.moderators.includes(leaver) || heir === undefined) return undefined;
  if (staying.some(({ user }) => room.moderators.includes(user))) return undefined;
  return { ...room, version: room.version + 1, moderators: [...room.moderators, heir.user] };
}
