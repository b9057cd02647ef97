import { Dialog } from '#client/ui/Dialog.tsx';
import { words } from '#client/words/index.ts';
import { sheet } from './keys.ts';
import styles from './ShortcutSheet.module.css';

/** All keys, for those who ask. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.shortcuts.title} isOpen onClose={onClose}>
      {sheet.map(({ part, lines }) => (
        <section key={part} className={styles.part} aria-label={words.shortcuts.parts[part]}>
          <h3 className={styles.title}>{words.shortcuts.parts[part]}</h3>
          <dl className={styles.lines}>
            {lines.map(({ what, keys }) => (
              <div key={what} className={styles.line}>
                <dt>{words.shortcuts.what[what]}</dt>
                <dd className={styles.keys} dir="ltr">
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
