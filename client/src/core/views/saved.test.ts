import { beforeAll, describe, expect, it } from 'vitest';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { ready } from '../crypto/primitives.ts';
import { openJournal } from '../groups/journal.ts';
import { SAVED_MAX } from '../storage/account-records.ts';
import { openStorage } from '../storage/locked-storage.ts';
import { idOf, memoryDisk, testCosts, textMessage } from '../storage/testing.ts';
import { savedViews, saveMessage } from './saved.ts';

beforeAll(ready);

const group = idOf<GroupId>(1);

describe('saving messages', () => {
  it('ends where there is room for no more, until one is taken out', async () => {
    const storage = await openStorage({ name: 'saved', now: Date.now, costs: testCosts, ...memoryDisk() });
    const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
    const journal = await openJournal(await storage.create('a passphrase', plate, () => undefined));
    const all = Array.from({ length: SAVED_MAX + 1 }, (_, nth) => textMessage(group, nth + 1));
    await journal.record((write) => {
      for (const message of all) write.putMessage(message);
      for (const { id, order } of all.slice(1)) {
        write.putSaved({ conversation: group, message: id as MessageId, order, at: 1 });
      }
    });
    const parts = { journal, device: { now: () => 7 } };
    const [first, second] = all.map(({ id }) => id as MessageId);
    if (first === undefined || second === undefined) throw new Error('unreachable');
    await expect(saveMessage(parts, group, first, true)).rejects.toMatchObject({ code: 'not-allowed' });
    await saveMessage(parts, group, second, false);
    await saveMessage(parts, group, first, true);
    const views = await savedViews({ journal, nameOf: () => undefined });
    expect(views).toHaveLength(SAVED_MAX);
    expect(views[0]).toMatchObject({ message: first, at: 7, excerpt: 'message 1' });
  });
});
