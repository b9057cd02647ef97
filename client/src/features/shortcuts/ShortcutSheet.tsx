import { Dialog } from '#client/ui/Dialog.tsx';
import { sheet } from './keys.ts';
import styles from './ShortcutSheet.module.css';

/** All keys, for those who ask. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      {sheet.map(({ title, lines }) => (
        <section key={title} className={styles.part} aria-label={title}>
          <h3 className={styles.title}>{title}</h3>
          <dl className={styles.lines}>
            {lines.map(({ what, keys }) => (
              <div key={what} className={styles.line}>
                <dt>{what}</dt>
                <dd className={styles.keys}>
                  {keys.map((key) => (
                    <kbd key={key} className={styles.key}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
