import { lazy, Suspense, useCallback, useState } from 'react';
import type { PolicyView, TimerView, UrgencyView } from '#client/bridge/port.ts';
import { AddMenu, UrgencyNote } from '#client/features/composer/AddMenu.tsx';
import { Composer, type ComposerProps } from '#client/features/composer/Composer.tsx';
import { MessageTimer } from '#client/features/timers/MessageTimer.tsx';
import { MessageTimerNote } from '#client/features/timers/MessageTimerNote.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { words } from '#client/words/index.ts';

// Polls are asked rarely, so nobody loads their form with the app.
const LazyPoll = lazy(() =>
  import('#client/features/polls/PollDialog.tsx').then(
    ({ PollDialog }) => ({ default: PollDialog }),
    () => ({ default: Missing }),
  ),
);

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
        onSent={sent}
        tools={
          <>
            <AddMenu urgency={urgency} onUrgency={setUrgency} onPoll={() => setAsking(true)} />
            <MessageTimer timers={policy.timers} usual={usual} wish={wish} onWish={setWish} />
          </>
        }
        note={
          <>
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
