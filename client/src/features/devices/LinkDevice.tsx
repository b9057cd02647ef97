import { useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { LinkingView, ToldProblem } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field, SecretField } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import styles from './devices.module.css';

/** Links a new browser to this account: its code and this browser's passphrase, and then the digits of both. */
export function LinkDevice({ onClose, onLinked }: { readonly onClose: () => void; readonly onLinked: () => void }) {
  const core = useCore();
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [met, setMet] = useState<LinkingView>();
  const [ended, setEnded] = useState<ToldProblem>();
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
      // Whatever closes this window ends it: nobody can be added behind it.
      void core.cancelLinking();
    };
  }, [core]);

  const join = useAction(
    () => core.joinLinking(code, passphrase),
    (view) => {
      setPassphrase('');
      setEnded(undefined);
      setMet(view);
      void core.linkingEnds().then((end) => {
        if (!shown.current || end.ok) return;
        setMet(undefined);
        setCode('');
        setEnded(end.problem);
      });
    },
  );
  const confirm = useAction(
    () => core.confirmLinking(),
    () => {
      say(`${plainName(met?.device ?? '')} was added.`, 'It joins your conversations while this browser is open.');
      onLinked();
      onClose();
    },
  );

  if (met !== undefined) {
    return (
      <Dialog
        title="Do both show the same digits?"
        isOpen
        alert
        onClose={onClose}
        actions={
          <>
            <Button onPress={onClose} isDisabled={confirm.pending}>
              They differ
            </Button>
            <Button variant="primary" isPending={confirm.pending} onPress={() => confirm.run()}>
              They are the same
            </Button>
          </>
        }
      >
        <p>
          The new browser is called <bdi className={styles.name}>{plainName(met.device)}</bdi>. Look at its screen:
        </p>
        <p className={styles.digits} role="status" aria-label="Digits">
          <code>{`${met.digits.slice(0, 4)} ${met.digits.slice(4)}`}</code>
        </p>
        <p>
          Only go on if that browser is yours and before you. It will read and write as you, and can do all that you
          can. If the digits differ, somebody stands between the two.
        </p>
        <Problem problem={confirm.problem} />
      </Dialog>
    );
  }
  const ready = code.trim() !== '' && passphrase !== '';
  return (
    <Dialog
      title="Link a device"
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="link-device" isDisabled={!ready} isPending={join.pending}>
          Continue
        </Button>
      }
    >
      <p className={styles.hint}>
        Open Tacit in the new browser and choose <em>Link this browser to my account</em>. It shows a code.
      </p>
      <Notice tone="warning" title="Never type a code that somebody has sent or told you">
        It would let them into all your conversations.
      </Notice>
      <Form
        id="link-device"
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) join.run();
        }}
      >
        <Field
          label="Code on the new browser"
          hint="Such as K7QF-3MXA-9TRW."
          value={code}
          onChange={setCode}
          maxLength={64}
          spellCheck="false"
          mono
          autoFocus
          isRequired
        />
        <SecretField
          label="Passphrase of this browser"
          hint="So that nobody else can do this here."
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
          isRequired
        />
      </Form>
      <Problem problem={join.problem ?? ended} />
    </Dialog>
  );
}
