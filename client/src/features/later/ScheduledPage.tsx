import { BellRing, CalendarClock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useConnection, useConversations, useCore, useLater, useRightTime } from '#client/bridge/hooks.ts';
import type { CoreProblem, ReminderView, ScheduledView, When } from '#client/bridge/port.ts';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { MomentDialog } from '#client/ui/MomentDialog.tsx';
import { momentChoices } from '#client/ui/moments.ts';
import { Notice } from '#client/ui/Notice.tsx';
import { Page, Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useNow } from '#client/ui/use-now.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { LateItem, ReminderItem, WaitingItem } from './items.tsx';
import styles from './later.module.css';
import { tell } from './tell.ts';
import { useReminders } from './use-reminders.ts';

const copy = (text: string) =>
  void navigator.clipboard.writeText(text).then(
    () => say('Copied.'),
    () => say('The browser did not let the app copy.', 'Select the text and copy it by hand.'),
  );

type Waiting = Extract<ScheduledView, { kind: 'waiting' }>;

export interface ScheduledPageProps {
  readonly onBack: () => void;
  readonly onOpen: (to: Pick<ReminderView, 'conversation' | 'key' | 'thread'>) => void;
  readonly onConversation: (id: GroupId) => void;
  /** Where other words are written for a message that waits. */
  readonly editor: (message: Waiting, onDone: () => void) => ReactNode;
}

/** What this person means for later: messages with when they are sent, and reminders. */
export function ScheduledPage({ onBack, onOpen, onConversation, editor }: ScheduledPageProps) {
  const core = useCore();
  const conversations = useConversations();
  const { link } = useConnection();
  const { scheduled } = useLater();
  const { reminders, problem } = useReminders();
  const rightTime = useRightTime();
  useNow(30_000);
  const now = rightTime();
  const [editing, setEditing] = useState<Waiting['id']>();
  const [moving, setMoving] = useState<Waiting>();
  const [unmoved, setUnmoved] = useState<CoreProblem>();
  const titleOf = (id: GroupId) => plainName(conversations.find((one) => one.id === id)?.title ?? '');

  const remove = (id: Waiting['id']) =>
    void core.cancelScheduled(id).then((answer) => {
      if (!tell(answer)) return;
      const undo = () => void core.restoreScheduled(id).then(tell);
      say('Deleted. It will not be sent.', undefined, { label: 'Undo', run: undo });
    });
  const forget = (id: ReminderView['id']) =>
    void core.cancelReminder(id).then((answer) => {
      if (!tell(answer)) return;
      const undo = () => void core.restoreReminder(id).then(tell);
      say('Reminder removed.', undefined, { label: 'Undo', run: undo });
    });
  const move = (when: When) => {
    if (moving === undefined) return;
    void core.changeScheduled(moving.id, { when }).then((answer) => {
      if (answer.ok) setMoving(undefined);
      else setUnmoved(answer.problem);
    });
  };
  const nothing = scheduled.length === 0 && reminders !== undefined && reminders.length === 0;
  return (
    <Page title="Scheduled" onBack={onBack}>
      {link.kind === 'clock-wrong' && (
        <Notice tone="warning" title="This computer’s clock is wrong">
          What stands here goes by the server’s time, whatever the clock shows. Set the clock, so that you both mean the
          same.
        </Notice>
      )}
      {problem !== undefined && <Problem problem={problem} />}
      {nothing && (
        <EmptyState icon={<CalendarClock size={32} aria-hidden />} title="Nothing is scheduled">
          Write a message and choose when it is sent beside the button that sends it, or choose “Remind me” in the menu
          of a message. Both stay on this device, and need it to be open and unlocked.
        </EmptyState>
      )}
      {scheduled.length > 0 && (
        <Part
          title="Messages"
          hint="This device sends them when it is open, unlocked and connected; otherwise as soon as it is again."
        >
          <ul className={styles.list} aria-label="Scheduled messages">
            {scheduled.map((one) => (
              <li key={one.id} className={styles.item}>
                {one.kind === 'late' ? (
                  <LateItem
                    late={one}
                    title={titleOf(one.conversation)}
                    now={now}
                    onOpen={() => onConversation(one.conversation)}
                    onAside={() => void core.cancelScheduled(one.id).then(tell)}
                  />
                ) : editing === one.id ? (
                  <div className={styles.editor}>{editor(one, () => setEditing(undefined))}</div>
                ) : (
                  <WaitingItem
                    message={one}
                    title={titleOf(one.conversation)}
                    now={now}
                    onOpen={() => onConversation(one.conversation)}
                    onEdit={() => setEditing(one.id)}
                    onCopy={() => copy(one.text)}
                    onMove={() => {
                      setUnmoved(undefined);
                      setMoving(one);
                    }}
                    onSend={() => void core.sendScheduled(one.id).then(tell)}
                    onUsualTimer={() => void core.changeScheduled(one.id, { usualTimer: true }).then(tell)}
                    onDelete={() => remove(one.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {reminders !== undefined && reminders.length > 0 && (
        <Part title="Reminders" hint="Nobody else sees of what you want to be reminded.">
          <ul className={styles.list} aria-label="Reminders">
            {reminders.map((one) => (
              <li key={one.id} className={styles.item}>
                <ReminderItem
                  reminder={one}
                  title={titleOf(one.conversation)}
                  now={now}
                  icon={<BellRing size={14} aria-hidden />}
                  onOpen={() => onOpen(one)}
                  onRemove={() => forget(one.id)}
                />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {moving !== undefined && (
        <MomentDialog
          title="Send at another time"
          confirmLabel="Send then"
          choices={momentChoices(now, [{ minutes: 60 }])}
          before={moving.dueAt}
          now={now}
          problem={unmoved}
          onChoose={move}
          onClose={() => setMoving(undefined)}
        />
      )}
    </Page>
  );
}
