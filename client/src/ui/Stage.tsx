import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';
import styles from './Stage.module.css';

/** A screen that stands alone: the mark, a heading, one thing to do. */
export function Stage({
  title,
  lead,
  above,
  children,
  footer,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly above?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}) {
  return (
    <main className={styles.stage}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={32} />
          {above}
        </div>
        <div className={styles.words}>
          <h1 className={styles.title}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </div>
      {footer !== undefined && <p className={styles.footer}>{footer}</p>}
    </main>
  );
}
