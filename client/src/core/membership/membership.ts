/**
 * Who is in which group: founding groups, bringing people in and taking them out, joining, keeping the groups healthy, and
 * coming back into step. Everything that changes a group goes through `commitChange`.
 */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { newRoom, type RoomState, withTimer } from '../content/room-state.ts';
import { beginningTimer, type Timer, timerSchema } from '../content/timer.ts';
import { type Device, orgOf, policyOf, roomStateOf, type SyncLog } from '../groups/device.ts';
import { beginErasing, eraseContent, forgottenRow } from '../groups/erase.ts';
import { withoutIdle } from '../groups/idle.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import { judgeContact, judgeLevel, judgeStart } from '../policy/gate.ts';
import { judgeTimer } from '../policy/gate-messages.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { ConversationRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import { type Care, createCare } from './care.ts';
import { createChanger } from './changer.ts';
import { retryPending } from './commit-change.ts';
import { createCompany } from './company.ts';
import { createHealing, type Healing } from './healing.ts';
import { supplyKeyPackages } from './key-supply.ts';
import { createNewGroups } from './new-groups.ts';
import { changedRoom, planAdd, planRemove, planRoom, planTimer, type RoomChange } from './plans.ts';
import { createReturns } from './returns.ts';

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

export interface Membership extends Pick<Care, 'prepare' | 'look'>, Omit<Healing, 'resume'> {
  startDirect(user: UserId): Promise<GroupId>;
  /** The conversation for two with somebody; where it is made for this, nobody has to see it before words are in it. @throws Refused. */
  carrierTo(user: UserId): Promise<GroupId>;
  createRoom(name: string, people: readonly UserId[]): Promise<GroupId>;
  /** Makes the group of this person's own devices. */
  foundOwn(): Promise<void>;
  addPeople(group: GroupId, people: readonly UserId[]): Promise<void>;
  removePerson(group: GroupId, user: UserId): Promise<void>;
  /** @throws Refused. */
  changeRoom(group: GroupId, change: RoomChange): Promise<void>;
  /** Deletes a room for everybody who is in it. @throws Refused. */
  deleteRoom(group: GroupId): Promise<void>;
  /** Deletes from this device what it has of a conversation that is over. @throws Refused. */
  forgetConversation(group: GroupId): Promise<void>;
  /** For how long messages stay from now on whose author wishes nothing else; null: for good. @throws Refused. */
  setTimer(group: GroupId, timer: Timer | null): Promise<void>;
  leaveRoom(group: GroupId): Promise<void>;
  /**
   * After signing in, first of all: leaves key packages, so that others can add this device. @param rolledBack this device
   * has forgotten some of what it did.
   */
  supply(keyPackagesAtRelay: number, rolledBack: boolean): Promise<void>;
  /** After catching up: settles what was under way. @param groups those whose roster has this device. */
  online(groups: readonly GroupId[]): Promise<void>;
}

export function createMembership(device: Device, timers: Timers, hooks: MembershipHooks): Membership {
  const { journal, groups, self } = device;
  const changer = createChanger(device, {
    catchUp: hooks.catchUp,
    fellOut: (group) => healing.fellOut(group),
  });
  const { change } = changer;
  const company = createCompany(device, timers, changer, hooks.fault);
  const newGroups = createNewGroups(device, timers, changer, hooks);
  const care = createCare(device, timers, changer, hooks.fault, company);
  const healing: Healing = createHealing(device, timers, changer, hooks);
  const returns = createReturns(device, timers, changer, hooks.fault);
  const rowOf = (group: GroupId) => journal.memory.conversations.get(group);
  const require = (verdict: Verdict) => {
    if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
  };
  const begins = () => require(judgeStart(self.user, orgOf(device), device.now()));
  /** Whoever joins hears everything that is said from then on: it should be the one who is meant. */
  const meets = (people: readonly UserId[]) => {
    for (const user of people) require(judgeContact(policyOf(device), device.isVerified(user)));
  };
  /** With the timer that the policy has for conversations that begin. Others cannot judge it: it could have been chosen. */
  const begun = (state: RoomState): RoomState => withTimer(state, beginningTimer(policyOf(device))) ?? state;
  const isGone = (user: UserId) => orgOf(device).users.get(user)?.standing !== 'active';

  return {
    prepare: care.prepare,
    look: care.look,
    fetchWelcomes: healing.fetchWelcomes,
    fellOut: healing.fellOut,
    reAddRequested: healing.reAddRequested,
    async startDirect(user) {
      if (user === self.user) throw new Refused('invalid-input');
      if (isGone(user)) throw new Refused('not-found');
      const known = directsWith(device, user)[0];
      if (known !== undefined) {
        // Whoever opens it wants to see it.
        if (known.carrier === true) await journal.record((write) => write.changeConversation(known.id, shown));
        return known.id;
      }
      begins();
      meets([user]);
      const [first, second] = self.user < user ? [self.user, user] : [user, self.user];
      return newGroups.found(begun({ v: 1, kind: 'direct', people: [first, second] }), [user]);
    },
    async carrierTo(user) {
      const known = directsWith(device, user)[0];
      if (known !== undefined) return known.id;
      const id = await this.startDirect(user);
      await journal.record((write) => write.changeConversation(id, (row) => ({ ...row, carrier: true })));
      return id;
    },
    async createRoom(name, people) {
      const others = [...new Set(people)].filter((user) => user !== self.user);
      if (others.some(isGone)) throw new Refused('not-found');
      begins();
      meets(others);
      return newGroups.found(begun(newRoom(name, self.user)), others);
    },
    async foundOwn() {
      await newGroups.found({ v: 1, kind: 'own', people: [self.user] }, [self.user]);
    },
    async addPeople(group, people) {
      if (people.some(isGone)) throw new Refused('not-found');
      meets(people);
      let missing: readonly UserId[] = [];
      await change(
        group,
        planAdd(device, people, (who) => {
          missing = who;
        }),
      );
      if (missing.length > 0) await newGroups.addLater(group, missing);
    },
    async removePerson(group, user) {
      // Oneself, one does not remove: one leaves (RFC 9420 §12.2).
      if (user === self.user) throw new Refused('invalid-input');
      await newGroups.forget(group, user);
      await change(group, planRemove(user));
      // Whatever was noted of why they are out: now it is meant.
      await journal.record((write) => write.changeConversation(group, (row) => withoutIdle(row, user, orgOf(device))));
    },
    async changeRoom(group, wanted) {
      if (wanted.level) require(judgeLevel(wanted.level, policyOf(device)));
      await change(
        group,
        planRoom((room, { members }) => changedRoom(room, wanted, new Set(members.map(({ user }) => user)))),
      );
    },
    async deleteRoom(group) {
      if (rowOf(group)?.kind !== 'room') throw new Refused('not-found');
      await change(
        group,
        planRoom((room) => ({ ...room, version: room.version + 1, topic: '', deleted: true })),
      );
      await eraseContent(journal, group);
    },
    async forgetConversation(group) {
      await groups.exclusive(group, async () => {
        const row = rowOf(group);
        if (row === undefined) throw new Refused('not-found');
        if (row.status === 'ready' || row.status === 'setting-up' || row.status === 're-synchronising') {
          throw new Refused('not-allowed', say('rooms', 'leaveFirst'));
        }
        await beginErasing(device, forgottenRow(row));
      });
      await eraseContent(journal, group);
    },
    async setTimer(group, timer) {
      const wish = timer === null ? undefined : timerSchema.safeParse(timer).data;
      if (timer !== null && wish === undefined) throw new Refused('invalid-input');
      require(judgeTimer(wish, policyOf(device)));
      await change(group, planTimer(wish));
    },
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
    supply: (keyPackagesAtRelay, rolledBack) => supplyKeyPackages(device, keyPackagesAtRelay, rolledBack),
    async online(places) {
      for (const group of [...journal.memory.pending]) {
        const outcome = await retryPending(device, group);
        if (outcome.kind === 'stale') await hooks.catchUp(group);
      }
      newGroups.resume();
      healing.resume(places);
      care.begin();
      returns.begin();
    },
  };
}

const shown = ({ carrier: _quiet, ...row }: ConversationRow): ConversationRow => row;

/** The direct conversations with a person, the one to use first. Two can exist when both began one at the same time. */
function directsWith(device: Device, user: UserId): ConversationRow[] {
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
