import clsx from 'clsx';
import { Users } from 'lucide-react';
import { Avatar } from '#client/ui/Avatar.tsx';
import hidden from '#client/ui/hidden.module.css';
import popover from '#client/ui/popover.module.css';
import styles from './MentionList.module.css';
import type { MentionChoice } from './use-mention-list.ts';

/** Whom one can mention, above the field in which one goes on typing: it keeps the focus, and names what is chosen. */
export function MentionList({
  id,
  choices,
  current,
  onPoint,
  onChoose,
}: {
  readonly id: string;
  readonly choices: readonly MentionChoice[];
  readonly current: number;
  readonly onPoint: (nth: number) => void;
  readonly onChoose: (choice: MentionChoice) => void;
}) {
  return (
    <div className={styles.place}>
      <div id={id} role="listbox" aria-label="Whom to mention" className={clsx(popover.popover, styles.list)}>
        {choices.map((choice, nth) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={choice.who}
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
            {choice.who === 'room' ? (
              <span className={styles.icon}>
                <Users size={16} aria-hidden />
              </span>
            ) : (
              <Avatar name={choice.name} seed={choice.who} size="s" />
            )}
            <bdi className={styles.name}>{choice.who === 'room' ? '@room' : choice.name}</bdi>{' '}
            {choice.hint !== undefined && <span className={styles.hint}>{choice.hint}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What a screen reader says of the list. */
export function MentionCount({ count }: { readonly count: number | undefined }) {
  return (
    <p className={hidden.hidden} aria-live="polite">
      {count !== undefined && `${count === 1 ? '1 choice' : `${count} choices`}. Arrow keys choose, Enter mentions.`}
    </p>
  );
}
