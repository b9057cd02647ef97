import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, GovernanceView, PendingDecision } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Admin.module.css';
import { tellDecided } from './PolicyReview.tsx';

/** What was proposed and waits for the signatures of others. */
export function PendingDecisions({ governance: { pending } }: { readonly governance: GovernanceView }) {
  const core = useCore();
  const now = useNow(60_000);
  const [asked, setAsked] = useState<{ readonly what: 'approve' | 'withdraw'; readonly about: PendingDecision }>();
  const decide = useAction(
    (decision: Decision) => core.decide(decision),
    (decided) => {
      tellDecided(decided);
      setAsked(undefined);
    },
  );
  if (pending.length === 0) return null;
  const ask = (what: 'approve' | 'withdraw', about: PendingDecision) => {
    decide.clear();
    setAsked({ what, about });
  };
  const approving = asked?.what === 'approve';
  return (
    <Part title="Waits for signatures" hint="Proposed, and counts for nothing until enough people have signed it.">
      <ul className={styles.rows} aria-label="Waits for signatures">
        {pending.map((one) => (
          <li key={one.index} className={styles.waiting}>
            <p className={styles.sentence}>
              <bdi>{plainName(one.sentence)}</bdi>
            </p>
            <p className={styles.hint}>
              Proposed by <bdi>{plainName(one.by)}</bdi> {distance(one.at, now)} · {one.signedBy.length} of {one.needed}{' '}
              have signed
              {one.signedBy.length > 0 && (
                <>
                  : <bdi>{plainName(one.signedBy.join(', '))}</bdi>
                </>
              )}{' '}
              · ends {distance(one.until, now)}
            </p>
            {one.notBefore !== undefined && (
              <p className={styles.hint}>
                It protects everybody less, so it can hold from {fullTime(one.notBefore)} at the earliest. Everybody was
                told.
              </p>
            )}
            {one.obstacle !== undefined && <p className={styles.hint}>{one.obstacle}</p>}
            <div className={styles.buttons}>
              {one.can !== undefined && (
                <Button variant="primary" size="s" onPress={() => ask('approve', one)}>
                  {one.can === 'bring-about' ? 'Approve, so that it holds' : 'Approve'}
                </Button>
              )}
              {one.isMine && (
                <Button size="s" onPress={() => ask('withdraw', one)}>
                  Withdraw
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Confirm
        title={approving ? 'Sign this?' : 'Withdraw this?'}
        isOpen={asked !== undefined}
        confirmLabel={approving ? 'Sign' : 'Withdraw'}
        isPending={decide.pending}
        onConfirm={() => {
          if (asked !== undefined) decide.run({ kind: asked.what, proposal: asked.about.index });
        }}
        onClose={() => setAsked(undefined)}
      >
        <p className={styles.sentence}>
          <bdi>{plainName(asked?.about.sentence ?? '')}</bdi>
        </p>
        <p>
          {!approving && 'It counts for nothing then, and can be proposed anew.'}
          {approving && asked.about.can === 'bring-about' && 'With your signature it holds at once, for everybody.'}
          {approving && asked.about.can === 'sign' && 'It holds when the others have signed it, or its day has come.'}
        </p>
        <Problem problem={decide.problem} />
      </Confirm>
    </Part>
  );
}
