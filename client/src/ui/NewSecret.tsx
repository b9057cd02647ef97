import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { words } from '#client/words/index.ts';
import { SecretField } from './Field.tsx';
import styles from './NewSecret.module.css';

/** How good a secret is: `level` fills the meter, `acceptable` lets the person go on. */
export interface SecretRating {
  readonly acceptable: boolean;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly sentence: string;
}

/** What was entered: `ready` only when the secret is good enough and was repeated exactly. */
export interface NewSecretValue {
  readonly secret: string;
  readonly ready: boolean;
}

export interface NewSecretProps {
  readonly label: string;
  readonly hint: string;
  readonly rate: (secret: string) => Promise<SecretRating>;
  readonly onChange: (value: NewSecretValue) => void;
  readonly autoFocus?: boolean;
}

/** A new secret, typed twice, with its strength shown while it is typed. */
export function NewSecret({ label, hint, rate, onChange, autoFocus = false }: NewSecretProps) {
  const [secret, setSecret] = useState('');
  const [repeated, setRepeated] = useState('');
  const [rating, setRating] = useState<{ readonly of: string; readonly value: SecretRating }>();
  const [left, setLeft] = useState(false);

  useEffect(() => {
    let current = true;
    if (secret !== '') {
      // An answer about an older text must never stand for the newer one.
      void rate(secret).then((value) => {
        if (current) setRating({ of: secret, value });
      });
    }
    return () => {
      current = false;
    };
  }, [secret, rate]);

  const rated = rating !== undefined && rating.of === secret ? rating.value : undefined;
  const ready = rated?.acceptable === true && repeated === secret;

  useEffect(() => {
    onChange({ secret, ready });
  }, [secret, ready, onChange]);

  const shown = secret === '' ? undefined : rating?.value;
  return (
    <div className={styles.group}>
      <SecretField
        label={label}
        hint={hint}
        autoComplete="new-password"
        value={secret}
        onChange={setSecret}
        autoFocus={autoFocus}
        isRequired
      />
      <div className={styles.strength}>
        <div className={clsx(styles.meter, shown && styles[`level${shown.level}`])} aria-hidden="true">
          <span />
          <span />
          <span />
          <span />
        </div>
        <p role="status" className={clsx(styles.sentence, shown && !shown.acceptable && styles.weak)}>
          {shown?.sentence ?? words.ui.secretAdvice}
        </p>
      </div>
      <SecretField
        label={words.ui.repeat(label)}
        autoComplete="new-password"
        value={repeated}
        onChange={setRepeated}
        onBlur={() => setLeft(true)}
        error={left && repeated !== '' && repeated !== secret ? words.ui.differ : undefined}
        isRequired
      />
    </div>
  );
}
