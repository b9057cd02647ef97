import { Plus, X } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { MessageOptions } from '#client/bridge/port.ts';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { Checkbox } from '#client/ui/Checkbox.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import hidden from '#client/ui/hidden.module.css';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId } from '#shared/ids/index.ts';
import {
  ANSWER_MAX,
  ANSWERS_LEAST,
  ANSWERS_MOST,
  emptyForm,
  type FormErrors,
  QUESTION_MAX,
  readForm,
} from './poll-form.ts';
import styles from './polls.module.css';

export interface PollDialogProps {
  readonly conversation: GroupId;
  /** What goes with the message besides: where it stands, and for how long. */
  readonly options: Pick<MessageOptions, 'timer' | 'thread' | 'urgency'>;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** Where a poll is written. */
export function PollDialog({ conversation, options, onSent, onClose }: PollDialogProps) {
  const core = useCore();
  const [form, setForm] = useState(emptyForm);
  const [errors, setErrors] = useState<FormErrors>({});
  const formId = useId();
  const last = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState(0);
  // Who asked for one more answer wants to write it.
  useEffect(() => {
    if (added > 0) last.current?.focus();
  }, [added]);
  const { question, answers, multiple, ends } = form;
  const change = (changes: Partial<typeof form>) => {
    setForm({ ...form, ...changes });
    setErrors({});
  };
  const read = readForm(form, Date.now());
  const send = useAction(
    () =>
      core.sendMessage(conversation, 'poll' in read ? read.question : '', {
        ...options,
        ...('poll' in read ? { poll: read.poll } : {}),
      }),
    () => {
      onSent();
      onClose();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('errors' in read) setErrors(read.errors);
    else send.run();
  };
  return (
    <Dialog
      title={rareWords.polls.title}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form={formId} isPending={send.pending}>
          {rareWords.polls.send}
        </Button>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={rareWords.polls.question}
          autoFocus
          value={question}
          maxLength={QUESTION_MAX}
          error={errors.question}
          onChange={(value) => change({ question: value })}
        />
        <fieldset className={styles.answers}>
          <legend className={hidden.hidden}>{rareWords.polls.answers}</legend>
          {answers.map((answer, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place until it is sent
            <div key={place} className={styles.answer}>
              <Field
                label={rareWords.polls.answer(place + 1)}
                value={answer}
                maxLength={ANSWER_MAX}
                error={place === 0 ? errors.answers : undefined}
                {...(place === answers.length - 1 ? { inputRef: last } : {})}
                onChange={(value) => change({ answers: answers.with(place, value) })}
              />
              {answers.length > ANSWERS_LEAST && (
                <IconButton
                  label={rareWords.polls.removeAnswer(place + 1)}
                  onPress={() => change({ answers: answers.toSpliced(place, 1) })}
                >
                  <X size={16} aria-hidden />
                </IconButton>
              )}
            </div>
          ))}
          {answers.length < ANSWERS_MOST && (
            <div>
              <Button
                size="s"
                icon={<Plus size={14} aria-hidden />}
                onPress={() => {
                  change({ answers: [...answers, ''] });
                  setAdded(added + 1);
                }}
              >
                {rareWords.polls.addAnswer}
              </Button>
            </div>
          )}
        </fieldset>
        <Checkbox value={multiple} onChange={(value) => change({ multiple: value })}>
          {rareWords.polls.several}
        </Checkbox>
        <Field
          label={rareWords.polls.closesAt}
          type="datetime-local"
          value={ends}
          error={errors.ends}
          hint={rareWords.polls.closeBefore}
          onChange={(value) => change({ ends: value })}
        />
        <p className={styles.hint}>{rareWords.polls.whoSees}</p>
        <Problem problem={send.problem} />
      </form>
    </Dialog>
  );
}
