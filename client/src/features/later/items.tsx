import clsx from 'clsx';
import {
  BellOff,
  CalendarClock,
  Clock,
  ClockAlert,
  Copy,
  Ellipsis,
  Pencil,
  SendHorizontal,
  TimerReset,
  Trash2,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { usePeople } from '#client/bridge/hooks.ts';
import type { ReminderView, ScheduledView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { MenuButton, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { momentWords } from '#client/ui/moments.ts';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import styles from './later.module.css';

interface ItemProps {
  /** Of the conversation. */
  readonly title: string;
  readonly when: ReactNode;
  readonly words: string;
  readonly warning?: ReactNode;
  readonly onOpen: () => void;
  readonly tools: ReactNode;
}

function Item({ title, when, words, warning, onOpen, tools }: ItemProps) {
  return (
    <>
      <AriaButton className={clsx(styles.open)} onPress={onOpen}>
        <span className={styles.head}>
          <bdi className={styles.title}>{title}</bdi>
          <span className={styles.when}>{when}</span>
        </span>
        {words !== '' && (
          <span className={styles.excerpt} dir="auto">
            {words}
          </span>
        )}
        {warning !== undefined && <span className={styles.warning}>{warning}</span>}
      </AriaButton>
      {tools}
    </>
  );
}

/** A message that waits for its time, or for what its author decides. */
export function WaitingItem({
  message,
  title,
  now,
  onOpen,
  onEdit,
  onCopy,
  onMove,
  onSend,
  onUsualTimer,
  onDelete,
}: {
  readonly message: Extract<ScheduledView, { kind: 'waiting' }>;
  readonly title: string;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onMove: () => void;
  readonly onSend: () => void;
  readonly onUsualTimer: () => void;
  readonly onDelete: () => void;
}) {
  const { dueAt, held, text, timer } = message;
  const icon = held === undefined ? <Clock size={14} aria-hidden /> : <ClockAlert size={14} aria-hidden />;
  return (
    <Item
      title={title}
      words={plainWords(text)}
      when={
        <>
          {icon} {held === undefined ? momentWords(dueAt, now) : `was due ${momentWords(dueAt, now)}`}
        </>
      }
      {...(held !== undefined && {
        warning: `Not sent: ${held} It is kept: edit it, copy it, or delete it.`,
      })}
      onOpen={onOpen}
      tools={
        <MenuButton label={`Options for the message to ${title}`} icon={<Ellipsis size={18} aria-hidden />}>
          <MenuItem icon={<Pencil size={16} aria-hidden />} onAction={onEdit}>
            Edit
          </MenuItem>
          <MenuItem icon={<CalendarClock size={16} aria-hidden />} onAction={onMove}>
            Change the time
          </MenuItem>
          <MenuItem icon={<SendHorizontal size={16} aria-hidden />} onAction={onSend}>
            Send now
          </MenuItem>
          <MenuItem icon={<Copy size={16} aria-hidden />} onAction={onCopy}>
            Copy text
          </MenuItem>
          {held !== undefined && timer !== undefined && (
            <MenuItem icon={<TimerReset size={16} aria-hidden />} onAction={onUsualTimer}>
              Let it stay as is usual there
            </MenuItem>
          )}
          <MenuLine />
          <MenuItem icon={<Trash2 size={16} aria-hidden />} onAction={onDelete}>
            Delete
          </MenuItem>
        </MenuButton>
      }
    />
  );
}

/** A message that was sent later than was wanted. */
export function LateItem({
  late: { dueAt, sentAt },
  title,
  now,
  onOpen,
  onAside,
}: {
  readonly late: Extract<ScheduledView, { kind: 'late' }>;
  readonly title: string;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onAside: () => void;
}) {
  return (
    <Item
      title={title}
      when={
        <>
          <ClockAlert size={14} aria-hidden /> was due {momentWords(dueAt, now)}, sent {momentWords(sentAt, now)}
        </>
      }
      words="It has been sent: this device was locked or away at its time."
      onOpen={onOpen}
      tools={
        <IconButton label="Put aside" onPress={onAside}>
          <X size={18} aria-hidden />
        </IconButton>
      }
    />
  );
}

/** A message of which one wants to be, or was, reminded. */
export function ReminderItem({
  reminder: { author, excerpt, dueAt, toldAt },
  title,
  now,
  icon,
  onOpen,
  onRemove,
}: {
  readonly reminder: ReminderView;
  readonly title: string;
  readonly now: number;
  readonly icon: ReactNode;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}) {
  const by = usePeople().find(({ id }) => id === author);
  const name = by?.isMe === true ? 'You' : plainName(by?.name ?? 'Somebody');
  return (
    <Item
      title={title}
      when={
        <>
          {toldAt === undefined ? <Clock size={14} aria-hidden /> : icon}{' '}
          {toldAt === undefined ? momentWords(dueAt, now) : `was due ${momentWords(dueAt, now)}`}
        </>
      }
      words={`${name}: ${plainWords(excerpt)}`}
      onOpen={onOpen}
      tools={
        <IconButton label={toldAt === undefined ? 'Remove the reminder' : 'Done'} onPress={onRemove}>
          {toldAt === undefined ? <BellOff size={18} aria-hidden /> : <X size={18} aria-hidden />}
        </IconButton>
      }
    />
  );
}
