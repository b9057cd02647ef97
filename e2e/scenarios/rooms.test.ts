import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { keepAway } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

async function harbour(): Promise<{
  front: HostileRelay;
  ana: Person;
  ben: Person;
  chloe: Person;
  room: GroupId;
}> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  await ben.knows('Chloe');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
  await ana.say(room, 'welcome');
  await ben.reads(room, 'welcome');
  return { front, ana, ben, chloe, room };
}

const roomOf = (person: Person) => person.snapshots.conversations.find(({ kind }) => kind === 'room');

describe('a room', () => {
  it('has a topic, which all see, and who set it', async () => {
    const { ana, ben, room } = await harbour();
    must(await ana.port.changeRoom(room, { topic: 'Cranes and ships', name: 'Quay' }));
    await ben.until(() => roomOf(ben)?.room?.topic === 'Cranes and ships', 'the topic');
    expect(roomOf(ben)?.title).toBe('Quay');
    await ben.until(() => ben.events(room).includes('topic'));
    expect(ben.events(room)).toContain('named');
    // What is so already needs no commit.
    must(await ana.port.changeRoom(room, { topic: 'Cranes and ships' }));
    expect(ben.events(room).filter((kind) => kind === 'topic')).toHaveLength(1);
    await expectAgreement(room, ana, ben);
  });

  it('has a colour and a picture, which all see and moderators choose', async () => {
    const { ana, ben, room } = await harbour();
    must(await ana.port.changeRoom(room, { colour: 'teal', emoji: '⚓' }));
    await ben.until(() => roomOf(ben)?.room?.colour === 'teal', 'the colour');
    expect(roomOf(ben)?.room?.emoji).toBe('⚓');
    await ben.look(room);
    expect(ben.events(room)).toContain('picture');
    for (const change of [{ emoji: 'ADMIN' }, { emoji: '⚓⚓' }, { colour: 'puce' as 'teal' }]) {
      expect(await ana.port.changeRoom(room, change)).toMatchObject({ problem: { code: 'invalid-input' } });
    }
    expect(await ben.port.changeRoom(room, { colour: 'red' })).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.changeRoom(room, { emoji: null }));
    await ben.until(() => roomOf(ben)?.room?.emoji === undefined, 'the initials');
    expect(roomOf(ben)?.room?.colour).toBe('teal');
    await expectAgreement(room, ana, ben);
  });

  it('for announcements: only moderators write, and a member is told so before and while writing', async () => {
    const { front, ana, ben, room } = await harbour();
    const end = keepAway(front, ben);
    const early = await ben.say(room, 'written before I knew');
    must(await ana.port.changeRoom(room, { writing: 'moderators' }));
    end();
    await ben.until(() => roomOf(ben)?.room?.mayWrite === false, 'the new rule');
    await ben.stateOf(room, early, 'failed');
    expect(await ben.port.sendMessage(room, 'and after')).toMatchObject({ problem: { code: 'not-allowed' } });
    await ana.say(room, 'An announcement');
    await ben.reads(room, 'An announcement');
    must(await ana.port.changeRoom(room, { writing: 'everybody' }));
    await ben.until(() => roomOf(ben)?.room?.mayWrite === true, 'the end of it');
    must(await ben.port.retryMessage(room, early));
    await ana.reads(room, 'written before I knew');
    await expectAgreement(room, ana, ben);
  });

  it('in which everybody adds people', async () => {
    const { ana, ben, chloe, room } = await harbour();
    expect(await ben.port.addPeople(room, [chloe.id])).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.changeRoom(room, { adding: 'everybody' }));
    await ben.until(() => roomOf(ben)?.room?.mayAdd === true, 'the new rule');
    must(await ben.port.addPeople(room, [chloe.id]));
    await chloe.conversationOf('Harbour');
    await chloe.say(room, 'added by Ben');
    for (const one of [ana, ben]) await one.reads(room, 'added by Ben');
    await expectAgreement(room, ana, ben, chloe);
  });

  it('whose moderators make others moderators, and keep one', async () => {
    const { ana, ben, room } = await harbour();
    const no = { moderator: { user: ana.id, on: false } };
    expect(await ana.port.changeRoom(room, no)).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.changeRoom(room, { moderator: { user: ben.id, on: true } }));
    await ben.until(() => roomOf(ben)?.moderators.includes(ben.id) === true, 'to be a moderator');
    must(await ben.port.changeRoom(room, no));
    await ana.until(() => roomOf(ana)?.moderators.includes(ana.id) === false, 'to be none any more');
    expect(await ana.port.changeRoom(room, { name: 'Mine' })).toMatchObject({ problem: { code: 'not-allowed' } });
    await ana.look(room);
    await ana.until(() => ana.events(room).filter((kind) => kind === 'moderator').length === 2, 'both lines');
    await expectAgreement(room, ana, ben);
  });
});
