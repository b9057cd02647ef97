import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wireLimits } from '#shared/wire/index.ts';
import { type SeenSeqs, standingOf, withAccepted } from './client-seq.ts';

it('says of every number what a plain set would say, within its window', () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5_000 })), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, (numbers) => {
      let seen: SeenSeqs = { highest: 0, ring: null };
      const accepted = new Set<number>();
      for (const number of numbers) {
        const standing = standingOf(seen, number);
        if (number <= seen.highest - wireLimits.clientSeqWindow) expect(standing).toBe('forgotten');
        else expect(standing).toBe(accepted.has(number) ? 'accepted' : 'new');
        if (standing !== 'new') continue;
        seen = withAccepted(seen, number);
        accepted.add(number);
        expect(seen.highest).toBe(Math.max(...accepted));
      }
    }),
  );
});
