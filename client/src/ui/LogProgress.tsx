import { ProgressBar } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import styles from './LogProgress.module.css';

/** How far the log of a large organisation has been verified. It takes a while once, so people are told what it is for. */
export function LogProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const percent = Math.min(100, Math.floor((done / Math.max(1, total)) * 100));
  return (
    <div className={styles.progress}>
      <ProgressBar aria-label={words.ui.verifyingLog} value={percent} className={styles.bar ?? ''}>
        <div className={styles.track}>
          <div className={styles.fill} style={{ inlineSize: `${percent}%` }} />
        </div>
      </ProgressBar>
      <p>{words.ui.verified(done, total)}</p>
    </div>
  );
}
