import { lazy, Suspense, useCallback } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { PolicyView, ReminderView, ScheduledView } from '#client/bridge/port.ts';
import { ComposerBox } from '#client/features/composer/ComposerBox.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { Missing } from './Administration.tsx';

const LazyPage = lazy(() =>
  import('#client/features/later/ScheduledPage.tsx').then(
    ({ ScheduledPage }) => ({ default: ScheduledPage }),
    () => ({ default: Missing }),
  ),
);

/** What is sent later and of what one is reminded, loaded when it is opened. */
export function Scheduled({
  policy,
  ...props
}: {
  readonly policy: PolicyView;
  readonly onBack: () => void;
  readonly onOpen: (to: Pick<ReminderView, 'conversation' | 'key' | 'thread'>) => void;
  readonly onConversation: (id: GroupId) => void;
}) {
  const editor = useCallback(
    (message: Extract<ScheduledView, { kind: 'waiting' }>, onDone: () => void) => (
      <Editor message={message} lengthMax={policy.messageLengthMax} onDone={onDone} />
    ),
    [policy.messageLengthMax],
  );
  return (
    <Suspense fallback={<Skeleton label={words.app.loadingScheduled} rows={4} />}>
      <LazyPage {...props} editor={editor} />
    </Suspense>
  );
}

/** Other words for a message that waits. */
function Editor({
  message: { id, text, mentions },
  lengthMax,
  onDone,
}: {
  readonly message: Extract<ScheduledView, { kind: 'waiting' }>;
  readonly lengthMax: number;
  readonly onDone: () => void;
}) {
  const core = useCore();
  return (
    <ComposerBox
      label={words.app.editMessage}
      placeholder=""
      isEdit
      draft={text}
      draftMentions={mentions}
      lengthMax={lengthMax}
      onLeave={onDone}
      onDraft={keepNothing}
      onSend={async (typed, spans) => {
        const changed = await core.changeScheduled(id, { text: typed, mentions: spans });
        if (changed.ok) onDone();
        return changed.ok ? undefined : changed.problem;
      }}
    />
  );
}

/** The message itself is kept; its editing is no draft. */
function keepNothing(): void {}
