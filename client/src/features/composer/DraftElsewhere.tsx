import { MonitorSmartphone, X } from 'lucide-react';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { words } from '#client/words/index.ts';
import styles from './ComposerBox.module.css';

/** What the person has written on another device at the same time: to take into what stands here, or to let go of. */
export function DraftElsewhere({
  text,
  onTake,
  onDrop,
}: {
  readonly text: string;
  readonly onTake: () => void;
  readonly onDrop: () => void;
}) {
  return (
    <div className={styles.elsewhere} role="status">
      <MonitorSmartphone size={14} aria-hidden />
      <p className={styles.aboutWords}>
        {words.ownDevices.writtenElsewhere} <bdi className={styles.aboutAuthor}>{text}</bdi>
      </p>
      <Button size="s" variant="quiet" onPress={onTake}>
        {words.ownDevices.take}
      </Button>
      <IconButton label={words.ownDevices.drop} placement="top" onPress={onDrop}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
