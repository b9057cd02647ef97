import type { ReactNode } from 'react';
import styles from './Search.module.css';

/** A piece of a message in which what was found is marked. */
export function Snippet({
  text,
  ranges,
}: {
  readonly text: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <bdi className={styles.snippet}>
      {parts}
      {text.slice(at)}
    </bdi>
  );
}
