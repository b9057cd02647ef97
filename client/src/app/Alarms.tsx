import { useConnection, useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { fullTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import styles from './Shell.module.css';

/** What must be seen above everything else: one's own account was touched, sending is paused, the clock is wrong. */
export function Alarms() {
  const core = useCore();
  const { alarms, link } = useConnection();
  useNow(60_000);
  const frozen = link.kind === 'frozen' || link.kind === 'elsewhere' ? link : undefined;
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
              {words.app.iKnow}
            </Button>
          }
        >
          {words.app.alarm(fullTime(alarm.at))}
        </Notice>
      ))}
      {frozen !== undefined && (
        <Notice
          tone="warning"
          title={frozen.sentence}
          announce
          action={
            <Button size="s" onPress={() => void core.retryConnection()}>
              {words.shared.tryNow}
            </Button>
          }
        >
          {frozen.kind === 'elsewhere'
            ? words.app.elsewhere
            : frozen.checkpointAt === 0
              ? words.app.unconfirmed
              : words.app.frozen(fullTime(frozen.checkpointAt))}
        </Notice>
      )}
      {clock !== undefined && (
        <Notice tone="warning" title={clockError(clock.byMs)} announce>
          {words.app.setClock}
        </Notice>
      )}
    </div>
  );
}

function clockError(byMs: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(byMs) / 60_000));
  return minutes < 90
    ? words.app.clockWrong(minutes, 'minute', byMs > 0)
    : words.app.clockWrong(Math.round(minutes / 60), 'hour', byMs > 0);
}
