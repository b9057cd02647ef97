import { Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import type { OwnDeviceView, ToldProblem } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Chip } from '#client/ui/Chip.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { MenuButton, MenuItem } from '#client/ui/Menu.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { rareWords } from '#client/words/rare.ts';
import styles from './devices.module.css';
import { LinkDevice } from './LinkDevice.tsx';
import { RenameDevice } from './RenameDevice.tsx';

/** What is open over the list. */
type Over =
  | { readonly kind: 'link' }
  | { readonly kind: 'rename' | 'remove'; readonly device: OwnDeviceView; readonly name: string };

/** The devices of this person: linking one more, naming them, taking one out. */
export function MyDevices() {
  const { devices, problem, askAgain } = useOwnDevices();
  const [over, setOver] = useState<Over>();
  const close = () => setOver(undefined);
  const nameOf = namesOf(devices ?? []);
  return (
    <Part
      title={rareWords.devices.title}
      hint={rareWords.devices.hint}
      action={
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => setOver({ kind: 'link' })}>
          {rareWords.devices.link}
        </Button>
      }
    >
      <Problem problem={problem} />
      {devices !== undefined && (
        <Rows label={rareWords.devices.title}>
          {devices.map((device) => {
            const name = nameOf(device.id);
            return (
              <Row
                key={device.id}
                name={name}
                beside={device.isThis ? <Chip tone="positive">{rareWords.devices.thisOne}</Chip> : undefined}
                hint={
                  device.addedBy === undefined ? (
                    rareWords.devices.added(fullTime(device.addedAt))
                  ) : (
                    <Sentence
                      of={rareWords.devices.addedBy(fullTime(device.addedAt))}
                      with={{ name: <bdi>{nameOf(device.addedBy)}</bdi> }}
                    />
                  )
                }
              >
                <MenuButton label={rareWords.devices.options(name)} icon={<Ellipsis size={18} aria-hidden />}>
                  <MenuItem
                    icon={<Pencil size={16} aria-hidden />}
                    onAction={() => setOver({ kind: 'rename', device, name })}
                  >
                    {rareWords.devices.rename}
                  </MenuItem>
                  {!device.isThis && (
                    <MenuItem
                      icon={<Trash2 size={16} aria-hidden />}
                      onAction={() => setOver({ kind: 'remove', device, name })}
                    >
                      {rareWords.devices.remove}
                    </MenuItem>
                  )}
                </MenuButton>
              </Row>
            );
          })}
        </Rows>
      )}
      {over?.kind === 'link' && <LinkDevice onClose={close} onLinked={askAgain} />}
      {over?.kind === 'rename' && (
        <RenameDevice device={over.device.id} name={over.name} onClose={close} onRenamed={askAgain} />
      )}
      {over?.kind === 'remove' && (
        <RemoveDevice device={over.device} name={over.name} onClose={close} onRemoved={askAgain} />
      )}
    </Part>
  );
}

function RemoveDevice({
  device,
  name,
  onClose,
  onRemoved,
}: {
  readonly device: OwnDeviceView;
  readonly name: string;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const core = useCore();
  const remove = useAction(
    () => core.revokeOwnDevice(device.id),
    () => {
      say(rareWords.devices.removed(name));
      onRemoved();
      onClose();
    },
  );
  return (
    <Confirm
      title={rareWords.devices.removeTitle(name)}
      isOpen
      confirmLabel={rareWords.devices.removeNow}
      danger
      isPending={remove.pending}
      onConfirm={() => remove.run()}
      onClose={onClose}
    >
      <p>{rareWords.devices.removeWarning}</p>
      <p className={styles.hint}>{rareWords.devices.removeStolen}</p>
      <Problem problem={remove.problem} />
    </Confirm>
  );
}

/** The devices, asked for again when the log has grown. */
function useOwnDevices() {
  const core = useCore();
  const size = useConnection().log?.size;
  const [asked, setAsked] = useState(0);
  const [devices, setDevices] = useState<readonly OwnDeviceView[]>();
  const [problem, setProblem] = useState<ToldProblem>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that has grown, or a name that was given, is a reason to ask again.
  useEffect(() => {
    let wanted = true;
    void core.ownDevices().then((answer) => {
      if (!wanted) return;
      if (answer.ok) setDevices(answer.value);
      setProblem(answer.ok ? undefined : answer.problem);
    });
    return () => {
      wanted = false;
    };
  }, [core, size, asked]);
  const askAgain = useCallback(() => setAsked((before) => before + 1), []);
  return { devices, problem, askAgain };
}

/** How each is called: as the person said, or by its place. */
function namesOf(devices: readonly OwnDeviceView[]): (id: OwnDeviceView['id']) => string {
  return (id) => {
    const place = devices.findIndex((one) => one.id === id);
    const name = devices[place]?.name;
    if (name !== undefined) return plainName(name);
    return place < 0 ? rareWords.devices.gone : rareWords.devices.nth(place + 1);
  };
}
