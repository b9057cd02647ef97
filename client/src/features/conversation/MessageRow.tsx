import clsx from 'clsx';
import { Bookmark, Pin, RotateCw, Trash2, Undo2 } from 'lucide-react';
import { memo, type PointerEvent, Suspense, use, useEffect, useRef, useState } from 'react';
import type { FailedChangeView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { filesWords } from '#client/ui/files-words.ts';
import hidden from '#client/ui/hidden.module.css';
import { plainWords } from '#client/ui/plain-words.ts';
import { clockTime, fullTime } from '#client/ui/time.ts';
import { words } from '#client/words/index.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { FilesContext, FileViewsContext } from './files-context.ts';
import { MessageStateMark } from './MessageStateMark.tsx';
import { Markdown } from './markdown/Markdown.tsx';
import { Countdown } from './message/Countdown.tsx';
import { EditedMark } from './message/EditedMark.tsx';
import { ForwardedMark } from './message/ForwardedMark.tsx';
import messageStyles from './message/message.module.css';
import { messageLabel, recalledWords } from './message/message-label.ts';
import { Quote } from './message/Quote.tsx';
import { InThread, Replies } from './message/Replies.tsx';
import { SharedMark } from './message/SharedMark.tsx';
import { type Open, Toolbar } from './message/Toolbar.tsx';
import { Acknowledgements, UrgencyMark } from './message/Urgency.tsx';
import type { MessageActions } from './message/use-message-actions.tsx';
import { PollCard } from './polls/PollCard.tsx';
import { Reactions } from './reactions/Reactions.tsx';
import type { TextEntry } from './rows.ts';
import styles from './Timeline.module.css';
import { ThreadsContext } from './threads-context.ts';

export interface MessageRowProps {
  readonly conversation: GroupId;
  readonly entry: TextEntry;
  /** A person's name as it may be drawn; "You" for oneself. */
  readonly nameOf: (id: UserId) => string;
  /** The name behind "You", for the face. */
  readonly face: string;
  readonly head: boolean;
  readonly pinned: boolean;
  /** Whether this person has saved it. */
  readonly saved: boolean;
  readonly actions: MessageActions;
  /** Whether anything can still be sent here, and whether that may be words. */
  readonly may: { readonly change: boolean; readonly write: boolean };
}

/**
 * One message. In the order of the document, and so for a screen reader: author, what it answers, text, time, state,
 * reactions, and what one can do with it. It is one stop of the Tab key; its tools come after it.
 */
export const MessageRow = memo(function MessageRow({
  conversation,
  entry,
  nameOf,
  face,
  head,
  pinned,
  saved,
  actions,
  may,
}: MessageRowProps) {
  const { id, at, text, state, reply, forwarded, timer, expiresAt, editedAt, recalledAt, reactions } = entry;
  const { failedChanges = [], thread, isReply, replies, poll, files, urgency, acknowledged, shared } = entry;
  const threads = use(ThreadsContext);
  const [filesHere, views] = [use(FilesContext), use(FileViewsContext)];
  const author = nameOf(entry.author);
  const row = useRef<HTMLElement>(null);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [open, setOpenPart] = useState<Open>();
  const setOpen = (part: Open) => {
    setOpenPart(part);
    // A pointer that was over what is closed now has left the message without a word of it.
    if (part === undefined) setHovered(row.current?.matches(':hover') === true);
  };
  const hasTools = recalledAt === undefined && may.change && state?.kind !== 'failed';
  // Not by `blur`: what had the focus may be gone by then, and nothing is said of it.
  useEffect(() => {
    if (!focused || open !== undefined) return;
    const look = () => setFocused(row.current?.contains(document.activeElement) === true);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    look();
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, [focused, open]);
  // There is nothing to hover with a finger: a long press opens the menu, as it does elsewhere on a phone.
  const onLongPress = (event: PointerEvent<HTMLElement>) => {
    if (!hasTools || event.pointerType !== 'touch') return;
    event.preventDefault();
    setOpen('menu');
  };
  return (
    <article
      ref={row}
      className={clsx(
        styles.message,
        head && styles.head,
        entry.forMe === true && styles.forMe,
        state?.kind === 'failed' && styles.failed,
        open !== undefined && styles.active,
      )}
      aria-label={messageLabel(entry, nameOf, { pinned, saved })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who uses the keyboard comes to a message, and then to its tools
      tabIndex={0}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onContextMenu={(event) => onLongPress(event as unknown as PointerEvent<HTMLElement>)}
    >
      {head && (
        <span className={styles.face}>
          <Avatar name={face} seed={entry.author} />
        </span>
      )}
      <span className={clsx(styles.author, !head && hidden.hidden)}>
        <bdi>{author}</bdi>
        <span className={hidden.hidden}>: </span>
      </span>
      <div className={styles.body}>
        {isReply === true && thread !== undefined && threads !== undefined && (
          <InThread onOpen={() => threads.open(thread)} />
        )}
        {recalledAt !== undefined ? (
          <p className={messageStyles.recalled}>
            <Undo2 size={14} aria-hidden />
            {recalledWords(entry.mine)}
          </p>
        ) : (
          <>
            {(pinned || saved || urgency !== undefined) && (
              <p className={messageStyles.marks}>
                {urgency !== undefined && <UrgencyMark level={urgency.level} />}
                {pinned && (
                  <span>
                    <Pin size={12} aria-hidden />
                    {words.messages.pinned}
                  </span>
                )}
                {saved && (
                  <span>
                    <Bookmark size={12} aria-hidden />
                    {words.messages.saved}
                  </span>
                )}
              </p>
            )}
            {forwarded !== undefined && (
              <ForwardedMark
                conversation={conversation}
                entry={entry}
                forwarded={forwarded}
                by={author}
                author={nameOf(forwarded.author)}
              />
            )}
            {shared !== undefined && <SharedMark by={nameOf(shared.by)} author={author} verified={shared.verified} />}
            {reply !== undefined && <Quote quote={reply} nameOf={nameOf} onJump={actions.jump} />}
            <div className={clsx((editedAt !== undefined || timer !== undefined) && styles.amended)}>
              <Markdown text={text} mentions={entry.mentions} />
              {editedAt !== undefined && <EditedMark conversation={conversation} message={id} at={editedAt} />}
              {timer !== undefined && <Countdown timer={timer} expiresAt={expiresAt} />}
            </div>
            {files !== undefined && filesHere !== undefined && views !== undefined && (
              <Suspense fallback={<p className={messageStyles.recalled}>{filesWords(entry)}</p>}>
                <views.Files
                  timeline={filesHere.timeline}
                  entry={entry}
                  onView={filesHere.view}
                  onCancel={() => actions.takeBack(id)}
                />
              </Suspense>
            )}
            {poll !== undefined && (
              <PollCard
                poll={poll}
                question={plainWords(text)}
                nameOf={nameOf}
                mayVote={may.change && state?.kind !== 'queued' && state?.kind !== 'failed'}
                onVote={(chosen) => actions.vote(id, chosen)}
              />
            )}
            {acknowledged !== undefined && (
              <Acknowledgements
                acknowledged={acknowledged}
                isMine={entry.mine}
                isDisabled={!may.change}
                nameOf={nameOf}
                onAcknowledge={() => actions.acknowledge(id)}
              />
            )}
            {reactions !== undefined && (
              <Reactions
                reactions={reactions}
                nameOf={nameOf}
                isDisabled={!may.change}
                onToggle={(emoji, on) => actions.react(id, emoji, on)}
              />
            )}
          </>
        )}
        {replies !== undefined && thread !== undefined && threads !== undefined && (
          <Replies
            replies={replies}
            isNew={threads.isNew(thread)}
            nameOf={nameOf}
            onOpen={() => threads.open(thread)}
          />
        )}
      </div>
      <time className={styles.time} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
        {clockTime(at)}
      </time>
      {state !== undefined && <MessageStateMark kind={state.kind} message={id} />}
      {state?.kind === 'failed' && (
        <div className={styles.failure}>
          <span>
            {state.problem.sentence} {state.problem.nextStep}
          </span>
          <span className={styles.failureActions}>
            {state.canRetry && (
              <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={() => actions.retry(id)}>
                {words.messages.tryAgain}
              </Button>
            )}
            <Button
              size="s"
              variant="quiet"
              icon={<Trash2 size={14} aria-hidden />}
              onPress={() => actions.discard(id)}
            >
              {words.messages.discard}
            </Button>
          </span>
        </div>
      )}
      {failedChanges.map((change) => (
        <FailedChange
          key={change.id}
          change={change}
          onRetry={() => actions.retryChange(id, change.id)}
          onUndo={() => actions.undoChange(id, change.id)}
        />
      ))}
      {hasTools && (hovered || focused || open !== undefined) && (
        <Toolbar
          entry={entry}
          pinned={pinned}
          saved={saved}
          actions={actions}
          mayWrite={may.write}
          open={open}
          onOpen={setOpen}
        />
      )}
    </article>
  );
});

/** What was done with the message and reached nobody. */
function FailedChange({
  change: { what, problem, canRetry },
  onRetry,
  onUndo,
}: {
  readonly change: FailedChangeView;
  readonly onRetry: () => void;
  readonly onUndo: () => void;
}) {
  return (
    <div className={styles.failure}>
      <span>
        {words.messages.failed[what]} {problem.sentence}
      </span>
      <span className={styles.failureActions}>
        {canRetry && (
          <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={onRetry}>
            {words.messages.tryAgain}
          </Button>
        )}
        <Button size="s" variant="quiet" icon={<Undo2 size={14} aria-hidden />} onPress={onUndo}>
          {words.messages.leaveIt}
        </Button>
      </span>
    </div>
  );
}
