import { useCallback, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { SecretField } from '#client/ui/Field.tsx';
import { NewSecret, type NewSecretValue } from '#client/ui/NewSecret.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';

/** A new passphrase in place of the old one. */
export function ChangePassphrase({ minLength }: { readonly minLength: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words.settings.passphrase.change}</Button>
      {open && <ChangeDialog minLength={minLength} onClose={() => setOpen(false)} />}
    </>
  );
}

function ChangeDialog({ minLength, onClose }: { readonly minLength: number; readonly onClose: () => void }) {
  const core = useCore();
  const rate = useCallback((secret: string) => core.ratePassphrase(secret), [core]);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState<NewSecretValue>({ secret: '', ready: false });
  const change = useAction(
    () => core.changePassphrase(current, next.secret),
    () => {
      say(words.settings.passphrase.changed);
      onClose();
    },
  );
  const ready = current !== '' && next.ready;
  return (
    <FormDialog
      title={words.settings.passphrase.change}
      submitLabel={words.settings.passphrase.now}
      isReady={ready}
      action={change}
      onClose={onClose}
      after={<Problem problem={change.problem} />}
    >
      <SecretField
        label={words.settings.passphrase.current}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        autoFocus
        isRequired
      />
      <NewSecret
        label={words.settings.passphrase.next}
        hint={words.onboarding.atLeast(minLength)}
        rate={rate}
        onChange={setNext}
      />
    </FormDialog>
  );
}
