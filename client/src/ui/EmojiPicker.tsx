import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import styles from './EmojiPicker.module.css';
import type { Emoji } from './emoji-list.ts';

type Finder = (typed: string) => readonly Emoji[];

/** Any emoji, by its name. Arrow keys go through what is found, Enter takes it. */
export function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const [typed, setTyped] = useState('');
  const [find, setFind] = useState<Finder>();
  useEffect(() => {
    let gone = false;
    void import('./emoji-list.ts').then(({ findEmoji }) => {
      if (!gone) setFind(() => findEmoji);
    });
    return () => {
      gone = true;
    };
  }, []);
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <div className={styles.picker}>
        <SearchField aria-label={words.ui.searchEmoji} autoFocus className={clsx(styles.search)}>
          <Input placeholder={words.ui.searchEmoji} className={clsx(styles.input)} />
        </SearchField>
        <ListBox
          aria-label={words.ui.emoji}
          layout="grid"
          className={clsx(styles.grid)}
          items={(find?.(typed) ?? []).map((one) => ({ ...one, id: one.emoji }))}
          selectionMode="none"
          onAction={(key) => onPick(String(key))}
          renderEmptyState={() => (find === undefined ? null : <p className={styles.none}>{words.ui.noEmoji}</p>)}
        >
          {({ emoji, name }) => (
            <ListBoxItem id={emoji} textValue={name} aria-label={name} className={clsx(styles.emoji)}>
              <span aria-hidden>{emoji}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Autocomplete>
  );
}
