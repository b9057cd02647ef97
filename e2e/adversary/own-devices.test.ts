import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Body } from '#core/content/payload.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Company } from './company.ts';

let company: Company;
let phone: Person;
beforeAll(async () => {
  company = await Company.start();
  phone = await company.scene.office.link(company.ben);
}, 120_000);
afterAll(() => company.close());

/** Far behind everything that is ever said. */
const END = '~~~~~~~~~~~~~~~~';

it('AT-20 a stranger says what this person has read and writes: in a room, and in a group that it calls their own; nothing is hidden or changed', async () => {
  const { ana, ben, mallory } = company;
  const { room } = await company.room('Harbour', 'unread words');
  const [direct, own] = [freshId<GroupId>(), freshId<GroupId>()];
  await phone.conversationOf('Harbour');
  await ana.say(room, 'and more of them');
  for (const one of [ben, phone]) await one.reads(room, 'and more of them');
  await mallory.read(room);
  const read = [{ conversation: room, upTo: END }];
  await mallory.say(room, { kind: 'own-read', read });
  // As this person's own device would, and far ahead, so that nothing could write over it.
  must(await ben.port.saveDraft(room, 'mine'));
  await phone.until(() => phone.conversation('Harbour')?.draft === 'mine', 'the draft');
  const state: Body = {
    kind: 'own-state',
    entries: [ben, phone].map(({ device }) => ({
      kind: 'draft',
      key: `${room} ${device}`,
      value: { text: 'pay Mallory', over: [] },
      stamp: Date.now() + 3_600_000,
      device,
    })),
  };
  await mallory.say(room, state);

  // A group that says that it is Ben's own, made by somebody else, with his device in it.
  for (const [id, people] of [
    [own, [ben.id]],
    [direct, [mallory.id]],
  ] as const) {
    await mallory.found(id, { v: 1, kind: 'own', people: [people[0]] });
    expect(await mallory.call('group.create', { group: id })).toMatchObject({ ok: true });
    await mallory.commit(id, { add: await mallory.claim(ben.id) });
    await mallory.say(id, { kind: 'own-read', read });
    await mallory.say(id, state);
  }
  await ana.say(room, 'still there');
  for (const one of [ben, phone]) {
    await one.reads(room, 'still there');
    expect(one.conversation('Harbour')?.unread).toBeGreaterThan(0);
    expect(one.conversation('Harbour')).toMatchObject({ draft: 'mine' });
    expect(one.conversation('Harbour')?.draftElsewhere).toBeUndefined();
    expect(one.snapshots.conversations.map(({ title }) => title)).not.toContain('Somebody');
    expect(one.snapshots.conversations.some(({ id }) => id === own || id === direct)).toBe(false);
  }
  // What is said anew now would be written over by what was kept of it.
  must(await phone.port.saveDraft(room, 'still mine', undefined, undefined, phone.conversation('Harbour')?.draftFrom));
  await ben.until(() => ben.conversation('Harbour')?.draft === 'still mine', 'what the phone has written');
  // What one of one's own devices says counts.
  must(await phone.port.markRead(room));
  await ben.until(() => ben.conversation('Harbour')?.unread === 0, 'what the phone has read');
});
