import { describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { idOf } from '../storage/testing.ts';
import { Waiting } from './waiting.ts';

const envelope = (seq: number): Envelope => ({
  group: idOf<GroupId>(1),
  seq,
  epoch: 1n,
  kind: 'application',
  message: new Uint8Array(1),
  at: 1,
});
const fill = (waiting: Waiting, ...seqs: readonly number[]) => {
  for (const seq of seqs) waiting.put(envelope(seq));
  return waiting;
};
const numbers = (envelopes: readonly Envelope[]) => envelopes.map(({ seq }) => seq);

describe('envelopes that wait', () => {
  it('follow the cursor as far as there is no gap, and not further than is wanted', () => {
    const waiting = fill(new Waiting(10), 4, 2, 1, 6);
    expect(numbers(waiting.run(0, 100))).toEqual([1, 2]);
    expect(numbers(waiting.run(0, 1))).toEqual([1]);
    expect(numbers(waiting.run(2, 100))).toEqual([]);
    expect(waiting.first).toBe(1);
    waiting.pass(2);
    expect(waiting.first).toBe(4);
  });

  it('make room for those that are needed sooner: a full lane never passes over what is there to be had', () => {
    const waiting = fill(new Waiting(3), 50, 51, 52, 53);
    expect(numbers(waiting.run(49, 100))).toEqual([50, 51, 52]);
    fill(waiting, 1, 2);
    expect(numbers(waiting.run(0, 100))).toEqual([1, 2]);
    expect(numbers(waiting.run(49, 100))).toEqual([50]);
    fill(waiting, 3, 4);
    expect(numbers(waiting.run(0, 100))).toEqual([1, 2, 3]);
    waiting.clear();
    expect(waiting.first).toBeUndefined();
    expect(numbers(fill(waiting, 9).run(8, 5))).toEqual([9]);
  });

  it('come once under each number', () => {
    const waiting = fill(new Waiting(2), 1, 1, 1);
    fill(waiting, 2);
    expect(numbers(waiting.run(0, 100))).toEqual([1, 2]);
  });
});
