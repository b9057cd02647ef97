/** Policies that an attempt could decide: near to one that applies, a field or two otherwise, and sometimes out of its range. */
import type { PolicyScope } from '#shared/org-log/index.ts';
import { defaultPolicy, type PolicyField, policyFields } from '#shared/policy/index.ts';
import { at, someNetworks, timelineOf, type Values } from './past.ts';
import type { World } from './world.ts';

/** A policy near to one that applies, or applied once; sometimes one that is none. */
export function somePolicy(world: World, scope: PolicyScope): Record<string, unknown> {
  const { random, past } = world;
  const timeline = timelineOf(past, scope);
  const earlier = past.flatMap(({ entry }) => ('values' in entry ? [entry.values] : []));
  const bases: Values[] = [
    at(timeline, world.now),
    ...timeline.map(({ values }) => values),
    { ...defaultPolicy },
    ...earlier,
  ];
  const values: Record<string, unknown> = { ...random.pick(bases) };
  const names = Object.keys(policyFields) as (keyof typeof policyFields)[];
  for (const name of random.sample(names, random.below(3))) {
    const field = policyFields[name];
    values[name] = someValue(field, random);
  }
  if (random.chance(0.06)) {
    const name = random.pick(names);
    const field = policyFields[name];
    const wrong = random.below(4);
    if (wrong === 0) delete values[name];
    else if (wrong === 1) values.backdoor = 1;
    else values[name] = wrongValue(field, wrong);
  }
  return values;
}

function someValue(field: PolicyField, random: World['random']): number | string {
  if (field.kind === 'text' && field.networks) {
    const [one = '', other = ''] = [1, 2].map(() => random.pick(Object.keys(someNetworks)));
    return random.pick(['', one, one, `${one}\n${other}`]);
  }
  if (field.kind === 'text') return random.pick(['', '', '.', 'Be warned.', 'Be warned.\nThis is recorded.']);
  if (field.kind === 'choice') return random.pick(field.strongestFirst);
  if (field.orNone === true && random.chance(0.3)) return 0;
  return field.least + random.below(field.most - field.least + 1);
}

function wrongValue(field: PolicyField, wrong: number): number | string {
  if (field.kind === 'text' && field.networks) return wrong === 2 ? '10.0.0.1/8' : '10.0.0.0/8, ::/0';
  if (field.kind === 'text' && field.lines !== undefined)
    return wrong === 2 ? 'a\n\nb' : 'x\n'.repeat(field.lines.most).concat('x');
  if (field.kind === 'text') return wrong === 2 ? 'x'.repeat(field.longest + 1) : 'a\u202eb';
  if (field.kind === 'choice') return 'no such choice';
  return wrong === 2 ? field.most + 1 : field.orNone === true ? -1 : field.least - 1;
}
