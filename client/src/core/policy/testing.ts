/** A small organisation with its log, a room and a conversation for two, for what the gate is asked in tests. */
import type { UserId } from '#shared/ids/index.ts';
import { TestOrg, type TestPerson } from '#shared/org-log/testing/org.ts';
import { newRoom, type RoomState } from '../content/room-state.ts';
import { testPrimitives } from '../crypto/testing.ts';
import { judgeCommit, type MembershipChange } from './gate.ts';
import type { Recognised, Verdict } from './verdict.ts';

/** What a verdict comes to, in one word. */
export function reasonOf(verdict: Verdict): string {
  return verdict.allowed ? 'allowed' : verdict.reason;
}

export function setting() {
  const org = new TestOrg(testPrimitives);
  const [ben, chloe, dan] = [org.enrol('Ben'), org.enrol('Chloe'), org.enrol('Dan')];
  const device = (person: TestPerson) => ({ device: org.addDevice(person).id, user: person.id });
  const devices = { ana: device(org.ana), ben: device(ben), chloe: device(chloe), dan: device(dan) };
  const room: RoomState = newRoom('Harbour', org.ana.id);
  const direct: RoomState = { v: 1, kind: 'direct', people: [org.ana.id, ben.id] };
  const judge = (change: Partial<MembershipChange> & { committer: Recognised }, leaving: readonly UserId[] = []) => {
    const before = change.before ?? room;
    const full = { added: [], removed: [], size: 3, suite: 'x-wing', after: before, ...change, before };
    return reasonOf(judgeCommit(full, { state: org.state, leaving: new Set(leaving), now: org.now }));
  };
  const suspend = (person: TestPerson) => org.must(org.sign({ kind: 'user.suspend', user: person.id }, org.ana.signer));
  return { org, ben, chloe, dan, devices, room, direct, judge, suspend };
}
