import { expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { Company } from './company.ts';
import { missing } from './scene.ts';

it('a modified client that wants its messages to stay longer or shorter than the policy allows has them as the policy does, with everybody', async () => {
  const company = await Company.start();
  const { scene, ana, ben, mallory } = company;
  try {
    const { room } = await company.room('Harbour', 'before the policy');
    const size = ana.snapshots.connection.log?.size ?? 0;
    await scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      const values = { ...defaultPolicy, messageMinutesMost: 10, messageMinutesLeast: 5 };
      return { kind: 'policy.set', group: org.defaultGroup, values };
    });
    for (const person of [ana, ben]) {
      await person.hasLog(size + 1);
    }

    const says = async (text: string, timer?: unknown): Promise<MessageId> => {
      const id = freshId<MessageId>();
      await mallory.say(room, { kind: 'text', text, ...(timer === undefined ? {} : { timer }) }, { id });
      return id;
    };
    const words = {
      none: await says('for good'),
      long: await says('for years', { seconds: 315_360_000, from: 'sent' }),
      short: await says('for a second', { seconds: 1, from: 'sent' }),
      unread: await says('until it is read', { seconds: 315_360_000, from: 'read' }),
      right: await says('as it should be', { seconds: 480, from: 'sent' }),
    };
    for (const person of [ana, ben]) {
      const stays = async (id: MessageId) => {
        const { timer, expiresAt = 0 } = await person.sees(room, id, () => true, 'what Mallory said');
        const row = await withStorage(person, ({ read }) => read.get('messages', room as GroupId, id));
        const relayedAt = row?.kind === 'text' ? (row.relayedAt ?? 0) : 0;
        expect(row).toHaveProperty('expiresAt');
        expect(expiresAt).toBeGreaterThan(relayedAt);
        return [timer, row?.kind === 'text' ? (row.expiresAt ?? 0) - relayedAt : 0];
      };
      expect(await stays(words.none)).toEqual([{ seconds: 600, from: 'sent' }, 600_000]);
      expect(await stays(words.long)).toEqual([{ seconds: 600, from: 'sent' }, 600_000]);
      expect(await stays(words.short)).toEqual([{ seconds: 300, from: 'sent' }, 300_000]);
      expect(await stays(words.unread)).toEqual([{ seconds: 600, from: 'read' }, 600_000]);
      expect(await stays(words.right)).toEqual([{ seconds: 480, from: 'sent' }, 480_000]);
      expect(missing(person, room)).toEqual([]);
    }
    // What is no timer is no message, and stops nobody.
    await says('nonsense', { seconds: -1, from: 'sent' });
    await says('never', { seconds: 1e12, from: 'sent' });
    await says('later', { seconds: 60, from: 'Easter' });
    const end = await says('after the nonsense');
    for (const person of [ana, ben]) {
      await person.sees(room, end, () => true, 'what came after');
      expect(person.texts(room)).not.toContain('nonsense');
      expect(person.texts(room)).not.toContain('never');
      expect(person.texts(room)).not.toContain('later');
    }

    // And one's own app says so before anything is sent.
    for (const timer of [null, { seconds: 60, from: 'sent' }, { seconds: 3_600, from: 'sent' }] as const) {
      const outcome = await ana.port.sendMessage(room, 'too long, or too short', { timer });
      expect(outcome).toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await ana.port.setTimer(room, timer)).toMatchObject({ problem: { code: 'not-allowed' } });
    }
    const own = await ana.say(room, 'as is usual');
    await ben.sees(room, own, ({ timer }) => timer?.seconds === 600, 'the longest');
  } finally {
    await company.close();
  }
}, 120_000);
