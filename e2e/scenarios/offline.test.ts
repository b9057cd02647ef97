import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { RelayError } from '#shared/wire/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { expectAgreement } from './agreement.ts';
import { cut, keepAway, only } from './away.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const MANY = 300;
const MINUTE = 60_000;

const words = (who: Person, count = MANY): string[] => Array.from({ length: count }, (_, nth) => `${who.name} ${nth}`);

async function sayAll(who: Person, conversation: GroupId, texts: readonly string[]): Promise<void> {
  for (const text of texts) await who.say(conversation, text);
}

/** What one person reads of another, in the order of the timeline. */
async function readsOf(reader: Person, writer: Person, conversation: GroupId, count: number): Promise<string[]> {
  const last = `${writer.name} ${count - 1}`;
  await reader.reads(conversation, last);
  return (await reader.everything(conversation))
    .filter(({ text }) => text.startsWith(`${writer.name} `))
    .map(({ text }) => text);
}

describe('while the relay is away', () => {
  it(
    'two people write hundreds of messages, and read each other’s once and in order when it is back',
    async () => {
      office = await Office.start();
      const ana = await office.found();
      const ben = await office.hire(ana, 'Ben');
      const direct = must(await ana.port.startDirect(ana.person('Ben').id));
      await ana.look(direct);
      await ana.say(direct, 'Hello');
      await ben.conversationOf('Ana');
      await ben.reads(direct, 'Hello');
      must(await ben.port.markRead(direct));

      await office.stopRelay();
      await Promise.all([ana, ben].map((one) => one.until(() => one.snapshots.connection.link.kind === 'offline')));
      await Promise.all([sayAll(ana, direct, words(ana)), sayAll(ben, direct, words(ben))]);
      await ana.until(() => ana.snapshots.connection.queued === MANY, 'a full queue');
      await office.startRelay();

      expect(await readsOf(ben, ana, direct, MANY)).toEqual(words(ana));
      expect(await readsOf(ana, ben, direct, MANY)).toEqual(words(ben));
      for (const one of [ana, ben]) {
        await one.allSent();
        await one.until(
          () =>
            one
              .entries(direct)
              .every(
                (entry) => entry.kind !== 'text' || !entry.mine || /^(delivered|read)$/.test(entry.state?.kind ?? ''),
              ),
          'everything to be delivered',
        );
        expect(one.events(direct)).not.toContain('missing');
      }
      await ben.until(() => ben.conversation('Ana')?.unread === MANY, 'the unread count');
      must(await ben.port.markRead(direct));
      await ben.until(() => ben.conversation('Ana')?.unread === 0);
    },
    MINUTE,
  );
});

describe('in a room', () => {
  it(
    'whoever was away reads hundreds of messages of two people once, in order, and can write meanwhile',
    async () => {
      office = await Office.start();
      const ana = await office.found();
      const ben = await office.hire(ana, 'Ben');
      const chloe = await office.hire(ana, 'Chloe');
      const people = [ana.person('Ben').id, ana.person('Chloe').id];
      const room = must(await ana.port.createRoom({ name: 'Harbour', people }));
      for (const one of [ben, chloe]) await one.conversationOf('Harbour');
      await chloe.say(room, 'off I go');
      for (const one of [ana, ben]) await one.reads(room, 'off I go');
      chloe.close();

      await office.stopRelay();
      await Promise.all([sayAll(ana, room, words(ana)), sayAll(ben, room, words(ben))]);
      await office.startRelay();
      expect(await readsOf(ben, ana, room, MANY)).toEqual(words(ana));
      expect(await readsOf(ana, ben, room, MANY)).toEqual(words(ben));

      await chloe.reopen();
      // Before all of it is there, and as if it were.
      await chloe.until(() => chloe.snapshots.connection.link.kind === 'catching-up', 'to be catching up');
      const id = await chloe.say(room, 'what did I miss');
      await chloe.until(() => chloe.snapshots.connection.link.kind === 'online', 'to have caught up');
      for (const one of [ana, ben]) {
        expect(await readsOf(chloe, one, room, MANY)).toEqual(words(one));
        await one.reads(room, 'what did I miss');
      }
      await chloe.stateOf(room, id, 'delivered');
      await chloe.until(() => chloe.conversation('Harbour')?.unread === 2 * MANY, 'the unread count');
      for (const one of [ana, ben, chloe]) expect(one.events(room)).not.toContain('missing');
      await expectAgreement(room, ana, ben, chloe);
    },
    MINUTE,
  );
});

async function pairBehindFront(): Promise<{ front: HostileRelay; ana: Person; ben: Person; direct: GroupId }> {
  const front = await HostileRelay.start();
  office = await Office.start({ front });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const direct = must(await ana.port.startDirect(ana.person('Ben').id));
  await ana.say(direct, 'Hello');
  await ben.conversationOf('Ana');
  await ben.reads(direct, 'Hello');
  return { front, ana, ben, direct };
}

describe('one person on a bad line', () => {
  it('loses and doubles nothing, however often it breaks', async () => {
    const { front: relay, ana, ben, direct } = await pairBehindFront();
    const count = 40;
    for (const [nth, text] of words(ana, count).entries()) {
      await ana.say(direct, text);
      await ben.say(direct, `Ben ${nth}`);
      if (nth % 8 === 5) {
        await ben.online();
        cut(relay, ben);
      }
    }
    expect(await readsOf(ben, ana, direct, count)).toEqual(words(ana, count));
    expect(await readsOf(ana, ben, direct, count)).toEqual(words(ben, count));
    // What overtook another on the way is missed until that comes, and then not any more.
    for (const one of [ana, ben])
      await one.until(() => !one.events(direct).includes('missing'), 'nothing to be missing');
  });

  it('is told that it is offline, queues what is written, and goes on by itself', async () => {
    const { front: relay, ana, ben, direct } = await pairBehindFront();
    const mend = keepAway(relay, ben);
    await ben.until(() => ben.snapshots.connection.link.kind === 'offline', 'to be offline');
    await ana.say(direct, 'are you there');
    const id = await ben.say(direct, 'not yet');
    await ben.until(() => ben.snapshots.connection.queued === 1, 'one in the queue');
    await ben.stateOf(direct, id, 'queued');
    mend();
    await ben.reads(direct, 'are you there');
    await ana.reads(direct, 'not yet');
    await ben.stateOf(direct, id, 'delivered');
  });
});

describe('a receipt', () => {
  it('that the tab had no time to send is sent when it is opened again', async () => {
    const { front: relay, ana, ben, direct } = await pairBehindFront();
    await ana.look(direct);
    const blocked = relay.onCall('group.send', async ({ connection, request }, forward) => {
      if (connection.identity.as === 'device' && connection.identity.id === ben.device) {
        return { ok: false, error: { code: 'unavailable', sentence: '' } };
      }
      return forward(request);
    });
    const id = await ana.say(direct, 'sign for this');
    await ben.reads(direct, 'sign for this');
    ben.close();
    blocked();
    await ben.reopen();
    await ana.stateOf(direct, id, 'delivered');
  });
});

describe('a relay that is too busy at first', () => {
  it('is asked again, and nothing of what coming back takes is left out', async () => {
    const { front: relay, ana, ben, direct } = await pairBehindFront();
    ben.close();
    await ana.say(direct, 'while you were out');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ana.person('Ben').id] }));
    await ana.until(() => ana.conversation('Harbour')?.members.length === 2, 'Ben in the room');
    await ana.say(room, 'in here too');
    const { code, message: sentence } = new RelayError('rate-limited');
    const refused = new Set<string>();
    for (const name of ['log.since', 'welcome.pending', 'group.since'] as const) {
      relay.onCall(name, async ({ connection, request }, forward) => {
        const mine = connection.identity.as === 'device' && connection.identity.id === ben.device;
        if (!mine || refused.has(name)) return forward(request as never);
        refused.add(name);
        return { ok: false, error: { code, sentence, retryAfterMs: 10 } };
      });
    }
    await ben.reopen();
    await ben.reads(direct, 'while you were out');
    await ben.reads(await ben.conversationOf('Harbour'), 'in here too');
    expect([...refused].sort()).toEqual(['group.since', 'log.since', 'welcome.pending']);
  });
});

describe('after an absence', () => {
  it(
    'what was spoken in last is fetched first, and the others are told of all that has come',
    async () => {
      const front = await HostileRelay.start();
      office = await Office.start({ front });
      const ana = await office.found();
      const ben = await office.hire(ana, 'Ben');
      const rooms: GroupId[] = [];
      for (const name of ['First', 'Second', 'Third']) {
        const room = must(await ana.port.createRoom({ name, people: [ben.id] }));
        rooms.push(room);
        await ben.conversationOf(name);
        await ana.look(room);
        await ana.say(room, 'Hello');
        await ben.reads(room, 'Hello');
      }
      const [first, second, third] = rooms as [GroupId, GroupId, GroupId];

      const end = keepAway(front, ben);
      const lately = [second, third, first];
      for (const [nth, room] of lately.entries()) {
        for (let more = 0; more < 20; more += 1) await ana.say(room, `${nth} ${more}`);
        await ana.allSent();
      }
      const asked: GroupId[][] = [];
      front.onCall('group.since', ({ connection, request }, forward) => {
        if (only(ben)(connection)) asked.push(request.requests.map(({ group }) => group));
        return forward(request);
      });
      end();
      for (const [nth, room] of lately.entries()) await ben.reads(room, `${nth} 19`);
      expect(asked[0]).toEqual([first, third, second]);
      for (const room of lately) {
        const isThere = (entry: ReturnType<Person['entries']>[number]) =>
          entry.kind !== 'text' || !entry.mine || entry.state?.kind === 'delivered';
        await ana.until(() => ana.entries(room).every(isThere), 'everything to be delivered');
      }
    },
    MINUTE,
  );
});
