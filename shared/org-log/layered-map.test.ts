import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LayeredMap } from './layered-map.ts';

describe('a layered map', () => {
  it('is a map, and so is each copy, whatever is set in which of them', () => {
    const step = fc.record({ on: fc.nat(), copy: fc.boolean(), key: fc.nat(3_000), run: fc.nat(900) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom(0, 900), (steps, over) => {
        const base = new Map(Array.from({ length: over }, (_, key) => [2 * key, -key]));
        const pairs = [{ layered: new LayeredMap<number, number>(base), plain: new Map<number, number>(base) }];
        let value = 0;
        for (const { on, copy, key, run } of steps) {
          const { layered, plain } = pairs[on % pairs.length] ?? { layered: new LayeredMap(), plain: new Map() };
          const pair = copy ? { layered: layered.copy(), plain: new Map(plain) } : { layered, plain };
          if (copy) pairs.push(pair);
          for (let nth = 0; nth < run; nth += 1) {
            value += 1;
            pair.layered.set(key + nth, value);
            pair.plain.set(key + nth, value);
          }
        }
        for (const { layered, plain } of pairs) {
          expect(layered.size).toBe(plain.size);
          const over = new Map(base);
          for (const [key, value] of layered.changes()) over.set(key, value);
          expect([...over]).toEqual([...plain]);
          expect([...layered]).toEqual([...plain]);
          expect([...layered.keys()]).toEqual([...plain.keys()]);
          expect([...layered.values()]).toEqual([...plain.values()]);
          for (const key of [0, 1_500, 3_899]) expect(layered.get(key)).toBe(plain.get(key));
          for (const key of [0, 1_500, 3_899]) expect(layered.has(key)).toBe(plain.has(key));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('can be gone through while known keys are set, and while it is copied', () => {
    const map = new LayeredMap(new Map(Array.from({ length: 1_500 }, (_, key) => [key, 1])));
    const seen: number[] = [];
    for (const key of map.keys()) {
      map.set(key, 2);
      if (key === 1_200) map.copy();
      seen.push(key);
    }
    expect(seen).toEqual([...map.keys()]);
    expect(new Set(map.values())).toEqual(new Set([2]));
  });
});
