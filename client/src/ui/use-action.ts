import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProblemWords } from './Problem.tsx';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemWords };

export interface Action<Args extends readonly unknown[]> {
  /** Starts it; while it runs, further calls do nothing, so a double press is one action. */
  readonly run: (...args: Args) => void;
  readonly pending: boolean;
  /** Why the last run failed. */
  readonly problem: ProblemWords | undefined;
  readonly clear: () => void;
}

/** An action with what a form shows of it: whether it runs, and why it failed. `onDone` gets its value. */
export function useAction<Args extends readonly unknown[], T>(
  act: (...args: Args) => Promise<Answer<T>>,
  onDone?: (value: T) => void,
): Action<Args> {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ProblemWords>();
  const running = useRef(false);
  const newest = useRef({ act, onDone });
  useEffect(() => {
    newest.current = { act, onDone };
  });
  const run = useCallback((...args: Args) => {
    if (running.current) return;
    running.current = true;
    setPending(true);
    setProblem(undefined);
    void newest.current.act(...args).then((answer) => {
      running.current = false;
      setPending(false);
      if (answer.ok) newest.current.onDone?.(answer.value);
      else setProblem(answer.problem);
    });
  }, []);
  const clear = useCallback(() => setProblem(undefined), []);
  return { run, pending, problem, clear };
}
