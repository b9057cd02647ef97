import clsx from 'clsx';
import { ArrowDown, TriangleAlert } from 'lucide-react';
import { Suspense, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { FilePlace } from '#client/bridge/files.ts';
import { useCore, useSavedMarks } from '#client/bridge/hooks.ts';
import type { ConversationSummary, MessageView, ThreadId, TimelineKey, TimelineSnapshot } from '#client/bridge/port.ts';
import { timelineIdOf } from '#client/bridge/snapshots.ts';
import hidden from '#client/ui/hidden.module.css';
import { Spinner } from '#client/ui/Spinner.tsx';
import { clockTime, dayName } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import type { MessageId, UserId } from '#shared/ids/index.ts';
import { eventSentence, needsAttention } from './event-sentence.ts';
import { FilesContext, FileViewsContext } from './files-context.ts';
import { Landing } from './Landing.tsx';
import { MessageRow, type MessageRowProps } from './MessageRow.tsx';
import { useMessageActions, type Writing } from './message/use-message-actions.tsx';
import { hasNewBelow, type Row, timelineRows } from './rows.ts';
import { stretchOf } from './stretch.ts';
import styles from './Timeline.module.css';
import { useJump } from './use-jump.ts';
import { usePrepended } from './use-prepended.ts';
import { useSpoken } from './use-spoken.ts';

export interface TimelineProps {
  readonly timeline: TimelineSnapshot;
  readonly unread: number;
  readonly pins: ConversationSummary['pins'];
  /** A person's name as it may be drawn. */
  readonly nameOf: (id: UserId) => string;
  readonly me: UserId;
  /** Where somebody wants to look; a new object each time. */
  readonly jump?: { readonly key: TimelineKey } | undefined;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
  /** Whether anything can still be sent here, and whether that may be words. */
  readonly may: MessageRowProps['may'];
  readonly onWriting: (writing: Writing) => void;
  /** Undefined where the policy forbids it. */
  readonly onForward: ((message: MessageId) => void) | undefined;
}

/** How near the end still counts as being at it. */
const END_PX = 32;
/** How near its beginning or end the next page is fetched: well before it is reached. */
const MORE_PX = 1_200;

/** The messages of one open conversation; give it the conversation's id as its key. */
export function Timeline({
  timeline,
  unread,
  pins,
  nameOf,
  me,
  jump,
  onJump,
  may,
  onWriting,
  onForward,
}: TimelineProps) {
  const core = useCore();
  const { conversation, thread } = timeline;
  const id = timelineIdOf(timeline);
  const { place, target, flashing, leave } = useJump(id, jump);
  const { entries, hasOlder, hasNewer } = useMemo(() => stretchOf(timeline, place), [timeline, place]);
  // The line shows what was new when the timeline was opened; what comes while one looks on is not "new".
  const [newBelow] = useState(() => (hasNewBelow(timeline.entries, timeline.readUpTo) ? timeline.readUpTo : undefined));
  const rows = useMemo(() => timelineRows(entries, newBelow), [entries, newBelow]);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const follow = useRef(true);
  const started = useRef(false);
  // On the way to a message, what the list tells of where it was must not bring it back to the end.
  const travelling = useRef(false);
  const [seenKey, setSeenKey] = useState(() => entries.at(-1)?.key);
  const prepended = usePrepended(rows);
  const marks = useSavedMarks();
  const saved = useMemo(
    () => new Set(marks.flatMap((one) => (one.conversation === conversation ? [one.message] : []))),
    [marks, conversation],
  );
  const pinned = useMemo(() => new Set(pins?.map(({ message }) => message)), [pins]);
  const now = useNow(60_000);
  const you = useCallback((id: UserId) => (id === me ? words.shared.you : nameOf(id)), [me, nameOf]);
  const spoken = useSpoken(timeline.entries, you);

  const toEnd = useCallback(() => {
    const last = rows.length - 1;
    if (last >= 0) list.current?.scrollToIndex(last, { align: 'end' });
  }, [rows.length]);

  const toLatest = useCallback(() => {
    travelling.current = false;
    follow.current = true;
    leave();
    toEnd();
  }, [leave, toEnd]);

  const newest = timeline.entries.at(-1);
  const sentByMe = newest?.kind === 'text' && newest.mine && newest.state?.kind === 'queued' ? newest.key : undefined;
  useLayoutEffect(() => {
    if (sentByMe === undefined) return;
    follow.current = true;
    leave();
  }, [sentByMe, leave]);

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (!started.current) {
      started.current = true;
      const line = rows.findIndex((row) => row.kind === 'new');
      if (line >= 0) {
        follow.current = false;
        list.current?.scrollToIndex(line, { align: 'start', offset: -64 });
        return;
      }
    }
    if (follow.current) toEnd();
  }, [rows, toEnd]);

  // Once the message is there, it stands in the middle.
  const shown = useRef<typeof target>(undefined);
  const landed = useRef<typeof target>(undefined);
  useLayoutEffect(() => {
    if (target === undefined || shown.current === target) return;
    const index = rows.findIndex(({ key, kind }) => key >= target.key && (kind === 'text' || kind === 'event'));
    if (index < 0) return;
    shown.current = target;
    follow.current = false;
    setAtEnd(false);
    travelling.current = true;
    list.current?.scrollToIndex(index, { align: 'center' });
  }, [rows, target]);

  const loading = useRef(false);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [first, last] = [entries.at(0)?.key, entries.at(-1)?.key];
  const load = useCallback(
    (older: boolean) => {
      const within = older ? first : last;
      if (loading.current || within === undefined) return;
      loading.current = true;
      setLoadingOlder(older);
      void (older ? core.loadOlder(id, within) : core.loadNewer(id, within)).then((answer) => {
        loading.current = false;
        setLoadingOlder(false);
        if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
      });
    },
    [core, id, first, last],
  );

  const look = useCallback(() => {
    const handle = list.current;
    if (handle === null) return;
    const left = handle.scrollSize - handle.scrollOffset - handle.viewportSize;
    if (!travelling.current) {
      const end = left <= END_PX && !hasNewer;
      follow.current = end;
      setAtEnd(end);
    }
    if (hasOlder && handle.scrollOffset < MORE_PX) load(true);
    else if (hasNewer && left < MORE_PX) load(false);
  }, [load, hasOlder, hasNewer]);

  // A page may be too short to scroll; then nothing would ever ask for the next one.
  useEffect(() => {
    const handle = list.current;
    if (handle === null || handle.scrollSize > handle.viewportSize + END_PX) return;
    if (hasOlder) load(true);
    else if (hasNewer) load(false);
  }, [hasOlder, hasNewer, load]);

  // What stands at the end of a window that is looked at has been read.
  const newestKey = newest?.key;
  useEffect(() => {
    const read = () => {
      if (!atEnd || document.visibilityState !== 'visible' || !document.hasFocus()) return;
      setSeenKey(newestKey);
      if (newestKey === undefined) return;
      if (thread !== undefined) void core.markThreadRead(conversation, thread, newestKey);
      else if (unread > 0) void core.markRead(conversation, newestKey);
    };
    read();
    window.addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      window.removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [core, conversation, thread, atEnd, newestKey, unread]);

  const { actions, question } = useMessageActions(conversation, onWriting, onJump, onForward);

  const views = use(FileViewsContext);
  const [viewing, setViewing] = useState<FilePlace>();
  const files = useMemo(() => ({ timeline: id, view: setViewing }), [id]);

  const isNew = (entry: MessageView) =>
    entry.kind === 'text' &&
    !entry.mine &&
    entry.recalledAt === undefined &&
    (seenKey === undefined || entry.key > seenKey);
  const below = atEnd ? 0 : timeline.entries.filter(isNew).length;

  const drawRow = (row: Row) => {
    const drawn = draw(row);
    if (target === undefined || row.key !== target.key) return drawn;
    return (
      <Landing key={row.key} jump={target} landed={landed} flashing={flashing}>
        {drawn}
      </Landing>
    );
  };
  const draw = (row: Row) => {
    switch (row.kind) {
      case 'day':
        return (
          <div key={row.key} className={styles.day}>
            <span>{dayName(row.at, now)}</span>
          </div>
        );
      case 'new':
        return (
          <div key={row.key} className={styles.new}>
            <span>{words.conversation.new}</span>
          </div>
        );
      case 'text':
        return (
          <MessageRow
            key={row.key}
            conversation={conversation}
            entry={row.entry}
            nameOf={you}
            face={nameOf(row.entry.author)}
            head={row.head}
            pinned={pinned.has(row.entry.id)}
            saved={saved.has(row.entry.id)}
            actions={actions}
            may={may}
          />
        );
      case 'event': {
        const { event, at } = row.entry;
        const alarming = needsAttention(event);
        return (
          <div key={row.key} className={clsx(styles.event, alarming && styles.alarming)}>
            {alarming && <TriangleAlert size={14} aria-hidden />}
            <span>
              {eventSentence(event, you, me)} <time className={styles.eventTime}>{clockTime(at)}</time>
            </span>
          </div>
        );
      }
    }
  };

  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={thread === undefined ? words.conversation.messages : words.conversation.thread}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who uses the keyboard must be able to scroll
        tabIndex={0}
      >
        <div className={styles.beginning} aria-hidden={!loadingOlder}>
          {loadingOlder && <Spinner label={words.conversation.loadingOlder} />}
        </div>
        <div className={styles.filler} />
        <FilesContext value={files}>
          <Virtualizer
            ref={list}
            as="ol"
            item="li"
            data={rows}
            shift={prepended}
            scrollRef={scroller}
            bufferSize={600}
            onScroll={look}
            onScrollEnd={() => {
              travelling.current = false;
              look();
            }}
            onResize={() => {
              if (follow.current) toEnd();
            }}
          >
            {drawRow}
          </Virtualizer>
        </FilesContext>
      </section>
      {question}
      {viewing !== undefined && views !== undefined && (
        <Suspense>
          <views.Viewer timeline={id} first={viewing} nameOf={you} onClose={() => setViewing(undefined)} />
        </Suspense>
      )}
      <p className={hidden.hidden} aria-live="polite" data-testid="spoken">
        {spoken}
      </p>
      {!atEnd && (
        <AriaButton className={styles.jump ?? ''} onPress={toLatest}>
          <ArrowDown size={16} aria-hidden />
          {below === 0 ? words.conversation.toLatest : words.conversation.newMessages(below)}
        </AriaButton>
      )}
    </div>
  );
}
