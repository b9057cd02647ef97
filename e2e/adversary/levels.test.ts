import { expect, it } from 'vitest';
import { parseRoomStateText, type Room } from '#core/content/room-state.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { must } from '../scenarios/person.ts';
import { Company } from './company.ts';

it('marks a room as more secret than the policy allows: nobody follows, and one’s own app does not try', async () => {
  const company = await Company.start();
  const { scene, ana, ben, mallory } = company;
  try {
    const { room } = await company.room('Harbour', 'before the policy');
    const size = ana.snapshots.connection.log?.size ?? 0;
    await scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, levelMost: 'confidential' } };
    });
    for (const person of [ana, ben]) {
      await person.hasLog(size + 1);
    }
    const levelAt = (person: typeof ana) => person.conversation('Harbour')?.level;
    // Before anything: her own app does not let her.
    expect(await ana.port.changeRoom(room, { level: 'secret' })).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.changeRoom(room, { level: 'confidential' }));
    await ben.until(() => levelAt(ben) === 'confidential', 'the level');
    must(await ana.port.changeRoom(room, { moderator: { user: mallory.id, on: true } }));
    await ben.until(() => ben.conversation('Harbour')?.moderators.includes(mallory.id) === true, 'another moderator');
    await mallory.read(room);

    // As a moderator, Mallory may change the room, and no further than the policy lets her.
    const row = await withStorage(ana, ({ read }) => read.get('conversations', room));
    const now = parseRoomStateText(row?.roomState ?? '') as Room;
    await mallory.commit(room, { room: { ...now, version: now.version + 1, level: 'top-secret' } });
    const end = `said ${freshId()}`;
    await ana.say(room, end);
    await ben.reads(room, end);
    for (const person of [ana, ben]) expect(levelAt(person)).toBe('confidential');
    must(await ana.port.changeRoom(room, { level: null }));
    await ben.until(() => levelAt(ben) === undefined, 'no level');
  } finally {
    await company.close();
  }
}, 120_000);
