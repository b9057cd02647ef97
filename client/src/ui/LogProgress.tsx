import { ProgressBar } from 'react-aria-components';
import styles from './LogProgress.module.css';

/** How far the log of a large organisation has been verified. It takes a while once, so people are told what it is for. */
export function LogProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const percent = Math.min(100, Math.floor((done / Math.max(1, total)) * 100));
  return (
    <div className={styles.progress}>
      <ProgressBar aria-label="Verifying the organisation’s log" value={percent} className={styles.bar ?? ''}>
        <div className={styles.track}>
          <div className={styles.fill} style={{ inlineSize: `${percent}%` }} />
        </div>
      </ProgressBar>
      <p>
        Verifying the organisation’s log: {done.toLocaleString('en')} of {total.toLocaleString('en')} entries. This
        happens once in this browser.
      </p>
    </div>
  );
}
