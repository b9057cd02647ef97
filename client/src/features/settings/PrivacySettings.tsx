import { useCore, useSettings } from '#client/bridge/hooks.ts';
import type { PolicyView, SettingsView } from '#client/bridge/port.ts';
import { Part } from '#client/ui/Page.tsx';
import { Switch } from '#client/ui/Switch.tsx';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
import styles from './Settings.module.css';

/** What others learn of what a person does. Each is for both sides: who does not tell is not told. */
export function PrivacySettings({ policy }: { readonly policy: Pick<PolicyView, 'readReceipts' | 'presence'> }) {
  const core = useCore();
  const { typing, readReceipts, presence } = useSettings();
  const change = (changes: Partial<SettingsView>) =>
    void core.changeSettings(changes).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
    });
  const said = words.settings.privacy;
  return (
    <Part title={said.title} hint={said.hint}>
      <div className={styles.options}>
        {policy.readReceipts === 'choice' ? (
          <Switch value={readReceipts} onChange={(value) => change({ readReceipts: value })} hint={said.receiptsHint}>
            {said.receipts}
          </Switch>
        ) : (
          <p className={styles.hint}>{policy.readReceipts === 'off' ? said.receiptsOff : said.receiptsOn}</p>
        )}
        <Switch value={typing} onChange={(value) => change({ typing: value })} hint={said.typingHint}>
          {said.typing}
        </Switch>
        {policy.presence === 'choice' ? (
          <Switch value={presence} onChange={(value) => change({ presence: value })} hint={said.presenceHint}>
            {said.presence}
          </Switch>
        ) : (
          <p className={styles.hint}>{said.presenceOff}</p>
        )}
      </div>
    </Part>
  );
}
