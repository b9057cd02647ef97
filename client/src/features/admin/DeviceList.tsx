import type { DeviceView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import styles from './Admin.module.css';

/** Devices of one person, the newest first. */
export function DeviceList({
  devices,
  onRevoke,
}: {
  readonly devices: readonly DeviceView[];
  /** Absent: nothing can be revoked here. */
  readonly onRevoke?: (device: DeviceView) => void;
}) {
  const { person } = adminWords;
  if (devices.length === 0) return <p className={styles.hint}>{person.noDevices}</p>;
  return (
    <ul className={styles.rows} aria-label={person.devices}>
      {devices.map((device, place) => {
        const { id, kind, addedAt, until, state, revoked, isThis } = device;
        const name = person.deviceNames[kind](words.counting.number(devices.length - place));
        return (
          <li key={id} className={styles.row}>
            <div className={styles.personWords}>
              <p className={styles.name}>{isThis ? person.thisDevice(name) : name}</p>
              <p className={styles.hint}>
                {revoked === undefined
                  ? person.certificateUntil(fullTime(addedAt), fullTime(until))
                  : person.revokedBy(fullTime(addedAt), fullTime(revoked.at), plainName(revoked.by))}
              </p>
            </div>
            <span className={styles.chip} data-tone={state === 'active' ? 'positive' : 'plain'}>
              {person.deviceStates[state]}
            </span>
            {onRevoke !== undefined && state === 'active' && (
              <Button size="s" aria-label={person.revokeOne(name)} onPress={() => onRevoke(device)}>
                {person.revoke}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
