import { useEffect, useState } from 'react';
import { useCore, useLater } from '#client/bridge/hooks.ts';
import type { CoreProblem, ReminderView } from '#client/bridge/port.ts';

export interface Reminders {
  /** Undefined: they have not been read yet. */
  readonly reminders: readonly ReminderView[] | undefined;
  readonly problem: CoreProblem | undefined;
}

/** The reminders with what their messages say; read again when they change. */
export function useReminders(): Reminders {
  const core = useCore();
  const { reminders: marks } = useLater();
  const [read, setRead] = useState<Reminders>({ reminders: undefined, problem: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other marks say that there is something else to read
  useEffect(() => {
    let over = false;
    void core.reminders().then((answer) => {
      if (over) return;
      setRead((known) =>
        answer.ok ? { reminders: answer.value, problem: undefined } : { ...known, problem: answer.problem },
      );
    });
    return () => {
      over = true;
    };
  }, [core, marks]);
  return read;
}
