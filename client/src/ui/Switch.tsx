import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly children: string;
  readonly hint?: ReactNode;
  readonly value: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Something that is on or off at once. */
export function Switch({ children, hint, value, isDisabled = false, onChange }: SwitchProps) {
  return (
    <AriaSwitch className={clsx(styles.switch)} isSelected={value} isDisabled={isDisabled} onChange={onChange}>
      <span className={styles.words}>
        <span>{children}</span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
    </AriaSwitch>
  );
}
