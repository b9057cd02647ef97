import clsx from 'clsx';
import { RotateCw, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { clockTime, fullTime } from '#client/ui/time.ts';
import { MessageStateMark } from './MessageStateMark.tsx';
import { Markdown } from './markdown/Markdown.tsx';
import type { TextEntry } from './rows.ts';
import styles from './Timeline.module.css';

export interface MessageRowProps {
  readonly entry: TextEntry;
  /** The author's name as it may be drawn; "You" for oneself. */
  readonly author: string;
  /** The name behind "You", for the face. */
  readonly face: string;
  readonly head: boolean;
  readonly onRetry: (id: TextEntry['id']) => void;
  readonly onDiscard: (id: TextEntry['id']) => void;
}

/** One message. In the order of the document, and so for a screen reader: author, text, time, state. */
export const MessageRow = memo(function MessageRow({ entry, author, face, head, onRetry, onDiscard }: MessageRowProps) {
  const { id, at, text, state } = entry;
  return (
    <div className={clsx(styles.message, head && styles.head, state?.kind === 'failed' && styles.failed)}>
      {head && (
        <span className={styles.face}>
          <Avatar name={face} seed={entry.author} />
        </span>
      )}
      <span className={clsx(styles.author, !head && styles.hidden)}>
        <bdi>{author}</bdi>
        <span className={styles.hidden}>: </span>
      </span>
      <div className={styles.body}>
        <Markdown text={text} />
      </div>
      <time className={styles.time} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
        {clockTime(at)}
      </time>
      {state !== undefined && <MessageStateMark kind={state.kind} message={id} />}
      {state?.kind === 'failed' && (
        <div className={styles.failure}>
          <span>
            {state.problem.sentence} {state.problem.nextStep}
          </span>
          <span className={styles.failureActions}>
            {state.canRetry && (
              <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={() => onRetry(id)}>
                Try again
              </Button>
            )}
            <Button size="s" variant="quiet" icon={<Trash2 size={14} aria-hidden />} onPress={() => onDiscard(id)}>
              Discard
            </Button>
          </span>
        </div>
      )}
    </div>
  );
});
