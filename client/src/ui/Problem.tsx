import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';

/** What went wrong and what now, as an action's answer says it. */
export interface ProblemWords {
  readonly sentence: string;
  readonly nextStep: string;
}

/** Shows, and announces, that an action failed. Nothing while there is no problem. */
export function Problem({
  problem,
  action,
}: {
  readonly problem: ProblemWords | undefined;
  readonly action?: ReactNode;
}) {
  if (problem === undefined) return null;
  return (
    <Notice tone="danger" title={problem.sentence} action={action} announce>
      {problem.nextStep}
    </Notice>
  );
}
