import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf, neighbour, type Pressed } from './keys.ts';

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...held,
});

describe('a key', () => {
  it.each([
    [press('ArrowUp', { altKey: true }), 'previous'],
    [press('ArrowDown', { altKey: true }), 'next'],
    [press('ArrowUp', { altKey: true, shiftKey: true }), 'previous-unread'],
    [press('ArrowDown', { altKey: true, shiftKey: true }), 'next-unread'],
    [press('Escape'), 'leave'],
    [press('?', { shiftKey: true }), 'help'],
    [press('/', { ctrlKey: true }), 'help'],
    [press('ArrowUp'), undefined],
    [press('Escape', { isComposing: true }), undefined],
    [press('ArrowUp', { altKey: true, ctrlKey: true }), undefined],
  ])('%o is %s', (pressed, command) => {
    expect(commandOf(pressed, false)).toBe(command);
  });

  it('that is a letter of what one writes stays one', () => {
    expect(commandOf(press('?', { shiftKey: true }), true)).toBeUndefined();
    expect(commandOf(press('/', { ctrlKey: true }), true)).toBe('help');
  });
});

describe('the neighbour', () => {
  it('is found around the end, and is never where one is', () => {
    expect(neighbour(['a', 'b', 'c'], 2, 1, () => true)).toBe('a');
    expect(neighbour(['a', 'b', 'c'], 0, -1, () => true)).toBe('c');
    expect(neighbour(['a', 'b', 'c'], -1, 1, () => true)).toBe('a');
    expect(neighbour(['a', 'b', 'c'], -1, -1, () => true)).toBe('c');
    expect(neighbour(['a', 'b', 'c'], 0, 1, (one) => one === 'a')).toBeUndefined();
    expect(neighbour([], -1, 1, () => true)).toBeUndefined();
  });

  it('going on comes by everything that is wanted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.constantFrom(1 as const, -1 as const), (ordered, step) => {
        const wanted = ordered.filter((one) => one % 2 === 0);
        const seen = new Set<number>();
        let current = -1;
        for (let count = 0; count < wanted.length; count += 1) {
          const next = neighbour(ordered, current, step, (one) => one % 2 === 0);
          if (next === undefined) break;
          seen.add(next);
          current = ordered.indexOf(next);
        }
        expect([...seen].sort()).toEqual([...wanted].sort());
      }),
    );
  });
});
