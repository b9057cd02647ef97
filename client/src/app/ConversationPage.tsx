import { CalendarDays, Pin, Search, Timer } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useConversation, useCore } from '#client/bridge/hooks.ts';
import type { PolicyView, TimelineKey, TimerView } from '#client/bridge/port.ts';
import { Composer, type Writing } from '#client/features/composer/Composer.tsx';
import { ConversationView } from '#client/features/conversation/ConversationView.tsx';
import { GoToDay } from '#client/features/conversation/GoToDay.tsx';
import { ForwardDialog } from '#client/features/forward/ForwardDialog.tsx';
import { PersonPanel } from '#client/features/people/PersonPanel.tsx';
import { PinBar } from '#client/features/pins/PinBar.tsx';
import { PinsPanel } from '#client/features/pins/PinsPanel.tsx';
import { RoomPanel } from '#client/features/rooms/RoomPanel.tsx';
import { ConversationMenu } from '#client/features/sidebar/ConversationMenu.tsx';
import { MessageTimer } from '#client/features/timers/MessageTimer.tsx';
import { MessageTimerNote } from '#client/features/timers/MessageTimerNote.tsx';
import { TimerDialog } from '#client/features/timers/TimerDialog.tsx';
import { TimerPill } from '#client/features/timers/TimerPill.tsx';
import { usualTimer } from '#client/features/timers/timers.ts';
import { MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { useNarrow } from '#client/ui/use-narrow.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { NotFound } from './NotFound.tsx';
import { paths } from './paths.ts';
import styles from './Shell.module.css';
import type { Finding } from './use-finding.tsx';
import { useWayUp } from './use-way-up.ts';

export interface ConversationPageProps {
  readonly id: GroupId;
  readonly me: UserId;
  readonly policy: PolicyView;
  readonly details: boolean;
  readonly finding: Finding;
  readonly onHome: () => void;
}

/** A conversation with its composer and, at the side, its details. */
export function ConversationPage({ id, me, policy, details, finding, onHome }: ConversationPageProps) {
  const [, navigate] = useLocation();
  const goUp = useWayUp();
  const conversation = useConversation(id);
  const core = useCore();
  const narrow = useNarrow();
  const [writing, setWriting] = useState<Writing>();
  const marked = useRef(conversation?.preferences.markedUnread);
  // Coming back is what it was marked for.
  useEffect(() => {
    if (marked.current === true) void core.setPreferences(id, { markedUnread: false });
  }, [core, id]);
  const [choosingDay, setChoosingDay] = useState(false);
  const [pinsOpen, setPinsOpen] = useState(false);
  const [forwarding, setForwarding] = useState<MessageId>();
  const [choosingTimer, setChoosingTimer] = useState(false);
  const [wish, setWish] = useState<TimerView | null>();
  const asUsual = useCallback(() => setWish(undefined), []);
  if (conversation === undefined) return <NotFound onHome={onHome} />;
  const usual = usualTimer(conversation.timer, policy.timers);
  const close = () => goUp(paths.conversation(id));
  const jump = (key: TimelineKey) => finding.jumpTo({ conversation: id, key });
  const showPins = () => {
    if (details) close();
    setPinsOpen(true);
  };
  return (
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
        jump={finding.jump?.conversation === id ? finding.jump : undefined}
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
                    Find in this conversation
                  </MenuItem>
                  <MenuItem icon={<CalendarDays size={16} aria-hidden />} onAction={() => setChoosingDay(true)}>
                    Go to a day
                  </MenuItem>
                  <MenuItem icon={<Pin size={16} aria-hidden />} onAction={showPins}>
                    Pinned messages
                  </MenuItem>
                  <MenuItem icon={<Timer size={16} aria-hidden />} onAction={() => setChoosingTimer(true)}>
                    Disappearing messages
                  </MenuItem>
                  <MenuLine />
                </>
              }
            />
          </>
        }
        pinBar={<PinBar conversation={conversation} onJump={jump} onAll={showPins} />}
        onJump={jump}
        onWriting={setWriting}
        onForward={policy.mayForward ? setForwarding : undefined}
        composer={
          <Composer
            conversation={conversation}
            lengthMax={policy.messageLengthMax}
            writing={writing}
            onWriting={setWriting}
            timer={wish}
            onSent={asUsual}
            tools={<MessageTimer timers={policy.timers} usual={conversation.timer} wish={wish} onWish={setWish} />}
            note={wish !== undefined && <MessageTimerNote wish={wish} onLeave={asUsual} />}
          />
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
        <ForwardDialog conversation={id} message={forwarding} onClose={() => setForwarding(undefined)} />
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
      {pinsOpen && !details && (
        <PinsPanel
          conversation={conversation}
          me={me}
          onJump={(key) => {
            // On a phone the panel is over the conversation.
            if (narrow) setPinsOpen(false);
            jump(key);
          }}
          onClose={() => setPinsOpen(false)}
        />
      )}
      {details &&
        (conversation.kind === 'room' ? (
          <RoomPanel room={conversation} me={me} onClose={close} />
        ) : (
          <PersonPanel user={conversation.peer} onClose={close} />
        ))}
    </div>
  );
}
