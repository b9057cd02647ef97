import clsx from 'clsx';
import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './files.module.css';

/** How much of a file has come or gone, around the button that ends it. */
export function Progress({
  share,
  label,
  stopLabel,
  onStop,
}: {
  /** From 0 to 1. */
  readonly share: number;
  readonly label: string;
  readonly stopLabel: string;
  readonly onStop: () => void;
}) {
  const percent = Math.round(share * 100);
  return (
    <span className={styles.progress}>
      <span role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <svg viewBox="0 0 36 36" aria-hidden>
          <circle cx="18" cy="18" r="16" className={styles.track} />
          <circle cx="18" cy="18" r="16" className={styles.done} pathLength={100} strokeDasharray={`${percent} 100`} />
        </svg>
      </span>
      <AriaButton className={clsx(styles.stop)} aria-label={stopLabel} onPress={onStop}>
        <X size={16} aria-hidden />
      </AriaButton>
    </span>
  );
}
