import clsx from 'clsx';
import { ProgressBar } from 'react-aria-components';
import styles from './Spinner.module.css';

/** Work of unknown length. `label` is what a screen reader says. */
export function Spinner({ label, large }: { readonly label: string; readonly large?: boolean }) {
  return (
    <ProgressBar aria-label={label} isIndeterminate className={clsx(styles.spinner, large && styles.large)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle className={styles.track} cx="12" cy="12" r="9" />
        <circle className={styles.arc} cx="12" cy="12" r="9" pathLength="100" />
      </svg>
    </ProgressBar>
  );
}
