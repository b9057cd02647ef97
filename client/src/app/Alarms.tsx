import { useConnection, useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { fullTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Shell.module.css';

/** What must be seen above everything else: one's own account was touched, sending is paused, the clock is wrong. */
export function Alarms() {
  const core = useCore();
  const { alarms, link } = useConnection();
  useNow(60_000);
  const frozen = link.kind === 'frozen' ? link : undefined;
  const clock = link.kind === 'clock-wrong' ? link : undefined;
  if (alarms.length === 0 && frozen === undefined && clock === undefined) return null;
  return (
    <div className={styles.alarms}>
      {alarms.map((alarm) => (
        <Notice
          key={alarm.id}
          tone="danger"
          title={alarm.sentence}
          announce
          action={
            <Button size="s" onPress={() => void core.dismissAlarm(alarm.id)}>
              I know of it
            </Button>
          }
        >
          {fullTime(alarm.at)}. If this surprises you, speak with an owner now.
        </Notice>
      ))}
      {frozen !== undefined && (
        <Notice
          tone="warning"
          title={frozen.sentence}
          announce
          action={
            <Button size="s" onPress={() => void core.retryConnection()}>
              Try now
            </Button>
          }
        >
          The newest news of the organisation is from {fullTime(frozen.checkpointAt)}. What you write waits until then.
        </Notice>
      )}
      {clock !== undefined && (
        <Notice tone="warning" title={`This computer’s clock is ${clockError(clock.byMs)}`} announce>
          Set it right; Tacit then connects by itself.
        </Notice>
      )}
    </div>
  );
}

function clockError(byMs: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(byMs) / 60_000));
  const amount = minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} hours`;
  return `${amount} ${byMs > 0 ? 'ahead' : 'behind'}`;
}
