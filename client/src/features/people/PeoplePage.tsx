import { Users } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, useFilter } from 'react-aria-components';
import { usePeople } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Dialog } from '#client/ui/Dialog.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Page } from '#client/ui/Page.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import type { GroupId } from '#shared/ids/index.ts';
import { Face } from './Face.tsx';
import styles from './People.module.css';
import { PersonCard } from './PersonCard.tsx';
import { roleWords } from './role-words.ts';

/** Everybody of the organisation. */
export function PeoplePage({
  onBack,
  onOpened,
}: {
  readonly onBack: () => void;
  readonly onOpened: (conversation: GroupId) => void;
}) {
  const people = usePeople();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<PersonView['id']>();
  const { contains } = useFilter({ sensitivity: 'base' });
  const found = people
    .filter((person) => contains(plainName(person.name), query))
    .sort((left, right) => Number(right.active) - Number(left.active) || left.name.localeCompare(right.name));
  const person = people.find((candidate) => candidate.id === shown);
  return (
    <Page title="People" count={people.filter(({ active }) => active).length} onBack={onBack}>
      {people.length > 0 && (
        <SearchBox
          label="Search people"
          placeholder="Search by name"
          className={styles.search}
          value={query}
          onChange={setQuery}
        />
      )}
      {found.length === 0 ? (
        <EmptyState
          icon={<Users size={32} aria-hidden />}
          title={people.length === 0 ? 'Nobody is here yet' : 'No name matches'}
        >
          {people.length === 0 ? 'People appear here as soon as they join.' : 'Try a part of the name.'}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {found.map((one) => (
            <li key={one.id}>
              <AriaButton className={styles.row ?? ''} onPress={() => setShown(one.id)}>
                <Face person={one} />
                <span className={styles.words}>
                  <bdi className={styles.name}>
                    {plainName(one.name)}
                    {one.isMe && ' (you)'}
                  </bdi>
                  <span className={styles.hint}>{one.active ? roleWords[one.role] : 'No longer active'}</span>
                </span>
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
      {person !== undefined && (
        <Dialog title="Person" isOpen onClose={() => setShown(undefined)}>
          <PersonCard person={person} onOpened={onOpened} />
        </Dialog>
      )}
    </Page>
  );
}
