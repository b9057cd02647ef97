import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { CoreProblem, Decided, PolicyBook, PolicyInput, PolicyPreview } from '#client/bridge/port.ts';
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
import { Changes } from './TrailList.tsx';

const ways: Readonly<
  Record<PolicyPreview['way'], { readonly title: string; readonly words: string; readonly sign: string }>
> = {
  now: {
    title: 'It holds at once',
    words:
      'Nothing gets weaker. Everybody who is online gets it as soon as it is signed, the others when they come back.',
    sign: 'Sign',
  },
  delayed: {
    title: 'It holds in a day',
    words:
      'Something gets weaker. There is no second admin, so your signature is enough; everybody has a day’s notice, and you can withdraw it until then.',
    sign: 'Sign, to hold in a day',
  },
  propose: {
    title: 'Another admin has to approve it',
    words:
      'Something gets weaker. It counts for nothing until another admin signs it too, and holds a day after that. You can withdraw it until then.',
    sign: 'Sign and propose',
  },
};

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
}: {
  readonly book: PolicyBook;
  readonly change: PolicyInput;
  readonly onSigned: () => void;
  readonly onClose: () => void;
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
  const way = preview === undefined ? undefined : ways[preview.way];
  return (
    <Dialog
      title={`Change the policy of ${plainName(group.name)}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Go on editing</Button>
          <Button variant="primary" isDisabled={way === undefined} isPending={sign.pending} onPress={() => sign.run()}>
            {way?.sign ?? 'Sign'}
          </Button>
        </>
      }
    >
      {preview !== undefined && way !== undefined && (
        <>
          <Changes changes={preview.changes} />
          <Notice tone={preview.way === 'now' ? 'info' : 'warning'} title={way.title}>
            {way.words}
          </Notice>
          <p className={styles.hint}>
            It is for {preview.people === 1 ? '1 person' : `${preview.people.toLocaleString()} people`}.
            {preview.dropsWaiting && preview.way !== 'propose' && ' It takes the place of the change that waits now.'}
            {preview.dropsWaiting && preview.way === 'propose' && ' It takes the place of the proposal that waits now.'}
          </p>
        </>
      )}
      <Problem problem={problem ?? sign.problem} />
    </Dialog>
  );
}
