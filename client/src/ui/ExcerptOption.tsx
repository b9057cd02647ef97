import clsx from 'clsx';
import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components';
import styles from './Excerpts.module.css';

/** An excerpt in a list box, which arrow keys go through. */
export function ExcerptOption({
  id,
  textValue,
  onOpen,
  children,
}: {
  readonly id: string;
  readonly textValue: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  return (
    <ListBoxItem id={id} textValue={textValue} className={clsx(styles.open, styles.option)} onAction={onOpen}>
      {children}
    </ListBoxItem>
  );
}
