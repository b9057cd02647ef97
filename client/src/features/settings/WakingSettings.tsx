import { type ReactNode, useEffect, useState } from 'react';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import { lookAtWaking, turnWakingOff, turnWakingOn, type Waking } from '#client/bridge/waking.ts';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { Switch } from '#client/ui/Switch.tsx';
import { words } from '#client/words/index.ts';
import styles from './Settings.module.css';

/** Whether this browser is woken while the app is closed, and what that tells whom. */
export function WakingSettings({ allowed }: { readonly allowed: boolean }) {
  const core = useCore();
  const { link } = useConnection();
  const online = link.kind === 'online';
  const [waking, setWaking] = useState<Waking>();
  const [busy, setBusy] = useState(false);
  // The policy may change while the page is open, and without a connection nobody can say anything.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at again when one of them changes.
  useEffect(() => {
    let shown = true;
    void lookAtWaking(core).then((now) => {
      if (shown) setWaking(now);
    });
    return () => {
      shown = false;
    };
  }, [core, online, allowed]);
  const change = (on: boolean) => {
    setBusy(true);
    void (on ? turnWakingOn(core) : turnWakingOff(core)).then((now) => {
      setWaking(now);
      setBusy(false);
    });
  };
  return (
    <Part title={words.waking.title} hint={words.waking.hint}>
      {waking !== undefined && <State waking={waking} isBusy={busy} onChange={change} />}
    </Part>
  );
}

interface StateProps {
  readonly waking: Waking;
  readonly isBusy: boolean;
  readonly onChange: (on: boolean) => void;
}

function State({ waking, isBusy, onChange }: StateProps): ReactNode {
  const why = waking.on ? undefined : waking.why;
  switch (why) {
    case 'unsupported':
      return <p className={styles.hint}>{words.waking.unsupported}</p>;
    case 'off-here':
      return <p className={styles.hint}>{words.waking.offHere}</p>;
    case 'forbidden':
      return <p className={styles.hint}>{words.waking.forbidden}</p>;
    case 'blocked':
      return (
        <Notice tone="warning" title={words.settings.notifications.blocked}>
          {words.settings.notifications.blockedNext}
        </Notice>
      );
    default:
      return (
        <div className={styles.options}>
          <Switch
            value={waking.on}
            isDisabled={isBusy || why === 'unknown'}
            onChange={onChange}
            hint={words.waking.wakeHint}
          >
            {words.waking.wake}
          </Switch>
          {why === 'no-service' && (
            <Notice tone="warning" title={words.waking.noService} announce>
              {words.waking.noServiceNext}
            </Notice>
          )}
          {!waking.on && waking.why === 'unknown' && waking.problem.code === 'offline' && (
            <p className={styles.hint}>{words.waking.whenOnline}</p>
          )}
          {!waking.on && waking.why === 'unknown' && waking.problem.code !== 'offline' && (
            <Problem problem={waking.problem} />
          )}
        </div>
      );
  }
}
