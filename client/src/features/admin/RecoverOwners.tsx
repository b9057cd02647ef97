import { Upload } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger, Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';

const FILE_MAX = 4_096;

/** The way back when no owners are left who can decide: for whoever has the printed root key. */
export function RecoverOwners() {
  const [open, setOpen] = useState(false);
  return (
    <Part
      title="If all owners are lost"
      hint="The root key was printed when the organisation was founded. Whoever has it can become the owner."
      action={
        <Button size="s" onPress={() => setOpen(true)}>
          Recover with the root key
        </Button>
      }
    >
      {open && <Recover onClose={() => setOpen(false)} />}
    </Part>
  );
}

function Recover({ onClose }: { readonly onClose: () => void }) {
  const core = useCore();
  const [typed, setTyped] = useState('');
  const recover = useAction(
    () => core.recoverOwners(typed),
    () => {
      say('You are the owner now.', 'Name others, and put the root key back where it was.');
      onClose();
    },
  );
  const ready = typed.trim() !== '';
  return (
    <Dialog
      title="Recover with the root key"
      isOpen
      onClose={onClose}
      actions={
        <Button variant="danger" type="submit" form="recover-owners" isDisabled={!ready} isPending={recover.pending}>
          Make me the only owner
        </Button>
      }
    >
      <Notice tone="danger" title="Only when the owners cannot be reached any more">
        You become the only owner, and those who are owners now become admins. Everybody’s app tells it at once.
      </Notice>
      <Form
        id="recover-owners"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) recover.run();
        }}
      >
        <Field
          label="Root key"
          hint="All 14 groups. Capital letters and spaces do not matter."
          value={typed}
          onChange={(text) => {
            setTyped(text);
            recover.clear();
          }}
          maxLength={FILE_MAX}
          spellCheck="false"
          mono
          autoFocus
        />
      </Form>
      <FileTrigger
        acceptedFileTypes={['.txt', 'text/plain']}
        onSelect={(files) => {
          const file = files?.[0];
          recover.clear();
          if (file !== undefined && file.size <= FILE_MAX) void file.text().then((text) => setTyped(keyIn(text)));
        }}
      >
        <Button icon={<Upload size={16} aria-hidden />}>Choose the saved file</Button>
      </FileTrigger>
      <Problem problem={recover.problem} />
    </Dialog>
  );
}

/** The line of the file that looks like the key; all of it where none does, so that the core says what is wrong. */
function keyIn(text: string): string {
  const line = text.split(/\r?\n/).find((one) => /^(?:[0-9A-Za-z]{4} ){13}[0-9A-Za-z]{4}$/.test(one.trim()));
  return line?.trim() ?? text.replace(/\s+/g, ' ').slice(0, FILE_MAX);
}
