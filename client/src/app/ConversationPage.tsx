import { CalendarDays, Pin, Search, Timer } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useConversation, useCore } from '#client/bridge/hooks.ts';
import type { PolicyView, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import type { Writing } from '#client/features/composer/Composer.tsx';
import { ConversationView } from '#client/features/conversation/ConversationView.tsx';
import { FileViewsContext } from '#client/features/conversation/files-context.ts';
import { GoToDay } from '#client/features/conversation/GoToDay.tsx';
import { ThreadPanel } from '#client/features/conversation/ThreadPanel.tsx';
import { ForwardDialog } from '#client/features/forward/ForwardDialog.tsx';
import { ScheduledLine } from '#client/features/later/ScheduledLine.tsx';
import { LevelBanner } from '#client/features/levels/LevelBanner.tsx';
import { PersonPanel } from '#client/features/people/PersonPanel.tsx';
import { PinBar } from '#client/features/pins/PinBar.tsx';
import { PinsPanel } from '#client/features/pins/PinsPanel.tsx';
import { DeletedRoom } from '#client/features/rooms/DeletedRoom.tsx';
import { RoomPanel } from '#client/features/rooms/RoomPanel.tsx';
import { ConversationMenu } from '#client/features/sidebar/ConversationMenu.tsx';
import { TimerDialog } from '#client/features/timers/TimerDialog.tsx';
import { TimerPill } from '#client/features/timers/TimerPill.tsx';
import { usualTimer } from '#client/features/timers/timers.ts';
import { MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { useNarrow } from '#client/ui/use-narrow.ts';
import { words } from '#client/words/index.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { fileViews } from './file-views.tsx';
import { NotFound } from './NotFound.tsx';
import { paths } from './paths.ts';
import styles from './Shell.module.css';
import { TimedComposer } from './TimedComposer.tsx';
import type { Finding } from './use-finding.tsx';
import { useThread } from './use-thread.ts';
import { useWayUp } from './use-way-up.ts';

const LazyRoomFiles = lazy(() =>
  import('#client/features/files/RoomFiles.tsx').then(
    ({ RoomFiles }) => ({ default: RoomFiles }),
    () => ({ default: () => <p>{words.shared.notLoadedNext}</p> }),
  ),
);

export interface ConversationPageProps {
  readonly id: GroupId;
  readonly me: UserId;
  readonly policy: PolicyView;
  readonly details: boolean;
  readonly thread: ThreadId | undefined;
  readonly finding: Finding;
  readonly onHome: () => void;
}

/** A conversation with its composer and, at the side, its details. */
export function ConversationPage({ id, me, policy, details, thread, finding, onHome }: ConversationPageProps) {
  const [, navigate] = useLocation();
  const goUp = useWayUp();
  const conversation = useConversation(id);
  const core = useCore();
  const narrow = useNarrow();
  const [writing, setWriting] = useState<Writing>();
  const { open: openThread, close: closeThread, ...inThread } = useThread(id, thread);
  const marked = useRef(conversation?.preferences.markedUnread);
  // Coming back is what it was marked for.
  useEffect(() => {
    if (marked.current === true) void core.setPreferences(id, { markedUnread: false });
  }, [core, id]);
  const [choosingDay, setChoosingDay] = useState(false);
  const [pinsOpen, setPinsOpen] = useState(false);
  const [forwarding, setForwarding] = useState<MessageId>();
  const [choosingTimer, setChoosingTimer] = useState(false);
  const jump = finding.jump?.conversation === id ? finding.jump : undefined;
  if (conversation === undefined) return <NotFound onHome={onHome} />;
  if (conversation.state.kind === 'deleted') {
    return <DeletedRoom room={conversation} by={conversation.state.by} onHome={onHome} />;
  }
  const usual = usualTimer(conversation.timer, policy.timers);
  const jumpTo = (key: TimelineKey, to?: ThreadId) => finding.jumpTo({ conversation: id, key, thread: to });
  const close = () => goUp(paths.conversation(id));
  const showPins = () => {
    if (details || thread !== undefined) close();
    setPinsOpen(true);
  };
  const files = (
    <Suspense>
      <LazyRoomFiles conversation={id} onJump={jumpTo} />
    </Suspense>
  );
  return (
    <FileViewsContext value={fileViews}>
      <LevelBanner level={conversation.level} />
      <div className={styles.conversation}>
        <ConversationView
          conversation={conversation}
          me={me}
          detailsOpen={details}
          onBack={onHome}
          onToggleDetails={() => {
            setPinsOpen(false);
            if (details) close();
            else navigate(paths.details(id));
          }}
          jump={jump !== undefined && jump.thread === undefined ? jump : undefined}
          menu={
            <>
              {usual !== undefined && <TimerPill timer={usual} onPress={() => setChoosingTimer(true)} />}
              <ConversationMenu
                conversation={conversation}
                onLeave={onHome}
                first={
                  <>
                    <MenuItem
                      icon={<Search size={16} aria-hidden />}
                      onAction={() => finding.search(`in:"${conversation.title.replaceAll('"', ' ')}" `)}
                    >
                      {words.app.find}
                    </MenuItem>
                    <MenuItem icon={<CalendarDays size={16} aria-hidden />} onAction={() => setChoosingDay(true)}>
                      {words.app.goToDay}
                    </MenuItem>
                    <MenuItem icon={<Pin size={16} aria-hidden />} onAction={showPins}>
                      {words.app.pinned}
                    </MenuItem>
                    <MenuItem icon={<Timer size={16} aria-hidden />} onAction={() => setChoosingTimer(true)}>
                      {words.timers.title}
                    </MenuItem>
                    <MenuLine />
                  </>
                }
              />
            </>
          }
          pinBar={<PinBar conversation={conversation} onJump={jumpTo} onAll={showPins} />}
          onJump={jumpTo}
          onThread={(to) => {
            setPinsOpen(false);
            openThread(to);
          }}
          onWriting={setWriting}
          onForward={policy.mayForward ? setForwarding : undefined}
          composer={
            <>
              <ScheduledLine conversation={id} onShow={() => navigate(paths.scheduled)} />
              <TimedComposer
                policy={policy}
                conversation={conversation}
                writing={writing}
                onWriting={setWriting}
                insert={finding.insert?.conversation === id ? finding.insert : undefined}
              />
            </>
          }
        />
        {choosingTimer && (
          <TimerDialog
            conversation={conversation}
            policy={policy}
            mayChange={conversation.state.kind === 'ready' && conversation.moderators.includes(me)}
            onClose={() => setChoosingTimer(false)}
          />
        )}
        {forwarding !== undefined && (
          <ForwardDialog
            conversation={id}
            thread={thread}
            message={forwarding}
            onClose={() => setForwarding(undefined)}
          />
        )}
        {choosingDay && (
          <GoToDay
            conversation={id}
            onClose={() => setChoosingDay(false)}
            onFound={(key) => {
              setChoosingDay(false);
              finding.jumpTo({ conversation: id, key });
            }}
          />
        )}
        {pinsOpen && !details && thread === undefined && (
          <PinsPanel
            conversation={conversation}
            me={me}
            onJump={(key, to) => {
              // On a phone the panel is over the conversation.
              if (narrow) setPinsOpen(false);
              jumpTo(key, to);
            }}
            onClose={() => setPinsOpen(false)}
          />
        )}
        {thread !== undefined && (
          <ThreadPanel
            key={thread}
            conversation={conversation}
            thread={thread}
            me={me}
            jump={jump?.thread === thread ? jump : undefined}
            onJump={jumpTo}
            onWriting={inThread.setWriting}
            onForward={policy.mayForward ? setForwarding : undefined}
            onClose={closeThread}
            composer={(draft) => (
              <TimedComposer
                policy={policy}
                conversation={conversation}
                writing={inThread.writing}
                onWriting={inThread.setWriting}
                thread={{ id: thread, ...draft }}
              />
            )}
          />
        )}
        {details &&
          (conversation.kind === 'room' ? (
            <RoomPanel room={conversation} me={me} files={files} onClose={close} />
          ) : (
            <PersonPanel user={conversation.peer} files={files} onClose={close} />
          ))}
      </div>
    </FileViewsContext>
  );
}
