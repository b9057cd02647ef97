import { describe, expect, it } from 'vitest';
import { ar } from './ar/index.ts';
import { admin } from './en/admin.ts';
import { vi } from './vi/index.ts';

/** What reads the same in every language. */
const SAME: ReadonlySet<string> = new Set(['invite.example']);

/** Each string and function of a catalog, by the way to it. */
function leaves(part: unknown, way: readonly string[] = []): Map<string, unknown> {
  if (typeof part !== 'object' || part === null) return new Map([[way.join('.'), part]]);
  return new Map(Object.entries(part).flatMap(([key, value]) => [...leaves(value, [...way, key])]));
}

const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

describe.each([
  ['vi', vi.admin],
  ['ar', ar.admin],
])('the administration in %s', (_, other) => {
  const said = leaves(other);

  it('has every string of its own, with the same elements in it', () => {
    for (const [way, english] of leaves(admin)) {
      if (typeof english !== 'string' || SAME.has(way)) continue;
      const own = said.get(way);
      expect(own, way).toMatch(/\S/);
      expect(own, way).not.toBe(english);
      expect(holes(String(own)), way).toEqual(holes(english));
    }
  });

  it('leaves nothing out of what a sentence tells', () => {
    for (const [way, english] of leaves(admin)) {
      if (typeof english !== 'function') continue;
      const own = said.get(way);
      // The compiler takes a function that asks for less: a name or a number would be missing then.
      expect(typeof own === 'function' ? own.length : own, way).toBe(english.length);
    }
  });

  it('has what each number needs', () => {
    const { owners, receipts, console, keys, trail, witness } = other;
    for (const count of [0, 1, 2, 3, 11, 100, 1_234]) {
      const sentences = [
        owners.any.sentence(count),
        owners.several.sentence(count + 2, count + 5),
        owners.spare(count),
        receipts.stillIn('Ben', count),
        console.people(count),
        console.andMore(count),
        keys.age(count),
        keys.ending(count, count),
        trail.found(count),
        witness.cosignedFewer(count, '', count),
        witness.askTitle(count),
      ];
      for (const sentence of sentences) expect(sentence, String(count)).not.toMatch(/#|undefined|NaN/);
    }
  });
});
