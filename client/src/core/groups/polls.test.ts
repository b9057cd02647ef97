import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { emptyState } from '#shared/org-log/state.ts';
import { ready } from '../crypto/primitives.ts';
import { openStorage } from '../storage/locked-storage.ts';
import type { Change, TextRow } from '../storage/records.ts';
import { idOf, memoryDisk, sampleRows, testCosts, textMessage } from '../storage/testing.ts';
import { withChange } from './changes.ts';
import { applyChange, withWaiting } from './fold.ts';
import { type Journal, openJournal } from './journal.ts';
import { targetOf } from './named.ts';
import { acknowledgedBy, askedOf, resultOf, VOTES_MAX } from './polls.ts';

beforeAll(ready);

const group = idOf<GroupId>(1);
const [ana, ben, chloe] = [idOf<UserId>(7), idOf<UserId>(8), idOf<UserId>(9)];
const ENDS = 20;
const poll: TextRow = {
  ...(textMessage(group, 1, 'Where do we eat?') as TextRow),
  poll: { answers: ['Pier 4', 'Canteen', 'At home'], endsAt: ENDS },
  urgency: { level: 'urgent', acknowledge: true },
  sequence: 1,
  relayedAt: 1,
};

const vote = (sequence: number, by: UserId, ...chosen: readonly number[]): Change => ({
  kind: 'vote',
  id: idOf<MessageId>(100 + sequence),
  by,
  at: sequence,
  sequence,
  chosen: [...chosen],
});
const close = (sequence: number, by = ana): Change => ({
  kind: 'close',
  id: idOf<MessageId>(100 + sequence),
  by,
  at: sequence,
  sequence,
});
const changed = (...changes: readonly Change[]): TextRow => changes.reduce(withChange, poll);
const votes = (row: TextRow) => resultOf(row)?.votes;

/** What people say of the poll, in the order of the relay, and with its sequence number as its time. */
const said = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constant('vote' as const),
        by: fc.constantFrom(ana, ben, chloe),
        // Of five, of which the poll has three.
        chosen: fc.subarray([0, 1, 2, 3, 4], { maxLength: 2 }),
      }),
      fc.record({ kind: fc.constant('close' as const), by: fc.constantFrom(ana, ben) }),
      fc.record({ kind: fc.constant('acknowledge' as const), by: fc.constantFrom(ana, ben, chloe) }),
      fc.record({ kind: fc.constant('recall' as const), by: fc.constantFrom(ben, chloe) }),
    ),
    { maxLength: 16 },
  )
  .map((all) =>
    all.map((one, nth): Change => ({ ...one, id: idOf<MessageId>(100 + nth), at: nth, sequence: 10 + nth }) as Change),
  );

/** The same, counted by somebody who reads the rules and nothing else. */
function countedByHand(all: readonly Change[]) {
  const end = all.find((one) => one.kind === 'close')?.sequence ?? Number.POSITIVE_INFINITY;
  const last = new Map<UserId, readonly number[]>();
  const acknowledged = new Set<UserId>();
  for (const one of all) {
    const at = one.sequence ?? 0;
    if (one.kind === 'acknowledge' && one.by !== ana) acknowledged.add(one.by);
    if (one.kind !== 'vote' || at > end || at > ENDS || one.chosen.length > 1 || one.chosen.some((place) => place > 2))
      continue;
    last.set(one.by, one.chosen);
  }
  const by = [0, 1, 2].map((place) => [...last].filter(([, [chosen]]) => chosen === place).map(([user]) => user));
  return { votes: by.map((people) => [...people].sort()), acknowledged: [...acknowledged].sort() };
}

async function open(): Promise<Journal> {
  const storage = await openStorage({ name: 'polls', now: Date.now, costs: testCosts, ...memoryDisk() });
  const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
  return openJournal(await storage.create('a passphrase', plate, () => undefined));
}

const ear = { self: { user: chloe }, keywords: () => [] };

/** A device to which the poll and what is said of it come in some order. */
async function received(arrivals: readonly (Change | 'poll')[]): Promise<TextRow> {
  const journal = await open();
  const over = { conversation: group, messages: [poll.id], marks: true };
  await journal.record((write) => write.putConversation({ ...sampleRows.conversations, unread: 0 }));
  for (const one of arrivals) {
    await journal.record((write) => {
      if (one === 'poll') write.putMessage(withWaiting(write, emptyState(), poll));
      else {
        applyChange(write, emptyState(), ear, group, {
          target: targetOf(poll),
          change: one,
          relayedAt: one.sequence ?? 0,
        });
      }
    }, over);
  }
  const row = await journal.read.get('messages', group, poll.id);
  if (row?.kind !== 'text') throw new Error('unreachable');
  return row;
}

describe('a poll', () => {
  it('comes to the same count on every device, whatever the order in which it and the votes come', async () => {
    const arrivals = said.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray<Change | 'poll'>([...all, 'poll'], { minLength: all.length + 1 }),
        fc.subarray(all),
      ),
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async ([all, order, again]) => {
        const row = await received([...order, ...again]);
        const count = {
          votes: votes(row)?.map((people) => [...people].sort()),
          acknowledged: acknowledgedBy(row).sort(),
        };
        expect(count).toEqual(countedByHand(all));
      }),
      { numRuns: 60 },
    );
  });

  it('counts a person by their last vote, and not at all once it is taken back', () => {
    expect(votes(changed(vote(2, ben, 0), vote(3, ben, 1), vote(4, ana, 1)))).toEqual([[], [ben, ana], []]);
    expect(votes(changed(vote(3, ben), vote(2, ben, 0)))).toEqual([[], [], []]);
  });

  it('counts what came before it was closed, also when that is known late, and nothing after', () => {
    const row = changed(vote(2, ben, 0), vote(9, ben, 1), vote(4, ana, 2), close(6), close(3, ben));
    expect(votes(row)).toEqual([[ben], [], []]);
    expect(resultOf(row)?.closed).toMatchObject({ by: ben });
    expect(votes(withChange(row, vote(5, ana, 1)))).toEqual([[ben], [], []]);
  });

  it('takes a number of votes of one person, the first, so that a close that comes late finds what stood before it', () => {
    const many = Array.from({ length: VOTES_MAX + 5 }, (_, nth) => vote(2 + 2 * nth, ben, nth % 2));
    for (const all of [many, many.toReversed()]) {
      const row = changed(...all);
      expect(votes(row)).toEqual([[], [ben], []]);
      expect(votes(withChange(row, close(5)))).toEqual([[], [ben], []]);
      expect(votes(withChange(row, close(3)))).toEqual([[ben], [], []]);
    }
  });

  it('leaves nothing behind when it is recalled', () => {
    const row = changed(vote(2, ben, 0), {
      kind: 'recall',
      id: idOf<MessageId>(99),
      by: ana,
      at: 3,
      sequence: 3,
    });
    expect(resultOf(row)).toBeUndefined();
    expect(JSON.stringify(row)).not.toMatch(/Pier|vote|urgent/);
  });
});

describe('what is to be acknowledged', () => {
  it('asks those who were there, without its author', () => {
    expect(askedOf(poll, [ana, ben, chloe])).toEqual({ asked: [ben, chloe] });
    expect(askedOf({ author: ana, urgency: { level: 'urgent' } }, [ana, ben])).toEqual({});
  });

  it('counts each person once, by the first time', () => {
    const acknowledge = (sequence: number): Change => ({ ...close(sequence, ben), kind: 'acknowledge' });
    const row = changed(acknowledge(4), acknowledge(3), acknowledge(5));
    expect(acknowledgedBy(row)).toEqual([ben]);
    expect(row.changes).toEqual([acknowledge(3)]);
  });
});
