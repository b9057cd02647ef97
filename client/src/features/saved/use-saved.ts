import { useEffect, useState } from 'react';
import { useCore, useSavedMarks } from '#client/bridge/hooks.ts';
import type { CoreProblem, SavedView } from '#client/bridge/port.ts';

export interface Saved {
  /** Undefined: they have not been read yet. */
  readonly saved: readonly SavedView[] | undefined;
  readonly problem: CoreProblem | undefined;
}

/** What this person has saved, the newest first; read again when that changes, or the words of one of them. */
export function useSaved(): Saved {
  const core = useCore();
  const marks = useSavedMarks();
  const [read, setRead] = useState<Saved>({ saved: undefined, problem: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other marks say that there is something else to read
  useEffect(() => {
    let over = false;
    void core.saved().then((answer) => {
      if (over) return;
      setRead((known) =>
        answer.ok ? { saved: answer.value, problem: undefined } : { ...known, problem: answer.problem },
      );
    });
    return () => {
      over = true;
    };
  }, [core, marks]);
  return read;
}
