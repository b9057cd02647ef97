import clsx from 'clsx';
import { BellOff, MessagesSquare, Pencil, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { faceOf } from '#client/bridge/face.ts';
import { usePeople, usePresence, useTyping } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import hidden from '#client/ui/hidden.module.css';
import { WithDot } from '#client/ui/PresenceDot.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { shortTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { withoutMarks } from '#client/ui/without-marks.ts';
import { words } from '#client/words/index.ts';
import styles from './ConversationLink.module.css';
import { asksForAttention } from './sections.ts';

/** One conversation in the sidebar: who or what, the newest words, when, and how many are unread. */
export function ConversationLink({
  conversation,
  speaker,
  href,
  current,
}: {
  readonly conversation: ConversationSummary;
  /** Who said the newest words, where that is not clear. */
  readonly speaker: string | undefined;
  readonly href: string;
  /** Whether it is the one that is shown. */
  readonly current: boolean;
}) {
  const now = useNow(60_000);
  const { title, unread, mentions, newReplies, lastMessage, lastAt, draft, kind, id, state, preferences } =
    conversation;
  const attention = asksForAttention(conversation);
  const name = plainName(title);
  const [writer] = useTyping(id);
  const presence = usePresence(conversation.peer);
  const writing = usePeople().find((person) => person.id === writer);
  return (
    <Link
      href={href}
      className={clsx(styles.link, attention && styles.unread, current && styles.current)}
      aria-current={current ? 'page' : undefined}
    >
      <WithDot kind={presence?.state}>
        <Avatar name={name} {...faceOf(conversation)} />
      </WithDot>
      <span className={styles.words}>
        <span className={styles.line}>
          <span className={styles.title}>
            <bdi>{name}</bdi>
          </span>
          <time className={styles.time}>{lastAt > 0 && shortTime(lastAt, now)}</time>
        </span>
        <span className={styles.line}>
          <span className={styles.preview}>
            {state.kind === 'broken' ? (
              <>
                <TriangleAlert size={12} aria-label={words.sidebar.line.broken} /> <span>{state.problem.sentence}</span>
              </>
            ) : state.kind === 'deleted' ? (
              <i>{words.sidebar.line.deleted}</i>
            ) : writing !== undefined ? (
              <span className={styles.writing}>
                {kind === 'direct' ? (
                  words.sidebar.line.writing
                ) : (
                  <Sentence
                    of={words.sidebar.line.isWriting}
                    with={{ name: <bdi>{plainName(writing.name).split(' ', 1)[0]}</bdi> }}
                  />
                )}
              </span>
            ) : draft !== undefined && draft !== '' && !current ? (
              <>
                <Pencil size={12} aria-label={words.sidebar.line.draft} /> <bdi>{draft.slice(0, 100)}</bdi>
              </>
            ) : lastMessage === undefined ? (
              <span>{kind === 'room' ? words.sidebar.line.newRoom : words.sidebar.line.sayHello}</span>
            ) : (
              <>
                {speaker !== undefined && (
                  <span>
                    <bdi>{speaker}</bdi>:{' '}
                  </span>
                )}
                {lastMessage.recalled === true ? (
                  <i>{words.sidebar.line.recalled}</i>
                ) : (
                  <bdi>{withoutMarks(lastMessage.preview)}</bdi>
                )}
              </>
            )}
          </span>
          {preferences.muted && <BellOff size={12} aria-label={words.sidebar.line.muted} className={styles.muted} />}
          {newReplies !== undefined && (
            <span className={clsx(styles.threads, !attention && styles.muted)}>
              <MessagesSquare size={14} aria-hidden />
              <span className={hidden.hidden}>{words.sidebar.line.newInThreads}</span>
            </span>
          )}
          {unread === 0 && preferences.markedUnread && (
            <span className={clsx(styles.count, styles.dot)}>
              <span className={hidden.hidden}>{words.sidebar.line.markedUnread}</span>
            </span>
          )}
          {mentions > 0 && (
            <span className={clsx(styles.count, styles.mentions)}>
              <span aria-hidden>@{mentions > 99 ? '99+' : mentions > 1 && mentions}</span>
              <span className={hidden.hidden}>{words.sidebar.line.mentions(mentions)}</span>
            </span>
          )}
          {unread > 0 && (
            <span className={clsx(styles.count, (!attention || mentions > 0) && styles.quiet)}>
              {unread > 99 ? '99+' : unread}
              <span className={hidden.hidden}> {words.sidebar.line.unread}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
