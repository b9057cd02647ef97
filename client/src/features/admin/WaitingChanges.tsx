import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, PolicyBook, PolicyScope } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import styles from './Admin.module.css';
import { HeldUp } from './HeldUp.tsx';
import { tellDecided } from './PolicyReview.tsx';
import { Changes } from './TrailList.tsx';

/** What waits for its time or for a second admin, and what can be done about it. */
export function WaitingChanges({
  book,
  onChoose,
}: {
  readonly book: PolicyBook;
  readonly onChoose: (scope: PolicyScope) => void;
}) {
  const core = useCore();
  const now = useNow(60_000);
  const [asked, setAsked] = useState<'approve' | 'withdraw'>();
  const decide = useAction(
    (decision: Decision) => core.decide(decision),
    (decided) => {
      tellDecided(decided);
      setAsked(undefined);
    },
  );
  const { waiting, proposed, group, base, heldUpBy } = book;
  if (waiting === undefined && proposed === undefined) return null;
  const { console, policy: said } = adminWords;
  const ask = (what: typeof asked) => {
    decide.clear();
    setAsked(what);
  };
  return (
    <Part
      title={said.waiting}
      hint={said.waitingHint}
      action={
        <Button size="s" isDisabled={heldUpBy !== undefined} onPress={() => ask('withdraw')}>
          {console.withdraw}
        </Button>
      }
    >
      {proposed !== undefined && (
        <div className={styles.waiting}>
          <p>
            <Sentence
              of={said.proposedBy(distance(proposed.at, now))}
              with={{ by: <bdi>{plainName(proposed.by)}</bdi> }}
            />
          </p>
          <Changes changes={proposed.changes} />
          {proposed.obstacle === undefined ? (
            <Button variant="primary" size="s" onPress={() => ask('approve')}>
              {console.approve}
            </Button>
          ) : (
            <p className={styles.hint}>{proposed.obstacle}</p>
          )}
        </div>
      )}
      {waiting !== undefined && (
        <div className={styles.waiting}>
          <p>
            <Sentence
              of={said.holds(distance(waiting.effectiveAt, now), fullTime(waiting.effectiveAt))}
              with={{ names: <bdi>{plainName(words.counting.list(waiting.by))}</bdi> }}
            />
          </p>
          <Changes changes={waiting.changes} />
          {waiting.doubtful.length > 0 && (
            <Notice tone="warning" title={said.doubtful(plainName(console.names(waiting.doubtful)))}>
              {said.doubtfulNext}
            </Notice>
          )}
        </div>
      )}
      {heldUpBy !== undefined && <HeldUp by={heldUpBy} onGo={onChoose} />}
      <Confirm
        title={asked === 'approve' ? said.approveTitle : said.withdrawTitle}
        isOpen={asked !== undefined}
        confirmLabel={asked === 'approve' ? said.signAndApprove : console.withdraw}
        danger={asked === 'approve'}
        isPending={decide.pending}
        onConfirm={() => {
          if (asked === 'withdraw') decide.run({ kind: 'withdraw-policy', group: group.id, base });
          else if (proposed !== undefined) {
            decide.run({ kind: 'approve-policy', group: group.id, proposal: proposed.index });
          }
        }}
        onClose={() => setAsked(undefined)}
      >
        {asked === 'approve' ? (
          <>
            <p>
              <Sentence of={said.approveMeans} with={{ group: <bdi>{plainName(group.name)}</bdi> }} />
            </p>
            {proposed !== undefined && <Changes changes={proposed.changes} />}
          </>
        ) : (
          <p>{said.withdrawMeans}</p>
        )}
        <Problem problem={decide.problem} />
      </Confirm>
    </Part>
  );
}
