import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { must, Office, type Person } from './office.ts';

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
        await one.until(() => one.snapshots.connection.queued === 0, 'an empty queue');
        await one.until(
          () =>
            one
              .entries(direct)
              .every((entry) => entry.kind !== 'text' || !entry.mine || entry.state?.kind === 'delivered'),
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
