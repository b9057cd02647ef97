import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';

/** Gives a room another name. */
export function RenameRoom({ room }: { readonly room: ConversationSummary }) {
  const core = useCore();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(room.title);
  const rename = useAction(
    () => core.renameRoom(room.id, name.trim()),
    () => setOpen(false),
  );
  const ready = name.trim() !== '' && name.trim() !== room.title;
  return (
    <>
      <Button
        size="s"
        icon={<Pencil size={14} aria-hidden />}
        onPress={() => {
          setName(room.title);
          setOpen(true);
        }}
      >
        Rename
      </Button>
      <Dialog
        title="Rename this room"
        isOpen={open}
        onClose={() => setOpen(false)}
        actions={
          <Button variant="primary" type="submit" form="rename-room" isDisabled={!ready} isPending={rename.pending}>
            Rename
          </Button>
        }
      >
        <Form
          id="rename-room"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) rename.run();
          }}
        >
          <Field label="Name" value={name} onChange={setName} maxLength={80} autoComplete="off" autoFocus />
        </Form>
        <Problem problem={rename.problem} />
      </Dialog>
    </>
  );
}
