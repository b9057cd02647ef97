import type { LevelName } from '#client/bridge/port.ts';
import { levelWords } from '#client/ui/levels.ts';
import { words } from '#client/words/index.ts';
import styles from './LevelBanner.module.css';

/** How secret a conversation is: always above it, in words and by a colour, and not to be closed. */
export function LevelBanner({ level }: { readonly level: LevelName | undefined }) {
  if (level === undefined) return null;
  return (
    <p
      className={styles.banner}
      data-level={level}
      role="note"
      aria-label={words.levels.classification(levelWords[level])}
    >
      {levelWords[level]}
    </p>
  );
}
