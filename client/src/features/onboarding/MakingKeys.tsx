import { KeyRound } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import styles from './onboarding.module.css';

/** What is being made, while it is made. It takes seconds on purpose: the passphrase is made slow to guess. */
export function MakingKeys({ steps }: { readonly steps: readonly string[] }) {
  return (
    <div className={styles.making}>
      <ProgressBar aria-label={words.onboarding.making} isIndeterminate className={styles.progress ?? ''}>
        <span />
      </ProgressBar>
      <ul>
        {steps.map((step) => (
          <li key={step}>
            <KeyRound size={16} aria-hidden />
            {step}
          </li>
        ))}
      </ul>
      <p>{words.onboarding.makingHint}</p>
    </div>
  );
}
