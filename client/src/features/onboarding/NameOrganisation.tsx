import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '#client/ui/Button.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Problem, type ProblemWords } from '#client/ui/Problem.tsx';
import { words } from '#client/words/index.ts';
import styles from './onboarding.module.css';

export interface Names {
  readonly code: string;
  readonly organisation: string;
  readonly name: string;
}

export interface NameOrganisationProps {
  readonly code: string | undefined;
  readonly start: Names | undefined;
  readonly pending: boolean;
  readonly problem: ProblemWords | undefined;
  readonly onNext: (names: Names) => void;
}

const NAME_LENGTH = 80;

/** The first step: names, and the founding code where the link did not bring it. */
export function NameOrganisation({ code: givenCode, start, pending, problem, onNext }: NameOrganisationProps) {
  const [code, setCode] = useState(start?.code ?? givenCode ?? '');
  const [organisation, setOrganisation] = useState(start?.organisation ?? '');
  const [name, setName] = useState(start?.name ?? '');
  const asksCode = givenCode === undefined || problem !== undefined;
  const ready = code.trim() !== '' && organisation.trim() !== '' && name.trim() !== '';
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onNext({ code: code.trim(), organisation: organisation.trim(), name: name.trim() });
      }}
    >
      <Field
        label={words.onboarding.organisationName}
        placeholder={words.onboarding.organisationExample}
        value={organisation}
        onChange={setOrganisation}
        maxLength={NAME_LENGTH}
        autoComplete="organization"
        autoFocus
        isRequired
      />
      <Field
        label={words.onboarding.yourName}
        hint={words.onboarding.yourNameHint}
        value={name}
        onChange={setName}
        maxLength={NAME_LENGTH}
        autoComplete="name"
        isRequired
      />
      {asksCode && (
        <Field
          label={words.onboarding.code}
          hint={words.onboarding.codeHint}
          value={code}
          onChange={(text) => setCode(text.slice(text.lastIndexOf('#') + 1))}
          autoComplete="off"
          spellCheck="false"
          mono
          isRequired
        />
      )}
      <Problem problem={problem} />
      <Button type="submit" variant="primary" wide isDisabled={!ready} isPending={pending}>
        {words.shared.continue}
      </Button>
    </Form>
  );
}
