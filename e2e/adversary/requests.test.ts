import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let open: GroupId;
let closed: GroupId;
let direct: GroupId;

const asking = (room: GroupId) =>
  ana.snapshots.conversations.find(({ id }) => id === room)?.room?.requests.map(({ user }) => user) ?? [];

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
  open = must(await ana.port.createRoom({ name: 'Open', people: [ben.id] }));
  closed = must(await ana.port.createRoom({ name: 'Closed', people: [] }));
  await ben.conversationOf('Open');
  await ana.until(() => ana.snapshots.conversations.find(({ id }) => id === open)?.members.length === 2);
  must(await ana.port.changeRoom(open, { requests: true }));
  direct = must(await ana.port.startDirect(mallory.id));
  await ana.until(() => ana.snapshots.conversations.find(({ id }) => id === direct)?.members.length === 2);
  await mallory.join();
}, 60_000);
afterAll(() => company.close());

async function settled(text: string): Promise<void> {
  await mallory.say(direct, { kind: 'text', text });
  await ana.reads(direct, text);
}

describe('a stranger to a room, with a modified client', () => {
  it('asks in another’s name, a thousand times, or for what takes no requests: it stands there once, as who it is', async () => {
    for (let times = 0; times < 30; times += 1) await mallory.say(direct, { kind: 'join-request', room: open });
    await mallory.say(direct, { kind: 'join-request', room: closed });
    await mallory.say(direct, { kind: 'join-request', room: freshId() });
    await mallory.say(direct, { kind: 'join-request', room: open, user: ben.id });
    await mallory.say(direct, { kind: 'join-answer', room: open, user: ana.id });
    await settled('all of it');
    expect(asking(open)).toEqual([mallory.id]);
    expect(asking(closed)).toEqual([]);
    expect(ana.events(direct)).not.toContain('declined');
  });

  it('is declined: whatever it asks after that is not heard for a day', async () => {
    must(await ana.port.declineRequest(open, mallory.id));
    await ana.until(() => asking(open).length === 0);
    await mallory.say(direct, { kind: 'join-request', room: open });
    await settled('asked again');
    expect(asking(open)).toEqual([]);
  });
});

describe('a member who does not moderate, with a modified client', () => {
  it('declines in a moderator’s stead: nobody is kept out', async () => {
    const dan = await company.scene.hire('Dan');
    await dan.knows('Ana');
    const room = must(await ana.port.createRoom({ name: 'Quay', people: [mallory.id] }));
    await ana.until(() => ana.snapshots.conversations.find(({ id }) => id === room)?.members.length === 2);
    must(await ana.port.changeRoom(room, { requests: true }));
    await ana.say(room, 'welcome');
    await mallory.join();
    must(await dan.port.askToJoin(room, [ana.id]));
    await ana.until(() => asking(room).includes(dan.id), 'the request');
    await mallory.read(room);
    await mallory.say(room, { kind: 'join-answer', room, user: dan.id });
    await mallory.say(room, { kind: 'text', text: 'after that' });
    await ana.reads(room, 'after that');
    expect(asking(room)).toEqual([dan.id]);
  });
});
