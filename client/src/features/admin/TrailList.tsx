import type { PolicyChangeView, TrailEntry } from '#client/bridge/port.ts';
import { Chip } from '#client/ui/Chip.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { fullTime } from '#client/ui/time.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';

/** Entries of the log, each with who signed it and when. */
export function TrailList({ entries, label }: { readonly entries: readonly TrailEntry[]; readonly label: string }) {
  if (entries.length === 0) return <p className={styles.hint}>{adminWords.trail.nothing}</p>;
  return (
    <ol className={styles.rows} aria-label={label}>
      {entries.map(({ index, at, by, sentence, changes = [] }) => (
        <li key={index} className={styles.entry}>
          <p className={styles.sentence}>
            <bdi>{plainName(sentence)}</bdi>
          </p>
          <p className={styles.hint}>
            <Sentence
              of={adminWords.trail.signedBy(index)}
              with={{ names: <bdi>{plainName(adminWords.console.names(by))}</bdi>, time: <time>{fullTime(at)}</time> }}
            />
          </p>
          {changes.length > 0 && <Changes changes={changes} />}
        </li>
      ))}
    </ol>
  );
}

/** What is otherwise in a policy. That something gets weaker is said in words, not only by a colour. */
export function Changes({ changes }: { readonly changes: readonly PolicyChangeView[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, title, before, after, weaker, isNew }) => (
        <li key={field}>
          <span className={styles.changeTitle}>{title}</span>{' '}
          <span className={styles.values}>
            <del>
              <bdi>{before}</bdi>
            </del>{' '}
            <span aria-hidden className={styles.along}>
              →
            </span>{' '}
            <ins>
              <bdi>{after}</bdi>
            </ins>
          </span>{' '}
          <Chip tone={weaker ? 'warning' : isNew ? 'plain' : 'positive'}>
            {adminWords.policy[weaker ? 'weaker' : isNew ? 'fresh' : 'stronger']}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
