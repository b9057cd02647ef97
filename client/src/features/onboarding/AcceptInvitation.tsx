import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { PolicyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { ChoosePassphrase } from './ChoosePassphrase.tsx';
import { MakingKeys } from './MakingKeys.tsx';
import styles from './onboarding.module.css';
import { StepCount } from './StepCount.tsx';

/** Own name, passphrase, own keys, enrolment. When it succeeds, the session opens by itself. */
export function AcceptInvitation({
  fragment,
  nameHint,
  isNamed,
  policy,
}: {
  readonly fragment: string;
  readonly nameHint: string;
  /** The name stands already, and is not asked for. */
  readonly isNamed: boolean;
  readonly policy: PolicyView;
}) {
  const core = useCore();
  const [name, setName] = useState(nameHint);
  const [named, setNamed] = useState(isNamed);
  const enrol = useAction((passphrase: string) => core.enrol({ fragment, name: name.trim(), passphrase }));

  if (enrol.pending) {
    return (
      <Stage title={words.onboarding.making}>
        <MakingKeys steps={words.onboarding.makingOwn} />
      </Stage>
    );
  }
  if (!named) {
    return (
      <Stage title={words.onboarding.whatAreYouCalled} above={<StepCount step={1} of={2} />}>
        <Form
          className={styles.form ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') setNamed(true);
          }}
        >
          <Field
            label={words.onboarding.yourName}
            hint={words.onboarding.yourNameHint}
            value={name}
            onChange={setName}
            maxLength={80}
            autoComplete="name"
            autoFocus
            isRequired
          />
          <Button type="submit" variant="primary" wide isDisabled={name.trim() === ''}>
            {words.shared.continue}
          </Button>
        </Form>
      </Stage>
    );
  }
  return (
    <Stage
      title={words.onboarding.choosePassphrase}
      lead={words.onboarding.choosePassphraseLead}
      above={isNamed ? undefined : <StepCount step={2} of={2} />}
    >
      <ChoosePassphrase
        minLength={policy.passphraseMinLength}
        submitLabel={isNamed ? words.onboarding.comeBack : words.onboarding.join}
        pending={enrol.pending}
        problem={enrol.problem}
        {...(isNamed ? {} : { onBack: () => setNamed(false) })}
        onSubmit={enrol.run}
      />
    </Stage>
  );
}
