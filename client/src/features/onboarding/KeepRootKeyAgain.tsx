import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { OrganisationView, Outcome, RootKeyView } from '#client/bridge/port.ts';
import { Problem } from '#client/ui/Problem.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { words } from '#client/words/index.ts';
import { KeepRootKey } from './KeepRootKey.tsx';

/** The rest of a ceremony that was interrupted after the keys were made: a reload, a lock, a crash. */
export function KeepRootKeyAgain({ organisation }: { readonly organisation: OrganisationView }) {
  const core = useCore();
  const [answer, setAnswer] = useState<Outcome<RootKeyView>>();
  useEffect(() => {
    let current = true;
    void core.rootKey().then((next) => {
      if (current) setAnswer(next);
    });
    return () => {
      current = false;
    };
  }, [core]);
  if (answer?.ok) return <KeepRootKey root={answer.value} organisation={organisation.name} />;
  return (
    <Stage title={words.onboarding.root.keep}>
      {answer === undefined ? <Skeleton label={words.onboarding.root.opening} /> : <Problem problem={answer.problem} />}
    </Stage>
  );
}
