import type { PersonView } from '#client/bridge/port.ts';
import type { PickOption } from '#client/ui/PickList.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { words } from '#client/words/index.ts';

/** The people who can be chosen, by name: everybody active but oneself and those of `without`. */
export function pickableOf(people: readonly PersonView[], without: ReadonlySet<string> = new Set()): PickOption[] {
  return people
    .filter((person) => person.active && !person.isMe && !without.has(person.id))
    .map((person) => ({
      id: person.id,
      name: plainName(person.name),
      // Nothing can be encrypted to somebody who has no device.
      ...(person.deviceCount === 0
        ? { hint: words.rooms.noDevice }
        : person.role === 'guest'
          ? { hint: words.rooms.guest }
          : {}),
    }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** The people behind the picked ids. */
export function pickedPeople(people: readonly PersonView[], picked: ReadonlySet<string>): PersonView['id'][] {
  return people.filter((person) => picked.has(person.id)).map((person) => person.id);
}
