import { beforeAll, describe, expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { ready } from '../crypto/primitives.ts';
import { openStorage } from '../storage/locked-storage.ts';
import type { ConversationRow } from '../storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts, textMessage } from '../storage/testing.ts';
import { type Journal, openJournal, type Recorded } from './journal.ts';

beforeAll(ready);

const group = idOf<GroupId>(1);
const conversation: ConversationRow = { ...sampleRows.conversations, unread: 0 };

async function open(disk = memoryDisk(), first = true) {
  const storage = await openStorage({ name: 'journal', now: Date.now, costs: testCosts, ...disk });
  const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
  const store = first
    ? await storage.create('a passphrase', plate, () => undefined)
    : await storage.unlock('a passphrase');
  return { disk, store, journal: await openJournal(store) };
}

const counted = (journal: Journal) => journal.memory.conversations.get(group)?.unread;
const countUp = (journal: Journal) =>
  journal.record((write) => write.changeConversation(group, (row) => ({ ...row, unread: row.unread + 1 })));

describe('the journal', () => {
  it('makes one record at a time, so that none forgets what another changed', async () => {
    const { journal } = await open();
    await journal.record((write) => write.putConversation(conversation));
    await Promise.all(Array.from({ length: 20 }, () => countUp(journal)));
    expect(counted(journal)).toBe(20);
  });

  it('computes a record from messages and marks as all earlier records left them', async () => {
    const { journal } = await open();
    const message = textMessage(group, 1);
    await journal.record((write) => write.putMessage(message));
    const over = { conversation: group, messages: [message.id], marks: true };
    const addOne = (number: number) =>
      journal.record((write) => {
        const row = write.message(group, message.id);
        if (row?.kind !== 'text') throw new Error('it is not there');
        write.putMessage({ ...row, text: `${row.text}.` });
        expect(write.message(group, message.id)).toMatchObject({ text: `${row.text}.` });
        expect(write.marks()).toHaveLength(number);
        write.putMark({ ...sampleRows.marks, conversation: group, id: `m${number}` });
      }, over);
    await Promise.all(Array.from({ length: 10 }, (_, number) => addOne(number)));
    expect(await journal.read.get('messages', group, message.id)).toMatchObject({ text: 'message 1..........' });
    await journal.record((write) => {
      for (const mark of write.marks()) write.deleteMark(mark);
      expect(write.marks()).toEqual([]);
    }, over);
    expect(await journal.read.marks(group)).toEqual([]);
    const careless = journal.record((write) => void write.message(group, message.id));
    await expect(careless).rejects.toThrow('was not made over');
  });

  it('lets nothing come between what is found and what is written', async () => {
    const { journal } = await open();
    await journal.record((write) => write.putConversation(conversation));
    const put = (number: number) => journal.record((write) => write.putMessage(textMessage(group, number)));
    const count = () =>
      journal.recordFound(
        async (read) => {
          const { entries } = await read.messages({ conversation: group, limit: 100 });
          return { conversation: group, messages: entries.map(({ id }) => id), unread: entries.length };
        },
        (write, { unread }) => write.changeConversation(group, (row) => ({ ...row, unread })),
      );
    await put(1);
    const [, , seen] = await Promise.all([
      put(2),
      count(),
      journal.record((write) => write.conversation(group)?.unread),
      put(3),
    ]);
    expect(seen).toBe(2);
    await count();
    expect(counted(journal)).toBe(3);
    const failing = journal.recordFound(
      () => Promise.reject(new Error('it cannot be read')),
      () => undefined,
    );
    await expect(failing).rejects.toThrow('it cannot be read');
    await countUp(journal);
    expect(counted(journal)).toBe(4);
  });

  it('leaves no pin behind on a message that is deleted, and the pins of others where they are', async () => {
    const { journal, disk } = await open();
    const [first, second] = [textMessage(group, 1), textMessage(group, 2)];
    const pins = [first, second].map(({ id, order }) => {
      const message = id as MessageId;
      return { message, order, pin: message, by: idOf<UserId>(7), at: 1 };
    });
    await journal.record((write) => {
      write.putConversation({ ...conversation, pins });
      for (const message of [first, second]) write.putMessage(message);
    });
    await journal.record((write) => write.deleteMessage(first));
    const pinned = (of: Journal) => of.memory.conversations.get(group)?.pins?.map(({ message }) => message);
    expect(pinned(journal)).toEqual([second.id]);
    expect(pinned((await open(disk, false)).journal)).toEqual([second.id]);
  });

  it('keeps in order what is saved, and nothing of what is recalled or deleted', async () => {
    const { journal, disk } = await open();
    const all = [1, 2, 3, 4].map((nth) => textMessage(group, nth));
    await journal.record((write) => {
      for (const message of all) write.putMessage(message);
    });
    const save = ({ id, order }: (typeof all)[number]) =>
      journal.record((write) => write.putSaved({ conversation: group, message: id as MessageId, order, at: 1 }));
    for (const message of all.toReversed()) await save(message);
    const saved = (of: Journal) => [...of.memory.saved.values()].map(({ message }) => message);
    const [first, second, third, fourth] = all;
    if (first?.kind !== 'text' || second === undefined) throw new Error('unreachable');
    const heard: Recorded[] = [];
    journal.onRecorded((recorded) => heard.push(recorded));
    await journal.record((write) => {
      write.putMessage({ ...first, text: '', recalledAt: 2 });
      write.deleteMessage(second);
    });
    expect(saved(journal)).toEqual([fourth?.id, third?.id]);
    expect(heard.map((one) => one.saved)).toEqual([true]);
    await journal.record((write) => write.deleteMessage(first));
    expect(heard.map((one) => one.saved)).toEqual([true, false]);
    expect(saved((await open(disk, false)).journal)).toEqual([fourth?.id, third?.id]);
  });

  it('changes nothing, in memory or for those who listen, when a record fails', async () => {
    const { journal } = await open();
    await journal.record((write) => write.putConversation(conversation));
    const heard: Recorded[] = [];
    journal.onRecorded((recorded) => heard.push(recorded));
    const failing = journal.record((write) => {
      write.changeConversation(group, (row) => ({ ...row, unread: 9 }));
      write.takeClientSequence();
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(counted(journal)).toBe(0);
    expect(journal.memory.nextClientSequence).toBe(1);
    expect(heard).toEqual([]);
    await countUp(journal);
    expect(counted(journal)).toBe(1);
  });

  it('has the same in memory after it was opened again', async () => {
    const { disk, store, journal } = await open();
    await journal.record((write) => {
      write.putConversation(conversation);
      write.putJob({ ...sampleRows.outbox, group });
      write.putDraft(group, { text: 'Dear' }, 3);
      write.moveCursor(group, 77);
      write.put('pendingCommits', sampleRows.pendingCommits);
      write.takeClientSequence();
      write.raiseClientSequence(41);
    });
    store.lock();
    const again = await open(disk, false);
    expect(again.journal.memory).toEqual(journal.memory);
    expect(again.journal.memory.nextClientSequence).toBe(42);
    expect(again.journal.memory.pending.has(group)).toBe(true);
  });

  it('tells where a message stood that moves or goes', async () => {
    const { journal } = await open();
    const heard: Recorded[] = [];
    journal.onRecorded((recorded) => heard.push(recorded));
    const message = textMessage(group, 1);
    await journal.record((write) => write.putMessage(message));
    await journal.record((write) => write.putMessage({ ...message, order: 'later' }, message.order));
    await journal.record((write) => write.deleteMessage({ ...message, order: 'later' }));
    expect(heard.map(({ messages }) => messages.map(({ row, was }) => [row?.order, was]))).toEqual([
      [[message.order, undefined]],
      [['later', message.order]],
      [[undefined, 'later']],
    ]);
  });
});
