import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';
import styles from './Choice.module.css';
import popover from './popover.module.css';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <Select
      className={clsx(styles.choice)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label className={clsx(styles.label)}>{label}</Label>
      <Button className={clsx(styles.button)}>
        <SelectValue>{options.find((option) => option.value === value)?.label}</SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className={clsx(popover.popover, styles.popover)}>
        <ListBox className={clsx(styles.list)}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={clsx(styles.item)}>
              <span className={styles.words}>
                <Text slot="label">{option.label}</Text>
                {option.hint !== undefined && (
                  <Text slot="description" className={clsx(styles.hint)}>
                    {option.hint}
                  </Text>
                )}
              </span>
              <Check size={16} aria-hidden className={styles.check} />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
