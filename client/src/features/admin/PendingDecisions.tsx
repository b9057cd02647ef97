import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, GovernanceView, PendingDecision } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import { adminWords } from '#client/words/admin.ts';
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
  const { console, decisions } = adminWords;
  const said = decisions.pending;
  const state = ({ at, until, signedBy, needed }: PendingDecision) =>
    signedBy.length === 0
      ? said.nobody(distance(at, now), needed, distance(until, now))
      : said.signedBy(distance(at, now), signedBy.length, needed, distance(until, now));
  return (
    <Part title={said.title} hint={said.hint}>
      <ul className={styles.rows} aria-label={said.title}>
        {pending.map((one) => (
          <li key={one.index} className={styles.waiting}>
            <p className={styles.sentence}>
              <bdi>{plainName(one.sentence)}</bdi>
            </p>
            <p className={styles.hint}>
              <Sentence
                of={state(one)}
                with={{
                  by: <bdi>{plainName(one.by)}</bdi>,
                  names: <bdi>{plainName(console.names(one.signedBy))}</bdi>,
                }}
              />
            </p>
            {one.notBefore !== undefined && <p className={styles.hint}>{said.notBefore(fullTime(one.notBefore))}</p>}
            {one.obstacle !== undefined && <p className={styles.hint}>{one.obstacle}</p>}
            <div className={styles.buttons}>
              {one.can !== undefined && (
                <Button variant="primary" size="s" onPress={() => ask('approve', one)}>
                  {one.can === 'bring-about' ? said.bringAbout : console.approve}
                </Button>
              )}
              {one.isMine && (
                <Button size="s" onPress={() => ask('withdraw', one)}>
                  {console.withdraw}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Confirm
        title={approving ? said.approveTitle : said.withdrawTitle}
        isOpen={asked !== undefined}
        confirmLabel={approving ? console.sign : console.withdraw}
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
          {!approving && said.withdrawn}
          {approving && asked.about.can === 'bring-about' && said.holdsAtOnce}
          {approving && asked.about.can === 'sign' && said.holdsLater}
        </p>
        <Problem problem={decide.problem} />
      </Confirm>
    </Part>
  );
}
