import clsx from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { words } from '#client/words/index.ts';
import { IconButton } from './Button.tsx';
import styles from './Field.module.css';

export interface FieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, as a sentence with its next step. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/**
 * One line of text with its label, its hint and its error. Browsers write what stands in a field to the disk, in clear, to
 * have it again after a crash; so completion is off where nobody asks for it.
 */
export function Field({ label, hint, error, placeholder, mono, inputRef, autoComplete = 'off', ...rest }: FieldProps) {
  return (
    <AriaTextField {...rest} autoComplete={autoComplete} isInvalid={error !== undefined} className={clsx(styles.field)}>
      <Label className={clsx(styles.label)}>{label}</Label>
      <Input
        className={clsx(styles.input, mono && styles.mono)}
        {...(mono ? { dir: 'ltr' } : {})}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={clsx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={clsx(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}

/** Several lines of text. */
export function TextArea({ label, hint, error, autoComplete = 'off', ...rest }: Omit<FieldProps, 'mono' | 'inputRef'>) {
  return (
    <AriaTextField {...rest} autoComplete={autoComplete} isInvalid={error !== undefined} className={clsx(styles.field)}>
      <Label className={clsx(styles.label)}>{label}</Label>
      {/* What people write takes its direction from itself: a list of networks is not to be read from its end. */}
      <AriaTextArea className={clsx(styles.input, styles.lines)} rows={4} dir={rest.value ? 'auto' : undefined} />
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={clsx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={clsx(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}

export interface SecretFieldProps extends Omit<FieldProps, 'type' | 'mono' | 'placeholder'> {
  readonly autoComplete: 'new-password' | 'current-password';
}

/** A field whose text is hidden until the person asks to see it. */
export function SecretField({ label, hint, error, inputRef, autoComplete, ...rest }: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <AriaTextField
      {...rest}
      type={shown ? 'text' : 'password'}
      // While it is shown it is a field like others, which browsers write to the disk.
      autoComplete={shown ? 'off' : autoComplete}
      isInvalid={error !== undefined}
      className={clsx(styles.field)}
    >
      <Label className={clsx(styles.label)}>{label}</Label>
      <div className={styles.secret}>
        <Input
          className={clsx(styles.input)}
          spellCheck="false"
          autoCapitalize="none"
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
        <IconButton label={shown ? words.ui.hide : words.ui.show} onPress={() => setShown(!shown)}>
          {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
        </IconButton>
      </div>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={clsx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={clsx(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}
