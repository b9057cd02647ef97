import { type FormEvent, useState } from 'react';
import { useCore, useRightTime, useSettings } from '#client/bridge/hooks.ts';
import type { PolicyView, StatusRequest, StatusView, When } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { momentWords } from '#client/ui/moments.ts';
import { Problem } from '#client/ui/Problem.tsx';
import { RadioList } from '#client/ui/RadioList.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import styles from './status.module.css';
import { splitStatus, statusProblem } from './status-text.ts';

const MINUTE = 60_000;

const states = () => {
  const { available, awayByItself, away, dnd, heldBack } = rareWords.statusDialog;
  return [
    { value: 'auto', label: available, hint: awayByItself },
    { value: 'away', label: away },
    { value: 'dnd', label: dnd, hint: heldBack },
  ] as const;
};

const periods = () =>
  [
    { value: 'open', label: rareWords.statusDialog.untilChanged },
    { value: '30', label: words.counting.length(30, 'minute') },
    { value: '60', label: words.counting.length(1, 'hour') },
    { value: '240', label: words.counting.length(4, 'hour') },
    { value: 'today', label: rareWords.statusDialog.today },
  ] as const;
type Period = ReturnType<typeof periods>[number]['value'] | 'as set';

/** The end of this day by the clock on the wall. */
function midnight(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

function endOf(period: Period, set: StatusView, now: number): When | undefined {
  if (period === 'open') return undefined;
  if (period === 'as set') return set.until === null ? undefined : { at: set.until };
  return period === 'today' ? { at: midnight(now) } : { in: Number(period) * MINUTE };
}

/** What one sets of how one can be reached. */
export function StatusDialog({ policy, onClose }: { readonly policy: PolicyView; readonly onClose: () => void }) {
  const core = useCore();
  const { status, presence } = useSettings();
  const now = useRightTime()();
  // What has ended is as if it had never been set.
  const set: StatusView =
    status.until !== null && status.until <= now ? { state: 'auto', text: '', emoji: '', until: null } : status;
  const [state, setState] = useState(set.state);
  const [typed, setTyped] = useState([set.emoji, set.text].filter((part) => part !== '').join(' '));
  const [period, setPeriod] = useState<Period>(set.until === null ? 'open' : 'as set');
  const wish = splitStatus(typed);
  const error = statusProblem(wish);
  const save = useAction((request: StatusRequest) => core.setStatus(request), onClose);
  const until = endOf(period, set, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (error === undefined) save.run({ state, ...wish, ...(until === undefined ? {} : { until }) });
  };
  const isTold = presence && policy.presence === 'choice';
  const said = rareWords.statusDialog;
  return (
    <Dialog title={said.title} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <RadioList label={said.youAre} options={states()} value={state} onChange={setState} />
        <Field
          label={said.status}
          placeholder={said.example}
          hint={said.fewWords}
          value={typed}
          onChange={setTyped}
          error={error}
        />
        <div className={styles.usual}>
          {said.usual.map((usual) => (
            <Button key={usual} size="s" onPress={() => setTyped(usual)}>
              {usual}
            </Button>
          ))}
        </div>
        <Choice
          label={said.until}
          options={[
            ...(set.until === null
              ? []
              : [{ value: 'as set', label: said.asSet(momentWords(set.until, now)) } as const]),
            ...periods(),
          ]}
          value={period}
          onChange={setPeriod}
        />
        <p className={styles.words}>
          {isTold ? said.whoSees : policy.presence === 'off' ? said.policyHides : said.youHide}
        </p>
        <Problem problem={save.problem} />
        <div className={styles.actions}>
          {(set.state !== 'auto' || typed !== '') && (
            <Button onPress={() => save.run({ state: 'auto', text: '', emoji: '' })}>{said.clear}</Button>
          )}
          <Button type="submit" variant="primary" isPending={save.pending} isDisabled={error !== undefined}>
            {words.shared.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
