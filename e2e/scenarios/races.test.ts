import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { only } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const MINUTE = 60_000;

const idsOf = (host: Person, ...people: readonly Person[]) => people.map(({ name }) => host.person(name).id);

async function hireAll(host: Person, names: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const name of names) people.push(await office.hire(host, name));
  return people;
}

const missing = (person: Person, room: GroupId) => person.events(room).filter((kind) => kind === 'missing');

describe('many who change a room at the same moment', () => {
  it(
    'all get their way when five join and speak at once, while it is renamed and a sixth is added',
    async () => {
      office = await Office.start();
      const ana = await office.found();
      const joiners = await hireAll(ana, ['Ben', 'Chloe', 'Dan', 'Eve', 'Finn']);
      const [gus] = await hireAll(ana, ['Gus']);
      if (gus === undefined) throw new Error('unreachable');
      const room = must(await ana.port.createRoom({ name: 'Harbour', people: idsOf(ana, ...joiners) }));
      for (const one of joiners) await one.conversationOf('Harbour');
      // Each first word is a commit too: whoever has joined puts fresh keys in before speaking.
      const [renamed, added] = await Promise.all([
        ana.port.changeRoom(room, { name: 'Quay' }),
        ana.port.addPeople(room, idsOf(ana, gus)),
        ...joiners.map((one) => one.say(room, `${one.name} is here`)),
        ana.say(room, 'Ana is here'),
      ]);
      must(renamed);
      must(added);
      const everybody = [ana, ...joiners] as const;
      for (const one of everybody) {
        await one.conversationOf('Quay');
        for (const other of everybody) await one.reads(room, `${other.name} is here`);
        await one.until(() => one.conversation('Quay')?.members.length === 7, 'seven members');
        expect(one.texts(room)).toHaveLength(6);
        expect(missing(one, room)).toEqual([]);
      }
      await gus.conversationOf('Quay');
      await expectAgreement(room, ana, ...joiners, gus);
      await gus.say(room, 'Gus too');
      for (const one of everybody) await one.reads(room, 'Gus too');
    },
    2 * MINUTE,
  );

  it(
    'tell nobody who is brought in of what was on its way to those who were there',
    async () => {
      const front = await HostileRelay.start();
      office = await Office.start({ front });
      const ana = await office.found();
      const [ben, chloe] = await hireAll(ana, ['Ben', 'Chloe']);
      if (ben === undefined || chloe === undefined) throw new Error('unreachable');
      const room = must(await ana.port.createRoom({ name: 'Harbour', people: idsOf(ana, ben) }));
      await ben.conversationOf('Harbour');
      await ben.say(room, 'first');
      await ana.reads(room, 'first');
      // Ben's words are with the relay only once it has put Chloe in, encrypted for those who were there before.
      let go = () => {};
      const added = new Promise<void>((resolve) => {
        go = resolve;
      });
      let held = 0;
      const end = front.onCall('group.send', async ({ connection, request }, forward) => {
        if (!only(ben)(connection)) return forward(request);
        held += 1;
        await added;
        return forward(request);
      });
      await ben.say(room, 'who comes?');
      await front.until(() => held > 0);
      must(await ana.port.addPeople(room, idsOf(ana, chloe)));
      await chloe.conversationOf('Harbour');
      go();
      await ana.reads(room, 'who comes?');
      end();
      await ben.say(room, 'hello Chloe');
      await chloe.reads(room, 'hello Chloe');
      expect(chloe.texts(room)).toEqual(['hello Chloe']);
      for (const one of [ana, ben, chloe]) expect(missing(one, room)).toEqual([]);
      await expectAgreement(room, ana, ben, chloe);
    },
    MINUTE,
  );

  it(
    'converge when one is removed, one leaves, one is added and one speaks for the first time',
    async () => {
      office = await Office.start();
      const ana = await office.found();
      const [ben, chloe, dan, eve] = await hireAll(ana, ['Ben', 'Chloe', 'Dan', 'Eve']);
      if (ben === undefined || chloe === undefined || dan === undefined || eve === undefined)
        throw new Error('unreachable');
      const room = must(await ana.port.createRoom({ name: 'Harbour', people: idsOf(ana, ben, chloe, dan) }));
      for (const one of [ben, chloe, dan]) await one.conversationOf('Harbour');
      const [removed, added, left] = await Promise.all([
        ana.port.removePerson(room, ana.person('Ben').id),
        ana.port.addPeople(room, idsOf(ana, eve)),
        chloe.port.leaveRoom(room),
        dan.say(room, 'Dan is here'),
      ]);
      must(removed);
      must(added);
      must(left);
      await ben.until(() => ben.conversation('Harbour')?.state.kind === 'removed', 'to be removed');
      await chloe.until(() => chloe.conversation('Harbour')?.state.kind === 'left', 'to have left');
      await eve.conversationOf('Harbour');
      for (const one of [ana, dan, eve]) {
        await one.until(() => one.conversation('Harbour')?.members.length === 3, 'three members');
      }
      await ana.reads(room, 'Dan is here');
      await expectAgreement(room, ana, dan, eve);
    },
    MINUTE,
  );
});

describe('two people who begin a conversation with each other at the same moment', () => {
  it('can both talk, lose nothing, and come together in one', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    await ben.knows('Ana');
    const [first, second] = await Promise.all([
      ana.port.startDirect(ana.person('Ben').id),
      ben.port.startDirect(ben.person('Ana').id),
    ]);
    const [ofAna, ofBen] = [must(first), must(second)];
    await Promise.all([ana.say(ofAna, 'from Ana'), ben.say(ofBen, 'from Ben')]);
    await ben.until(() => ben.snapshots.conversations.some(({ id }) => id === ofAna));
    await ana.until(() => ana.snapshots.conversations.some(({ id }) => id === ofBen));
    await ben.reads(ofAna, 'from Ana');
    await ana.reads(ofBen, 'from Ben');
    // From now on both mean the same one.
    const both = [must(await ana.port.startDirect(ben.id)), must(await ben.port.startDirect(ana.id))];
    expect(both[0]).toBe(both[1]);
    const [primary] = both;
    if (primary === undefined) throw new Error('unreachable');
    await ana.say(primary, 'here then');
    await ben.reads(primary, 'here then');
    await expectAgreement(primary, ana, ben);
  });

  it('see one of them, the same, while neither has words', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    await ben.knows('Ana');
    const begun = await Promise.all([
      ana.port.startDirect(ana.person('Ben').id),
      ben.port.startDirect(ben.person('Ana').id),
    ]);
    const [primary] = begun.map(must).sort();
    const shown = (one: Person) => one.snapshots.conversations.map(({ id, members }) => `${id} ${members.length}`);
    for (const one of [ana, ben]) await one.until(() => shown(one).join() === `${primary} 2`, 'one conversation');
  });
});
