import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPolicy } from '#shared/policy/index.ts';
import { must } from '../scenarios/person.ts';
import { Company } from './company.ts';

let company: Company;
beforeAll(async () => {
  company = await Company.start();
}, 60_000);
afterAll(() => company.close());

it('of a modified client counts for itself only, for what was said, and not against the policy', async () => {
  const { scene, ana, ben, mallory } = company;
  const { room, word } = await company.room('Harbour', 'the words of Ana');
  const claim = async (text: string, heard: object) => {
    await mallory.say(room, { kind: 'delivered', heard });
    await mallory.say(room, { kind: 'text', text });
    await ana.reads(room, text);
  };
  const reach = async () => must(await ana.port.messageReach(room, word));

  // Of what was never said, and of what somebody else has read: neither makes Ben a reader.
  await claim('first', {
    [ana.device]: { upTo: 1_000_000, without: [], read: 1_000_000 },
    [ben.device]: { upTo: 9, without: [], read: 9 },
  });
  await ana.stateOf(room, word, 'delivered');
  expect(await reach()).toMatchObject({ read: [mallory.id], delivered: [ben.id] });
  const later = await ana.say(room, 'said after that');
  await ana.stateOf(room, later, 'sent', 'delivered');
  expect(must(await ana.port.messageReach(room, later)).read).toEqual([]);

  // Taken back, it stays read.
  await claim('second', { [ana.device]: { upTo: 1_000_000, without: [], read: 0 } });
  expect((await reach()).read).toEqual([mallory.id]);

  // What the policy wants nobody to tell is not told, and not counted when it is.
  const size = ana.snapshots.connection.log?.size ?? 0;
  await scene.decide(({ org }) => {
    if (org === undefined) throw new Error('there is no organisation');
    return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, readReceipts: 'off' } };
  });
  for (const person of [ana, ben]) {
    await person.hasLog(size + 1);
  }
  const last = await ana.say(room, 'under the policy');
  await ben.reads(room, 'under the policy');
  must(await ben.port.markRead(room));
  await claim('third', { [ana.device]: { upTo: 1_000_000, without: [], read: 1_000_000 } });
  await ben.reads(room, 'third');
  await ana.stateOf(room, last, 'delivered');
  expect(must(await ana.port.messageReach(room, last))).toMatchObject({ read: [], tellsRead: false });
  // Nor was it kept for a day on which the policy is another.
  expect(await reach()).toMatchObject({ read: [] });
});
