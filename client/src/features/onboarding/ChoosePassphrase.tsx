import { useCallback, useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { NewSecret, type NewSecretValue } from '#client/ui/NewSecret.tsx';
import { Problem, type ProblemWords } from '#client/ui/Problem.tsx';
import { words } from '#client/words/index.ts';
import styles from './onboarding.module.css';

export interface ChoosePassphraseProps {
  readonly minLength: number;
  readonly submitLabel: string;
  readonly pending: boolean;
  readonly problem: ProblemWords | undefined;
  readonly onBack?: () => void;
  readonly onSubmit: (passphrase: string) => void;
}

/** A new passphrase; the core judges it. */
export function ChoosePassphrase({
  minLength,
  submitLabel,
  pending,
  problem,
  onBack,
  onSubmit,
}: ChoosePassphraseProps) {
  const core = useCore();
  const rate = useCallback((secret: string) => core.ratePassphrase(secret), [core]);
  const [value, setValue] = useState<NewSecretValue>({ secret: '', ready: false });
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.ready) onSubmit(value.secret);
      }}
    >
      <NewSecret
        label={words.shared.passphrase}
        hint={words.onboarding.atLeast(minLength)}
        rate={rate}
        onChange={setValue}
        autoFocus
      />
      <Problem problem={problem} />
      <div className={styles.buttons}>
        {onBack !== undefined && <Button onPress={onBack}>{words.ui.back}</Button>}
        <Button type="submit" variant="primary" wide isDisabled={!value.ready} isPending={pending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}
