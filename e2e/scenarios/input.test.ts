import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { Outcome } from '#core/port.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let room: GroupId;

beforeAll(async () => {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
}, 60_000);
afterAll(() => office.close());

const problemOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'none' : outcome.problem.code);

describe('what a window asks for', () => {
  const nowhere = freshId<GroupId>();
  const nobody = freshId<GroupId>() as string as UserId;
  const nothing = freshId<MessageId>();

  it.each<[string, string, () => Promise<Outcome<unknown>>]>([
    ['no text', 'invalid-input', () => ana.port.sendMessage(room, '')],
    ['a text of one letter too many', 'message-too-long', () => ana.port.sendMessage(room, 'a'.repeat(16_001))],
    ['a text into a conversation that there is not', 'not-found', () => ana.port.sendMessage(nowhere, 'Hello')],
    ['sending a message again that there is not', 'not-found', () => ana.port.retryMessage(room, nothing)],
    ['taking back a message that there is not', 'not-found', () => ana.port.discardMessage(room, nothing)],
    ['a conversation with oneself', 'invalid-input', () => ana.port.startDirect(ana.id)],
    ['a conversation with nobody', 'not-found', () => ana.port.startDirect(nobody)],
    ['a room without a name', 'invalid-input', () => ana.port.createRoom({ name: '', people: [ben.id] })],
    ['a room with nobody known', 'not-found', () => ana.port.createRoom({ name: 'Quay', people: [nobody] })],
    ['adding somebody unknown', 'not-found', () => ana.port.addPeople(room, [nobody])],
    ['a name that is too long', 'invalid-input', () => ana.port.changeRoom(room, { name: 'a'.repeat(10_000) })],
    ['renaming by one who may not', 'not-allowed', () => ben.port.changeRoom(room, { name: 'Quay' })],
    ['inviting by one who may not', 'not-allowed', () => ben.port.createInvitation(invitation('member'))],
    ['a role that there is not', 'invalid-input', () => ana.port.createInvitation(invitation('king' as 'member'))],
    ['a timeline that there is not', 'not-found', () => ana.port.openTimeline(nowhere)],
  ])('%s: is refused as %s, and changes nothing', async (_what, code, ask) => {
    const before = JSON.stringify([ana, ben].map((one) => one.snapshots.conversations.map(({ title }) => title)));
    expect(problemOf(await ask())).toBe(code);
    expect(JSON.stringify([ana, ben].map((one) => one.snapshots.conversations.map(({ title }) => title)))).toBe(before);
  });

  it('the longest text goes through', async () => {
    const longest = 'ß'.repeat(16_000);
    await ana.say(room, longest);
    await ben.reads(room, longest);
  });
});

function invitation(role: 'member') {
  return { name: 'somebody', role, expiresInHours: 1 };
}
