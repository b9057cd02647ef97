import { ArrowLeft, Info, MessagesSquare } from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { faceOf } from '#client/bridge/face.ts';
import { usePeople, usePresence, useTimeline } from '#client/bridge/hooks.ts';
import type { ConversationSummary, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { IconButton } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { presenceWords, WithDot } from '#client/ui/PresenceDot.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { words } from '#client/words/index.ts';
import type { MessageId, UserId } from '#shared/ids/index.ts';
import styles from './ConversationView.module.css';
import { PeopleContext } from './markdown/Mention.tsx';
import { mayIn } from './may.ts';
import type { Writing as Wording } from './message/use-message-actions.tsx';
import { ReachContext } from './reach-context.ts';
import { Timeline } from './Timeline.tsx';
import { ThreadsContext } from './threads-context.ts';
import { Writing } from './Writing.tsx';

export interface ConversationViewProps {
  readonly conversation: ConversationSummary;
  readonly me: UserId;
  readonly detailsOpen: boolean;
  readonly onBack: () => void;
  readonly onToggleDetails: () => void;
  /** What one may decide for it. */
  readonly menu: ReactNode;
  /** What is pinned here. */
  readonly pinBar: ReactNode;
  /** Where one writes. */
  readonly composer: ReactNode;
  /** Where somebody wants to look; a new object each time. */
  readonly jump?: { readonly key: TimelineKey } | undefined;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
  readonly onThread: (thread: ThreadId) => void;
  /** Somebody wants to answer a message, or to edit one. */
  readonly onWriting: (writing: Wording) => void;
  /** Undefined where the policy forbids it. */
  readonly onForward: ((message: MessageId) => void) | undefined;
}

/** One conversation: who it is with, what was said, where to write. */
export function ConversationView({
  conversation,
  me,
  detailsOpen,
  onBack,
  onToggleDetails,
  menu,
  pinBar,
  composer,
  jump,
  onJump,
  onThread,
  onWriting,
  onForward,
}: ConversationViewProps) {
  const { id, kind, title, members, room, state, unread, pins, newReplies, history } = conversation;
  const people = usePeople();
  const names = useMemo(() => new Map(people.map((person) => [person.id, plainName(person.name)])), [people]);
  const nameOf = useCallback((user: UserId) => names.get(user) ?? words.shared.somebody, [names]);
  const reach = useMemo(() => ({ conversation: id, nameOf }), [id, nameOf]);
  const moderates = kind === 'room' && conversation.moderators.includes(me);
  const here = useMemo(
    () => ({ nameOf, me, members, isRoom: kind === 'room', moderates }),
    [nameOf, me, members, kind, moderates],
  );
  const view = useTimeline(id);
  const may = mayIn(conversation);
  const threads = useMemo(
    () => ({ isNew: (thread: ThreadId) => newReplies?.includes(thread) === true, open: onThread }),
    [newReplies, onThread],
  );
  const name = plainName(title);
  const presence = usePresence(conversation.peer);
  const said = words.conversation;
  const subtitle = kind === 'direct' ? (presenceWords(presence) ?? said.direct) : said.people(members.length);
  return (
    <section className={styles.view} aria-labelledby="conversation-title">
      <header className={styles.header}>
        <span className={styles.back}>
          <IconButton label={said.back} onPress={onBack}>
            <ArrowLeft size={20} aria-hidden />
          </IconButton>
        </span>
        <WithDot kind={presence?.state} quiet>
          <Avatar name={name} {...faceOf(conversation)} />
        </WithDot>
        <div className={styles.words}>
          <h1 id="conversation-title" className={styles.title}>
            <bdi>{name}</bdi>
          </h1>
          <p className={styles.subtitle}>
            {subtitle}
            {room?.closed === true && ` · ${said.closed}`}
            {room !== undefined && room.requests.length > 0 && ` · ${said.toAnswer(room.requests.length)}`}
            {room !== undefined && room.topic !== '' && (
              <>
                {' · '}
                <bdi>{room.topic}</bdi>
              </>
            )}
          </p>
        </div>
        {menu}
        <IconButton
          label={detailsOpen ? said.hideDetails : said.showDetails}
          aria-pressed={detailsOpen}
          onPress={onToggleDetails}
        >
          <Info size={20} aria-hidden />
        </IconButton>
      </header>
      {pinBar}
      {history !== undefined && (
        <p className={styles.history} role="status">
          <progress value={history.done} max={history.of} aria-hidden />
          {history.way === 'coming' ? said.earlierComing : said.earlierGoing}
        </p>
      )}
      {view.kind === 'opening' && (
        <div className={styles.fill}>
          <Skeleton label={said.opening} rows={5} avatar />
        </div>
      )}
      {view.kind === 'failed' && (
        <div className={styles.failed}>
          <Problem problem={view.problem} />
        </div>
      )}
      {view.kind === 'open' &&
        (view.timeline.entries.length === 0 && !view.timeline.hasOlder ? (
          <EmptyState icon={<MessagesSquare size={32} aria-hidden />} title={said.beginning(name)}>
            {kind === 'direct' ? said.readByBoth : said.readByRoom}
          </EmptyState>
        ) : (
          <ReachContext.Provider value={reach}>
            <PeopleContext value={here}>
              <ThreadsContext.Provider value={threads}>
                <Timeline
                  key={id}
                  timeline={view.timeline}
                  unread={unread}
                  pins={pins}
                  nameOf={nameOf}
                  me={me}
                  jump={jump}
                  onJump={onJump}
                  may={may}
                  onWriting={onWriting}
                  onForward={onForward}
                />
              </ThreadsContext.Provider>
            </PeopleContext>
          </ReachContext.Provider>
        ))}
      {(state.kind === 'setting-up' || state.kind === 're-synchronising') && (
        <div className={styles.state} role="status">
          {state.kind === 'setting-up' ? (
            <Notice tone="info" title={said.reaching}>
              {said.sentWhenReached}
            </Notice>
          ) : (
            <Notice tone="info" title={said.synchronising}>
              {said.sentWhenBack}
            </Notice>
          )}
        </div>
      )}
      <Writing conversation={id} nameOf={nameOf} />
      {composer}
    </section>
  );
}
