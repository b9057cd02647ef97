import { expect, it } from 'vitest';
import { newRoom, type RoomState } from '#core/content/room-state.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { must } from '../scenarios/person.ts';
import { Rogue } from './rogue.ts';
import { Scene } from './scene.ts';

it('begins conversations where the policy forbids it: nobody joins them, and one’s own app does not begin any', async () => {
  const scene = await Scene.start();
  const { ana, ben } = scene;
  const mallory = await Rogue.enrol(ana, scene.office.url, 'Mallory', 'guest');
  try {
    const gus = await scene.hire('Gus', 'guest');
    await ben.knows('Mallory', 'Gus');
    /** A conversation of Mallory's with Ben, however her app came to found it. */
    const begins = async (room: RoomState): Promise<GroupId> => {
      const id = freshId<GroupId>();
      await mallory.found(id, room);
      const created = await mallory.call('group.create', { group: id });
      if (!created.ok) throw new Error(created.error.code);
      await mallory.commit(id, { add: await mallory.claim(ben.id) });
      return id;
    };
    const people = [mallory.id, ben.id].sort() as [typeof mallory.id, typeof ben.id];
    const direct: RoomState = { v: 1, kind: 'direct', people };

    // It is allowed, and works.
    await begins(newRoom('Before', mallory.id));
    await ben.conversationOf('Before');
    must(await gus.port.createRoom({ name: 'Of Gus', people: [ben.id] }));
    await ben.conversationOf('Of Gus');

    const size = ana.snapshots.connection.log?.size ?? 0;
    await scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, guestsStart: 'forbidden' } };
    });
    for (const person of [ana, ben, gus]) {
      await person.hasLog(size + 1);
    }
    const refused = [
      await begins(newRoom('After', mallory.id)),
      await begins({ ...newRoom('Of two guests', mallory.id), moderators: [mallory.id, gus.id] }),
      await begins(direct),
    ];
    // What is brought to Ben after it, he joins: so all of it has come to him.
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, gus.id, mallory.id] }));
    for (const person of [ben, gus]) await person.conversationOf('Harbour');
    const known = ben.snapshots.conversations.map(({ id }) => id);
    for (const id of refused) expect(known).not.toContain(id);

    for (const outcome of [
      await gus.port.startDirect(ben.id),
      await gus.port.createRoom({ name: 'Again', people: [ben.id] }),
    ]) {
      expect(outcome).toMatchObject({ problem: { code: 'not-allowed' } });
    }
    // Guests speak where others have brought them.
    await gus.say(room, 'still here');
    await ben.reads(room, 'still here');
  } finally {
    mallory.close();
    await scene.close();
  }
}, 120_000);
