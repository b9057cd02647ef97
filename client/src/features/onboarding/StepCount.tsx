import { words } from '#client/words/index.ts';
/** "Step 1 of 3". */
export function StepCount({ step, of }: { readonly step: number; readonly of: number }) {
  return <span>{words.onboarding.step(step, of)}</span>;
}
