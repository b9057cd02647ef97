import { describe, expect, it } from 'vitest';
import { Gaps } from './gaps.ts';

describe('numbers that were passed over', () => {
  it('are known until something comes under them, with the line that told of them', () => {
    const gaps = new Gaps();
    gaps.open(5, 9, 'gap');
    expect([4, 5, 9, 10].map((sequence) => gaps.has(sequence))).toEqual([false, true, true, false]);
    expect(gaps.close(7)).toBe('gap');
    expect(gaps.close(7)).toBeUndefined();
    expect([6, 7, 8].map((sequence) => gaps.has(sequence))).toEqual([true, false, true]);
    expect(gaps.close(99)).toBeUndefined();
  });

  it('are one where they follow each other, and few whatever the relay does', () => {
    const gaps = new Gaps();
    for (let sequence = 1; sequence <= 1_000; sequence += 1) gaps.open(sequence, sequence, 'junk');
    expect(gaps.has(1)).toBe(true);
    for (let sequence = 2_000; sequence < 3_000; sequence += 2) gaps.open(sequence, sequence, 'junk');
    expect([gaps.has(1), gaps.has(2_998)]).toEqual([false, true]);
    gaps.open(9, 8);
    expect(gaps.has(9)).toBe(false);
  });
});
