/** "Step 1 of 3". */
export function StepCount({ step, of }: { readonly step: number; readonly of: number }) {
  return (
    <span>
      Step {step} of {of}
    </span>
  );
}
