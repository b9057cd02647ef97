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
import { Sentence } from '#client/ui/Sentence.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { clockTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
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
      <Stage title={words.onboarding.making}>
        <MakingKeys steps={rareWords.devices.linking.making} />
      </Stage>
    );
  }
  switch (step.kind) {
    case 'name':
      return (
        <Stage
          title={words.onboarding.none.linking}
          lead={rareWords.devices.linking.lead}
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
              label={rareWords.devices.linking.whatCalled}
              hint={rareWords.devices.linking.whatCalledHint}
              value={name}
              onChange={setName}
              maxLength={40}
              autoFocus
              isRequired
            />
            <Problem problem={begin.problem} />
            <div className={styles.buttons}>
              <Button onPress={onBack}>{words.ui.back}</Button>
              <Button type="submit" variant="primary" wide isDisabled={name.trim() === ''} isPending={begin.pending}>
                {rareWords.devices.linking.showCode}
              </Button>
            </div>
          </Form>
        </Stage>
      );
    case 'code':
      return (
        <Stage
          title={rareWords.devices.linking.typeThere}
          lead={rareWords.devices.linking.typeThereLead}
          above={<StepCount step={2} of={STEPS} />}
          footer={rareWords.devices.linking.forYouOnly}
        >
          <p className={styles.linkingCode} role="status" dir="ltr" aria-label={rareWords.devices.linking.code}>
            <code>{step.code.code}</code>
          </p>
          <p className={styles.muted}>{rareWords.devices.linking.until(clockTime(step.code.until))}</p>
          <Button wide onPress={cancel}>
            {words.ui.cancel}
          </Button>
        </Stage>
      );
    case 'digits':
      return (
        <Stage
          title={rareWords.devices.sameDigits}
          lead={rareWords.devices.linking.compareLead}
          above={<StepCount step={3} of={STEPS} />}
        >
          <p className={styles.linkingCode} role="status" dir="ltr" aria-label={rareWords.devices.digits}>
            <code>{spaced(step.digits)}</code>
          </p>
          {session.kind === 'no-account' && session.checking !== undefined ? (
            <LogProgress {...session.checking} />
          ) : (
            <p className={styles.muted}>{rareWords.devices.linking.waiting}</p>
          )}
          <Button wide onPress={cancel}>
            {words.ui.cancel}
          </Button>
        </Stage>
      );
    case 'passphrase': {
      const { account } = step;
      return (
        <Stage
          title={rareWords.devices.linking.passphrase}
          lead={
            <Sentence
              of={rareWords.devices.linking.belongs}
              with={{
                name: <bdi>{plainName(account.name)}</bdi>,
                organisation: <bdi>{plainName(account.organisation.name)}</bdi>,
              }}
            />
          }
          above={<StepCount step={4} of={STEPS} />}
        >
          <Notice tone="info" title={rareWords.devices.linking.noHistory}>
            {rareWords.devices.linking.noHistoryNext}
          </Notice>
          <ChoosePassphrase
            minLength={account.policy.passphraseMinLength}
            submitLabel={rareWords.devices.linking.open}
            pending={finish.pending}
            problem={finish.problem}
            onSubmit={finish.run}
          />
        </Stage>
      );
    }
    case 'over':
      return (
        <Stage title={rareWords.devices.linking.over}>
          <Problem problem={step.problem} />
          <Button variant="primary" wide onPress={cancel} autoFocus>
            {rareWords.devices.linking.again}
          </Button>
        </Stage>
      );
  }
}

function spaced(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
