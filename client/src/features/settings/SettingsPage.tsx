import { Download, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import type { MeView, OrganisationView, PolicyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Page, Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { saveFile } from '#client/ui/save-file.ts';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { Evidence } from './Evidence.tsx';
import { Keywords } from './Keywords.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { PrivacySettings } from './PrivacySettings.tsx';
import styles from './Settings.module.css';
import { Snippets } from './Snippets.tsx';
import { WakingSettings } from './WakingSettings.tsx';

export interface SettingsPageProps {
  readonly organisation: OrganisationView;
  readonly me: MeView;
  readonly policy: PolicyView;
  /** The person's devices. */
  readonly devices: ReactNode;
  /** What the organisation has decided for this person. */
  readonly applies: ReactNode;
  readonly onBack: () => void;
}

/** What a person can set and take with them. */
export function SettingsPage({ organisation, me, policy, devices, applies, onBack }: SettingsPageProps) {
  const core = useCore();
  const { log, evidence } = useConnection();
  const exportLog = useAction(
    () => core.exportLog(),
    (bytes) => {
      saveFile(`${fileName(organisation.name)}-log.json`, bytes, 'application/json');
      say(words.settings.logSaved, words.settings.logSavedNext);
    },
  );
  const minutes = policy.autoLockMinutes;
  return (
    <Page title={words.settings.title} onBack={onBack}>
      {evidence.length > 0 && <Evidence evidence={evidence} />}
      <Part title={words.settings.you}>
        <dl className={styles.facts}>
          <dt>{words.settings.name}</dt>
          <dd>
            <bdi>{plainName(me.name)}</bdi>
          </dd>
          <dt>{words.settings.role}</dt>
          <dd>{words.shared.roles[me.role]}</dd>
          <dt>{words.settings.organisation}</dt>
          <dd>
            <bdi>{plainName(organisation.name)}</bdi>
          </dd>
        </dl>
      </Part>
      {devices}
      <NotificationSettings most={policy.notificationContent} />
      <WakingSettings allowed={policy.mayBeWoken} />
      <Keywords />
      <Snippets />
      <PrivacySettings policy={policy} />
      <AppearanceSettings />
      <Part
        title={words.settings.locking}
        hint={[
          words.settings.lockingHint(minutes),
          ...(policy.wipeAfterFailures === 0 ? [] : [words.settings.wipeHint(policy.wipeAfterFailures)]),
        ].join(' ')}
        action={
          <Button icon={<Lock size={16} aria-hidden />} onPress={() => void core.lock()}>
            {words.settings.lockNow}
          </Button>
        }
      />
      <Part
        title={words.shared.passphrase}
        hint={words.settings.passphraseHint}
        action={<ChangePassphrase minLength={policy.passphraseMinLength} />}
      />
      {applies}
      <Part
        title={words.settings.log}
        hint={words.settings.logHint}
        action={
          <Button
            icon={<Download size={16} aria-hidden />}
            isPending={exportLog.pending}
            onPress={() => exportLog.run()}
          >
            {words.settings.saveLog}
          </Button>
        }
      >
        {log !== undefined && <p className={styles.hint}>{words.settings.logSize(log.size, fullTime(log.at))}</p>}
        <Problem problem={exportLog.problem} />
      </Part>
      <Part title={words.settings.about} hint={words.settings.licence} />
    </Page>
  );
}

/** `name` as a part of a file name on every system. */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return plain === '' ? 'organisation' : plain;
}
