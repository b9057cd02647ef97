import { useId } from 'react';
import { Autocomplete, ListBox } from 'react-aria-components';
import { useConversations, usePeople } from '#client/bridge/hooks.ts';
import type { SearchHit } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { ExcerptOption } from '#client/ui/ExcerptOption.tsx';
import { ExcerptHead } from '#client/ui/Excerpts.tsx';
import { Panel } from '#client/ui/Panel.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { foundWords } from './found-words.ts';
import styles from './Search.module.css';
import { SearchHelp } from './SearchHelp.tsx';
import { Snippet } from './Snippet.tsx';
import { useSearch } from './use-search.ts';

const QUERY_MAX = 500;

export interface SearchPanelProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly me: UserId;
  readonly onOpen: (hit: SearchHit) => void;
  readonly onClose: () => void;
}

/** Looks for messages while one types, and opens the conversation at the one that is chosen. */
export function SearchPanel({ query, onQuery, me, onOpen, onClose }: SearchPanelProps) {
  const people = usePeople();
  const conversations = useConversations();
  const now = useNow(60_000);
  const { hits, page, problem, isPending, more } = useSearch(query);
  const status = useId();
  const author = (id: UserId) =>
    id === me ? words.shared.you : plainName(people.find((one) => one.id === id)?.name ?? words.shared.somebody);
  const place = (hit: SearchHit) => {
    const conversation = conversations.find(({ id }) => id === hit.conversation);
    return conversation === undefined ? '' : plainName(conversation.title);
  };
  return (
    <Panel title={words.search.title} onClose={onClose}>
      <div className={styles.search} data-search>
        <Autocomplete inputValue={query} onInputChange={onQuery} disableAutoFocusFirst>
          <SearchBox
            label={words.search.field}
            placeholder={words.search.placeholder}
            spellCheck="false"
            autoFocus
            maxLength={QUERY_MAX}
            aria-describedby={status}
          />
          <p id={status} role="status" className={styles.status}>
            {problem === undefined
              ? foundWords(query, page, hits.length, isPending)
              : `${problem.sentence} ${problem.nextStep}`}
          </p>
          {hits.length > 0 && (
            <ListBox
              aria-label={words.search.found}
              className={styles.list ?? ''}
              items={hits.map((hit) => ({ hit, id: `${hit.conversation}/${hit.id}` }))}
            >
              {({ hit, id }) => (
                <ExcerptOption id={id} textValue={`${author(hit.author)}: ${hit.snippet}`} onOpen={() => onOpen(hit)}>
                  <ExcerptHead by={author(hit.author)} place={place(hit)} at={hit.at} now={now} />
                  <Snippet text={hit.snippet} ranges={hit.ranges} />
                </ExcerptOption>
              )}
            </ListBox>
          )}
        </Autocomplete>
        {page?.cursor !== undefined && (
          <Button wide isPending={isPending} onPress={more}>
            {words.shared.showMore}
          </Button>
        )}
        <SearchHelp isOpen={query === ''} />
      </div>
    </Panel>
  );
}
