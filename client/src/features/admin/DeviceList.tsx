import type { DeviceView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Chip } from '#client/ui/Chip.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
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
    <Rows label={person.devices}>
      {devices.map((device, place) => {
        const { id, kind, addedAt, until, state, revoked, isThis } = device;
        const name = person.deviceNames[kind](words.counting.number(devices.length - place));
        return (
          <Row
            key={id}
            name={isThis ? person.thisDevice(name) : name}
            hint={
              revoked === undefined
                ? person.certificateUntil(fullTime(addedAt), fullTime(until))
                : person.revokedBy(fullTime(addedAt), fullTime(revoked.at), plainName(revoked.by))
            }
          >
            <Chip tone={state === 'active' ? 'positive' : 'plain'}>{person.deviceStates[state]}</Chip>
            {onRevoke !== undefined && state === 'active' && (
              <Button size="s" aria-label={person.revokeOne(name)} onPress={() => onRevoke(device)}>
                {person.revoke}
              </Button>
            )}
          </Row>
        );
      })}
    </Rows>
  );
}
