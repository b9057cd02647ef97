import { useEffect, useRef, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { LinkingView, ToldProblem } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog, FormDialog } from '#client/ui/Dialog.tsx';
import { Field, SecretField } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
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
      say(rareWords.devices.wasAdded(plainName(met?.device ?? '')), rareWords.devices.wasAddedNext);
      onLinked();
      onClose();
    },
  );

  if (met !== undefined) {
    return (
      <Dialog
        title={rareWords.devices.sameDigits}
        isOpen
        alert
        onClose={onClose}
        actions={
          <>
            <Button onPress={onClose} isDisabled={confirm.pending}>
              {rareWords.devices.differ}
            </Button>
            <Button variant="primary" isPending={confirm.pending} onPress={() => confirm.run()}>
              {rareWords.devices.same}
            </Button>
          </>
        }
      >
        <p>
          <Sentence
            of={rareWords.devices.calledAndLook}
            with={{ name: <bdi className={styles.name}>{plainName(met.device)}</bdi> }}
          />
        </p>
        <p className={styles.digits} role="status" dir="ltr" aria-label={rareWords.devices.digits}>
          <code>{`${met.digits.slice(0, 4)} ${met.digits.slice(4)}`}</code>
        </p>
        <p>{rareWords.devices.goOnOnlyIf}</p>
        <Problem problem={confirm.problem} />
      </Dialog>
    );
  }
  const ready = code.trim() !== '' && passphrase !== '';
  return (
    <FormDialog
      title={rareWords.devices.link}
      submitLabel={words.shared.continue}
      isReady={ready}
      action={join}
      onClose={onClose}
      after={<Problem problem={join.problem ?? ended} />}
      before={
        <>
          <p className={styles.hint}>
            <Sentence of={rareWords.devices.openThere} with={{ choice: <em>{words.onboarding.none.link}</em> }} />
          </p>
          <Notice tone="warning" title={rareWords.devices.neverType}>
            {rareWords.devices.neverTypeWhy}
          </Notice>
        </>
      }
    >
      <Field
        label={rareWords.devices.codeThere}
        hint={rareWords.devices.codeExample}
        value={code}
        onChange={setCode}
        maxLength={64}
        spellCheck="false"
        mono
        autoFocus
        isRequired
      />
      <SecretField
        label={rareWords.devices.passphraseHere}
        hint={rareWords.devices.passphraseHereHint}
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        isRequired
      />
    </FormDialog>
  );
}
