import type { PolicyFieldView } from '#client/bridge/port.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { Field } from '#client/ui/Field.tsx';
import styles from './Admin.module.css';
import { type Draft, draftDirection, draftError, draftValue } from './policy-draft.ts';

const held = {
  others: 'Enforced',
  'own-app': 'Cooperative',
  nobody: '',
} as const;

/** One field of the policy: what it does, its range, which way is weaker, and who holds people to it. */
export function PolicyFieldEditor({
  field,
  draft,
  onChange,
}: {
  readonly field: PolicyFieldView;
  readonly draft: Draft;
  readonly onChange: (value: string) => void;
}) {
  const { title, sentence, range, heldBy, name, words } = field;
  const direction = draftDirection(draft, field);
  const value = draftValue(draft, field);
  return (
    <div className={styles.field}>
      <div className={styles.fieldWords}>
        <p className={styles.fieldSentence}>{sentence}</p>
        <p className={styles.hint}>{held[heldBy]}</p>
      </div>
      <div className={styles.fieldValue}>
        {range.kind === 'choice' ? (
          <Choice label={title} options={range.options} value={String(value)} onChange={onChange} />
        ) : (
          <Field
            label={title}
            inputMode="numeric"
            value={draft[name] ?? String(field.value)}
            onChange={onChange}
            error={draftError(draft, field)}
            hint={`${range.least.toLocaleString()} to ${range.most.toLocaleString()} ${range.unit}; ${range.weaker} is weaker`}
            maxLength={12}
          />
        )}
        {direction !== undefined && (
          <p className={styles.hint}>
            <span className={styles.chip} data-tone={direction === 'weaker' ? 'warning' : 'positive'}>
              {direction === 'weaker' ? 'Weaker' : 'Stronger'}
            </span>{' '}
            than now ({words})
          </p>
        )}
      </div>
    </div>
  );
}
