/** Asking to be brought into a room, by its link. */
import { afterEach, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const of = (person: Person, room: GroupId) => person.snapshots.conversations.find(({ id }) => id === room);
const asking = (person: Person, room: GroupId) => of(person, room)?.room?.requests.map(({ user }) => user) ?? [];

it('is heard by the moderators who are named, answered by one of them, and heard once until then', async () => {
  office = await Office.start();
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  for (const one of [ben, chloe]) await one.knows('Ana', 'Ben', 'Chloe');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
  await ana.until(() => of(ana, room)?.members.length === 2);
  must(await ana.port.changeRoom(room, { moderator: { user: ben.id, on: true } }));
  await ben.until(() => of(ben, room)?.moderators.length === 2, 'to moderate');
  // Before the room takes requests, one is as if it had not been.
  must(await chloe.port.askToJoin(room, [ben.id]));
  const between = must(await chloe.port.startDirect(ben.id));
  await chloe.say(between, 'have you heard me');
  await ben.conversationOf('Chloe');
  await ben.reads(between, 'have you heard me');
  must(await ana.port.changeRoom(room, { requests: true }));
  await ben.until(() => of(ben, room)?.room?.openToRequests === true, 'it to be open');
  expect(await chloe.port.askToJoin(room, [ana.id, ben.id])).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(asking(ben, room)).toEqual([]);

  const dan = await office.hire(ana, 'Dan');
  for (const one of [ana, ben]) await one.knows('Dan');
  await dan.knows('Ana', 'Ben');
  must(await dan.port.askToJoin(room, [ana.id, ben.id]));
  for (const one of [ana, ben]) await one.until(() => asking(one, room).includes(dan.id), 'the request');
  expect(dan.snapshots.conversations).toEqual([]);
  // One of them declines: the other need not answer, and Dan is told by whom.
  must(await ben.port.declineRequest(room, dan.id));
  await ana.until(() => asking(ana, room).length === 0, 'it to be answered');
  const direct = await dan.conversationOf('Ben');
  await dan.look(direct);
  await dan.until(() => dan.events(direct).includes('declined'), 'the answer');
  expect(of(dan, room)).toBeUndefined();

  const eva = await office.hire(ana, 'Eva');
  for (const one of [ana, ben]) await one.knows('Eva');
  await eva.knows('Ana', 'Ben');
  must(await eva.port.askToJoin(room, [ana.id, ben.id]));
  for (const one of [ana, ben]) await one.until(() => asking(one, room).includes(eva.id), 'the request');
  must(await ana.port.addPeople(room, [eva.id]));
  await eva.until(() => of(eva, room)?.state.kind === 'ready', 'to be in');
  await ben.until(() => asking(ben, room).length === 0, 'it to be answered');
  await eva.say(room, 'thank you');
  await ben.reads(room, 'thank you');
  expect(asking(eva, room)).toEqual([]);
});
