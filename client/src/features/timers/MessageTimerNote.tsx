import { Timer, X } from 'lucide-react';
import type { TimerView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { words } from '#client/words/index.ts';
import { wishWords } from './MessageTimer.tsx';
import styles from './timers.module.css';

/** What is said above the words, while the next message is to be other than usual. */
export function MessageTimerNote({ wish, onLeave }: { readonly wish: TimerView | null; readonly onLeave: () => void }) {
  return (
    <div className={styles.note}>
      <Timer size={14} aria-hidden />
      <p role="status">{wishWords(wish)}</p>
      <IconButton label={words.timers.asUsualAgain} placement="top" onPress={onLeave}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
