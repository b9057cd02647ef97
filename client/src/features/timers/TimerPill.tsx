import clsx from 'clsx';
import { Timer } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { TimerView } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { words } from '#client/words/index.ts';
import styles from './timers.module.css';

/** In the header of a conversation: its messages disappear, and when. */
export function TimerPill({ timer, onPress }: { readonly timer: TimerView; readonly onPress: () => void }) {
  const length = durationWords(timer.seconds);
  const { pillSent, pillRead } = words.timers;
  return (
    <AriaButton
      className={clsx(styles.pill)}
      aria-label={timer.from === 'sent' ? pillSent(length) : pillRead(length)}
      onPress={onPress}
    >
      <Timer size={16} aria-hidden />
      <span aria-hidden>{length}</span>
    </AriaButton>
  );
}
