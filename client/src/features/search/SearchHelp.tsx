import styles from './Search.module.css';

const rows: readonly (readonly [typed: string, meaning: string])[] = [
  ['boat quay', 'both words; each also finds longer words that begin with it'],
  ['"the boat"', 'these words, one after the other'],
  ['-train', 'not this word'],
  ['from:ana', 'what Ana wrote; from:me is you'],
  ['in:harbour', 'in this room, or with this person'],
  ['on:2026-05-01', 'on this day; also before: and after:, a month, a year, today, yesterday'],
  ['has:link', 'with a link in it'],
  ['is:mine  is:unread', 'your own; what you have not seen'],
  ['is:mention', 'what mentions you'],
  ['is:saved', 'what you have saved'],
];

/** What one can type, for those who want to know. It stands open while nothing is typed. */
export function SearchHelp({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <details className={styles.help} key={String(isOpen)} open={isOpen}>
      <summary>What you can type</summary>
      <dl>
        {rows.map(([typed, meaning]) => (
          <div key={typed}>
            <dt>
              <code>{typed}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>Only this device looks, also without a connection. The server does not learn what you look for.</p>
    </details>
  );
}
