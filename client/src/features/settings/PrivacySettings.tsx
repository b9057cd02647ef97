import { useCore, useSettings } from '#client/bridge/hooks.ts';
import type { PolicyView, SettingsView } from '#client/bridge/port.ts';
import { Part } from '#client/ui/Page.tsx';
import { Switch } from '#client/ui/Switch.tsx';
import { say } from '#client/ui/toast.tsx';
import styles from './Settings.module.css';

/** What others learn of what a person does. Each is for both sides: who does not tell is not told. */
export function PrivacySettings({ policy }: { readonly policy: Pick<PolicyView, 'readReceipts' | 'presence'> }) {
  const core = useCore();
  const { typing, readReceipts, presence } = useSettings();
  const change = (changes: Partial<SettingsView>) =>
    void core.changeSettings(changes).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
    });
  return (
    <Part title="Privacy" hint="All of it is encrypted: only the people of a conversation ever see it.">
      <div className={styles.options}>
        {policy.readReceipts === 'choice' ? (
          <Switch
            value={readReceipts}
            onChange={(value) => change({ readReceipts: value })}
            hint="Others see which of their messages you have read, and you see it of yours."
          >
            Read receipts
          </Switch>
        ) : (
          <p className={styles.hint}>
            Read receipts are {policy.readReceipts === 'off' ? 'off' : 'always on'}. Your organisation has decided that.
          </p>
        )}
        <Switch
          value={typing}
          onChange={(value) => change({ typing: value })}
          hint="Others see while you write, and you see while they do."
        >
          Show when somebody is writing
        </Switch>
        {policy.presence === 'choice' ? (
          <Switch
            value={presence}
            onChange={(value) => change({ presence: value })}
            hint="Colleagues in your direct conversations and small rooms see whether you are available, away or not to be disturbed, and you see it of them. It is stored nowhere."
          >
            Show who is available
          </Switch>
        ) : (
          <p className={styles.hint}>Nobody sees who is available. Your organisation has decided that.</p>
        )}
      </div>
    </Part>
  );
}
