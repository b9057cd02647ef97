import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { hold } from '../adversary/attacks.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { only } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

/** Ana, who founded the organisation, and people whom she has hired. */
async function staff(...names: readonly string[]): Promise<{ ana: Person; people: Person[]; front: HostileRelay }> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const people: Person[] = [];
  for (const name of names) people.push(await office.hire(ana, name));
  return { ana, people, front };
}

async function roomOf(ana: Person, people: readonly Person[], name = 'Harbour'): Promise<GroupId> {
  const room = must(await ana.port.createRoom({ name, people: people.map((one) => one.id) }));
  for (const one of people) await one.conversationOf(name);
  await ana.look(room);
  await ana.until(() => ana.conversation(name)?.members.length === people.length + 1, 'everybody in the room');
  return room;
}

const stateIn = (person: Person, room: GroupId) =>
  person.snapshots.conversations.find(({ id }) => id === room)?.state.kind;
const codeOf = async (outcome: Promise<{ ok: boolean; problem?: { code: string } }>) =>
  (await outcome).problem?.code ?? 'done';

describe('a moderator', () => {
  it('adds somebody who has only just joined the organisation, and nobody whom it does not know', async () => {
    const { ana, people } = await staff('Ben');
    const room = await roomOf(ana, people);
    const chloe = await office.hire(ana, 'Chloe');
    must(await ana.port.addPeople(room, [ana.person('Chloe').id]));
    expect(await chloe.conversationOf('Harbour')).toBe(room);
    await chloe.say(room, 'hello');
    await ana.reads(room, 'hello');
    expect(await codeOf(ana.port.addPeople(room, ['A'.repeat(22) as never]))).toBe('not-found');
    expect(await codeOf(ana.port.removePerson(room, ana.id))).toBe('invalid-input');
    expect(ana.events(room).filter((kind) => kind === 'joined')).toHaveLength(2);
  });

  it('removes somebody, who can send nothing, reads nothing new, and may come back later', async () => {
    const { ana, people, front: relay } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const room = await roomOf(ana, people);
    await ana.say(room, 'before');
    for (const one of people) await one.reads(room, 'before');
    must(await ana.port.removePerson(room, ben.id));
    await ben.until(() => stateIn(ben, room) === 'removed', 'to be removed');
    expect(await codeOf(ben.port.sendMessage(room, 'still here'))).toBe('not-allowed');
    const seen = relay.recorded.length;
    await ana.say(room, 'between us');
    await chloe.reads(room, 'between us');
    const toBen = relay.recorded.slice(seen).filter((one) => {
      const { identity } = relay.connections[one.connection] ?? {};
      return one.kind === 'push' && one.name === 'deliver' && identity?.as === 'device' && identity.id === ben.device;
    });
    expect(toBen).toEqual([]);
    expect(ben.events(room)).toContain('removed');
    await expectAgreement(room, ana, chloe);

    must(await ana.port.addPeople(room, [ben.id]));
    await ben.until(() => stateIn(ben, room) === 'ready', 'to be back');
    await ana.say(room, 'welcome back');
    await ben.reads(room, 'welcome back');
    expect(ben.texts(room)).not.toContain('between us');
    await ben.say(room, 'good to be back');
    await chloe.reads(room, 'good to be back');
    await expectAgreement(room, ana, ben, chloe);
  });

  it('has removed somebody who has not heard of it: what is sent is refused and kept, and read by nobody', async () => {
    const { ana, people, front: relay } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const room = await roomOf(ana, people);
    await ben.say(room, 'before');
    await ana.reads(room, 'before');
    const held = hold(relay, only(ben));
    must(await ana.port.removePerson(room, ben.id));
    const id = await ben.say(room, 'am I still in');
    await relay.until(() =>
      relay.recorded.some((one) => one.kind === 'call' && one.name === 'group.send' && Number(one.connection) === 1),
    );
    held.end();
    held.release();
    await ben.look(room);
    await ben.stateOf(room, id, 'failed');
    await ben.until(() => stateIn(ben, room) === 'removed', 'to be removed');
    await expectAgreement(room, ana, chloe);
    expect(ana.texts(room)).not.toContain('am I still in');
    must(await ben.port.discardMessage(room, id));
  });

  it('is the only one to rename, add and remove, whatever others try', async () => {
    const { ana, people } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const dan = await office.hire(ana, 'Dan');
    const room = await roomOf(ana, people);
    await ben.knows('Dan');
    expect(await codeOf(ben.port.changeRoom(room, { name: 'Bens place' }))).toBe('not-allowed');
    expect(await codeOf(ben.port.addPeople(room, [dan.id]))).toBe('not-allowed');
    expect(await codeOf(ben.port.removePerson(room, chloe.id))).toBe('not-allowed');
    must(await ana.port.changeRoom(room, { name: 'Quay' }));
    for (const one of people) await one.conversationOf('Quay');
    await expectAgreement(room, ana, ben, chloe);
  });
});

describe('whoever leaves', () => {
  it('is gone for all, by a member who stays', async () => {
    const { ana, people } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const room = await roomOf(ana, people);
    must(await ben.port.leaveRoom(room));
    await ben.until(() => stateIn(ben, room) === 'left', 'to have left');
    for (const one of [ana, chloe]) {
      await one.look(room);
      await one.until(() => one.events(room).includes('left'), 'word that Ben left');
      expect(one.events(room)).not.toContain('removed');
    }
    await expectAgreement(room, ana, chloe);
    expect(await codeOf(ben.port.sendMessage(room, 'one more thing'))).toBe('not-allowed');
    expect(await codeOf(ben.port.leaveRoom(room))).toBe('not-allowed');
  });

  it('and was the last moderator leaves the room to the longest-standing member', async () => {
    const { ana, people } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const room = await roomOf(ana, people);
    must(await ana.port.leaveRoom(room));
    await ben.until(() => ben.conversation('Harbour')?.members.length === 2, 'Ana to be gone');
    const heirs = ben.conversation('Harbour')?.moderators.filter((user) => user !== ana.id) ?? [];
    expect(heirs).toHaveLength(1);
    const [heir, other] = heirs[0] === ben.id ? [ben, chloe] : [chloe, ben];
    must(await heir.port.changeRoom(room, { name: 'Quay' }));
    await other.conversationOf('Quay');
    must(await heir.port.removePerson(room, other.id));
    await other.until(() => stateIn(other, room) === 'removed', 'to be removed');
    // Alone, one just goes.
    must(await heir.port.leaveRoom(room));
    await heir.until(() => stateIn(heir, room) === 'left', 'to have left');
  });
});

describe('somebody who is away', () => {
  it('since enrolling, without ever having been online, is reached when they return', async () => {
    const { ana } = await staff();
    const { link } = must(await ana.port.createInvitation({ name: 'Ben', role: 'member', expiresInHours: 24 }));
    const ben = office.newPerson('Ben');
    await ben.open();
    await ben.session('no-account');
    must(
      await ben.port.enrol({ fragment: link.split('#')[1] ?? '', name: 'Ben', passphrase: 'seven quiet herons wade' }),
    );
    ben.close();
    await ana.knows('Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    const id = await ana.say(direct, 'waiting for you');
    await ana.look(direct);
    await ana.stateOf(direct, id, 'queued');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ben.reopen();
    await ben.reads(await ben.conversationOf('Ana'), 'waiting for you');
    expect(await ben.conversationOf('Harbour')).toBe(room);
    await ana.stateOf(direct, id, 'delivered');
    await expectAgreement(direct, ana, ben);
  });

  it('finds a conversation that began meanwhile, and the room that they were taken out of', async () => {
    const { ana, people } = await staff('Ben', 'Chloe');
    const [ben, chloe] = people as [Person, Person];
    const room = await roomOf(ana, people);
    ben.close();
    const direct = must(await ana.port.startDirect(chloe.id));
    const withBen = must(await chloe.port.startDirect(chloe.person('Ben').id));
    const id = await chloe.say(withBen, 'call me');
    await ana.say(direct, 'he is away');
    must(await ana.port.removePerson(room, ana.person('Ben').id));
    await ana.say(room, 'not for Ben');
    await chloe.reads(room, 'not for Ben');
    await ben.reopen();
    expect(await ben.conversationOf('Chloe')).toBe(withBen);
    await ben.reads(withBen, 'call me');
    await ben.until(() => stateIn(ben, room) === 'removed', 'to be removed');
    await ben.look(room);
    expect(ben.texts(room)).not.toContain('not for Ben');
    await chloe.look(withBen);
    await chloe.stateOf(withBen, id, 'delivered');
  });
});
