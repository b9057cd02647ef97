import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { dropPushes } from '../adversary/attacks.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { only } from './away.ts';
import { decide } from './decisions.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

interface Staff {
  readonly front: HostileRelay;
  readonly ana: Person;
  readonly ben: Person;
  readonly chloe: Person;
  readonly room: GroupId;
  readonly direct: GroupId;
}

/** Ana, Ben and Chloe in a room; Ana and Ben in a conversation of their own. */
async function staff(): Promise<Staff> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, chloe.id] }));
  const direct = must(await ana.port.startDirect(ben.id));
  await ana.say(direct, 'between us');
  await ben.conversationOf('Ana');
  await ben.reads(direct, 'between us');
  for (const one of [ben, chloe]) await one.conversationOf('Harbour');
  await ben.say(room, 'before');
  for (const one of [ana, chloe]) await one.reads(room, 'before');
  return { front, ana, ben, chloe, room, direct };
}

const members = (person: Person, group: GroupId) =>
  person.snapshots.conversations.find(({ id }) => id === group)?.members.length;

describe('somebody who is suspended', () => {
  it('is stopped at once and taken out of every group by those who are there, without anybody speaking', async () => {
    const { front: relay, ana, ben, chloe, room, direct } = await staff();
    await decide(relay, ana, 'user.suspend', ben.id);
    await ben.session('stopped');
    expect(ben.snapshots.session).toMatchObject({
      reason: 'suspended',
      sentence: expect.stringMatching(/suspended by Ana on /),
      next: expect.stringMatching(/kept and locked.*Ask Ana/),
    });
    for (const one of [ana, chloe]) await one.until(() => members(one, room) === 2, 'Ben to be out of the room');
    await ana.until(() => members(ana, direct) === 1, 'Ben to be out of the conversation');
    await expectAgreement(room, ana, chloe);
    expect(ana.person('Ben').active).toBe(false);
    // Somebody who is shut out is not shown as one who went by himself.
    await chloe.look(room);
    expect(chloe.events(room)).toContain('removed');
  });

  it('is taken out by the next who speaks, before what they say', async () => {
    const { front: relay, ana, ben, chloe, room } = await staff();
    // Ana and Chloe hear of it by no push; Chloe is told when she comes back and speaks first of all.
    const silence = dropPushes(relay, 'log.head');
    await decide(relay, ana, 'user.suspend', ben.id);
    chloe.close();
    await chloe.reopen();
    const commits = () => relay.recorded.filter((one) => one.kind === 'call' && one.name === 'group.commit').length;
    const before = commits();
    await chloe.say(room, 'not for Ben');
    await ana.reads(room, 'not for Ben');
    expect(commits()).toBeGreaterThan(before);
    await ana.until(() => members(ana, room) === 2, 'Ben to be out of the room');
    silence();
    await expectAgreement(room, ana, chloe);
  });

  it('comes back to where they were once they are restored', async () => {
    const { front: relay, ana, ben, chloe, room, direct } = await staff();
    const user = ben.id;
    await decide(relay, ana, 'user.suspend', user);
    await ben.session('stopped');
    await ana.until(() => members(ana, direct) === 1, 'Ben to be out');
    for (const one of [ana, chloe]) await one.until(() => members(one, room) === 2, 'Ben to be out of the room');
    // Coming back meanwhile does not help.
    await ben.reopen();
    await ben.session('stopped');
    // Nor does the network that is not there: this device knows it from the log.
    await office.stopRelay();
    await ben.reopen();
    expect(ben.snapshots.session).toMatchObject({ kind: 'stopped', reason: 'suspended' });
    expect(ben.snapshots.conversations).toEqual([]);
    await office.startRelay();
    await ana.online();
    await decide(relay, ana, 'user.restore', user);
    await ben.reopen();
    await ben.session('open');
    await ben.online();
    must(await ana.port.addPeople(room, [user]));
    // Until his device has made new key packages, nobody can add him; it is done when they are there.
    await ana.until(() => members(ana, room) === 3, 'Ben to be in the room again');
    await ana.say(room, 'welcome back');
    await ben.reads(room, 'welcome back');
    // Nobody adds anybody to a conversation for two: whoever speaks in it means both.
    await ana.say(direct, 'and here');
    await ben.reads(direct, 'and here');
    await ben.say(direct, 'thank you');
    await ana.reads(direct, 'thank you');
    await expectAgreement(direct, ana, ben);
  });
});

describe('somebody who is removed from the organisation', () => {
  it('is stopped, is out of every group, and cannot be added or written to', async () => {
    const { front: relay, ana, ben, chloe, room } = await staff();
    const user = ben.id;
    ben.close();
    await decide(relay, ana, 'user.remove', user);
    for (const one of [ana, chloe]) await one.until(() => members(one, room) === 2, 'Ben to be out of the room');
    await expectAgreement(room, ana, chloe);
    expect(await ana.port.addPeople(room, [user])).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    expect(await chloe.port.startDirect(user)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    // At its next contact his device is told why, and keeps nothing.
    await ben.reopen();
    await ben.session('stopped');
    expect(ben.snapshots.session).toMatchObject({
      reason: 'user-removed',
      sentence: expect.stringMatching(/removed from Northwind by Ana on /),
      next: expect.stringMatching(/deleted.*Ask Ana/),
    });
    expect(await ben.disk.indexedDB.databases()).toEqual([]);
    ben.close();
    await ben.open();
    await ben.session('no-account');
  });

  it('who is there loses everything at once, whatever was under way', async () => {
    const { front: relay, ana, ben, room } = await staff();
    for (let count = 0; count < 5; count += 1) await ben.say(room, `word ${count}`);
    await decide(relay, ana, 'user.remove', ben.id);
    await ben.session('stopped');
    expect(ben.snapshots.session).toMatchObject({ reason: 'user-removed' });
    expect(await ben.disk.indexedDB.databases()).toEqual([]);
    expect(await ben.port.sendMessage(room, 'still here')).toMatchObject({ ok: false, problem: { code: 'stopped' } });
  });

  it('cannot be added by somebody who has not heard of it yet either', async () => {
    const { front: relay, ana, ben, chloe, room } = await staff();
    must(await ana.port.removePerson(room, ben.id));
    await chloe.until(() => members(chloe, room) === 2, 'Ben to be out of the room');
    const dropped = dropPushes(relay, 'log.head', only(ana));
    await decide(relay, ana, 'user.remove', ben.id);
    await ben.session('stopped');
    const outcome = await ana.port.addPeople(room, [ana.person('Ben').id]);
    if (!outcome.ok) expect(outcome.problem.code).not.toBe('internal');
    dropped();
    await expectAgreement(room, ana, chloe);
  });
});
