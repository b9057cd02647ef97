import { lazy, Suspense, useCallback, useImperativeHandle, useRef, useState } from 'react';
import type { FilesToSend } from '#client/bridge/files.ts';
import type { PolicyView, TimerView, UrgencyView } from '#client/bridge/port.ts';
import { AddMenu, UrgencyNote } from '#client/features/composer/AddMenu.tsx';
import { Composer, type ComposerProps } from '#client/features/composer/Composer.tsx';
import type { DraftFilesProps } from '#client/features/files/DraftFiles.tsx';
import { MessageTimer } from '#client/features/timers/MessageTimer.tsx';
import { MessageTimerNote } from '#client/features/timers/MessageTimerNote.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';

// Polls are asked rarely, so nobody loads their form with the app.
const LazyPoll = lazy(() =>
  import('#client/features/polls/PollDialog.tsx').then(
    ({ PollDialog }) => ({ default: PollDialog }),
    () => ({ default: Missing }),
  ),
);

// What files need comes once a conversation is open.
const LazyFiles = lazy(() =>
  import('#client/features/files/DraftFiles.tsx').then(
    ({ DraftFiles }) => ({ default: DraftFiles }),
    () => ({ default: NoFiles }),
  ),
);

/** Stands for it when it could not be loaded. */
function NoFiles({ pick }: DraftFilesProps) {
  useImperativeHandle(pick, () => () => say(words.shared.notLoadedNext));
  return <span hidden />;
}

/** Stands for the form when it could not be loaded: the server holds it. */
function Missing({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.app.newPoll} isOpen onClose={onClose}>
      <p>{words.shared.notLoadedNext}</p>
    </Dialog>
  );
}

export interface TimedComposerProps
  extends Pick<ComposerProps, 'conversation' | 'writing' | 'onWriting' | 'thread' | 'insert'> {
  readonly policy: PolicyView;
}

/** A composer that asks, if one likes, for how long the next message stays and how much it matters, and makes polls. */
export function TimedComposer({ policy, ...props }: TimedComposerProps) {
  const [wish, setWish] = useState<TimerView | null>();
  const [urgency, setUrgency] = useState<UrgencyView>();
  const [asking, setAsking] = useState(false);
  const [files, setFiles] = useState<FilesToSend>();
  const pick = useRef<() => void>(null);
  const asUsual = useCallback(() => setWish(undefined), []);
  const calmly = useCallback(() => setUrgency(undefined), []);
  const sent = useCallback(() => {
    asUsual();
    calmly();
  }, [asUsual, calmly]);
  const { id, timer: usual } = props.conversation;
  const thread = props.thread?.id;
  return (
    <>
      <Composer
        {...props}
        lengthMax={policy.messageLengthMax}
        timer={wish}
        urgency={urgency}
        files={files}
        onSent={sent}
        tools={
          <>
            <AddMenu
              urgency={urgency}
              onUrgency={setUrgency}
              onPoll={() => setAsking(true)}
              onFile={policy.files.allowed ? () => pick.current?.() : undefined}
            />
            <MessageTimer timers={policy.timers} usual={usual} wish={wish} onWish={setWish} />
          </>
        }
        note={
          <>
            {/* Also where there are to be none: who pastes one is told. */}
            <Suspense>
              <LazyFiles
                conversation={id}
                place={`${id}/${thread}`}
                limits={policy.files}
                pick={pick}
                onChange={setFiles}
              />
            </Suspense>
            {urgency !== undefined && <UrgencyNote urgency={urgency} onLeave={calmly} />}
            {wish !== undefined && <MessageTimerNote wish={wish} onLeave={asUsual} />}
          </>
        }
      />
      {asking && (
        <Suspense>
          <LazyPoll
            conversation={id}
            options={{
              ...(wish === undefined ? {} : { timer: wish }),
              ...(thread === undefined ? {} : { thread }),
              ...(urgency === undefined ? {} : { urgency }),
            }}
            onSent={sent}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
