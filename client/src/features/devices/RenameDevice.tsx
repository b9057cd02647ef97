import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { rareWords } from '#client/words/rare.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import styles from './devices.module.css';

/** Another name for a device. */
export function RenameDevice({
  device,
  name: before,
  onClose,
  onRenamed,
}: {
  readonly device: DeviceId;
  readonly name: string;
  readonly onClose: () => void;
  readonly onRenamed: () => void;
}) {
  const core = useCore();
  const [name, setName] = useState(before);
  const rename = useAction(
    () => core.renameDevice(device, name.trim()),
    () => {
      onRenamed();
      onClose();
    },
  );
  const ready = name.trim() !== '';
  return (
    <Dialog
      title={rareWords.devices.renameTitle}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="rename-device" isDisabled={!ready} isPending={rename.pending}>
          {rareWords.devices.rename}
        </Button>
      }
    >
      <Form
        id="rename-device"
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) rename.run();
        }}
      >
        <Field
          label={rareWords.devices.name}
          hint={rareWords.devices.nameHint}
          value={name}
          onChange={setName}
          maxLength={40}
          autoFocus
          isRequired
        />
      </Form>
      <Problem problem={rename.problem} />
    </Dialog>
  );
}
