import { Lock } from 'lucide-react';
import type { PolicyFieldView } from '#client/bridge/port.ts';
import { Chip } from '#client/ui/Chip.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Field, TextArea } from '#client/ui/Field.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { type Draft, draftDirection, draftError, draftOptions, draftValue } from './policy-draft.ts';

/** Where the value is from, where it is not the group's alone. */
function lockWords({ lock, unlocked, value }: PolicyFieldView): string | undefined {
  const said = adminWords.policy;
  if (unlocked !== undefined) return value === unlocked ? undefined : said.lockedForAll;
  if (lock === undefined) return undefined;
  return lock.exceeded ? said.setHere(lock.words) : said.lockedAt(lock.words);
}

/** One field of the policy: what it does, its range, which way is weaker, and who holds people to it. */
export function PolicyFieldEditor({
  field,
  draft,
  waits,
  onChange,
}: {
  readonly field: PolicyFieldView;
  readonly draft: Draft;
  /** Something else is decided for it, or proposed, and not in effect. */
  readonly waits: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { title, sentence, range, heldBy, name, words } = field;
  const said = adminWords.policy;
  const direction = draftDirection(draft, field);
  const value = draftValue(draft, field);
  return (
    <div className={styles.field}>
      <div className={styles.fieldWords}>
        <p className={styles.fieldSentence}>{sentence}</p>
        <p className={styles.hint}>
          {heldBy !== 'nobody' && said.held[heldBy]}
          {lockWords(field) !== undefined && (
            <>
              {' · '}
              <Lock size={12} aria-hidden className={styles.lock} /> {lockWords(field)}
            </>
          )}
          {waits && ` · ${said.changeWaits}`}
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
            hint={
              range.networks
                ? said.networksHint
                : range.lines === undefined
                  ? said.textHint
                  : said.linesHint(range.lines.most, range.lines.longest)
            }
          />
        ) : (
          <Field
            label={title}
            inputMode="numeric"
            value={draft[name] ?? String(field.value)}
            onChange={onChange}
            error={draftError(draft, field)}
            hint={
              field.unlocked === undefined
                ? range.none === undefined
                  ? said.range[range.weaker](range.least, range.most, range.unit)
                  : said.range.orNone(range.least, range.most, range.unit, range.none)
                : said.rangeOfLock(range.least, range.most, range.unit, Number(field.unlocked))
            }
            maxLength={12}
          />
        )}
        {direction === 'fresh' && (
          <p>
            <Chip>{said.fresh}</Chip>
          </p>
        )}
        {direction !== undefined && direction !== 'fresh' && (
          <p className={styles.hint}>
            <Sentence
              of={range.kind === 'text' ? said.thanNow : said.thanNowWas}
              with={{
                direction: <Chip tone={direction === 'weaker' ? 'warning' : 'positive'}>{said[direction]}</Chip>,
                value: words,
              }}
            />
          </p>
        )}
      </div>
    </div>
  );
}
