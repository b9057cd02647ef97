import { ArrowLeft } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { words } from '#client/words/index.ts';
import { IconButton } from './Button.tsx';
import styles from './Page.module.css';

export interface PageProps {
  readonly title: string;
  /** On a phone a page has a way back to what stood before it. */
  readonly onBack?: () => void;
  readonly actions?: ReactNode;
  /** How many of what the page lists. */
  readonly count?: number;
  /** What scrolls, for a list that draws only what is in sight. */
  readonly scroller?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** A page beside the sidebar: header, then content in one column. */
export function Page({ title, onBack, actions, count, scroller, children }: PageProps) {
  return (
    <section className={styles.page} aria-labelledby="page-title">
      <header className={styles.header}>
        {onBack !== undefined && (
          <span className={styles.back}>
            <IconButton label={words.ui.back} onPress={onBack}>
              <ArrowLeft size={20} aria-hidden />
            </IconButton>
          </span>
        )}
        <h1 id="page-title" className={styles.title}>
          {title}
        </h1>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        <span className={styles.space} />
        {actions}
      </header>
      <div className={styles.scroll} {...(scroller === undefined ? {} : { ref: scroller })}>
        <div className={styles.column}>{children}</div>
      </div>
    </section>
  );
}

/** A part of a page with its own heading, and at its side what one can do. */
export function Part({
  title,
  hint,
  action,
  children,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <div className={styles.partWords}>
          <h2 className={styles.partTitle}>{title}</h2>
          {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
