import type { Role, StaffMember, Standing } from '#client/bridge/port.ts';
import { plainName } from '#client/ui/plain-name.ts';

export interface PeopleFilter {
  readonly words: string;
  readonly role: Role | 'all';
  readonly standing: Standing | 'all';
  /** A group's id, or `all`. */
  readonly group: string;
  readonly order: 'name' | 'newest' | 'oldest' | 'devices';
}

/** Without accents and case: "Jürgen" is found by "jurgen". */
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Finds people by parts of their names and by what they are. Names are folded and sorted once, so that each keystroke costs
 * a look at each name and no more.
 */
export function peopleFinder(people: readonly StaffMember[]): (filter: PeopleFilter) => StaffMember[] {
  const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
  const byName = people
    .map((person) => ({ person, folded: fold(plainName(person.name)) }))
    .sort((left, right) => collator.compare(left.folded, right.folded) || (left.person.id < right.person.id ? -1 : 1));
  return ({ words, role, standing, group, order }) => {
    const wanted = fold(words).split(/\s+/);
    const found = byName
      .filter(
        ({ person, folded }) =>
          (role === 'all' || person.role === role) &&
          (standing === 'all' || person.standing === standing) &&
          (group === 'all' || person.group === group) &&
          wanted.every((word) => folded.includes(word)),
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
