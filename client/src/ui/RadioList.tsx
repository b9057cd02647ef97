import clsx from 'clsx';
import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import type { ChoiceOption } from './Choice.tsx';
import styles from './RadioList.module.css';

/** One of a few, all of them in sight. */
export function RadioList<Value extends string>({
  label,
  options,
  value,
  isDisabled = false,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value;
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <RadioGroup
      className={clsx(styles.group)}
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label className={clsx(styles.label)}>{label}</Label>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={clsx(styles.radio)}>
          <span className={styles.dot} aria-hidden />
          <span>
            {option.label}
            {option.hint !== undefined && (
              <Text slot="description" className={clsx(styles.hint)}>
                {option.hint}
              </Text>
            )}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
