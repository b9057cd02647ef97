import { CornerUpLeft, Pencil, X } from 'lucide-react';
import { IconButton } from '#client/ui/Button.tsx';
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
          'Editing your message'
        ) : (
          <>
            Replying to <bdi className={styles.aboutAuthor}>{author}</bdi> <bdi>{excerpt}</bdi>
          </>
        )}
      </p>
      <IconButton label={kind === 'edit' ? 'Cancel editing' : 'Do not reply'} placement="top" onPress={onLeave}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
