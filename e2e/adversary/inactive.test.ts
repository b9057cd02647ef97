import { expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { MessageId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Rogue } from './rogue.ts';
import { memberNames, Scene } from './scene.ts';

const DAY = 24 * 3_600_000;

it('keeps its old keys for longer than the policy allows: what it says is refused, and it is taken out before more is said', async () => {
  let ahead = 0;
  const scene = await Scene.start({ now: () => Date.now() + ahead });
  const { ana, ben } = scene;
  const mallory = await Rogue.enrol(ana, scene.office.url);
  try {
    await ben.knows('Mallory');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, mallory.id] }));
    const speak = async () => {
      for (const one of [ana, ben]) {
        const word = `here is ${one.name} ${freshId()}`;
        await one.say(room, word);
        for (const other of [ana, ben]) await other.reads(room, word);
      }
    };
    await ben.conversationOf('Harbour');
    await speak();
    await mallory.join();
    await mallory.read(room);
    /** Time goes by, a decision makes the relay sign the log anew, and the honest ones come back and speak. */
    const later = async (days: number, more: () => Promise<void>) => {
      ahead += days * DAY;
      await scene.decide(({ org }) => {
        if (org === undefined) throw new Error('there is no organisation');
        return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, inactiveDays: 7 } };
      });
      // Away, they hear of it when they are back, by clocks that have gone on.
      for (const one of [ana, ben]) one.close();
      await more();
      for (const one of [ana, ben]) {
        one.clockOff = ahead;
        await one.reopen();
        await one.online();
        await one.look(room);
      }
      await speak();
    };
    await later(5, async () => undefined);
    expect(memberNames(ana, room)).toEqual(['Ana', 'Ben', 'Mallory']);
    await mallory.read(room);

    const stale = freshId<MessageId>();
    await later(5, () => mallory.say(room, { kind: 'text', text: 'by keys of last week' }, { id: stale }));
    for (const person of [ana, ben] as Person[]) {
      expect(person.texts(room)).not.toContain('by keys of last week');
      await person.until(() => !memberNames(person, room).includes('Mallory'), 'Mallory to be out');
      expect(memberNames(person, room)).toEqual(['Ana', 'Ben']);
    }
    // T-STALE-02: whoever is back is let in again by keys made since. The relay has only those from before, and hands them out.
    const asked = () =>
      scene.hostile.recorded.filter(
        (one) =>
          one.kind === 'call' && one.name === 'keyPackages.claim' && JSON.stringify(one).includes(mallory.device),
      ).length;
    const before = asked();
    for (const one of [ana, ben]) {
      await one.reopen();
      await one.online();
      await one.look(room);
    }
    await scene.hostile.until(() => asked() > before);
    await speak();
    for (const one of [ana, ben]) expect(memberNames(one, room)).toEqual(['Ana', 'Ben']);
    await mallory.read(room);
    await ana.say(room, 'without the old keys');
    await ben.reads(room, 'without the old keys');
    const last = (await scene.hostile.recorded).findLast((one) => one.kind === 'call' && one.name === 'group.send');
    const message = last?.kind === 'call' ? (last.request as { message: Uint8Array }).message : new Uint8Array();
    expect(await mallory.canRead(room, message)).toBe(false);
  } finally {
    mallory.close();
    await scene.close();
  }
}, 180_000);
