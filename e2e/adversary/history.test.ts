import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newRoom } from '#core/content/room-state.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';
import type { Scene } from './scene.ts';

let company: Company;
let scene: Scene;
let ana: Person;
let dan: Person;
let mallory: Rogue;
let room: GroupId;
let carrier: GroupId;
/** What Ana has said in the room, as Mallory has received it: by her text. */
let said: Record<string, { id: MessageId; sentAt: number; sig: string | undefined }>;
let count = 0;

beforeAll(async () => {
  company = await Company.start();
  ({ scene, ana, mallory } = company);
  dan = await scene.hire('Dan');
  await dan.knows('Mallory');
}, 60_000);
afterAll(() => company.close());

/** A room of Mallory's own, in which Ana has spoken, and a conversation for two with Dan. */
beforeEach(async () => {
  count += 1;
  room = freshId<GroupId>();
  const name = `Quay ${count}`;
  await mallory.found(room, newRoom(name, mallory.id));
  await mallory.call('group.create', { group: room });
  await mallory.commit(room, { add: await mallory.claim(ana.id) });
  await ana.conversationOf(name);
  await ana.look(room);
  for (const text of ['true words', 'other words']) await ana.say(room, text);
  said = {};
  await ana.until(() => ana.texts(room).length === 2);
  for (let tries = 0; Object.keys(said).length < 2 && tries < 100; tries += 1) {
    for (const { id, sentAt, body } of await mallory.read(room)) {
      if (body.kind === 'text') said[body.text] = { id, sentAt, sig: body.sig };
    }
  }
  carrier = must(await dan.port.startDirect(mallory.id));
  await dan.say(carrier, `hello ${count}`);
  await dan.until(() => dan.snapshots.conversations.some(({ id, members }) => id === carrier && members.length === 2));
  if (count === 1) await joinOnly(carrier);
}, 60_000);

/** Joins what it was added to last, and nothing that it is in already: that would take it back. */
async function joinOnly(group: GroupId): Promise<void> {
  const { welcomes } = await mallory.waiting();
  const welcome = welcomes.findLast((one) => one.group === group);
  if (welcome === undefined) throw new Error('there is no Welcome');
  await mallory.tryJoin(group, welcome.message, welcome.seq);
}

const past = (text: string, more: object = {}) => ({
  author: ana.id,
  device: ana.device,
  id: freshId<MessageId>(),
  sentAt: 5,
  seq: 1,
  at: 5,
  text,
  ...more,
});

async function bringIn(): Promise<void> {
  await mallory.read(room);
  await mallory.commit(room, { add: await mallory.claim(dan.id) });
  await dan.until(() => dan.snapshots.conversations.some(({ id }) => id === room), 'the room');
  await dan.look(room);
}

const tell = (transfer: string) =>
  mallory.say(room, { kind: 'shared-history', transfer, with: [dan.id], what: { kind: 'all' }, of: 1 });
const hand = (transfer: string, entries: readonly object[]) =>
  mallory.say(carrier, { kind: 'history', room, transfer, part: 0, of: 1, said: entries });

describe('whoever brings somebody in, with a modified client', () => {
  it('makes words up, or shows true ones as said elsewhere or later: what is not signed says so, the rest is refused', async () => {
    const words = said['true words'];
    const others = said['other words'];
    if (words === undefined || others === undefined) throw new Error('unreachable');
    await bringIn();
    const transfer = freshId<MessageId>();
    await tell(transfer);
    await hand(transfer, [
      past('true words', words),
      past('made up, and not signed', { seq: 2 }),
      past('made up, and signed by nobody', { sig: 'A'.repeat(86) }),
      past('with the signature of others', others),
      past('true words', { ...words, id: freshId<MessageId>() }),
      past('true words', { ...words, author: dan.id, device: dan.device, id: freshId<MessageId>() }),
      past('from later', { seq: 1_000_000 }),
    ]);
    await dan.until(() => dan.events(room).includes('refused'), 'the line');
    const shown = dan.entries(room).flatMap((one) => (one.kind === 'text' ? [one] : []));
    expect(shown.map(({ text, author, shared }) => [text, author, shared?.verified])).toEqual([
      ['true words', ana.id, true],
      ['made up, and not signed', ana.id, false],
    ]);
    expect(shown.every(({ shared }) => shared?.by === mallory.id)).toBe(true);
    const line = dan.entries(room).find((one) => one.kind === 'event' && one.event.kind === 'refused');
    expect(line).toMatchObject({ event: { by: mallory.id } });
    const state = dan.snapshots.conversations.find(({ id }) => id === room);
    expect(state).toMatchObject({ unread: 0, state: { kind: 'ready' } });
  });

  it('hands on without telling the room: nothing of it is shown until the room knows', async () => {
    await bringIn();
    const transfer = freshId<MessageId>();
    await hand(transfer, [past('in secret')]);
    await mallory.say(carrier, { kind: 'text', text: `after that ${count}` });
    await dan.reads(carrier, `after that ${count}`);
    expect(dan.texts(room)).toEqual([]);
    await tell(transfer);
    await dan.reads(room, 'in secret');
    await ana.until(() => ana.events(room).includes('history-shared'), 'the line');
  });

  it('hands on what is of a room into which somebody else has brought one: nothing is taken in', async () => {
    const theirs = must(await ana.port.createRoom({ name: `Theirs ${count}`, people: [mallory.id] }));
    await ana.look(theirs);
    await ana.say(theirs, 'welcome');
    await ana.until(() => ana.snapshots.conversations.find(({ id }) => id === theirs)?.members.length === 2);
    await joinOnly(theirs);
    must(await ana.port.addPeople(theirs, [dan.id]));
    await dan.conversationOf(`Theirs ${count}`);
    await dan.look(theirs);
    await mallory.read(theirs);
    const transfer = freshId<MessageId>();
    const body = { kind: 'shared-history', transfer, with: [dan.id], what: { kind: 'all' }, of: 1 };
    await mallory.say(theirs, body);
    await mallory.say(carrier, { kind: 'history', room: theirs, transfer, part: 0, of: 1, said: [past('not hers')] });
    await mallory.say(theirs, { kind: 'text', text: 'after that' });
    await dan.reads(theirs, 'after that');
    await mallory.say(carrier, { kind: 'text', text: `and that ${count}` });
    await dan.reads(carrier, `and that ${count}`);
    expect(dan.texts(theirs)).not.toContain('not hers');
  });

  it('shares where the policy forbids it: nobody takes it in, and everybody is told', async () => {
    await bringIn();
    await scene.decide(({ org }) => {
      if (org === undefined) throw new Error('unreachable');
      const values = { ...defaultPolicy, historyForNewcomers: 'off' } as const;
      return { kind: 'policy.set', group: org.defaultGroup, values };
    });
    for (const one of [ana, dan]) {
      await one.until(() => {
        const { session } = one.snapshots;
        return session.kind === 'open' && !session.policy.mayShareHistory;
      }, 'the policy');
    }
    const transfer = freshId<MessageId>();
    await hand(transfer, [past('forbidden')]);
    await tell(transfer);
    for (const one of [ana, dan]) {
      await one.until(() => one.events(room).includes('refused'), 'the line');
      expect(one.events(room)).not.toContain('history-shared');
    }
    expect(dan.texts(room)).toEqual([]);
    const own = must(await ana.port.createRoom({ name: 'Own', people: [] }));
    const choice = { kind: 'all' } as const;
    expect(await ana.port.addPeople(own, [dan.id], choice)).toMatchObject({ problem: { code: 'not-allowed' } });
    await ana.until(() => ana.snapshots.conversations.some(({ id }) => id === own), 'the room');
    expect(ana.snapshots.conversations.find(({ id }) => id === own)?.members).toEqual([ana.id]);
  });
});
