import clsx from 'clsx';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Excerpts.module.css';
import { fullTime, shortTime } from './time.ts';

/** Things that were said, each a way to where it stands. */
export function ExcerptList({
  label,
  ref,
  children,
}: {
  readonly label: string;
  readonly ref?: Ref<HTMLUListElement>;
  readonly children: ReactNode;
}) {
  return (
    <ul className={styles.list} aria-label={label} {...(ref !== undefined && { ref })}>
      {children}
    </ul>
  );
}

/** One of an `ExcerptList`, and what can be done with it besides. */
export function ExcerptRow({
  onOpen,
  tools,
  children,
}: {
  readonly onOpen: () => void;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li className={styles.row}>
      <AriaButton className={clsx(styles.open)} data-excerpt onPress={onOpen}>
        {children}
      </AriaButton>
      {tools}
    </li>
  );
}

/** Who said it, where, and when. */
export function ExcerptHead({
  by,
  place,
  at,
  now,
}: {
  readonly by: string;
  readonly place?: string;
  readonly at: number;
  readonly now: number;
}) {
  return (
    <span className={styles.head}>
      <bdi className={styles.by}>{by}</bdi>
      {place !== undefined && <bdi className={styles.place}>{place}</bdi>}
      <time className={styles.time} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
        {shortTime(at, now)}
      </time>
    </span>
  );
}

/** Its first lines; what is marked in them stands out. */
export function ExcerptText({ children }: { readonly children: ReactNode }) {
  return (
    <span className={styles.text} dir="auto">
      {children}
    </span>
  );
}
