import { type ReactNode, useEffect, useState } from 'react';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import { lookAtWaking, turnWakingOff, turnWakingOn, type Waking } from '#client/bridge/waking.ts';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { Switch } from '#client/ui/Switch.tsx';
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
    <Part
      title="While Tacit is closed"
      hint="The server can have this browser woken when something comes for you. The notification then says “New activity in Tacit”, and nothing else: nothing can be decrypted before you unlock."
    >
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
      return <p className={styles.hint}>This browser cannot be woken while Tacit is closed.</p>;
    case 'off-here':
      return <p className={styles.hint}>This server does not wake browsers. Whoever runs it can turn that on.</p>;
    case 'forbidden':
      return <p className={styles.hint}>Browsers are not woken. Your organisation has decided that.</p>;
    case 'blocked':
      return (
        <Notice tone="warning" title="This browser blocks notifications of Tacit">
          Allow them for this address in the browser’s settings, then come back here.
        </Notice>
      );
    default:
      return (
        <div className={styles.options}>
          <Switch
            value={waking.on}
            isDisabled={isBusy || why === 'unknown'}
            onChange={onChange}
            hint="The push service of this browser’s maker learns that something came for it, and when: no words and no names."
          >
            Wake this browser
          </Switch>
          {why === 'no-service' && (
            <Notice tone="warning" title="The push service of this browser cannot be reached" announce>
              Check that this computer may reach it, and try again. Some browsers have it turned off in their settings.
            </Notice>
          )}
          {!waking.on && waking.why === 'unknown' && waking.problem.code === 'offline' && (
            <p className={styles.hint}>It can be changed when the server is there again.</p>
          )}
          {!waking.on && waking.why === 'unknown' && waking.problem.code !== 'offline' && (
            <Problem problem={waking.problem} />
          )}
        </div>
      );
  }
}
