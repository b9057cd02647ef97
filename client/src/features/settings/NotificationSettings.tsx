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
import { words } from '#client/words/index.ts';
import { minuteOf, timeOf } from './minutes.ts';
import styles from './Settings.module.css';

const contents = ['text', 'name', 'nothing'] as const;

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
  const said = words.settings.notifications;
  return (
    <Part
      title={said.title}
      hint={said.hint}
      {...(on || allowed === undefined || allowed === 'denied'
        ? {}
        : {
            action: (
              <Button icon={<Bell size={16} aria-hidden />} onPress={turnOn}>
                {said.turnOn}
              </Button>
            ),
          })}
    >
      {allowed === undefined && <p className={styles.hint}>{said.cannot}</p>}
      {allowed === 'denied' && (
        <Notice tone="warning" title={said.blocked}>
          {said.blockedNext}
        </Notice>
      )}
      {on && (
        <div className={styles.options}>
          <Switch value={notify} onChange={(value) => change({ notify: value })}>
            {said.show}
          </Switch>
          <Choice
            label={said.theyShow}
            options={contents.slice(contents.indexOf(most)).map((content) => ({
              value: content,
              label: said.contents[content],
              ...(content === 'nothing' ? { hint: said.nothingHint } : {}),
            }))}
            value={notifyContent}
            onChange={(value) => change({ notifyContent: value })}
          />
          {most !== 'text' && <p className={styles.hint}>{said.noMore}</p>}
          <Switch
            value={quietHours !== null}
            onChange={(value) => change({ quietHours: value ? NIGHT : null })}
            hint={said.quietHint}
          >
            {said.quiet}
          </Switch>
          {quietHours !== null && <QuietHours hours={quietHours} onChange={(hours) => change({ quietHours: hours })} />}
          <Switch value={urgentAlways} onChange={(value) => change({ urgentAlways: value })} hint={said.urgentHint}>
            {said.urgent}
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
      <Field
        label={words.settings.notifications.from}
        type="time"
        value={typed.from}
        onChange={(from) => type({ from })}
      />
      <Field label={words.settings.notifications.to} type="time" value={typed.to} onChange={(to) => type({ to })} />
    </div>
  );
}
