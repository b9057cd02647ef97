import { beforeAll, expect, it } from 'vitest';
import { ready } from '../crypto/primitives.ts';
import { at, createTestWorld, groupOf } from './testing.ts';

beforeAll(ready);

it('stands in the tree for every member alike: of a commit its time, of a key package its lifetime, and nothing of a commit that only adds', async () => {
  const world = createTestWorld('x-wing');
  const { engine } = world;
  const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
  const signs = (group: (typeof groups)[number]) => engine.members(group).map(({ aliveAt }) => aliveAt);
  const before = signs(at(groups, 0));
  expect(signs(at(groups, 1))).toEqual(before);

  const renewal = await engine.commit(at(groups, 0), {});
  const after = signs(renewal.group);
  expect(after.slice(1)).toEqual(before.slice(1));
  expect(after[0]).not.toBe(before[0]);
  // The epoch that it was made from is as it was: whoever comes too late goes on from there.
  expect(signs(renewal.base)).toEqual(before);
  const ben = await engine.receive(at(groups, 1), renewal.commit);
  expect(signs(ben.group)).toEqual(after);

  const dan = world.device('Dan');
  const adding = await engine.commit(renewal.group, { add: [await dan.publish()] });
  expect(signs(adding.group).slice(0, 3)).toEqual(after);
  const seen = await engine.receive(ben.group, adding.commit);
  expect(signs(seen.group)).toEqual(signs(adding.group));
  expect(engine.epochAuthenticator(seen.group)).toEqual(engine.epochAuthenticator(adding.group));
});
