import { type FormEvent, useState } from 'react';
import { words } from '#client/words/index.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';
import styles from './MomentDialog.module.css';
import { fieldsOf, type Moment, type MomentChoice, momentOf, momentWords, nextHour } from './moments.ts';
import { Problem, type ProblemWords } from './Problem.tsx';

export interface MomentDialogProps {
  readonly title: string;
  /** What the button says that takes the day and the time in the fields. */
  readonly confirmLabel: string;
  /** What can be chosen at once. */
  readonly choices: readonly MomentChoice[];
  /** What stands in the fields first; the next hour where it is absent or past. */
  readonly before?: number;
  readonly now: number;
  readonly problem?: ProblemWords | undefined;
  readonly onChoose: (moment: Moment) => void;
  readonly onClose: () => void;
}

/** Asks for a moment to come: one of a few, or any day and time. */
export function MomentDialog(props: MomentDialogProps) {
  const { title, confirmLabel, choices, before = 0, now, problem, onChoose, onClose } = props;
  const [typed, setTyped] = useState(() => fieldsOf(before > now ? before : nextHour(now)));
  const found = momentOf(typed.date, typed.time);
  const past = found !== undefined && found.at <= now;
  const error = found === undefined ? words.ui.chooseDayAndTime : past ? words.ui.timeHasPassed : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (found !== undefined && !past) onChoose({ at: found.at });
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {choices.length > 0 && (
        <div className={styles.choices}>
          {choices.map(({ id, label, moment }) => (
            <Button key={id} wide onPress={() => onChoose(moment)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.fields}>
          <Field
            label={words.ui.day}
            type="date"
            value={typed.date}
            onChange={(date) => setTyped({ ...typed, date })}
          />
          <Field
            label={words.ui.time}
            type="time"
            value={typed.time}
            onChange={(time) => setTyped({ ...typed, time })}
          />
        </div>
        <p className={styles.words} role="status">
          {error ??
            (found?.moved === true
              ? words.ui.clocksPutForward(momentWords(found.at, now))
              : found !== undefined && momentWords(found.at, now))}
        </p>
        <Problem problem={problem} />
        <div className={styles.confirm}>
          <Button type="submit" variant="primary" isDisabled={error !== undefined}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
