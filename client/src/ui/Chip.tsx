import type { ReactNode } from 'react';
import styles from './Chip.module.css';

/** A word or two on how something stands. The colour says nothing that the words do not. */
export function Chip({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'positive' | 'warning' | 'danger';
  readonly children: ReactNode;
}) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {children}
    </span>
  );
}
