import { partsOfName } from './file-name.ts';
import styles from './files.module.css';

/** The name of a file on one line: where it is too long, its end stays. */
export function FileNameText({ name }: { readonly name: string }) {
  const [stem, ending] = partsOfName(name);
  return (
    <bdi className={styles.name} title={`${stem}${ending}`}>
      <span className={styles.stem}>{stem}</span>
      <span>{ending}</span>
    </bdi>
  );
}
