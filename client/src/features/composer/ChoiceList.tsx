import clsx from 'clsx';
import { TextQuote, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '#client/ui/Avatar.tsx';
import type { Emoji } from '#client/ui/emoji-list.ts';
import hidden from '#client/ui/hidden.module.css';
import { plainWords } from '#client/ui/plain-words.ts';
import popover from '#client/ui/popover.module.css';
import { words } from '#client/words/index.ts';
import styles from './ChoiceList.module.css';
import type { OpenList } from './use-choices.ts';
import type { MentionChoice } from './use-mention-list.ts';
import type { Snippet } from './use-snippet-list.ts';

/** What can be chosen, above the field in which one goes on typing: it keeps the focus, and names what is chosen. */
function ChoiceList<One>({
  id,
  choices,
  current,
  onPoint,
  onChoose,
  label,
  keyOf,
  children,
}: OpenList<One> & {
  readonly label: string;
  readonly keyOf: (choice: One) => string;
  /** What stands in one row. */
  readonly children: (choice: One) => ReactNode;
}) {
  return (
    <div className={styles.place}>
      <div id={id} role="listbox" aria-label={label} className={clsx(popover.popover, styles.list)}>
        {choices.map((choice, nth) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={keyOf(choice)}
            id={`${id}-${nth}`}
            ref={nth === current ? (row) => row?.scrollIntoView?.({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={nth === current}
            className={styles.choice}
            // The field must not lose the focus to it.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => nth !== current && onPoint(nth)}
            onClick={() => onChoose(choice)}
          >
            {children(choice)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Whom one can mention. */
export function MentionList(list: OpenList<MentionChoice>) {
  return (
    <ChoiceList {...list} label={words.composer.whomToMention} keyOf={({ who }) => who}>
      {({ who, name, hint }) => (
        <>
          {who === 'room' ? (
            <span className={styles.icon}>
              <Users size={16} aria-hidden />
            </span>
          ) : (
            <Avatar name={name} seed={who} size="s" />
          )}
          <bdi className={styles.name}>{who === 'room' ? '@room' : name}</bdi>{' '}
          {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        </>
      )}
    </ChoiceList>
  );
}

/** What was kept to use again. */
export function SnippetList(list: OpenList<Snippet>) {
  return (
    <ChoiceList {...list} label={words.composer.snippets} keyOf={({ id }) => id}>
      {({ title, text, given }) => (
        <>
          <span className={styles.icon}>
            <TextQuote size={16} aria-hidden />
          </span>
          <bdi className={styles.name}>{title}</bdi>{' '}
          <span className={styles.hint}>{given ? words.composer.given : plainWords(text)}</span>
        </>
      )}
    </ChoiceList>
  );
}

/** Emoji by what was typed of their names. */
export function EmojiList(list: OpenList<Emoji>) {
  return (
    <ChoiceList {...list} label={words.composer.emoji} keyOf={({ emoji }) => emoji}>
      {({ emoji, name }) => (
        <>
          <span className={clsx(styles.icon, styles.emoji)} aria-hidden>
            {emoji}
          </span>
          <span className={styles.name}>{name}</span>
        </>
      )}
    </ChoiceList>
  );
}

/** What a screen reader says of the list that is open. */
export function ChoiceCount({ count, mentions }: { readonly count: number | undefined; readonly mentions: boolean }) {
  const { choicesToMention, choicesToTake } = words.composer;
  return (
    <p className={hidden.hidden} aria-live="polite">
      {count !== undefined && (mentions ? choicesToMention : choicesToTake)(count)}
    </p>
  );
}
