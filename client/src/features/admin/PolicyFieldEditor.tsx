import { Lock } from 'lucide-react';
import type { PolicyFieldView } from '#client/bridge/port.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { Field, TextArea } from '#client/ui/Field.tsx';
import styles from './Admin.module.css';
import { type Draft, draftDirection, draftError, draftOptions, draftValue } from './policy-draft.ts';

const held = {
  others: 'Enforced',
  'own-app': 'Cooperative',
  nobody: '',
} as const;

/** Where the value is from, where it is not the group's alone. */
function lockWords({ lock, unlocked, value }: PolicyFieldView): string | undefined {
  if (unlocked !== undefined) return value === unlocked ? undefined : 'Locked for every group';
  if (lock === undefined) return undefined;
  return lock.exceeded
    ? `Set for this group; the organisation has locked ${lock.words}`
    : `Locked by the organisation: ${lock.words}`;
}

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
        <p className={styles.hint}>
          {held[heldBy]}
          {lockWords(field) !== undefined && (
            <>
              {' · '}
              <Lock size={12} aria-hidden className={styles.lock} /> {lockWords(field)}
            </>
          )}
        </p>
      </div>
      <div className={styles.fieldValue}>
        {range.kind === 'choice' ? (
          <Choice label={title} options={draftOptions(field)} value={String(value)} onChange={onChange} />
        ) : range.kind === 'text' ? (
          <TextArea
            label={title}
            value={draft[name] ?? String(field.value)}
            onChange={onChange}
            error={draftError(draft, field)}
            hint="Plain text. Empty: nothing is shown."
          />
        ) : (
          <Field
            label={title}
            inputMode="numeric"
            value={draft[name] ?? String(field.value)}
            onChange={onChange}
            error={draftError(draft, field)}
            hint={`${range.least.toLocaleString()} to ${range.most.toLocaleString()} ${range.unit}; ${
              field.unlocked === undefined
                ? `${range.weaker} is weaker`
                : `${field.unlocked.toLocaleString()} locks nothing`
            }`}
            maxLength={12}
          />
        )}
        {direction !== undefined && (
          <p className={styles.hint}>
            <span className={styles.chip} data-tone={direction === 'weaker' ? 'warning' : 'positive'}>
              {direction === 'weaker' ? 'Weaker' : 'Stronger'}
            </span>{' '}
            than now{range.kind !== 'text' && ` (${words})`}
          </p>
        )}
      </div>
    </div>
  );
}
