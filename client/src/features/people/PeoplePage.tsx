import { Users } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button as AriaButton, useFilter } from 'react-aria-components';
import { briefNames, saidOf } from '#client/bridge/details.ts';
import { usePeople } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Dialog } from '#client/ui/Dialog.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Page } from '#client/ui/Page.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { Face } from './Face.tsx';
import styles from './People.module.css';
import { PersonCard } from './PersonCard.tsx';

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
    .filter(({ name, details }) => [name, ...Object.values(details)].some((text) => contains(plainName(text), query)))
    .sort((left, right) => Number(right.active) - Number(left.active) || left.name.localeCompare(right.name));
  const person = people.find((candidate) => candidate.id === shown);
  return (
    <Page title={words.people.title} count={people.filter(({ active }) => active).length} onBack={onBack}>
      {people.length > 0 && (
        <SearchBox
          label={words.people.search}
          placeholder={words.details.search}
          className={styles.search}
          value={query}
          onChange={setQuery}
        />
      )}
      {found.length === 0 ? (
        <EmptyState
          icon={<Users size={32} aria-hidden />}
          title={people.length === 0 ? words.people.nobody : words.people.noMatch}
        >
          {people.length === 0 ? words.people.nobodyNext : words.people.noMatchNext}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {found.map((one) => (
            <li key={one.id}>
              <AriaButton className={styles.row ?? ''} onPress={() => setShown(one.id)}>
                <Face person={one} />
                <span className={styles.words}>
                  <bdi className={styles.name}>
                    {one.isMe ? (
                      <Sentence of={words.people.isMe} with={{ name: plainName(one.name) }} />
                    ) : (
                      plainName(one.name)
                    )}
                  </bdi>
                  <span className={styles.hint}>
                    {one.active ? words.shared.roles[one.role] : words.people.inactive}
                    {saidOf(one.details, briefNames).map(([detail, text]) => (
                      <Fragment key={detail}>
                        {' · '}
                        <bdi>{plainName(text)}</bdi>
                      </Fragment>
                    ))}
                  </span>
                </span>
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
      {person !== undefined && (
        <Dialog title={words.people.person} isOpen onClose={() => setShown(undefined)}>
          <PersonCard person={person} onOpened={onOpened} />
        </Dialog>
      )}
    </Page>
  );
}
