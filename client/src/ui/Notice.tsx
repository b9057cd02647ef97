import clsx from 'clsx';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'danger';
  /** What happened. */
  readonly title: ReactNode;
  /** What the person can do now. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Says it at once to a screen reader; for what appears after an action. */
  readonly announce?: boolean;
}

const icons = { info: Info, warning: TriangleAlert, danger: CircleAlert };

/** A sentence that must be seen where the person is looking. */
export function Notice({ tone, title, children, action, announce = false }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={clsx(styles.notice, styles[tone])} {...(announce ? { role: 'alert' } : {})}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <p className={styles.next}>{children}</p>}
      </div>
      {action}
    </div>
  );
}
