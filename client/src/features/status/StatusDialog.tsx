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
import styles from './status.module.css';
import { splitStatus, statusProblem, usualStatuses } from './status-text.ts';

const MINUTE = 60_000;

const states = [
  { value: 'auto', label: 'Available', hint: 'Away after five minutes in which you do nothing here.' },
  { value: 'away', label: 'Away' },
  { value: 'dnd', label: 'Do not disturb', hint: 'Notifications of this device are held back.' },
] as const;

const periods = [
  { value: 'open', label: 'Until I change it' },
  { value: '30', label: '30 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: 'today', label: 'Today' },
] as const;
type Period = (typeof periods)[number]['value'] | 'as set';

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
  const said = splitStatus(typed);
  const error = statusProblem(said);
  const save = useAction((wish: StatusRequest) => core.setStatus(wish), onClose);
  const until = endOf(period, set, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (error === undefined) save.run({ state, ...said, ...(until === undefined ? {} : { until }) });
  };
  const isTold = presence && policy.presence === 'choice';
  return (
    <Dialog title="Your status" isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <RadioList label="You are" options={states} value={state} onChange={setState} />
        <Field
          label="Status"
          placeholder="In a meeting"
          hint="A few words, with an emoji in front if you like."
          value={typed}
          onChange={setTyped}
          error={error}
        />
        <div className={styles.usual}>
          {usualStatuses.map((words) => (
            <Button key={words} size="s" onPress={() => setTyped(words)}>
              {words}
            </Button>
          ))}
        </div>
        <Choice
          label="Until"
          options={[
            ...(set.until === null
              ? []
              : [{ value: 'as set', label: `As set: ${momentWords(set.until, now)}` } as const]),
            ...periods,
          ]}
          value={period}
          onChange={setPeriod}
        />
        <p className={styles.words}>
          {isTold
            ? 'People of your direct conversations and small rooms see it, encrypted, while this device is open. Nobody stores it.'
            : policy.presence === 'off'
              ? 'Nobody else sees it: your organisation has turned presence off.'
              : 'Nobody else sees it: you have turned presence off in the settings.'}
        </p>
        <Problem problem={save.problem} />
        <div className={styles.actions}>
          {(set.state !== 'auto' || typed !== '') && (
            <Button onPress={() => save.run({ state: 'auto', text: '', emoji: '' })}>Clear</Button>
          )}
          <Button type="submit" variant="primary" isPending={save.pending} isDisabled={error !== undefined}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
