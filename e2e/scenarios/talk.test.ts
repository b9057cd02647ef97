import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must } from './person.ts';

let office: Office;
afterEach(() => office.close());

describe('the whole path', () => {
  it('founds, invites, talks in a direct conversation and in a room, and comes back tomorrow', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.look(direct);
    const first = await ana.say(direct, 'Hello Ben');
    expect(await ben.conversationOf('Ana')).toBe(direct);
    await ben.reads(direct, 'Hello Ben');
    await ana.stateOf(direct, first, 'delivered');
    await ben.say(direct, 'Hello Ana');
    await ana.reads(direct, 'Hello Ana');
    expect(ben.conversation('Ana')?.unread).toBe(1);
    must(await ben.port.markRead(direct));
    await ben.until(() => ben.conversation('Ana')?.unread === 0);

    const chloe = await office.hire(ana, 'Chloe');
    const people = [ana.person('Ben').id, ana.person('Chloe').id];
    const room = must(await ana.port.createRoom({ name: 'Harbour', people }));
    await ana.say(room, 'All aboard');
    for (const person of [ben, chloe]) {
      expect(await person.conversationOf('Harbour')).toBe(room);
      await person.reads(room, 'All aboard');
    }
    await chloe.say(room, 'Here');
    await ben.say(room, 'Here too');
    for (const person of [ana, ben, chloe]) {
      await person.reads(room, 'Here');
      await person.reads(room, 'Here too');
    }
    must(await ana.port.changeRoom(room, { name: 'Quay' }));
    await chloe.conversationOf('Quay');

    await ben.reopen();
    await ben.online();
    expect(await ben.conversationOf('Ana')).toBe(direct);
    await ben.look(direct);
    expect(ben.texts(direct)).toEqual(['Hello Ben', 'Hello Ana']);
    await ben.say(direct, 'Back again');
    await ana.reads(direct, 'Back again');
  });
});
