import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Outcome, SafetyNumberView } from '#client/bridge/port.ts';
import { Problem } from '#client/ui/Problem.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import type { UserId } from '#shared/ids/index.ts';
import styles from './People.module.css';

/** The number that two people compare to know that nobody stands between them. */
export function SafetyNumber({ user, name }: { readonly user: UserId; readonly name: string }) {
  const core = useCore();
  const [answer, setAnswer] = useState<Outcome<SafetyNumberView>>();
  useEffect(() => {
    let current = true;
    setAnswer(undefined);
    void core.safetyNumber(user).then((next) => {
      if (current) setAnswer(next);
    });
    return () => {
      current = false;
    };
  }, [core, user]);
  return (
    <section className={styles.safety} aria-labelledby="safety-title">
      <h3 id="safety-title">Safety number</h3>
      <p className={styles.hint}>
        Compare it with <bdi>{name}</bdi> in person or on the phone. If the numbers are the same, nobody can have taken
        the place of either of you.
      </p>
      {answer === undefined && <Skeleton label="Computing the safety number" rows={1} />}
      {answer?.ok === false && <Problem problem={answer.problem} />}
      {answer?.ok && (
        <p className={styles.digits}>
          {answer.value.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, and their place is what names them
            <span key={index}>{group} </span>
          ))}
        </p>
      )}
    </section>
  );
}
