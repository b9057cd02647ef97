import { CornerUpLeft, Pencil, X } from 'lucide-react';
import { IconButton } from '#client/ui/Button.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import styles from './ComposerBox.module.css';

/** What the words that are being written are about: an answer to a message, or another wording of one. */
export function About({
  kind,
  author,
  excerpt,
  onLeave,
}: {
  readonly kind: 'reply' | 'edit';
  /** Of the message that is answered. */
  readonly author?: string;
  readonly excerpt?: string;
  readonly onLeave: () => void;
}) {
  return (
    <div className={styles.about}>
      {kind === 'edit' ? <Pencil size={14} aria-hidden /> : <CornerUpLeft size={14} aria-hidden />}
      <p className={styles.aboutWords}>
        {kind === 'edit' ? (
          words.composer.editing
        ) : (
          <Sentence
            of={words.composer.replyingTo}
            with={{ author: <bdi className={styles.aboutAuthor}>{author}</bdi>, excerpt: <bdi>{excerpt}</bdi> }}
          />
        )}
      </p>
      <IconButton
        label={kind === 'edit' ? words.composer.cancelEditing : words.composer.doNotReply}
        placement="top"
        onPress={onLeave}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
