/** What can go wrong, as a person is told it: what happened, and what now. */
import type { CoreProblem, CoreProblemCode, Outcome, ToldProblem } from '#core/port.ts';
import { words } from '../words/index.ts';

/** The problem with the words of its code, where the core brings none of its own. */
export function told(problem: CoreProblem): ToldProblem {
  // Each code has its words: what the catalog lacks, the compiler finds here.
  const byCode: Readonly<Record<CoreProblemCode, Pick<ToldProblem, 'sentence' | 'nextStep'>>> = words.problems.byCode;
  const { sentence, nextStep } = byCode[problem.code];
  return { ...problem, sentence: problem.sentence || sentence, nextStep: problem.nextStep ?? nextStep };
}

/** The answer of an action, as views get it. */
export type ToldOutcome<T = void> =
  | Extract<Outcome<T>, { ok: true }>
  | { readonly ok: false; readonly problem: ToldProblem };

/** Answers that are no outcome are as they are. */
export type ToldAnswer<A> = A extends Promise<Outcome<infer T>> ? Promise<ToldOutcome<T>> : A;
