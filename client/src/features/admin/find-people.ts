import type { Role, StaffMember, Standing } from '#client/bridge/port.ts';
import { fold } from '#client/ui/fold.ts';
import { plainName } from '#client/ui/plain-name.ts';
import { language } from '#client/words/index.ts';

export interface PeopleFilter {
  readonly words: string;
  readonly role: Role | 'all';
  readonly standing: Standing | 'all';
  /** A group's id, or `all`. */
  readonly group: string;
  /** As the profiles have it, or `all`. */
  readonly department: string;
  readonly order: 'name' | 'newest' | 'oldest' | 'devices';
}

/** Leaves nobody out. */
export const everybody: PeopleFilter = {
  words: '',
  role: 'all',
  standing: 'all',
  group: 'all',
  department: 'all',
  order: 'name',
};

/**
 * Finds people by parts of their names and profiles and by what they are. Names are folded and sorted once, so that each keystroke costs
 * a look at each name and no more.
 */
export function peopleFinder(people: readonly StaffMember[]): (filter: PeopleFilter) => StaffMember[] {
  const collator = new Intl.Collator(language(), { sensitivity: 'base', numeric: true });
  const byName = people
    .map((person) => {
      const folded = fold(plainName(person.name));
      // Names and what is said beside them are looked through together, and sorted by the names alone.
      return { person, folded, said: fold([folded, ...Object.values(person.details).map(plainName)].join('\n')) };
    })
    .sort((left, right) => collator.compare(left.folded, right.folded) || (left.person.id < right.person.id ? -1 : 1));
  return ({ words, role, standing, group, department, order }) => {
    const wanted = fold(words).split(/\s+/);
    const found = byName
      .filter(
        ({ person, said }) =>
          (role === 'all' || person.role === role) &&
          (standing === 'all' || person.standing === standing) &&
          (group === 'all' || person.group === group) &&
          (department === 'all' || person.details.department === department) &&
          wanted.every((word) => said.includes(word)),
      )
      .map(({ person }) => person);
    switch (order) {
      case 'name':
        return found;
      case 'newest':
        return found.sort((left, right) => right.enrolledAt - left.enrolledAt);
      case 'oldest':
        return found.sort((left, right) => left.enrolledAt - right.enrolledAt);
      case 'devices':
        return found.sort((left, right) => right.devices - left.devices);
    }
  };
}

/** The departments that the profiles name, in order. */
export function departmentsOf(people: readonly StaffMember[]): string[] {
  const departments = new Set(people.flatMap(({ details: { department } }) => department ?? []));
  return [...departments].sort(new Intl.Collator('en', { sensitivity: 'base', numeric: true }).compare);
}
