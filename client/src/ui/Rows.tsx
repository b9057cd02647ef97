import type { ReactNode } from 'react';
import styles from './Rows.module.css';

/** A list of things that have a name, and each of which something can be done with. */
export function Rows({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  );
}

/** One of them. How it stands, and what can be done with it, are its children: together at the end. */
export function Row({
  before,
  name,
  beside,
  hint,
  children,
}: {
  readonly before?: ReactNode;
  readonly name: ReactNode;
  /** On the line of its name. */
  readonly beside?: ReactNode;
  /** Below it. */
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <li className={styles.row}>
      {before}
      <div className={styles.words}>
        <p className={styles.name}>
          <bdi>{name}</bdi>
          {beside !== undefined && <span className={styles.beside}>{beside}</span>}
        </p>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      <div className={styles.end}>{children}</div>
    </li>
  );
}
