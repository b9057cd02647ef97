import clsx from 'clsx';
import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { words } from '#client/words/index.ts';
import styles from './Button.module.css';
import { Spinner } from './Spinner.tsx';

interface Looks {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 's' | 'm';
  /** Fills the width of its container. */
  readonly wide?: boolean;
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'isPending'>, Looks {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly isPending?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A button with words. While `isPending` it keeps focus and shows a spinner; that a second press does nothing is the
 * action's part (`useAction`), for Enter in the form must do nothing either.
 */
export function Button({
  variant = 'secondary',
  size = 'm',
  wide,
  icon,
  isPending = false,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={clsx(styles.button, styles[variant], styles[size], wide && styles.wide)}>
      {isPending ? <Spinner label={words.ui.wait} /> : icon}
      <span>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly placement?: 'top' | 'bottom' | 'start' | 'end';
  readonly variant?: 'quiet' | 'primary';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, children, placement = 'bottom', variant = 'quiet', ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      <AriaButton {...rest} aria-label={label} className={clsx(styles.icon, styles[variant])}>
        {children}
      </AriaButton>
      <Tooltip placement={placement} offset={6} className={clsx(styles.tooltip)}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
