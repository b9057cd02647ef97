import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { RootKeyView } from '#client/bridge/port.ts';
import { Stage } from '#client/ui/Stage.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { ChoosePassphrase } from './ChoosePassphrase.tsx';
import { KeepRootKey } from './KeepRootKey.tsx';
import { MakingKeys } from './MakingKeys.tsx';
import { NameOrganisation, type Names } from './NameOrganisation.tsx';
import { StepCount } from './StepCount.tsx';

export interface FoundingCeremonyProps {
  /** The one-time code of the founding link, if the person came through it. */
  readonly code: string | undefined;
  readonly passphraseMinLength: number;
}

const STEPS = 3;

/** Names, passphrase, keys. What follows, keeping the root key, survives a reload and is a screen of its own. */
export function FoundingCeremony({ code: givenCode, passphraseMinLength }: FoundingCeremonyProps) {
  const core = useCore();
  const [names, setNames] = useState<Names>();
  const [step, setStep] = useState<'names' | 'passphrase'>('names');
  const [root, setRoot] = useState<RootKeyView>();
  const begin = useAction(
    (next: Names) => core.beginFounding(next.code),
    () => setStep('passphrase'),
  );
  const found = useAction(
    (passphrase: string) =>
      core.found({ organisation: names?.organisation ?? '', name: names?.name ?? '', passphrase }),
    setRoot,
  );

  if (root !== undefined) return <KeepRootKey root={root} organisation={names?.organisation ?? ''} />;
  if (found.pending) {
    return (
      <Stage title={words.onboarding.making} above={<StepCount step={2} of={STEPS} />}>
        <MakingKeys steps={words.onboarding.makingFirst} />
      </Stage>
    );
  }
  if (step === 'names') {
    return (
      <Stage title={words.onboarding.found} lead={words.onboarding.foundLead} above={<StepCount step={1} of={STEPS} />}>
        <NameOrganisation
          code={givenCode}
          start={names}
          pending={begin.pending}
          problem={begin.problem}
          onNext={(next) => {
            setNames(next);
            begin.run(next);
          }}
        />
      </Stage>
    );
  }
  return (
    <Stage
      title={words.onboarding.choosePassphrase}
      lead={words.onboarding.choosePassphraseLead}
      above={<StepCount step={2} of={STEPS} />}
    >
      <ChoosePassphrase
        minLength={passphraseMinLength}
        submitLabel={words.onboarding.makeKeys}
        pending={false}
        problem={found.problem}
        onBack={() => setStep('names')}
        onSubmit={found.run}
      />
    </Stage>
  );
}
