/** How conversations end: put away, closed, deleted for everybody, and deleted from one device. */
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/store.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement, withStorage } from './agreement.ts';
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
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
  await ana.say(room, 'the crane is blue');
  await ben.reads(room, 'the crane is blue');
  return { front, ana, ben, room };
}

const of = (person: Person, room: GroupId) => person.snapshots.conversations.find(({ id }) => id === room);

/** How many rows of each kind lie on a disk for a conversation. */
const rowsOf = (person: Person, room: GroupId) =>
  withStorage(person, async ({ read }) => ({
    messages: (await read.messages({ conversation: room, limit: 500 })).entries.length,
    keys: (await read.groupState(room)).length,
    drafts: (await read.all('drafts')).filter(({ conversation }) => conversation === room).length,
    jobs: (await read.all('outbox')).filter(({ group }) => group === room).length,
    saved: ((await read.account('saved'))?.messages ?? []).filter(({ conversation }) => conversation === room).length,
    named: JSON.stringify(await read.all('conversations')).includes('Harbour'),
  }));

const nothing = { messages: 0, keys: 0, drafts: 0, jobs: 0, saved: 0, named: false };

describe('a conversation that a person puts away', () => {
  it('comes back with the next message, unless it is muted, and is searched all the time', async () => {
    const { ana, ben, room } = await harbour();
    must(await ben.port.setPreferences(room, { archived: true }));
    await ben.until(() => of(ben, room)?.preferences.archived === true);
    expect(await ben.finds('crane')).toHaveLength(1);
    await ana.say(room, 'and the quay is grey');
    await ben.until(() => of(ben, room)?.preferences.archived === false, 'it to come back');
    must(await ben.port.setPreferences(room, { archived: true, muted: true }));
    await ben.until(() => of(ben, room)?.preferences.archived === true);
    await ana.say(room, 'nobody hears this');
    await ben.reads(room, 'nobody hears this');
    expect(of(ben, room)?.preferences.archived).toBe(true);
    expect(of(ana, room)?.preferences.archived).toBe(false);
    await ben.reopen();
    await ben.online();
    expect(of(ben, room)?.preferences.archived).toBe(true);
  });
});

describe('a room that is closed', () => {
  it('is read and not written in, by moderators neither, until one of them opens it again', async () => {
    const { front, ana, ben, room } = await harbour();
    const crane = await ben.reads(room, 'the crane is blue');
    const end = keepAway(front, ben);
    const early = await ben.say(room, 'written before I knew');
    expect(await ben.port.changeRoom(room, { closed: true })).toMatchObject({ ok: false });
    must(await ana.port.changeRoom(room, { closed: true }));
    end();
    await ben.stateOf(room, early, 'failed');
    await ben.until(() => of(ben, room)?.room?.closed === true, 'it to be closed');
    expect(of(ben, room)?.room).toMatchObject({ closed: true, mayWrite: false });
    await ben.until(() => ben.events(room).includes('closed'), 'the line that says so');
    for (const one of [ana, ben]) {
      expect(await one.port.sendMessage(room, 'and after')).toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await one.port.react(room, crane.id, '👍', true)).toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await one.port.pin(room, crane.id, true)).toMatchObject({ problem: { code: 'not-allowed' } });
    }
    expect(await ben.port.changeRoom(room, { closed: false })).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.changeRoom(room, { closed: false }));
    await ben.until(() => of(ben, room)?.room?.mayWrite === true, 'it to be open');
    must(await ben.port.retryMessage(room, early));
    await ana.reads(room, 'written before I knew');
    await expectAgreement(room, ana, ben);
  });
});

describe('a room that a moderator deletes for everybody', () => {
  it('goes from every device, from who was away at next contact, and from the relay', async () => {
    const { front, ana, ben, room } = await harbour();
    const chloe = await office.hire(ana, 'Chloe');
    must(await ana.port.addPeople(room, [chloe.id]));
    await chloe.conversationOf('Harbour');
    for (const text of ['one', 'two', 'three']) {
      await ben.say(room, text);
      for (const one of [ana, chloe]) await one.reads(room, text);
    }
    const two = await ben.reads(room, 'two');
    must(await ben.port.save(room, two.id, true));
    must(await ben.port.pin(room, two.id, true));
    must(await ben.port.saveDraft(room, 'about to say'));
    await ana.until(() => of(ana, room)?.pins !== undefined, 'the pin');
    expect(await ben.finds('two')).toHaveLength(1);
    expect(await ben.port.deleteRoom(room)).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ana.port.forgetConversation(room)).toMatchObject({ problem: { code: 'not-allowed' } });
    const end = keepAway(front, chloe);
    must(await ana.port.deleteRoom(room));
    await ben.until(() => of(ben, room)?.state.kind === 'deleted', 'the end of it');
    expect(of(ben, room)?.state).toMatchObject({ by: ana.id });
    expect(of(ben, room)).toMatchObject({ title: 'Harbour', members: [] });
    await ana.until(() => of(ana, room) === undefined, 'nothing to be left with her who did it');
    await ben.until(() => ben.entries(room).length === 0, 'the words to go');
    expect(await ben.finds('two')).toEqual([]);
    expect(await ben.port.sendMessage(room, 'is anybody there')).toMatchObject({ ok: false });
    await expect.poll(() => rowsOf(ana, room), { timeout: 15_000 }).toEqual(nothing);
    await expect.poll(() => rowsOf(ben, room), { timeout: 15_000 }).toEqual({ ...nothing, named: true });
    must(await ben.port.forgetConversation(room));
    await ben.until(() => of(ben, room) === undefined, 'its name to go');
    await expect.poll(() => rowsOf(ben, room), { timeout: 15_000 }).toEqual(nothing);
    // Whoever was away still has it, and loses it when they hear of it.
    expect(of(chloe, room)?.state.kind).toBe('ready');
    end();
    await chloe.until(() => of(chloe, room)?.state.kind === 'deleted', 'the end of it');
    await chloe.port.idle();
    await expect.poll(() => rowsOf(chloe, room), { timeout: 15_000 }).toEqual({ ...nothing, named: true });
    for (const one of [ana, ben, chloe]) {
      await one.reopen();
      await one.online();
    }
    expect(of(ben, room)).toBeUndefined();
    expect(of(chloe, room)?.state.kind).toBe('deleted');
    for (const one of [ana, ben, chloe]) one.close();
    await office.stopRelay();
    const store = openSqliteStore(office.dataFolder);
    expect(store.read.group(room)).toBeNull();
    expect(store.read.roster(room)).toEqual([]);
    await store.close();
    await office.startRelay();
  });
});

describe('a room that a person has left', () => {
  it('is deleted from the device on demand, and is new when somebody brings them in again', async () => {
    const { ana, ben, room } = await harbour();
    expect(await ben.port.forgetConversation(room)).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ben.port.leaveRoom(room));
    await ana.until(() => of(ana, room)?.members.length === 1, 'Ben to be out');
    must(await ben.port.forgetConversation(room));
    await ben.until(() => of(ben, room) === undefined, 'it to be gone');
    expect(await ben.finds('crane')).toEqual([]);
    await expect.poll(() => rowsOf(ben, room), { timeout: 15_000 }).toEqual(nothing);
    must(await ana.port.addPeople(room, [ben.id]));
    await ben.until(() => of(ben, room)?.state.kind === 'ready', 'to be in again');
    await ana.say(room, 'welcome back');
    await ben.reads(room, 'welcome back');
    expect(ben.texts(room)).toEqual(['welcome back']);
    await ben.reopen();
    await ben.online();
    await ben.reads(room, 'welcome back');
    await expectAgreement(room, ana, ben);
  });
});
