import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, fitOf, ranked } from './fuzzy.ts';

const names = ['Harbour', 'Ana Torres', 'New room', 'Settings', 'Đặng Thu', 'Anchor'];
const find = (typed: string) => ranked(typed, names, (name) => name);

describe('a few letters', () => {
  it('find the names that have them in their order, the best first', () => {
    expect(find('ana')).toEqual(['Ana Torres']);
    expect(find('an')[0]).toBe('Anchor');
    expect(find('hb')).toEqual(['Harbour']);
    expect(find('dang')).toEqual(['Đặng Thu']);
    expect(find('room')).toEqual(['New room']);
    expect(find('xyz')).toEqual([]);
    expect(find('')).toEqual(names);
  });

  it('taken from a name always find it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(fc.boolean(), { maxLength: 30 }), (name, keep) => {
        const whole = bare(name);
        const some = [...whole].filter((_, nth) => keep[nth]).join('');
        expect(fitOf(some, whole)).toBeDefined();
      }),
    );
  });
});
