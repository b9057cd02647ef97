import type { CoreProblem } from '#client/bridge/port.ts';
import { say } from '#client/ui/toast.tsx';

type Answer = { readonly ok: true } | { readonly ok: false; readonly problem: CoreProblem };

/** Says what went wrong, if something did. @returns whether nothing did. */
export function tell(answer: Answer): boolean {
  if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
  return answer.ok;
}
