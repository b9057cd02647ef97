import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { rareWords } from '#client/words/rare.ts';
import type { DeviceId } from '#shared/ids/index.ts';

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
    <FormDialog
      title={rareWords.devices.renameTitle}
      submitLabel={rareWords.devices.rename}
      isReady={ready}
      action={rename}
      onClose={onClose}
      after={<Problem problem={rename.problem} />}
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
    </FormDialog>
  );
}
