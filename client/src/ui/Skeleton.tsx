import clsx from 'clsx';
import hidden from './hidden.module.css';
import styles from './Skeleton.module.css';

/** Grey lines where text will stand; `label` is what a screen reader says meanwhile. */
export function Skeleton({
  label,
  rows = 3,
  avatar = false,
}: {
  readonly label: string;
  readonly rows?: number;
  readonly avatar?: boolean;
}) {
  return (
    <div role="status" className={styles.skeleton}>
      <span className={hidden.hidden}>{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={row} className={clsx(styles.row, avatar && styles.withAvatar)} aria-hidden="true">
          {avatar && <span className={styles.circle} />}
          <span className={styles.lines}>
            <span className={styles.line} style={{ inlineSize: `${30 + ((row * 17) % 30)}%` }} />
            <span className={styles.line} style={{ inlineSize: `${50 + ((row * 23) % 40)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
