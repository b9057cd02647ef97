import { MessagesSquare } from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { usePeople, useTimeline } from '#client/bridge/hooks.ts';
import type { ConversationSummary, DraftView, ThreadId, TimelineKey, TimelineSnapshot } from '#client/bridge/port.ts';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Panel } from '#client/ui/Panel.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { words } from '#client/words/index.ts';
import type { MessageId, UserId } from '#shared/ids/index.ts';
import styles from './ConversationView.module.css';
import { PeopleContext } from './markdown/Mention.tsx';
import { mayIn } from './may.ts';
import type { Writing } from './message/use-message-actions.tsx';
import { ReachContext } from './reach-context.ts';
import { Timeline } from './Timeline.tsx';

/** What a person is about to say. */

export interface ThreadPanelProps {
  readonly conversation: ConversationSummary;
  readonly thread: ThreadId;
  readonly me: UserId;
  readonly jump: { readonly key: TimelineKey } | undefined;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
  readonly onWriting: (writing: Writing) => void;
  /** Undefined where the policy forbids it. */
  readonly onForward: ((message: MessageId) => void) | undefined;
  readonly onClose: () => void;
  /** Where one writes; it begins with what one was about to say. */
  readonly composer: (draft: DraftView) => ReactNode;
}

/** One thread, beside its conversation. Give it the thread's id as its key. */
export function ThreadPanel({
  conversation,
  thread,
  me,
  jump,
  onJump,
  onWriting,
  onForward,
  onClose,
  composer,
}: ThreadPanelProps) {
  const { id, kind, members, newReplies } = conversation;
  const people = usePeople();
  const names = useMemo(() => new Map(people.map((person) => [person.id, plainName(person.name)])), [people]);
  const nameOf = useCallback((user: UserId) => names.get(user) ?? words.shared.somebody, [names]);
  const reach = useMemo(() => ({ conversation: id, nameOf }), [id, nameOf]);
  const moderates = kind === 'room' && conversation.moderators.includes(me);
  const here = useMemo(
    () => ({ nameOf, me, members, isRoom: kind === 'room', moderates }),
    [nameOf, me, members, kind, moderates],
  );
  const may = mayIn(conversation);
  const view = useTimeline(`${id}/${thread}`);
  return (
    <Panel title={words.conversation.thread} wide hasAddress onClose={onClose}>
      {view.kind === 'opening' && (
        <div className={styles.fill}>
          <Skeleton label={words.conversation.openingThread} rows={3} avatar />
        </div>
      )}
      {view.kind === 'failed' && (
        <div className={styles.failed}>
          <Problem problem={view.problem} />
        </div>
      )}
      {view.kind === 'open' && (
        <>
          {view.timeline.entries.length === 0 ? (
            <EmptyState icon={<MessagesSquare size={32} aria-hidden />} title={words.conversation.nothingOfThread}>
              {words.conversation.saidBefore}
            </EmptyState>
          ) : (
            <ReachContext.Provider value={reach}>
              <PeopleContext value={here}>
                <Timeline
                  timeline={view.timeline}
                  unread={newReplies?.includes(thread) === true ? 1 : 0}
                  pins={conversation.pins}
                  nameOf={nameOf}
                  me={me}
                  jump={jump}
                  onJump={onJump}
                  may={may}
                  onWriting={onWriting}
                  onForward={onForward}
                />
              </PeopleContext>
            </ReachContext.Provider>
          )}
          {composer(draftOf(view.timeline))}
        </>
      )}
    </Panel>
  );
}

function draftOf({ draft, draftMentions, draftFrom, draftElsewhere }: TimelineSnapshot): DraftView {
  return {
    ...(draft === undefined ? {} : { draft }),
    ...(draftMentions === undefined ? {} : { draftMentions }),
    ...(draftFrom === undefined ? {} : { draftFrom }),
    ...(draftElsewhere === undefined ? {} : { draftElsewhere }),
  };
}
