import { useEffect, useRef, useState } from 'react';
import { useConnection } from '#client/bridge/hooks.ts';
import type { CoreProblem, Outcome } from '#client/bridge/port.ts';

export interface Asked<T> {
  /** The newest answer; stays while it is asked again. */
  readonly value: T | undefined;
  readonly problem: CoreProblem | undefined;
}

/**
 * What the core answers, asked again whenever the log has grown: the administration shows nothing but what stands there.
 * @param key names what is asked for; another one is another question.
 */
export function useAsked<T>(key: string, ask: () => Promise<Outcome<T>>): Asked<T> {
  const size = useConnection().log?.size;
  const [answer, setAnswer] = useState<Asked<T> & { readonly key: string }>();
  const newest = useRef(ask);
  useEffect(() => {
    newest.current = ask;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that has grown is a reason to ask again.
  useEffect(() => {
    let wanted = true;
    void newest.current().then((outcome) => {
      if (!wanted) return;
      setAnswer((before) =>
        outcome.ok
          ? { key, value: outcome.value, problem: undefined }
          : { key, value: before?.key === key ? before.value : undefined, problem: outcome.problem },
      );
    });
    return () => {
      wanted = false;
    };
  }, [key, size]);
  return answer?.key === key ? answer : { value: undefined, problem: undefined };
}
