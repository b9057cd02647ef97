import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { changeEnvelopes, reuseKeyPackages } from '../adversary/attacks.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { only } from './away.ts';
import { changeRows, copyDisk, damaged } from './disk.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

async function talkingPair(): Promise<{ ana: Person; ben: Person; direct: GroupId }> {
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const direct = must(await ana.port.startDirect(ana.person('Ben').id));
  await ana.say(direct, 'first');
  await ben.conversationOf('Ana');
  await ben.reads(direct, 'first');
  const second = await ben.say(direct, 'second');
  await ana.reads(direct, 'second');
  await ben.stateOf(direct, second, 'delivered');
  return { ana, ben, direct };
}

async function withFront(): Promise<HostileRelay> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  return front;
}

/** That both can talk again, and that `healed` was told what happened. */
async function healedBetween(ana: Person, healed: Person, group: GroupId): Promise<void> {
  await healed.look(group);
  await healed.until(() => healed.events(group).includes('re-synchronised'), 'word of the re-synchronisation');
  await ana.say(group, 'do you read me');
  await healed.reads(group, 'do you read me');
  await healed.say(group, 'I do');
  await ana.reads(group, 'I do');
  await expectAgreement(group, ana, healed);
  // The others need not know: for them nobody came or went.
  for (const kind of ['joined', 'left', 'removed']) {
    expect(ana.events(group).filter((one) => one === kind).length).toBe(kind === 'joined' ? 1 : 0);
  }
}

const missingIn = (person: Person, group: GroupId): number =>
  person
    .entries(group)
    .reduce((sum, one) => sum + (one.kind === 'event' && one.event.kind === 'missing' ? (one.event.count ?? 0) : 0), 0);

describe('a device that has lost its keys of a group', () => {
  it('is added again by itself, keeps what it had read, and says how many messages it will never read', async () => {
    office = await Office.start();
    const { ana, ben, direct } = await talkingPair();
    ben.close();
    expect(await changeRows(ben.disk, 'groupState', damaged)).toBeGreaterThan(0);
    for (const text of ['three', 'four', 'five']) await ana.say(direct, text);
    await ana.allSent();
    await ben.reopen();
    await healedBetween(ana, ben, direct);
    expect(ben.texts(direct).slice(0, 2)).toEqual(['first', 'second']);
    expect(ben.texts(direct)).not.toContain('four');
    // What Ana's device said besides her words cannot be told from them.
    expect(missingIn(ben, direct)).toBeGreaterThanOrEqual(3);
  });

  it('notices when it wants to write, where nobody else does, and its words go out afterwards', async () => {
    office = await Office.start();
    const { ana, ben, direct } = await talkingPair();
    ben.close();
    await changeRows(ben.disk, 'groupState', ({ record, ...row }) =>
      record === 'epoch' ? undefined : { record, ...row },
    );
    await ben.reopen();
    await ben.online();
    await ben.say(direct, 'anybody there');
    await ana.reads(direct, 'anybody there');
    await healedBetween(ana, ben, direct);
    expect(missingIn(ben, direct)).toBe(0);
  });

  it('survives that what it knew of its own unfinished commit is damaged too', async () => {
    const relay = await withFront();
    const { ana, ben, direct } = await talkingPair();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ben.conversationOf('Harbour');
    const lost = relay.onCall('group.commit', async ({ connection, request }, forward) => {
      const answer = await forward(request);
      if (only(ana)(connection)) ana.close();
      return answer;
    });
    void ana.port.changeRoom(room, { name: 'Quay' });
    await ben.conversationOf('Quay');
    lost();
    expect(await changeRows(ana.disk, 'pendingCommits', damaged)).toBe(1);
    await ana.reopen();
    await healedBetween(ben, ana, room);
    expect(ana.conversation('Quay')?.id).toBe(room);
    await ana.say(direct, 'and here all is well');
    await ben.reads(direct, 'and here all is well');
  });
});

describe('a device that missed a commit', () => {
  it('is added again, and reads on from there', async () => {
    const relay = await withFront();
    const { ana, ben } = await talkingPair();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ben.conversationOf('Harbour');
    const end = changeEnvelopes(relay, (one) => (one.kind === 'commit' && one.group === room ? null : one), only(ben));
    must(await ana.port.changeRoom(room, { name: 'Quay' }));
    await ana.say(room, 'unreadable for Ben');
    await ben.until(() => ben.snapshots.conversations.some((one) => one.state.kind === 're-synchronising'));
    end();
    await healedBetween(ana, ben, room);
    expect(ben.conversation('Quay')?.id).toBe(room);
    expect(ben.texts(room)).not.toContain('unreadable for Ben');
    expect(missingIn(ben, room)).toBeGreaterThan(0);
  });
});

describe('a disk that was put back to an older state', () => {
  it('is noticed before anything is sent under keys that were used', async () => {
    const relay = await withFront();
    const { ana, ben, direct } = await talkingPair();
    ben.close();
    const backup = await copyDisk(ben.disk);
    await ben.reopen();
    await ben.online();
    for (const text of ['three', 'four']) await ben.say(direct, text);
    await ana.reads(direct, 'four');
    ben.close();
    ben.disk = backup;
    const seen = relay.recorded.length;
    await ben.reopen();
    const word = await ben.say(direct, 'five');
    await ana.reads(direct, 'five');
    await ben.look(direct);
    await ben.stateOf(direct, word, 'sent', 'delivered');
    await healedBetween(ana, ben, direct);
    // The first that the relay hears of him is the wish to be added again; nothing goes out under the old epoch.
    const sent = relay.recorded
      .slice(seen)
      .flatMap((one) =>
        one.kind === 'call' && (one.name === 'group.send' || one.name === 'group.commit' || one.name === 'group.readd')
          ? [{ connection: relay.connections[one.connection]?.identity, name: one.name }]
          : [],
      );
    const ofBen = sent.filter(({ connection }) => connection?.as === 'device' && connection.id === ben.device);
    expect(ofBen[0]?.name).toBe('group.readd');
    // What he had written since the copy was made is not in it any more. Some of it may reach him before he is out, by keys
    // that only read; of the rest he is told.
    const texts = ben.texts(direct);
    const again: readonly string[] = texts.filter((text) => text === 'three' || text === 'four');
    expect(texts.filter((text) => !again.includes(text)).slice(0, 3)).toEqual(['first', 'second', 'five']);
    expect(missingIn(ben, direct) + again.length).toBeGreaterThanOrEqual(2);
    expect(ana.texts(direct).filter((text) => text === 'four')).toHaveLength(1);
  });

  it('is reached by new conversations at once, although it knows nothing of the key packages it left since', async () => {
    const relay = await withFront();
    const { ana, ben } = await talkingPair();
    ben.close();
    const backup = await copyDisk(ben.disk);
    await changeRows(ben.disk, 'keyPackages', () => undefined);
    await ben.reopen();
    await relay.until(() => relay.recorded.some((one) => one.kind === 'call' && replaces(one.request)));
    await ben.online();
    await ben.say(await ben.conversationOf('Ana'), 'counted');
    await ana.reads(await ana.conversationOf('Ben'), 'counted');
    ben.close();
    ben.disk = backup;
    await ben.reopen();
    await ben.online();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    expect(await ben.conversationOf('Harbour')).toBe(room);
    await ana.say(room, 'welcome');
    await ben.reads(room, 'welcome');
  });
});

const replaces = (request: unknown): boolean =>
  typeof request === 'object' && request !== null && 'replace' in request && request.replace === true;

describe('a Welcome', () => {
  it('whose secrets are gone is made good for by another one', async () => {
    office = await Office.start();
    const { ana, ben } = await talkingPair();
    ben.close();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ana.until(() => ana.conversation('Harbour')?.members.length === 2, 'Ben in the room');
    await changeRows(ben.disk, 'keyPackages', () => undefined);
    await ben.reopen();
    expect(await ben.conversationOf('Harbour')).toBe(room);
    await ana.say(room, 'hello');
    await ben.reads(room, 'hello');
    await ben.say(room, 'hello');
    await expectAgreement(room, ana, ben);
  });

  it('that meets damaged key packages is made good for as well', async () => {
    office = await Office.start();
    const { ana, ben } = await talkingPair();
    ben.close();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ana.until(() => ana.conversation('Harbour')?.members.length === 2, 'Ben in the room');
    await changeRows(ben.disk, 'keyPackages', damaged);
    await ben.reopen();
    expect(await ben.conversationOf('Harbour')).toBe(room);
    await ana.say(room, 'hello');
    await ben.reads(room, 'hello');
  });

  it('made with a key package that was used before harms nobody, and is made good for', async () => {
    const relay = await withFront();
    const { ana, ben, direct } = await talkingPair();
    const end = reuseKeyPackages(relay);
    const people = [ana.person('Ben').id];
    const first = must(await ana.port.createRoom({ name: 'Harbour', people }));
    await ben.conversationOf('Harbour');
    const second = must(await ana.port.createRoom({ name: 'Quay', people }));
    await ana.until(() => ana.conversation('Quay')?.members.length === 2, 'Ben in the second room');
    await ana.say(second, 'too early');
    for (const room of [direct, first]) {
      await ana.say(room, 'all well here');
      await ben.reads(room, 'all well here');
    }
    end();
    await ben.reopen();
    expect(await ben.conversationOf('Quay')).toBe(second);
    await ana.say(second, 'welcome');
    await ben.reads(second, 'welcome');
    await expectAgreement(second, ana, ben);
  });
});
