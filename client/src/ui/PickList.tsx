import clsx from 'clsx';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { ListBox, ListBoxItem, Text, useFilter } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import { Avatar, type Face } from './Avatar.tsx';
import styles from './PickList.module.css';
import { SearchBox } from './SearchBox.tsx';

export interface PickOption {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
  /** Where it has one of its own. */
  readonly face?: Face;
}

export interface PickListProps {
  readonly label: string;
  readonly options: readonly PickOption[];
  readonly mode: 'one' | 'many';
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
  readonly nothing: string;
}

/** A searchable list from which one or several can be picked. */
export function PickList({ label, options, mode, picked, onPick, nothing }: PickListProps) {
  const [query, setQuery] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const shown = options.filter((option) => contains(option.name, query));
  return (
    <div className={styles.picker}>
      <SearchBox
        label={words.ui.searchLabel}
        placeholder={words.ui.searchByName}
        value={query}
        onChange={setQuery}
        autoFocus={mode === 'one'}
      />
      <ListBox
        aria-label={label}
        className={clsx(styles.list)}
        items={shown}
        selectionMode={mode === 'one' ? 'single' : 'multiple'}
        selectionBehavior="toggle"
        // Escape closes the window around the list, as everywhere.
        escapeKeyBehavior="none"
        selectedKeys={picked}
        onSelectionChange={(keys) => {
          // "All" can only mean what is shown; what is picked outside the search stays picked.
          if (keys === 'all') onPick(new Set([...picked, ...shown.map((option) => option.id)]));
          else onPick(new Set([...keys].map(String)));
        }}
        renderEmptyState={() => <p className={styles.nothing}>{query === '' ? nothing : words.ui.noNameMatches}</p>}
      >
        {(option) => (
          <ListBoxItem id={option.id} textValue={option.name} className={clsx(styles.item)}>
            <Avatar name={option.name} seed={option.id} {...option.face} />
            <span className={styles.words}>
              <Text slot="label" className={clsx(styles.name)}>
                <bdi>{option.name}</bdi>
              </Text>
              {option.hint !== undefined && (
                <Text slot="description" className={clsx(styles.hint)}>
                  {option.hint}
                </Text>
              )}
            </span>
            {mode === 'many' && (
              <span className={styles.box} aria-hidden="true">
                <Check size={14} />
              </span>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  );
}
