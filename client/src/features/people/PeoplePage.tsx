import { Users } from 'lucide-react';
import { Fragment, useMemo, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Virtualizer } from 'virtua';
import { briefNames, saidOf } from '#client/bridge/details.ts';
import { usePeople } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Dialog } from '#client/ui/Dialog.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { fold } from '#client/ui/fold.ts';
import { Page } from '#client/ui/Page.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { language, words } from '#client/words/index.ts';
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
  const scroller = useRef<HTMLDivElement>(null);
  const everybody = useMemo(() => searchable(people), [people]);
  const found = useMemo(() => {
    const wanted = fold(query).split(/\s+/u);
    return everybody.flatMap(({ person: one, said }) => (wanted.every((word) => said.includes(word)) ? [one] : []));
  }, [everybody, query]);
  const person = people.find((candidate) => candidate.id === shown);
  return (
    <Page
      title={words.people.title}
      count={people.filter(({ active }) => active).length}
      onBack={onBack}
      scroller={scroller}
    >
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
        <div className={styles.list}>
          <Virtualizer as="ul" item="li" data={found} scrollRef={scroller} bufferSize={400}>
            {(one) => (
              <AriaButton key={one.id} className={styles.row ?? ''} onPress={() => setShown(one.id)}>
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
            )}
          </Virtualizer>
        </div>
      )}
      {person !== undefined && (
        <Dialog title={words.people.person} isOpen onClose={() => setShown(undefined)}>
          <PersonCard person={person} onOpened={onOpened} />
        </Dialog>
      )}
    </Page>
  );
}

/** Who is there and then who is not any more, by name, with all that is said of them: made once, and looked through at each letter. */
function searchable(people: readonly PersonView[]) {
  const byName = new Intl.Collator(language(), { sensitivity: 'base', numeric: true });
  return people
    .map((person) => {
      const name = plainName(person.name);
      return { person, name, said: fold([name, ...Object.values(person.details).map(plainName)].join('\n')) };
    })
    .sort(
      (left, right) =>
        Number(right.person.active) - Number(left.person.active) || byName.compare(left.name, right.name),
    );
}
