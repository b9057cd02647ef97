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
import { usePeople } from '#client/bridge/hooks.ts';
import type { ReminderView, ScheduledView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { ExcerptRow, ExcerptText } from '#client/ui/Excerpts.tsx';
import { MenuButton, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { momentWords } from '#client/ui/moments.ts';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import styles from './later.module.css';

interface ItemProps {
  /** Of the conversation. */
  readonly title: string;
  readonly when: ReactNode;
  readonly excerpt: string;
  readonly warning?: ReactNode;
  readonly note?: ReactNode;
  readonly onOpen: () => void;
  readonly tools: ReactNode;
}

function Item({ title, when, excerpt, warning, note, onOpen, tools }: ItemProps) {
  return (
    <ExcerptRow onOpen={onOpen} tools={tools}>
      <span className={styles.head}>
        <bdi className={styles.title}>{title}</bdi>
        <span className={styles.when}>{when}</span>
      </span>
      {excerpt !== '' && <ExcerptText>{excerpt}</ExcerptText>}
      {note !== undefined && <span className={styles.when}>{note}</span>}
      {warning !== undefined && <span className={styles.warning}>{warning}</span>}
    </ExcerptRow>
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
  const { dueAt, held, elsewhere, text, timer } = message;
  const icon = held === undefined ? <Clock size={14} aria-hidden /> : <ClockAlert size={14} aria-hidden />;
  return (
    <Item
      title={title}
      excerpt={plainWords(text)}
      when={
        <>
          {icon} {held === undefined ? momentWords(dueAt, now) : rareWords.later.wasDue(momentWords(dueAt, now))}
        </>
      }
      {...(elsewhere === true && { note: rareWords.later.elsewhere })}
      {...(held !== undefined && {
        warning: rareWords.later.notSent(held),
      })}
      onOpen={onOpen}
      tools={
        <MenuButton label={rareWords.later.options(title)} icon={<Ellipsis size={18} aria-hidden />}>
          <MenuItem icon={<Pencil size={16} aria-hidden />} onAction={onEdit}>
            {rareWords.later.edit}
          </MenuItem>
          <MenuItem icon={<CalendarClock size={16} aria-hidden />} onAction={onMove}>
            {rareWords.later.changeTime}
          </MenuItem>
          <MenuItem icon={<SendHorizontal size={16} aria-hidden />} onAction={onSend}>
            {rareWords.later.sendNow}
          </MenuItem>
          <MenuItem icon={<Copy size={16} aria-hidden />} onAction={onCopy}>
            {rareWords.later.copyText}
          </MenuItem>
          {held !== undefined && timer !== undefined && (
            <MenuItem icon={<TimerReset size={16} aria-hidden />} onAction={onUsualTimer}>
              {rareWords.later.usualTimer}
            </MenuItem>
          )}
          <MenuLine />
          <MenuItem icon={<Trash2 size={16} aria-hidden />} onAction={onDelete}>
            {rareWords.later.delete}
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
          <ClockAlert size={14} aria-hidden />{' '}
          {rareWords.later.wasDueAndSent(momentWords(dueAt, now), momentWords(sentAt, now))}
        </>
      }
      excerpt={rareWords.later.wasLate}
      onOpen={onOpen}
      tools={
        <IconButton label={words.scheduled.putAside} onPress={onAside}>
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
  const name = by?.isMe === true ? words.shared.you : plainName(by?.name ?? words.shared.somebody);
  return (
    <Item
      title={title}
      when={
        <>
          {toldAt === undefined ? <Clock size={14} aria-hidden /> : icon}{' '}
          {toldAt === undefined ? momentWords(dueAt, now) : rareWords.later.wasDue(momentWords(dueAt, now))}
        </>
      }
      excerpt={`${name}: ${plainWords(excerpt)}`}
      onOpen={onOpen}
      tools={
        <IconButton
          label={toldAt === undefined ? rareWords.later.removeReminder : rareWords.later.done}
          onPress={onRemove}
        >
          {toldAt === undefined ? <BellOff size={18} aria-hidden /> : <X size={18} aria-hidden />}
        </IconButton>
      }
    />
  );
}
