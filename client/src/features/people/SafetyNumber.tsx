import { ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Outcome, SafetyNumberView, VerifiedState } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './People.module.css';

/** The number that two people compare to know that nobody stands between them. */
export function SafetyNumber({
  user,
  name,
  verified,
}: {
  readonly user: UserId;
  readonly name: string;
  readonly verified: VerifiedState;
}) {
  const core = useCore();
  const mark = useAction((number: readonly string[] | null) => core.markVerified(user, number));
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
      <h3 id="safety-title">{words.people.safety.title}</h3>
      {verified === 'changed' && (
        <Notice tone="warning" title={words.people.safety.changed}>
          {words.people.safety.changedNext}
        </Notice>
      )}
      <p className={styles.hint}>
        <Sentence of={words.people.safety.howTo} with={{ name: <bdi>{name}</bdi> }} />
      </p>
      {answer === undefined && <Skeleton label={words.people.safety.computing} rows={1} />}
      {answer?.ok === false && <Problem problem={answer.problem} />}
      {answer?.ok && (
        <p className={styles.digits} dir="ltr">
          {answer.value.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, and their place is what names them
            <span key={index}>{group} </span>
          ))}
        </p>
      )}
      {answer?.ok && verified === 'yes' && (
        <div className={styles.verified}>
          <p>
            <ShieldCheck size={18} aria-hidden />
            <span>
              <Sentence of={words.people.safety.verified} with={{ name: <bdi>{name}</bdi> }} />
            </span>
          </p>
          <Button size="s" isPending={mark.pending} onPress={() => mark.run(null)}>
            {words.people.safety.takeBack}
          </Button>
        </div>
      )}
      {answer?.ok && verified !== 'yes' && (
        <Button
          icon={<ShieldCheck size={16} aria-hidden />}
          isPending={mark.pending}
          onPress={() => mark.run(answer.value.groups)}
        >
          {words.people.safety.same}
        </Button>
      )}
      <Problem problem={mark.problem} />
    </section>
  );
}
