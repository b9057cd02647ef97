/** What was said before somebody came, handed on by whoever brings them in. */
import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { keepAway } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

async function harbour() {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  await ben.knows('Chloe');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
  await ana.look(room);
  return { front, ana, ben, chloe, room };
}

const of = (person: Person, room: GroupId) => person.snapshots.conversations.find(({ id }) => id === room);
const settled = (person: Person, room: GroupId) =>
  person.until(() => of(person, room) !== undefined && of(person, room)?.history === undefined, 'all of it');

describe('whoever is added to a room', () => {
  it('gets the last messages, each with whether its author has signed it, and the room is told', async () => {
    const { ana, ben, chloe, room } = await harbour();
    for (const [who, text] of [
      [ana, 'too old'],
      [ben, 'from Ben'],
      [ana, 'a first wording'],
      [ana, 'taken back'],
      [ben, 'gone soon'],
    ] as const) {
      await who.port.sendMessage(room, text, text === 'gone soon' ? { timer: { seconds: 3_600, from: 'sent' } } : {});
      for (const one of [ana, ben]) await one.reads(room, text);
    }
    const id = async (text: string) => (await ana.reads(room, text)).id;
    await ana.stateOf(room, await id('taken back'), 'sent', 'delivered');
    must(await ana.port.editMessage(room, await id('a first wording'), 'a better wording'));
    must(await ana.port.recallMessage(room, await id('taken back')));
    await ben.reads(room, 'a better wording');
    await ben.until(() => !ben.texts(room).includes('taken back'), 'it to be recalled');
    must(await ana.port.addPeople(room, [chloe.id], { kind: 'last', count: 2 }));
    await chloe.conversationOf('Harbour');
    const first = await chloe.reads(room, 'from Ben');
    expect(first).toMatchObject({ author: ben.id, shared: { by: ana.id, verified: true } });
    const edited = await chloe.reads(room, 'a better wording');
    expect(edited).toMatchObject({ author: ana.id, shared: { by: ana.id, verified: true } });
    await settled(chloe, room);
    await settled(ana, room);
    expect(chloe.texts(room)).toEqual(['from Ben', 'a better wording']);
    expect(of(chloe, room)).toMatchObject({ unread: 0, mentions: 0 });
    expect(await chloe.finds('wording')).toHaveLength(1);
    for (const one of [ana, ben, chloe]) {
      await one.until(() => one.events(room).includes('history-shared'), 'the line');
      const line = one.entries(room).find((entry) => entry.kind === 'event' && entry.event.kind === 'history-shared');
      expect(line).toMatchObject({ event: { by: ana.id, with: [chloe.id], what: { kind: 'last', count: 2 } } });
    }
    // Nobody has to see the conversation in which it came, before there are words in it.
    expect(ana.conversation('Chloe')).toBeUndefined();
    expect(chloe.conversation('Ana')).toBeUndefined();
    await ana.say(must(await ana.port.startDirect(chloe.id)), 'welcome, Chloe');
    await chloe.until(() => chloe.conversation('Ana')?.unread === 1, 'the words of Ana');
    // What its author changes later changes here, too.
    must(await ben.port.recallMessage(room, first.id));
    await chloe.sees(room, first.id, ({ recalledAt }) => recalledAt !== undefined, 'it to be recalled');
    expect(of(chloe, room)?.unread).toBe(0);
    await expectAgreement(room, ana, ben, chloe);
  });

  it('gets everything, in its order and its threads, also when both are away in between', async () => {
    const { front, ana, ben, chloe, room } = await harbour();
    const texts = Array.from({ length: 130 }, (_, nth) => `message ${nth} ${'x'.repeat(150)}`);
    for (const text of texts) must(await ana.port.sendMessage(room, text));
    await ben.reads(room, texts.at(-1) ?? '');
    const beginning = await ana.reads(room, texts.at(-1) ?? '');
    must(await ben.port.sendMessage(room, 'in the thread', { thread: beginning.thread ?? '' }));
    await ana.until(() => ana.message(room, beginning.id)?.replies?.count === 1, 'the reply');
    const end = keepAway(front, chloe);
    must(await ana.port.addPeople(room, [chloe.id], { kind: 'all' }));
    await ana.until(() => of(ana, room)?.history?.way === 'going', 'it to begin');
    await ana.reopen();
    await ana.online();
    end();
    await chloe.conversationOf('Harbour');
    await chloe.reads(room, texts.at(-1) ?? '');
    await settled(chloe, room);
    await settled(ana, room);
    const all = await chloe.everything(room);
    expect(all.map(({ text }) => text)).toEqual(texts);
    expect(all.every(({ shared }) => shared?.verified === true)).toBe(true);
    expect(all.at(-1)?.replies).toMatchObject({ count: 1 });
    expect(of(chloe, room)?.unread).toBe(0);
    await chloe.say(room, 'I have read it all');
    for (const one of [ana, ben]) await one.reads(room, 'I have read it all');
  });

  it('gets nothing of before unless that is chosen', async () => {
    const { ana, ben, chloe, room } = await harbour();
    await ana.say(room, 'before');
    await ben.reads(room, 'before');
    must(await ana.port.addPeople(room, [chloe.id]));
    await chloe.conversationOf('Harbour');
    await ana.say(room, 'after');
    await chloe.reads(room, 'after');
    expect(chloe.texts(room)).toEqual(['after']);
    expect(ana.events(room)).not.toContain('history-shared');
    const bad = { kind: 'last', count: 0 } as const;
    expect(await ana.port.addPeople(room, [chloe.id], bad)).toMatchObject({ problem: { code: 'invalid-input' } });
  });
});
