import { useCallback, useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { SecretField } from '#client/ui/Field.tsx';
import { NewSecret, type NewSecretValue } from '#client/ui/NewSecret.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import styles from './Settings.module.css';

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
    <Dialog
      title={words.settings.passphrase.change}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="change-passphrase" isDisabled={!ready} isPending={change.pending}>
          {words.settings.passphrase.now}
        </Button>
      }
    >
      <Form
        id="change-passphrase"
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) change.run();
        }}
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
      </Form>
      <Problem problem={change.problem} />
    </Dialog>
  );
}
