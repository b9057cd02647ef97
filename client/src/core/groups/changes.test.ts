import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { Change, TextRow } from '../storage/records.ts';
import { idOf, textMessage } from '../storage/testing.ts';
import { editsOf, isGone, pinOf, reactionsOf, withChange, withChanged, withoutChange } from './changes.ts';

const [ana, ben] = [idOf<UserId>(7), idOf<UserId>(8)];
const said: TextRow = {
  ...(textMessage(idOf<GroupId>(1), 1, 'first words') as TextRow),
  poll: { answers: ['yes', 'no'], multiple: true },
};

let ids = 0;
const common = (sequence: number | undefined, by: UserId) => {
  ids += 1;
  return { id: idOf<MessageId>(ids), by, at: ids, ...(sequence === undefined ? {} : { sequence }) };
};
const edit = (text: string, sequence?: number): Change => ({ kind: 'edit', ...common(sequence, ana), text });
const recall = (sequence?: number): Change => ({ kind: 'recall', ...common(sequence, ana) });
const react = (emoji: string, on: boolean, sequence?: number, by = ben): Change => ({
  kind: 'reaction',
  ...common(sequence, by),
  emoji,
  on,
});
const changed = (...changes: readonly Change[]): TextRow => changes.reduce(withChange, said);

const anyChange = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    id: fc.integer({ min: 0, max: 40 }).map((value) => idOf<MessageId>(value)),
    by: fc.constant(ana),
    at: fc.nat(),
    text: fc.string({ minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('reaction' as const),
    id: fc.integer({ min: 41, max: 80 }).map((value) => idOf<MessageId>(value)),
    by: fc.constantFrom(ana, ben),
    at: fc.nat(),
    emoji: fc.constantFrom('👍', '🎉', '😀'),
    on: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('pin' as const),
    id: fc.integer({ min: 84, max: 110 }).map((value) => idOf<MessageId>(value)),
    by: fc.constantFrom(ana, ben),
    at: fc.nat(),
    on: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('vote' as const),
    id: fc.integer({ min: 111, max: 130 }).map((value) => idOf<MessageId>(value)),
    by: fc.constantFrom(ana, ben),
    at: fc.nat(),
    chosen: fc.subarray([0, 1]),
  }),
  fc.record({
    kind: fc.constantFrom('close' as const, 'acknowledge' as const),
    id: fc.integer({ min: 131, max: 140 }).map((value) => idOf<MessageId>(value)),
    by: fc.constantFrom(ana, ben),
    at: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('recall' as const),
    id: fc.integer({ min: 81, max: 83 }).map((value) => idOf<MessageId>(value)),
    by: fc.constant(ana),
    at: fc.nat(),
  }),
);
/** Changes that the relay has placed, each once. */
const placedChanges = fc
  .uniqueArray(anyChange, { selector: ({ id }) => id, maxLength: 30 })
  .map((changes) => changes.map((change, sequence): Change => ({ ...change, sequence })));

describe('what is done with a message', () => {
  it('comes to the same, in whatever order it comes, and however often', () => {
    const arrivals = placedChanges.chain((changes) =>
      fc.tuple(fc.constant(changes), fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 })),
    );
    fc.assert(
      fc.property(arrivals, ([changes, shuffled]) => {
        expect(changed(...shuffled)).toEqual(changed(...changes));
      }),
    );
  });

  it('shows the edit that the relay placed last, and remembers what was said before', () => {
    const row = changed(edit('third', 9), edit('second', 5));
    expect(row).toMatchObject({ text: 'third', said: 'first words' });
    expect(editsOf(row.changes ?? []).map(({ text }) => text)).toEqual(['second', 'third']);
  });

  it('shows one’s own edit that waits, until another that was placed before it has come as well', () => {
    const mine = edit('mine');
    const row = changed(mine, edit('theirs', 5));
    expect(row.text).toBe('mine');
    expect(withChanged(row, { ...mine, sequence: 4 }).text).toBe('theirs');
  });

  it('shows what the others see while an edit has failed, and the words as they were when it is undone', () => {
    const mine = edit('mine');
    const failed = withChanged(changed(mine), { ...mine, failure: { code: 'offline', sentence: '', canRetry: true } });
    expect(failed.text).toBe('first words');
    expect(failed.changes).toHaveLength(1);
    expect(withoutChange(failed, ana, mine.id)).toEqual(said);
  });

  it('is no more once it is recalled: no words, no history, no reactions, nothing that comes later', () => {
    const answer: TextRow = { ...said, reply: { author: ben, id: idOf<MessageId>(200) } };
    const gone = [edit('second', 2), react('👍', true, 3), recall(4), edit('again', 5), react('🎉', true, 6)].reduce(
      withChange,
      answer,
    );
    expect(gone).toMatchObject({ text: '', recalledAt: expect.any(Number) });
    expect(JSON.stringify(gone)).not.toMatch(/first words|second|again|👍|🎉/);
    expect(gone.reply).toBeUndefined();
    expect(isGone(gone)).toBe(true);
  });

  it('comes back when a recall that waits is undone', () => {
    const taken = recall();
    const row = changed(edit('second', 2), react('👍', true, 3), taken);
    expect(row).toMatchObject({ text: '', recalledAt: taken.at });
    expect(isGone(row)).toBe(false);
    const back = withoutChange(row, ana, taken.id);
    expect(back).toEqual(changed(...(back.changes ?? [])));
    expect(back).toMatchObject({ text: 'second', said: 'first words' });
  });

  it('counts each person once for each emoji, by their last word', () => {
    const row = changed(
      react('👍', true, 1),
      react('👍', true, 2),
      react('👍', true, 3, ana),
      react('🎉', true, 4),
      react('🎉', false, 5),
    );
    expect(reactionsOf(row.changes ?? [])).toEqual([{ emoji: '👍', by: [ben, ana] }]);
    expect(withChange(row, react('🎉', true, 3)).text).toBe('first words');
    expect(reactionsOf(withChange(row, react('🎉', true, 3)).changes ?? [])).toHaveLength(1);
  });

  it('is pinned or not by the last word of anybody, and never once it is recalled', () => {
    const pin = (on: boolean, sequence?: number, by = ben): Change => ({ kind: 'pin', ...common(sequence, by), on });
    const row = changed(pin(true, 5), pin(false, 3, ana));
    expect(pinOf(row)).toMatchObject({ on: true, by: ben });
    expect(pinOf(withChange(row, pin(false)))).toMatchObject({ on: false });
    expect(pinOf(withChange(row, pin(false)), true)).toMatchObject({ on: true });
    expect(pinOf(withChange(row, recall()))).toBeUndefined();
    expect(pinOf(changed(recall(2), pin(true, 5)))).toBeUndefined();
  });

  it('stays small, whatever somebody does with it', () => {
    let row = said;
    for (let sequence = 0; sequence < 300; sequence += 1) {
      row = withChange(row, { kind: 'edit', id: `${sequence}` as MessageId, by: ana, at: 1, sequence, text: 'x' });
      row = withChange(row, {
        kind: 'reaction',
        id: `r${sequence}` as MessageId,
        by: ben,
        at: 1,
        sequence,
        emoji: String.fromCodePoint(0x1f600 + (sequence % 60)),
        on: sequence % 2 === 0,
      });
      row = withChange(row, { kind: 'pin', id: `p${sequence}` as MessageId, by: ben, at: 1, sequence, on: true });
      const common = { by: ben, at: 1, sequence };
      row = withChange(row, { kind: 'vote', id: `v${sequence}` as MessageId, ...common, chosen: [sequence % 2] });
      row = withChange(row, { kind: 'close', id: `c${sequence}` as MessageId, ...common, sequence: sequence + 100 });
      row = withChange(row, { kind: 'acknowledge', id: `a${sequence}` as MessageId, ...common });
    }
    expect(row.changes?.length).toBeLessThan(60);
  });
});
