import type { DeviceView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import styles from './Admin.module.css';
import { deviceKinds, deviceWords } from './words.ts';

/** Devices of one person, the newest first. */
export function DeviceList({
  devices,
  onRevoke,
}: {
  readonly devices: readonly DeviceView[];
  /** Absent: nothing can be revoked here. */
  readonly onRevoke?: (device: DeviceView) => void;
}) {
  if (devices.length === 0) return <p className={styles.hint}>None yet.</p>;
  return (
    <ul className={styles.rows} aria-label="Devices">
      {devices.map((device, place) => {
        const { id, kind, addedAt, until, state, revoked, isThis } = device;
        const name = `${deviceKinds[kind]} ${devices.length - place}`;
        return (
          <li key={id} className={styles.row}>
            <div className={styles.personWords}>
              <p className={styles.name}>
                {name}
                {isThis && ' (this one)'}
              </p>
              <p className={styles.hint}>
                Added {fullTime(addedAt)}
                {revoked === undefined
                  ? ` · certificate until ${fullTime(until)}`
                  : ` · revoked ${fullTime(revoked.at)} by ${plainName(revoked.by)}`}
              </p>
            </div>
            <span className={styles.chip} data-tone={state === 'active' ? 'positive' : 'plain'}>
              {deviceWords[state]}
            </span>
            {onRevoke !== undefined && state === 'active' && (
              <Button size="s" aria-label={`Revoke ${name}`} onPress={() => onRevoke(device)}>
                Revoke
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
