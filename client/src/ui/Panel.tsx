import clsx from 'clsx';
import { ArrowLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { words } from '#client/words/index.ts';
import { IconButton } from './Button.tsx';
import styles from './Panel.module.css';
import { useBackCloses } from './use-back-closes.ts';

/** What stands at the side of a page on a wide screen, and over it on a phone. */
export function Panel({
  title,
  hasAddress = false,
  wide = false,
  onClose,
  children,
}: {
  readonly title: string;
  /** Its being open stands in the address of the page. */
  readonly hasAddress?: boolean;
  /** It holds a list with a composer, which have their own margins. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useBackCloses(!hasAddress, onClose);
  return (
    <aside className={clsx(styles.panel, wide && styles.wide)} aria-label={title}>
      <header className={styles.header}>
        <span className={styles.back}>
          <IconButton label={words.ui.back} onPress={onClose}>
            <ArrowLeft size={20} aria-hidden />
          </IconButton>
        </span>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.close}>
          <IconButton label={words.shared.close} onPress={onClose}>
            <X size={18} aria-hidden />
          </IconButton>
        </span>
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
