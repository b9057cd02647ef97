import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeviceId, type GroupId, type MessageId, parseId, type UserId } from '#shared/ids/index.ts';
import { emptyState } from '#shared/org-log/index.ts';
import type { Body, BodyOf } from '../content/payload.ts';
import { ready } from '../crypto/primitives.ts';
import type { Device } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import { type Journal, openJournal } from '../groups/journal.ts';
import { threadIdOf, threadKey } from '../groups/threads.ts';
import { Bodies } from '../inbox/bodies.ts';
import { Messages } from '../inbox/messages.ts';
import { openStorage, type UnlockedStorage } from '../storage/locked-storage.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts } from '../storage/testing.ts';
import { markRead, markThreadRead } from './mark-read.ts';
import type { OpenCore } from './open-core.ts';

const NOW = 1_800_000_000_000;
const [me, ben] = [idOf<UserId>(7), idOf<UserId>(8)];
const MESSAGES = 6;

const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
let journal: Journal;
let storage: UnlockedStorage;
beforeAll(async () => {
  await ready();
  const locked = await openStorage({ name: 'counts', now: Date.now, costs: testCosts, ...memoryDisk() });
  storage = await locked.create('a passphrase', plate, () => undefined);
  journal = await openJournal(storage);
});
afterAll(() => storage.lock());

/** A room of somebody who listens for "crane", and their device as far as reading needs one. */
async function desk() {
  const group = freshId<GroupId>();
  const { last: _last, ...conversation } = sampleRows.conversations as ConversationRow;
  await journal.record((write) => write.putConversation({ ...conversation, id: group, kind: 'room', unread: 0 }));
  const device = {
    self: { user: me, device: parseId<DeviceId>(idOf(70)) },
    journal,
    replica: () => ({ state: emptyState() }),
    tellsRead: () => false,
    isVerified: () => false,
    keywords: () => ['crane'],
    now: () => NOW,
    relayNow: () => NOW,
  } as unknown as Device;
  const core = { journal, device, identity: { user: me }, outbox: {} } as unknown as OpenCore;
  return { group, device, core };
}
type Desk = Awaited<ReturnType<typeof desk>>;

/** Something comes, of Ben's where nobody else is named, and is on the disk. */
async function comes({ device, group }: Desk, seq: number, body: Body, id?: MessageId, by = ben): Promise<void> {
  const messages = new Messages(device, group, false);
  const bodies = new Bodies(device, group, messages);
  const payload = { v: 1 as const, id: id ?? freshId<MessageId>(), nth: seq, sentAt: NOW, body };
  const read = {
    kind: 'read' as const,
    payload,
    sender: { user: by, device: parseId<DeviceId>(idOf(by === me ? 71 : 80)) },
  };
  const write = await bodies.take(
    read as Parameters<Bodies['take']>[0],
    {
      group,
      seq,
      epoch: 1n,
      kind: 'application',
      at: NOW,
      message: new Uint8Array(),
    } as unknown as Parameters<Bodies['take']>[1],
  );
  await journal.record((to) => {
    write?.(to);
    to.moveCursor(group, seq);
  }, messages.takeOver());
}

/** What stands beyond the last that was read, counted one by one. */
async function truth({ group }: Desk) {
  const { readUpTo = '' } = journal.memory.conversations.get(group) as ConversationRow;
  const { entries } = await journal.read.messages({ conversation: group, limit: 100 });
  const unread = entries.filter(
    (row): row is TextRow =>
      row.kind === 'text' &&
      row.author !== me &&
      row.aside !== true &&
      row.recalledAt === undefined &&
      row.order > readUpTo,
  );
  return { unread: unread.length, mentioned: unread.filter(({ forMe }) => forMe === true).length };
}
const counts = ({ group }: Desk) => {
  const { unread, mentioned = 0 } = journal.memory.conversations.get(group) as ConversationRow;
  return { unread, mentioned };
};

const words = fc.constantFrom<Pick<BodyOf<'text'>, 'text' | 'mentions'>>(
  { text: 'nothing much' },
  { text: 'the crane' },
  { text: '\uFFFC', mentions: [me] },
  { text: '\uFFFC', mentions: [ben] },
  { text: 'all of \uFFFC', mentions: ['room'] },
);
const message = fc.integer({ min: 0, max: MESSAGES - 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('say' as const), words }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), of: message, words }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recall' as const), of: message }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const), upTo: fc.option(message) }) },
);

it('unread messages and mentions are what there is, whatever was edited, recalled and read, and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), fc.boolean(), async (steps, meanwhile) => {
      const at = await desk();
      let seq = 0;
      let said = 0;
      const pending: Promise<void>[] = [];
      for (const one of steps) {
        seq += 1;
        if (one.kind === 'say' && said < MESSAGES) {
          said += 1;
          await comes(at, seq, { kind: 'text', ...one.words }, idOf<MessageId>(said - 1));
        } else if (one.kind === 'edit') {
          // Also of what has not come yet.
          await comes(at, seq, { kind: 'edit', of: idOf<MessageId>(one.of), ...one.words });
        } else if (one.kind === 'recall') {
          await comes(at, seq, { kind: 'recall', of: idOf<MessageId>(one.of) });
        } else if (one.kind === 'read') {
          const row =
            one.upTo === null ? undefined : await journal.read.get('messages', at.group, idOf<MessageId>(one.upTo));
          const reading = markRead(at.core, at.group, row?.order);
          // While it is counted, more may come and go.
          if (meanwhile) pending.push(reading);
          else await reading;
        }
        const now = counts(at);
        expect(now.mentioned).toBeLessThanOrEqual(now.unread);
        expect(Math.min(now.unread, now.mentioned)).toBeGreaterThanOrEqual(0);
        if (pending.length === 0) expect(now).toEqual(await truth(at));
      }
      await Promise.all(pending);
      expect(counts(at)).toEqual(await truth(at));
      await markRead(at.core, at.group);
      expect(counts(at)).toEqual({ unread: 0, mentioned: 0 });
    }),
    {
      numRuns: 40,
      examples: [
        // Somebody looks at an old message while all that was there is being marked as read, and one more comes.
        [
          [
            { kind: 'say', words: { text: 'nothing much' } },
            { kind: 'say', words: { text: 'nothing much' } },
            { kind: 'read', upTo: null },
            { kind: 'read', upTo: 0 },
            { kind: 'say', words: { text: 'nothing much' } },
          ],
          true,
        ],
        // More comes and goes, one after the other, while one place is being marked as read.
        [
          [
            { kind: 'say', words: { text: 'all of \uFFFC', mentions: ['room'] } },
            { kind: 'say', words: { text: '\uFFFC', mentions: [me] } },
            { kind: 'edit', of: 2, words: { text: 'nothing much' } },
            { kind: 'recall', of: 0 },
            { kind: 'read', upTo: 0 },
            { kind: 'say', words: { text: '\uFFFC', mentions: [ben] } },
            { kind: 'recall', of: 1 },
            { kind: 'edit', of: 2, words: { text: '\uFFFC', mentions: [me] } },
            { kind: 'say', words: { text: 'the crane' } },
            { kind: 'recall', of: 3 },
          ],
          true,
        ],
      ],
    },
  );
}, 60_000);

const inThread = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reply' as const), words, also: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), of: message, words }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recall' as const), of: message }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const), upTo: message }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
);

it('a thread is new while something in it has not been seen, and no reply in it counts in the room', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(inThread, { maxLength: 24 }), async (steps) => {
      const at = await desk();
      const root = { author: me, id: idOf<MessageId>(50) };
      const thread = threadIdOf(root);
      await comes(at, 1, { kind: 'text', text: 'My own' }, root.id, me);
      let seq = 1;
      let said = 0;
      let seen = '';
      for (const one of steps) {
        seq += 1;
        if (one.kind === 'reply' && said < MESSAGES) {
          said += 1;
          const place = { ...root, ...(one.also ? { also: true as const } : {}) };
          await comes(at, seq, { kind: 'text', ...one.words, thread: place }, idOf<MessageId>(said - 1));
        } else if (one.kind === 'edit') {
          await comes(at, seq, { kind: 'edit', of: idOf<MessageId>(one.of), ...one.words });
        } else if (one.kind === 'recall') {
          await comes(at, seq, { kind: 'recall', of: idOf<MessageId>(one.of) });
        } else if (one.kind === 'look') {
          const row = await journal.read.get('messages', at.group, idOf<MessageId>(one.upTo));
          if (row === undefined) continue;
          await markThreadRead(at.core, at.group, thread, row.order);
          if (row.order > seen) seen = row.order;
        } else if (one.kind === 'read') {
          await markRead(at.core, at.group);
          seen = '~';
        }
        const { entries } = await journal.read.replies({ thread: threadKey(at.group, root), limit: 100 });
        if (seen === '~') seen = entries.at(-1)?.order ?? '';
        const left = entries.filter(
          (row) => row.kind === 'text' && row.aside === true && row.recalledAt === undefined && row.order > seen,
        );
        const { newReplies = {} } = journal.memory.conversations.get(at.group) as ConversationRow;
        expect(newReplies).toEqual(left.length === 0 ? {} : { [thread]: left.map(({ order }) => order) });
        expect(counts(at)).toEqual(await truth(at));
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
