import { words } from '#client/words/index.ts';
import styles from './Search.module.css';

/** What one can type, for those who want to know. It stands open while nothing is typed. */
export function SearchHelp({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <details className={styles.help} key={String(isOpen)} open={isOpen}>
      <summary>{words.search.help}</summary>
      <dl>
        {words.search.meanings.map(([typed, meaning]) => (
          <div key={typed}>
            <dt>
              <code>{typed}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>{words.search.onlyHere}</p>
    </details>
  );
}
