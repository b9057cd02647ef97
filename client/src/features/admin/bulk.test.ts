import { describe, expect, it } from 'vitest';
import type { StaffMember } from '#client/bridge/port.ts';
import { parseId, type SecurityGroupId, type UserId } from '#shared/ids/index.ts';
import { bulkPlan, inChunks } from './bulk.ts';

const id = (letter: string) => parseId<UserId>(`${letter.repeat(21)}A`);
const [everyone, field] = ['e', 'f'].map((letter) => parseId<SecurityGroupId>(`${letter.repeat(21)}A`));

function person(letter: string, more: Partial<StaffMember> = {}): StaffMember {
  const rest = {
    isMe: false,
    role: 'member',
    standing: 'active',
    standingSince: 0,
    enrolledAt: 0,
    details: {},
    devices: 1,
  } as const;
  return { id: id(letter), name: letter, group: everyone as SecurityGroupId, ...rest, ...more };
}

describe('a decision about many', () => {
  const people = [
    person('a', { isMe: true, role: 'owner' }),
    person('b', { standing: 'suspended' }),
    person('c', { standing: 'removed' }),
    person('d', { role: 'guest', group: field as SecurityGroupId }),
    person('g'),
  ];

  it('is about those whom it changes, never about oneself or who is gone', () => {
    const plan = bulkPlan(people, { kind: 'suspend' });
    expect(plan.steps.map(({ decision }) => decision)).toEqual([
      { kind: 'suspend', user: id('d') },
      { kind: 'suspend', user: id('g') },
    ]);
    expect(plan).toMatchObject({ already: 1, left: 2 });
    expect(bulkPlan(people, { kind: 'restore' }).steps.map(({ person: { name } }) => name)).toEqual(['b']);
    expect(bulkPlan(people, { kind: 'role', role: 'guest' }).steps.map(({ person: { name } }) => name)).toEqual([
      'b',
      'g',
    ]);
    const move = bulkPlan(people, { kind: 'move', group: field as SecurityGroupId });
    expect(move.steps.map(({ person: { name } }) => name)).toEqual(['b', 'g']);
  });

  it('goes to the core in pieces that it takes, with nobody left out', () => {
    const list = Array.from({ length: 60 }, (_, nth) => nth);
    expect(inChunks(list).map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(inChunks(list).flat()).toEqual(list);
    expect(inChunks([])).toEqual([]);
  });
});
