import { describe, expect, it } from 'vitest';
import type { StaffMember } from '#client/bridge/port.ts';
import { departmentsOf, everybody, type PeopleFilter, peopleFinder } from './find-people.ts';

function person(name: string, more: Partial<StaffMember> = {}): StaffMember {
  const id = name as StaffMember['id'];
  const group = 'g' as StaffMember['group'];
  const times = { standingSince: 0, enrolledAt: name.length };
  return {
    id,
    name,
    isMe: false,
    role: 'member',
    group,
    standing: 'active',
    devices: 0,
    details: {},
    ...times,
    ...more,
  };
}

const staff = [
  person('Zoë Åberg', { role: 'admin', devices: 2, details: { title: 'Head', department: 'Forschung' } }),
  person('ben 10', { details: { department: 'Forschung', contact: 'Büro 4' } }),
  person('Ben 9', { standing: 'suspended', devices: 5 }),
  person('Jürgen', { group: 'h' as StaffMember['group'] }),
];
const names = (filter: Partial<PeopleFilter>) =>
  peopleFinder(staff)({ ...everybody, ...filter }).map(({ name }) => name);

describe('finding people', () => {
  it('goes by parts of names, in any order, without accents and case', () => {
    expect(names({ words: 'aberg zo' })).toEqual(['Zoë Åberg']);
    expect(names({ words: 'jurgen' })).toEqual(['Jürgen']);
    expect(names({ words: 'BEN' })).toEqual(['Ben 9', 'ben 10']);
    expect(names({ words: 'nobody' })).toEqual([]);
  });

  it('goes by what they are', () => {
    expect(names({ role: 'admin' })).toEqual(['Zoë Åberg']);
    expect(names({ standing: 'suspended' })).toEqual(['Ben 9']);
    expect(names({ group: 'h' })).toEqual(['Jürgen']);
    expect(names({ words: 'ben', standing: 'active' })).toEqual(['ben 10']);
  });

  it('goes by what is said of them', () => {
    expect(names({ words: 'forsch' })).toEqual(['ben 10', 'Zoë Åberg']);
    expect(names({ words: 'ben buro' })).toEqual(['ben 10']);
    expect(names({ words: 'head', department: 'Forschung' })).toEqual(['Zoë Åberg']);
    expect(names({ department: 'Forsch' })).toEqual([]);
    expect(departmentsOf(staff)).toEqual(['Forschung']);
  });

  it('sorts by name, age and devices', () => {
    expect(names({})).toEqual(['Ben 9', 'ben 10', 'Jürgen', 'Zoë Åberg']);
    expect(names({ order: 'newest' })[0]).toBe('Zoë Åberg');
    expect(names({ order: 'oldest' })[0]).toBe('Ben 9');
    expect(names({ order: 'devices' }).slice(0, 2)).toEqual(['Ben 9', 'Zoë Åberg']);
  });

  it('finds one of ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => person(`Person ${index}`));
    expect(peopleFinder(many)({ ...everybody, words: 'person 7777' }).map(({ name }) => name)).toEqual(['Person 7777']);
  });
});
