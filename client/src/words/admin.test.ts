import { expect, it } from 'vitest';
import { ar } from './ar/index.ts';
import { admin } from './en/admin.ts';
import { vi } from './vi/index.ts';

it.each([
  ['en', admin],
  ['vi', vi.admin],
  ['ar', ar.admin],
])(
  'the administration in %s has a form for each number',
  (_, { console, keys, owners, receipts, staff, trail, witness }) => {
    for (const count of [0, 1, 2, 3, 11, 100, 1_234]) {
      const sentences = [
        console.people(count),
        console.andMore(count),
        keys.age(count),
        keys.ending(count, count),
        owners.any.sentence(count),
        owners.several.sentence(count + 2, count + 5),
        owners.spare(count),
        receipts.stillIn('Ben', count),
        staff.leftOut(count),
        trail.found(count),
        witness.askTitle(count),
        witness.cosignedFewer(count, '', count),
      ];
      for (const sentence of sentences) expect(sentence, String(count)).not.toMatch(/#|undefined|NaN/);
    }
  },
);
