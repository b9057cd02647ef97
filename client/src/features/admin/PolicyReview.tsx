import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { CoreProblem, Decided, PolicyBook, PolicyInput, PolicyPreview, PolicyScope } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { HeldUp } from './HeldUp.tsx';
import { Changes } from './TrailList.tsx';

export function tellDecided(decided: Decided): void {
  const { told } = adminWords.decisions;
  if (decided.kind === 'done') say(told.done);
  else if (decided.kind === 'proposed') say(told.proposed, told.proposedNext);
  else if (decided.kind === 'signed') say(told.signed, told.signedNext);
  else say(told.waits, told.waitsNext(fullTime(decided.until)));
}

/** The difference that a signature would make, before it is given. */
export function PolicyReview({
  book,
  change,
  onSigned,
  onClose,
  onChoose,
}: {
  readonly book: PolicyBook;
  readonly change: PolicyInput;
  readonly onSigned: () => void;
  readonly onClose: () => void;
  /** Shows the policy of another group. */
  readonly onChoose: (scope: PolicyScope) => void;
}) {
  const core = useCore();
  const { group, base } = book;
  const [preview, setPreview] = useState<PolicyPreview>();
  const [problem, setProblem] = useState<CoreProblem>();
  // The dialog is about one draft: it is drawn anew for another one.
  const [asked] = useState(change);
  useEffect(() => {
    void core.previewPolicy(group.id, asked).then((outcome) => {
      if (outcome.ok) setPreview(outcome.value);
      else setProblem(outcome.problem);
    });
  }, [core, group.id, asked]);
  const sign = useAction(
    () => core.decide({ kind: 'set-policy', group: group.id, base, change: asked }),
    (decided) => {
      tellDecided(decided);
      onSigned();
    },
  );
  const { console, policy: said } = adminWords;
  const heldUpBy = preview?.heldUpBy;
  const way = preview === undefined ? undefined : said.ways[preview.way];
  return (
    <Dialog
      title={said.change(plainName(group.name))}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{said.goOn}</Button>
          <Button
            variant="primary"
            isDisabled={way === undefined || heldUpBy !== undefined}
            isPending={sign.pending}
            onPress={() => sign.run()}
          >
            {way?.sign ?? console.sign}
          </Button>
        </>
      }
    >
      {preview !== undefined && way !== undefined && (
        <>
          <Changes changes={preview.changes} />
          {heldUpBy === undefined ? (
            <Notice tone={preview.way === 'now' ? 'info' : 'warning'} title={way.title}>
              {way.words}
            </Notice>
          ) : (
            <HeldUp by={heldUpBy} onGo={onChoose} />
          )}
          <p className={styles.hint}>
            {said.isFor(preview.people)}
            {preview.dropsWaiting && ` ${preview.way === 'propose' ? said.replacesProposal : said.replacesWaiting}`}
          </p>
        </>
      )}
      <Problem problem={problem ?? sign.problem} />
    </Dialog>
  );
}
