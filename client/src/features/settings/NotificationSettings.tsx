import { Bell } from 'lucide-react';
import { useState } from 'react';
import { useCore, useSettings } from '#client/bridge/hooks.ts';
import type { PolicyView, SettingsView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Switch } from '#client/ui/Switch.tsx';
import { say } from '#client/ui/toast.tsx';
import { minuteOf, timeOf } from './minutes.ts';
import styles from './Settings.module.css';

const contents = [
  { value: 'text', label: 'Name and message' },
  { value: 'name', label: 'Name only' },
  { value: 'nothing', label: 'Neither', hint: 'Only that there is a new message' },
] as const;

/** From ten in the evening to seven in the morning. */
const NIGHT = { from: 1_320, to: 420 };

/** Whether and how a person is told of messages outside of the app. */
export function NotificationSettings({ most }: { readonly most: PolicyView['notificationContent'] }) {
  const core = useCore();
  const settings = useSettings();
  // The browser's answer; it asks only when a person has pressed the button.
  const [allowed, setAllowed] = useState(() => ('Notification' in window ? Notification.permission : undefined));
  const change = (changes: Partial<SettingsView>) =>
    void core.changeSettings(changes).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
    });
  const turnOn = () =>
    void Notification.requestPermission().then((permission) => {
      setAllowed(permission);
      if (permission === 'granted') change({ notify: true });
    });
  const { notify, notifyContent, quietHours, urgentAlways } = settings;
  const on = notify && allowed === 'granted';
  return (
    <Part
      title="Notifications"
      hint="Tacit can tell you of new messages while you work in another window. The server has no part in it."
      {...(on || allowed === undefined || allowed === 'denied'
        ? {}
        : {
            action: (
              <Button icon={<Bell size={16} aria-hidden />} onPress={turnOn}>
                Turn on notifications
              </Button>
            ),
          })}
    >
      {allowed === undefined && <p className={styles.hint}>This browser cannot show notifications.</p>}
      {allowed === 'denied' && (
        <Notice tone="warning" title="This browser blocks notifications of Tacit">
          Allow them for this address in the browser’s settings, then come back here.
        </Notice>
      )}
      {on && (
        <div className={styles.options}>
          <Switch value={notify} onChange={(value) => change({ notify: value })}>
            Show notifications
          </Switch>
          <Choice
            label="They show"
            options={contents.slice(contents.findIndex((one) => one.value === most))}
            value={notifyContent}
            onChange={(value) => change({ notifyContent: value })}
          />
          {most !== 'text' && (
            <p className={styles.hint}>Your organisation has decided that they show no more than this.</p>
          )}
          <Switch
            value={quietHours !== null}
            onChange={(value) => change({ quietHours: value ? NIGHT : null })}
            hint="Messages still come and count; nothing is shown."
          >
            Quiet hours
          </Switch>
          {quietHours !== null && <QuietHours hours={quietHours} onChange={(hours) => change({ quietHours: hours })} />}
          <Switch
            value={urgentAlways}
            onChange={(value) => change({ urgentAlways: value })}
            hint="What its author calls urgent is shown also in quiet hours, and from conversations that you have muted."
          >
            Let urgent messages through
          </Switch>
        </div>
      )}
    </Part>
  );
}

type Hours = NonNullable<SettingsView['quietHours']>;

function QuietHours({ hours, onChange }: { readonly hours: Hours; readonly onChange: (hours: Hours) => void }) {
  // Both as they are typed: what was decided a moment ago may not have come back from the core yet.
  const [typed, setTyped] = useState({ from: timeOf(hours.from), to: timeOf(hours.to) });
  const type = (change: Partial<typeof typed>) => {
    const now = { ...typed, ...change };
    setTyped(now);
    const [from, to] = [minuteOf(now.from), minuteOf(now.to)];
    if (from !== undefined && to !== undefined) onChange({ from, to });
  };
  return (
    <div className={styles.times}>
      <Field label="From" type="time" value={typed.from} onChange={(from) => type({ from })} />
      <Field label="To" type="time" value={typed.to} onChange={(to) => type({ to })} />
    </div>
  );
}
