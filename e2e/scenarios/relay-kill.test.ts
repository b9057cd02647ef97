import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import type { CallName } from '#shared/wire/index.ts';
import { drop, dropPushes, loseAnswers, together } from '../adversary/attacks.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { cut, only } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const MINUTE = 60_000;

interface Pair {
  readonly front: HostileRelay;
  readonly ana: Person;
  readonly ben: Person;
  readonly room: GroupId;
}

/** Ana and Ben in a room of Ana's, both past their first words. */
async function pairInRoom(): Promise<Pair> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
  await ben.conversationOf('Harbour');
  await ana.say(room, 'first');
  await ben.reads(room, 'first');
  await ben.say(room, 'second');
  await ana.reads(room, 'second');
  return { front, ana, ben, room };
}

/** How often calls of this kind have reached the relay so far. */
function count(relay: HostileRelay, name: CallName): number {
  return relay.recorded.filter((one) => one.kind === 'call' && one.name === name).length;
}

const withoutTrouble = async (person: Person, room: GroupId) => {
  // A line says what is missing while one message has overtaken another.
  await person.until(() => !person.events(room).includes('missing'), 'what was missing');
  expect(person.events(room)).not.toContain('re-synchronised');
};

describe('a relay that dies between storing and answering', () => {
  it('has each message once, in order, whatever its writer was told', async () => {
    const { front: relay, ana, ben, room } = await pairInRoom();
    // Neither the answers nor the messages themselves come back to Ana before she is cut off.
    const before = count(relay, 'group.send');
    const attack = together(loseAnswers(relay, 'group.send', only(ana)), dropPushes(relay, 'deliver', only(ana)));
    const texts = ['one', 'two', 'three', 'four'];
    const ids = [];
    for (const text of texts) ids.push(await ana.say(room, text));
    await relay.until(() => count(relay, 'group.send') > before);
    cut(relay, ana);
    attack();
    await ben.reads(room, 'four');
    for (const id of ids) await ana.stateOf(room, id, 'delivered');
    expect(ben.texts(room)).toEqual(['first', 'second', ...texts]);
    expect(ana.texts(room)).toEqual(['first', 'second', ...texts]);
    await ana.allSent();
    await ben.say(room, 'heard');
    await ana.reads(room, 'heard');
    for (const one of [ana, ben]) await withoutTrouble(one, room);
  });

  it('has a commit once, and its maker goes on from it', async () => {
    const { front: relay, ana, ben, room } = await pairInRoom();
    const before = count(relay, 'group.commit');
    const attack = together(loseAnswers(relay, 'group.commit', only(ana)), dropPushes(relay, 'deliver', only(ana)));
    const renaming = ana.port.changeRoom(room, { name: 'Quay' });
    await relay.until(() => count(relay, 'group.commit') > before);
    await ben.conversationOf('Quay');
    cut(relay, ana);
    attack();
    // She is told that it is not known, or that it was done; never that it was not.
    const outcome = await renaming;
    if (!outcome.ok) expect(['timeout', 'offline']).toContain(outcome.problem.code);
    await ana.conversationOf('Quay');
    await ana.say(room, 'at the quay');
    await ben.reads(room, 'at the quay');
    await ben.say(room, 'me too');
    await ana.reads(room, 'me too');
    for (const one of [ana, ben]) await withoutTrouble(one, room);
    await expectAgreement(room, ana, ben);
  });

  it('comes back in the middle of a conversation, and nobody notices more than a pause', async () => {
    const { ana, ben, room } = await pairInRoom();
    const wanted: string[] = [];
    for (let nth = 0; nth < 12; nth += 1) {
      wanted.push(`ana ${nth}`, `ben ${nth}`);
      await ana.say(room, `ana ${nth}`);
      await ben.say(room, `ben ${nth}`);
      if (nth === 3 || nth === 8) {
        await office.stopRelay();
        await office.startRelay();
      }
    }
    for (const one of [ana, ben]) {
      await one.reads(room, 'ana 11');
      await one.reads(room, 'ben 11');
      await one.allSent();
      const texts = one.texts(room);
      expect([...texts].sort()).toEqual(['first', 'second', ...wanted].sort());
      for (const who of ['ana', 'ben']) {
        const mine = texts.filter((text) => text.startsWith(`${who} `));
        expect(mine).toEqual(wanted.filter((text) => text.startsWith(`${who} `)));
      }
      await withoutTrouble(one, room);
    }
    expect(ana.texts(room)).toEqual(ben.texts(room));
    await expectAgreement(room, ana, ben);
  });
});

describe('a tab that is closed', () => {
  it('right after writing sends what was written when it is opened again', async () => {
    const { front: relay, ana, ben, room } = await pairInRoom();
    await ana.say(room, 'gone already');
    ana.close();
    await ana.reopen();
    await ben.reads(room, 'gone already');
    // And once more when the relay had stored it, and the tab never heard.
    const before = count(relay, 'group.send');
    const attack = together(loseAnswers(relay, 'group.send', only(ana)), dropPushes(relay, 'deliver', only(ana)));
    await ana.say(room, 'stored, unheard');
    await relay.until(() => count(relay, 'group.send') > before);
    ana.close();
    attack();
    await ana.reopen();
    await ben.reads(room, 'stored, unheard');
    await ana.reads(room, 'stored, unheard');
    await ana.allSent();
    await ana.say(room, 'all said');
    await ben.reads(room, 'all said');
    const all = ['first', 'second', 'gone already', 'stored, unheard', 'all said'];
    expect(ben.texts(room)).toEqual(all);
    expect(ana.texts(room)).toEqual(all);
    for (const one of [ana, ben]) await withoutTrouble(one, room);
  });

  it('in the middle of a commit that the relay has accepted goes on from it', async () => {
    const { front: relay, ana, ben, room } = await pairInRoom();
    const attack = together(loseAnswers(relay, 'group.commit', only(ana)), dropPushes(relay, 'deliver', only(ana)));
    const renaming = ana.port.changeRoom(room, { name: 'Quay' });
    await ben.conversationOf('Quay');
    ana.close();
    attack();
    await renaming;
    await ana.reopen();
    await ana.conversationOf('Quay');
    await ana.say(room, 'at the quay');
    await ben.reads(room, 'at the quay');
    for (const one of [ana, ben]) await withoutTrouble(one, room);
    await expectAgreement(room, ana, ben);
  });

  it('in the middle of a commit that never arrived offers it again', async () => {
    const { front: relay, ana, ben, room } = await pairInRoom();
    const attack = drop(relay, 'group.commit', only(ana));
    const renaming = ana.port.changeRoom(room, { name: 'Quay' });
    await relay.until(() => attack.times === 1);
    ana.close();
    attack.end();
    await renaming;
    await ana.reopen();
    for (const one of [ana, ben]) await one.conversationOf('Quay');
    await expectAgreement(room, ana, ben);
    for (const one of [ana, ben]) await withoutTrouble(one, room);
  });

  it(
    'in the middle of a commit that another one has overtaken lets it go',
    async () => {
      const { front: relay, ana, ben, room } = await pairInRoom();
      const chloe = await office.hire(ana, 'Chloe');
      must(await ana.port.addPeople(room, [ana.person('Chloe').id]));
      await chloe.conversationOf('Harbour');
      const attack = drop(relay, 'group.commit', only(ana));
      const renaming = ana.port.changeRoom(room, { name: 'Quay' });
      await relay.until(() => attack.times === 1);
      ana.close();
      attack.end();
      await renaming;
      // Her first words are a commit as well: she puts fresh keys in.
      await chloe.say(room, 'hello');
      await ben.reads(room, 'hello');
      await ana.reopen();
      await ana.reads(room, 'hello');
      await ana.say(room, 'back');
      for (const one of [ben, chloe]) await one.reads(room, 'back');
      for (const one of [ana, ben, chloe]) {
        expect(one.conversation('Harbour')?.id).toBe(room);
        await withoutTrouble(one, room);
      }
      await expectAgreement(room, ana, ben, chloe);
      must(await ana.port.changeRoom(room, { name: 'Quay' }));
      await ben.conversationOf('Quay');
    },
    MINUTE,
  );
});
