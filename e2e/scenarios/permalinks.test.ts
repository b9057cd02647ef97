import { afterEach, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { Rogue } from '../adversary/rogue.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const leads = async (person: Person, group: GroupId, author: Person['id'], id: MessageId) =>
  must(await person.port.findMessage(group, author, id));

it('a link leads members to the message, and tells everybody else why it leads nowhere', async () => {
  office = await Office.start();
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  const { room, word } = await office.room(ana, 'Harbour', [ben], 'The gate opens at nine');
  const { key } = await ben.reads(room, 'The gate opens at nine');
  expect(await leads(ben, room, ana.id, word)).toEqual({ kind: 'here', key });
  // Ben has said nothing under this id.
  expect(await leads(ben, room, ben.id, word)).toEqual({ kind: 'missing' });
  expect(await leads(chloe, room, ana.id, word)).toEqual({ kind: 'no-member' });
  expect(await leads(ben, freshId<GroupId>(), ana.id, word)).toEqual({ kind: 'no-member' });
  must(await ana.port.addPeople(room, [chloe.id]));
  await chloe.conversationOf('Harbour');
  expect(await leads(chloe, room, ana.id, word)).toEqual({ kind: 'missing' });
  must(await ana.port.recallMessage(room, word));
  await ben.sees(room, word, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
  expect(await leads(ben, room, ana.id, word)).toEqual({ kind: 'here', key });
});

it('a link to a message whose id a colleague has copied leads to the right one of the two', async () => {
  office = await Office.start();
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const mallory = await Rogue.enrol(ana, office.url);
  await ben.knows('Mallory');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, mallory.id] }));
  const word = await ana.say(room, 'the words of Ana');
  await ben.conversationOf('Harbour');
  const right = await ben.reads(room, 'the words of Ana');
  await mallory.join();
  await mallory.read(room);
  await mallory.say(room, { kind: 'text', text: 'a copy' }, { id: word });
  const copy = await ben.reads(room, 'a copy');
  expect(copy.named).toBe(word);
  expect(await leads(ben, room, ana.id, word)).toEqual({ kind: 'here', key: right.key });
  expect(await leads(ben, room, mallory.id, word)).toEqual({ kind: 'here', key: copy.key });
  mallory.close();
});
