import { useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import type { LinkedView, LinkingCode, ToldProblem } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { browserName } from '#client/ui/browser-name.ts';
import { Field } from '#client/ui/Field.tsx';
import { LogProgress } from '#client/ui/LogProgress.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Stage } from '#client/ui/Stage.tsx';
import { clockTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { ChoosePassphrase } from './ChoosePassphrase.tsx';
import { MakingKeys } from './MakingKeys.tsx';
import styles from './onboarding.module.css';
import { StepCount } from './StepCount.tsx';

/** How far it is; each step follows from what the other browser does. */
type Step =
  | { readonly kind: 'name' }
  | { readonly kind: 'code'; readonly code: LinkingCode }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'passphrase'; readonly account: LinkedView }
  | { readonly kind: 'over'; readonly problem: ToldProblem };

const STEPS = 4;

/** Links this browser to the account that its person has in another one. When it succeeds, the session opens by itself. */
export function LinkBrowser({ onBack }: { readonly onBack: () => void }) {
  const core = useCore();
  const session = useSession();
  const [name, setName] = useState(() => browserName(navigator.userAgent));
  const [step, setStep] = useState<Step>({ kind: 'name' });
  /** The linking that is shown; what an earlier one still answers is void. */
  const current = useRef(0);
  const begin = useAction(
    () => core.beginLinking(name.trim()),
    (code) => {
      setStep({ kind: 'code', code });
      void follow();
    },
  );
  const finish = useAction((passphrase: string) => core.finishLinking(passphrase));
  // Whoever leaves this screen waits for nobody any more.
  useEffect(() => () => void core.cancelLinking(), [core]);

  const follow = async () => {
    current.current += 1;
    const mine = current.current;
    const show = (next: Step) => {
      if (mine === current.current) setStep(next);
    };
    const digits = await core.linkingDigits();
    if (!digits.ok) return show({ kind: 'over', problem: digits.problem });
    show({ kind: 'digits', digits: digits.value });
    const account = await core.linkedAccount();
    show(account.ok ? { kind: 'passphrase', account: account.value } : { kind: 'over', problem: account.problem });
  };
  const cancel = () => {
    current.current += 1;
    void core.cancelLinking();
    setStep({ kind: 'name' });
  };

  if (finish.pending) {
    return (
      <Stage title="Making your keys">
        <MakingKeys steps={['This browser’s lock', 'This browser’s key', 'The organisation’s log']} />
      </Stage>
    );
  }
  switch (step.kind) {
    case 'name':
      return (
        <Stage
          title="Link this browser"
          lead="To the account that you have in another browser. Have that one at hand: you type a code there."
          above={<StepCount step={1} of={STEPS} />}
        >
          <Form
            className={styles.form ?? ''}
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') begin.run();
            }}
          >
            <Field
              label="What do you call this browser?"
              hint="Only you see it, in your list of devices."
              value={name}
              onChange={setName}
              maxLength={40}
              autoFocus
              isRequired
            />
            <Problem problem={begin.problem} />
            <div className={styles.buttons}>
              <Button onPress={onBack}>Back</Button>
              <Button type="submit" variant="primary" wide isDisabled={name.trim() === ''} isPending={begin.pending}>
                Show the code
              </Button>
            </div>
          </Form>
        </Stage>
      );
    case 'code':
      return (
        <Stage
          title="Type this code on your other browser"
          lead="There, open Settings, then My devices, then Link a device."
          above={<StepCount step={2} of={STEPS} />}
          footer="Show it to nobody, and send it to nobody: it is for your own hands."
        >
          <p className={styles.linkingCode} role="status" aria-label="Linking code">
            <code>{step.code.code}</code>
          </p>
          <p className={styles.muted}>It works once, until {clockTime(step.code.until)}.</p>
          <Button wide onPress={cancel}>
            Cancel
          </Button>
        </Stage>
      );
    case 'digits':
      return (
        <Stage
          title="Do both show the same digits?"
          lead="Compare them, and say so on your other browser. If they differ, somebody stands between the two: cancel."
          above={<StepCount step={3} of={STEPS} />}
        >
          <p className={styles.linkingCode} role="status" aria-label="Digits">
            <code>{spaced(step.digits)}</code>
          </p>
          {session.kind === 'no-account' && session.checking !== undefined ? (
            <LogProgress {...session.checking} />
          ) : (
            <p className={styles.muted}>Waiting for your other browser…</p>
          )}
          <Button wide onPress={cancel}>
            Cancel
          </Button>
        </Stage>
      );
    case 'passphrase': {
      const { account } = step;
      return (
        <Stage
          title="Choose a passphrase for this browser"
          lead={
            <>
              This browser belongs to <bdi>{plainName(account.name)}</bdi> at{' '}
              <bdi>{plainName(account.organisation.name)}</bdi> now. The passphrase locks what Tacit keeps here, and
              nothing else.
            </>
          }
          above={<StepCount step={4} of={STEPS} />}
        >
          <Notice tone="info" title="It begins without your older messages">
            Your conversations appear here while another browser of yours is open. What was said before stays there.
          </Notice>
          <ChoosePassphrase
            minLength={account.policy.passphraseMinLength}
            submitLabel="Open Tacit"
            pending={finish.pending}
            problem={finish.problem}
            onSubmit={finish.run}
          />
        </Stage>
      );
    }
    case 'over':
      return (
        <Stage title="This browser was not linked">
          <Problem problem={step.problem} />
          <Button variant="primary" wide onPress={cancel} autoFocus>
            Begin again
          </Button>
        </Stage>
      );
  }
}

function spaced(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
