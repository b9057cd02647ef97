import { Upload } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';

const FILE_MAX = 4_096;

/** The way back when no owners are left who can decide: for whoever has the printed root key. */
export function RecoverOwners() {
  const said = adminWords.applies;
  const [open, setOpen] = useState(false);
  return (
    <Part
      title={said.ownersLost}
      hint={said.ownersLostHint}
      action={
        <Button size="s" onPress={() => setOpen(true)}>
          {said.recover}
        </Button>
      }
    >
      {open && <Recover onClose={() => setOpen(false)} />}
    </Part>
  );
}

function Recover({ onClose }: { readonly onClose: () => void }) {
  const core = useCore();
  const said = adminWords.applies;
  const [typed, setTyped] = useState('');
  const recover = useAction(
    () => core.recoverOwners(typed),
    () => {
      say(said.recovered, said.recoveredNext);
      onClose();
    },
  );
  const ready = typed.trim() !== '';
  return (
    <FormDialog
      title={said.recover}
      submitLabel={said.onlyOwner}
      danger
      isReady={ready}
      action={recover}
      onClose={onClose}
      before={
        <Notice tone="danger" title={said.lastResort}>
          {said.lastResortNext}
        </Notice>
      }
      after={
        <>
          <FileTrigger
            acceptedFileTypes={['.txt', 'text/plain']}
            onSelect={(files) => {
              const file = files?.[0];
              recover.clear();
              if (file !== undefined && file.size <= FILE_MAX) void file.text().then((text) => setTyped(keyIn(text)));
            }}
          >
            <Button icon={<Upload size={16} aria-hidden />}>{said.chooseFile}</Button>
          </FileTrigger>
          <Problem problem={recover.problem} />
        </>
      }
    >
      <Field
        label={said.rootKey}
        hint={said.rootKeyHint}
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
    </FormDialog>
  );
}

/** The line of the file that looks like the key; all of it where none does, so that the core says what is wrong. */
function keyIn(text: string): string {
  const line = text.split(/\r?\n/).find((one) => /^(?:[0-9A-Za-z]{4} ){13}[0-9A-Za-z]{4}$/.test(one.trim()));
  return line?.trim() ?? text.replace(/\s+/g, ' ').slice(0, FILE_MAX);
}
