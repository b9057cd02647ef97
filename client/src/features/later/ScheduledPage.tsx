import { BellRing, CalendarClock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useConnection, useConversations, useCore, useLater, useRightTime } from '#client/bridge/hooks.ts';
import type { CoreProblem, ReminderView, ScheduledView, When } from '#client/bridge/port.ts';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { ExcerptList } from '#client/ui/Excerpts.tsx';
import { MomentDialog } from '#client/ui/MomentDialog.tsx';
import { momentChoices } from '#client/ui/moments.ts';
import { Notice } from '#client/ui/Notice.tsx';
import { Page, Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { LateItem, ReminderItem, WaitingItem } from './items.tsx';
import { tell } from './tell.ts';
import { useReminders } from './use-reminders.ts';

const copy = (text: string) =>
  void navigator.clipboard.writeText(text).then(
    () => say(words.messages.copied),
    () => say(words.messages.notCopied, words.messages.copyByHand),
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
      say(rareWords.later.deleted, undefined, { label: words.shared.undo, run: undo });
    });
  const forget = (id: ReminderView['id']) =>
    void core.cancelReminder(id).then((answer) => {
      if (!tell(answer)) return;
      const undo = () => void core.restoreReminder(id).then(tell);
      say(rareWords.later.reminderRemoved, undefined, { label: words.shared.undo, run: undo });
    });
  const move = (when: When) => {
    if (moving === undefined) return;
    void core.changeScheduled(moving.id, { when }).then((answer) => {
      if (answer.ok) setMoving(undefined);
      else setUnmoved(answer.problem);
    });
  };
  const nothing = scheduled.length === 0 && reminders !== undefined && reminders.length === 0;
  const said = rareWords.later;
  return (
    <Page title={said.title} onBack={onBack}>
      {link.kind === 'clock-wrong' && (
        <Notice tone="warning" title={said.clockWrong}>
          {said.serverTime}
        </Notice>
      )}
      {problem !== undefined && <Problem problem={problem} />}
      {nothing && (
        <EmptyState icon={<CalendarClock size={32} aria-hidden />} title={said.empty}>
          {said.howTo}
        </EmptyState>
      )}
      {scheduled.length > 0 && (
        <Part title={said.messages} hint={said.whenSent}>
          <ExcerptList label={said.list}>
            {scheduled.map((one) =>
              one.kind === 'late' ? (
                <LateItem
                  key={one.id}
                  late={one}
                  title={titleOf(one.conversation)}
                  now={now}
                  onOpen={() => onConversation(one.conversation)}
                  onAside={() => void core.cancelScheduled(one.id).then(tell)}
                />
              ) : editing === one.id ? (
                <li key={one.id}>{editor(one, () => setEditing(undefined))}</li>
              ) : (
                <WaitingItem
                  key={one.id}
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
              ),
            )}
          </ExcerptList>
        </Part>
      )}
      {reminders !== undefined && reminders.length > 0 && (
        <Part title={said.reminders} hint={said.onlyYou}>
          <ExcerptList label={said.reminders}>
            {reminders.map((one) => (
              <ReminderItem
                key={one.id}
                reminder={one}
                title={titleOf(one.conversation)}
                now={now}
                icon={<BellRing size={14} aria-hidden />}
                onOpen={() => onOpen(one)}
                onRemove={() => forget(one.id)}
              />
            ))}
          </ExcerptList>
        </Part>
      )}
      {moving !== undefined && (
        <MomentDialog
          title={said.otherTime}
          confirmLabel={said.sendThen}
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
