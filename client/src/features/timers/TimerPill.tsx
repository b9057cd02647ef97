import clsx from 'clsx';
import { Timer } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { TimerView } from '#client/bridge/port.ts';
import { durationWords, timerWords } from '#client/ui/duration.ts';
import styles from './timers.module.css';

/** In the header of a conversation: its messages disappear, and when. */
export function TimerPill({ timer, onPress }: { readonly timer: TimerView; readonly onPress: () => void }) {
  return (
    <AriaButton
      className={clsx(styles.pill)}
      aria-label={`Messages disappear ${timerWords(timer)}. Change`}
      onPress={onPress}
    >
      <Timer size={16} aria-hidden />
      <span aria-hidden>{durationWords(timer.seconds)}</span>
    </AriaButton>
  );
}
