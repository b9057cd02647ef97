import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '#core/crypto/primitives.ts';
import { type ModelOptions, runModel } from './model.ts';
import { createRandom } from './random.ts';

beforeAll(ready);

const REGRESSIONS = new URL('../../shared/vectors/mls/regressions/', import.meta.url);
const saved = existsSync(REGRESSIONS) ? readdirSync(REGRESSIONS) : [];

const EVERYTHING = [
  'add',
  'remove',
  'both',
  're-add',
  'update',
  'room state',
  'message',
  'dropped',
  'late or reordered',
  'duplicate',
  'duplicate commit',
  'lost race',
  'commit made again',
  'crash and restore',
];

describe('the MLS model', () => {
  it.each(['x25519', 'x-wing'] as const)(
    'holds for 150 commits on %s, and does everything it is made for',
    async (suite) => {
      const result = await runModel({ seed: 7, commits: 150, devices: 8, suite });
      expect(result.failure).toBeUndefined();
      for (const what of EVERYTHING) {
        expect(result.done[what], what).toBeGreaterThan(0);
      }
    },
  );

  it('tells the same story for the same seed', async () => {
    const options = { seed: 3, commits: 15, devices: 5, suite: 'x25519' } as const;
    expect(await runModel(options)).toEqual(await runModel(options));
  });

  it.each(saved)('holds for the saved regression %s', async (file) => {
    const options = JSON.parse(readFileSync(new URL(file, REGRESSIONS), 'utf8')) as ModelOptions;
    expect((await runModel(options)).failure).toBeUndefined();
  });
});

describe('the seeded generator', () => {
  it('repeats itself, and samples without repetition', () => {
    const [one, two] = [createRandom(9), createRandom(9)];
    expect(Array.from({ length: 20 }, () => one.below(100))).toEqual(Array.from({ length: 20 }, () => two.below(100)));
    expect(new Set(one.sample([1, 2, 3, 4], 4)).size).toBe(4);
    expect(one.sample([1], 3)).toEqual([1]);
  });
});
