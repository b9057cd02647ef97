import styles from './Checkbox.module.css';

/** Something that goes with what is about to be done. */
export function Checkbox({
  children,
  value,
  onChange,
}: {
  readonly children: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <label className={styles.checkbox}>
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  );
}
