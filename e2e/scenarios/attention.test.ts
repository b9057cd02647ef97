import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must } from './person.ts';

let office: Office;
afterEach(() => office.close());

describe('what a person decides for a conversation', () => {
  it('is kept on the device and told to nobody', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.say(direct, 'Hello Ben');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'Hello Ben');
    must(await ben.port.setPreferences(direct, { favourite: true, muted: true, level: 'mentions' }));
    must(await ben.port.markRead(direct));
    must(await ben.port.setPreferences(direct, { markedUnread: true }));
    must(await ben.port.changeSettings({ collapsed: ['rooms'], quietHours: { from: 1_320, to: 420 } }));

    const decided = { favourite: true, muted: true, level: 'mentions', markedUnread: true, archived: false };
    await ben.until(() => ben.conversation('Ana')?.preferences.markedUnread === true);
    await ben.reopen();
    await ben.online();
    expect(ben.conversation('Ana')?.preferences).toEqual(decided);
    expect(ben.snapshots.settings).toMatchObject({ collapsed: ['rooms'], quietHours: { from: 1_320, to: 420 } });
    expect(ana.conversation('Ben')?.preferences.favourite).toBe(false);

    // Reading it is what it was marked for.
    must(await ben.port.markRead(direct));
    await ben.until(() => ben.conversation('Ana')?.preferences.markedUnread === false);
    expect(ben.conversation('Ana')?.preferences.muted).toBe(true);
  });

  it('is refused where it makes no sense, and leaves what was decided', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ben.id));
    const odd = await ana.port.setPreferences(direct, { level: 'loud' as never });
    expect(odd.ok ? undefined : odd.problem.code).toBe('invalid-input');
    const nowhere = await ana.port.setPreferences(ben.id as never, { muted: true });
    expect(nowhere.ok ? undefined : nowhere.problem.code).toBe('not-found');
    must(await ana.port.changeSettings({ notifyContent: 'everything' as never }));
    await ana.until(() => ana.snapshots.settings.notifyContent === 'text');
  });
});

describe('writing', () => {
  it('is seen by the others while it lasts, and by nobody who does not want it', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    await ana.knows('Ben', 'Chloe');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, chloe.id] }));
    await ana.say(room, 'All aboard');
    for (const person of [ben, chloe]) {
      expect(await person.conversationOf('Harbour')).toBe(room);
      await person.reads(room, 'All aboard');
    }
    // A signal may be lost; whoever goes on writing says so again.
    const whileBenWrites = async (seen: () => Promise<unknown>) => {
      const writing = setInterval(() => void ben.port.sayTyping(room, true), 200);
      await seen().finally(() => clearInterval(writing));
    };
    const writers = (person: typeof ana) => person.snapshots.typing.flatMap(({ people }) => people);

    await whileBenWrites(() =>
      Promise.all([ana, chloe].map((one) => one.until(() => writers(one).includes(ben.id), 'Ben to write'))),
    );
    await ben.port.sayTyping(room, false);
    for (const person of [ana, chloe]) await person.until(() => writers(person).length === 0, 'Ben to stop');

    // Words that come end it, without a signal.
    await whileBenWrites(() => ana.until(() => writers(ana).includes(ben.id), 'Ben to write again'));
    await ben.say(room, 'Here');
    for (const person of [ana, chloe]) await person.reads(room, 'Here');
    await ana.until(() => writers(ana).length === 0, 'Ben to have written');

    // Who has switched it off neither tells nor is told: what Chloe is told after Ben's shows that his never came.
    must(await ana.port.changeSettings({ typing: false }));
    await ana.until(() => !ana.snapshots.settings.typing);
    await ana.port.sayTyping(room, true);
    await whileBenWrites(() => chloe.until(() => writers(chloe).length > 0, 'somebody to write'));
    expect(writers(chloe)).toEqual([ben.id]);
    await ben.say(room, 'Done');
    await ana.reads(room, 'Done');
    expect(writers(ana)).toEqual([]);
  });
});

describe('what was read', () => {
  it('is told to the one who wrote it, once everybody has read it, and by whom before that', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    await ana.knows('Ben', 'Chloe');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, chloe.id] }));
    await ana.look(room);
    const first = await ana.say(room, 'All aboard');
    const second = await ana.say(room, 'Mind the gap');
    for (const person of [ben, chloe]) {
      await person.conversationOf('Harbour');
      await person.reads(room, 'Mind the gap');
    }
    await ana.stateOf(room, second, 'delivered');
    const reach = async (id: typeof first) => must(await ana.port.messageReach(room, id));

    // Ben reads one of two, Chloe both.
    const one = ben.entries(room).find((entry) => entry.kind === 'text' && entry.text === 'All aboard');
    must(await ben.port.markRead(room, one?.key));
    must(await chloe.port.markRead(room));
    await ana.stateOf(room, first, 'read');
    expect(await reach(first)).toMatchObject({ delivered: [], waiting: [], tellsRead: true });
    expect(await reach(second)).toMatchObject({ read: [chloe.id], delivered: [ben.id] });
    await ana.stateOf(room, second, 'delivered');
    must(await ben.port.markRead(room));
    await ana.stateOf(room, second, 'read');

    // It is still so tomorrow.
    await ana.reopen();
    await ana.online();
    await ana.look(room);
    await ana.stateOf(room, second, 'read');
    const odd = await ben.port.messageReach(room, first);
    expect(odd.ok ? undefined : odd.problem.code, 'of what another wrote').toBe('not-found');
  });

  it('is told to nobody by who does not want it, and is then not shown either', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.look(direct);
    must(await ben.port.changeSettings({ readReceipts: false }));
    const first = await ana.say(direct, 'Hello Ben');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'Hello Ben');
    must(await ben.port.markRead(direct));
    const answer = await ben.say(direct, 'Hello Ana');
    await ana.reads(direct, 'Hello Ana');
    must(await ana.port.markRead(direct));
    await ben.stateOf(direct, answer, 'delivered');
    // A later message of each shows that all that was to come has come.
    await ana.say(direct, 'Bye');
    await ben.reads(direct, 'Bye');
    await ben.say(direct, 'See you');
    await ana.reads(direct, 'See you');
    await ana.stateOf(direct, first, 'delivered');
    await ben.stateOf(direct, answer, 'delivered');
    expect(must(await ben.port.messageReach(direct, answer))).toMatchObject({ read: [], tellsRead: false });

    // From now on he wants it.
    must(await ben.port.changeSettings({ readReceipts: true }));
    const third = await ana.say(direct, 'Now?');
    await ben.reads(direct, 'Now?');
    must(await ben.port.markRead(direct));
    await ana.stateOf(direct, third, 'read');
  });
});
