import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, PolicyBook } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Admin.module.css';
import { tellDecided } from './PolicyReview.tsx';
import { Changes } from './TrailList.tsx';

/** What waits for its time or for a second admin, and what can be done about it. */
export function WaitingChanges({ book }: { readonly book: PolicyBook }) {
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
  const { waiting, proposed, group, base } = book;
  if (waiting === undefined && proposed === undefined) return null;
  const ask = (what: typeof asked) => {
    decide.clear();
    setAsked(what);
  };
  return (
    <Part
      title="Waiting"
      hint="Decided on, and not in effect."
      action={
        <Button size="s" onPress={() => ask('withdraw')}>
          Withdraw
        </Button>
      }
    >
      {proposed !== undefined && (
        <div className={styles.waiting}>
          <p>
            Proposed by <bdi>{plainName(proposed.by)}</bdi>, {distance(proposed.at, now)}
          </p>
          <Changes changes={proposed.changes} />
          {proposed.obstacle === undefined ? (
            <Button variant="primary" size="s" onPress={() => ask('approve')}>
              Approve
            </Button>
          ) : (
            <p className={styles.hint}>{proposed.obstacle}</p>
          )}
        </div>
      )}
      {waiting !== undefined && (
        <div className={styles.waiting}>
          <p>
            Holds {distance(waiting.effectiveAt, now)}, on {fullTime(waiting.effectiveAt)}. Signed by{' '}
            <bdi>{plainName(waiting.by.join(' and '))}</bdi>
          </p>
          <Changes changes={waiting.changes} />
          {waiting.doubtful.length > 0 && (
            <Notice tone="warning" title={`${plainName(waiting.doubtful.join(', '))} is no active admin any more`}>
              Look at this change again, and withdraw it if you would not sign it yourself.
            </Notice>
          )}
        </div>
      )}
      <Confirm
        title={asked === 'approve' ? 'Approve this weakening?' : 'Withdraw what waits?'}
        isOpen={asked !== undefined}
        confirmLabel={asked === 'approve' ? 'Sign and approve' : 'Withdraw'}
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
              With your signature it holds a day from now, for everybody in <bdi>{plainName(group.name)}</bdi>. Until
              then any admin can withdraw it.
            </p>
            {proposed !== undefined && <Changes changes={proposed.changes} />}
          </>
        ) : (
          <p>What holds now goes on to hold. Nothing of what waits comes into effect; it can be decided anew.</p>
        )}
        <Problem problem={decide.problem} />
      </Confirm>
    </Part>
  );
}
