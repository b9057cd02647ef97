import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import { IconButton } from './Button.tsx';
import styles from './Menu.module.css';
import popover from './popover.module.css';

export interface MenuProps {
  /** What it is the menu of: the name of its button and of the menu. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly placement?: 'bottom end' | 'bottom start' | 'top end';
  readonly isDisabled?: boolean;
  /** For a menu that something besides its button opens. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button and what it lets one choose from. */
export function MenuButton({
  label,
  icon,
  placement = 'bottom end',
  isDisabled = false,
  children,
  ...open
}: MenuProps) {
  return (
    <MenuTrigger {...open}>
      <IconButton label={label} isDisabled={isDisabled}>
        {icon}
      </IconButton>
      <Popover className={clsx(popover.popover, styles.popover)} placement={placement}>
        <AriaMenu aria-label={label} className={clsx(styles.menu)}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export function MenuItem({
  icon,
  keys,
  onAction,
  children,
}: {
  readonly icon?: ReactNode;
  /** The keys that do the same, as people know them. */
  readonly keys?: string;
  readonly onAction: () => void;
  readonly children: string;
}) {
  return (
    <AriaMenuItem className={clsx(styles.item)} textValue={children} onAction={onAction}>
      <span className={styles.icon}>{icon}</span>
      <Text slot="label" className={clsx(styles.words)}>
        {children}
      </Text>
      {keys !== undefined && <kbd className={styles.keys}>{keys}</kbd>}
    </AriaMenuItem>
  );
}

/** One of a few, in a part of the menu with its own heading. */
export function MenuChoice<Value extends string>({
  title,
  options,
  value,
  onChange,
}: {
  readonly title: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <AriaMenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys !== 'all' && keys.has(option.value));
        if (chosen !== undefined && chosen.value !== value) onChange(chosen.value);
      }}
    >
      <Header className={clsx(styles.heading)}>{title}</Header>
      {options.map((option) => (
        <AriaMenuItem key={option.value} id={option.value} textValue={option.label} className={clsx(styles.item)}>
          <span className={styles.icon}>
            <Check size={16} aria-hidden className={styles.check} />
          </span>
          <Text slot="label" className={clsx(styles.words)}>
            {option.label}
          </Text>
        </AriaMenuItem>
      ))}
    </AriaMenuSection>
  );
}

export function MenuLine() {
  return <Separator className={clsx(styles.line)} />;
}
