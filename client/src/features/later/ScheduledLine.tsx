import clsx from 'clsx';
import { Clock, ClockAlert, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useCore, useLater, useRightTime } from '#client/bridge/hooks.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { momentWords } from '#client/ui/moments.ts';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import styles from './later.module.css';
import { tell } from './tell.ts';

/** Above where one writes: what waits to be sent here, what could not be sent, and what was sent late. */
export function ScheduledLine({
  conversation,
  onShow,
}: {
  readonly conversation: GroupId;
  readonly onShow: () => void;
}) {
  const core = useCore();
  const now = useRightTime()();
  const here = useLater().scheduled.filter((one) => one.conversation === conversation);
  const late = here.flatMap((one) => (one.kind === 'late' ? [one] : []));
  const held = here.filter((one) => one.kind === 'waiting' && one.held !== undefined);
  const waiting = here.filter((one) => one.kind === 'waiting' && one.held === undefined);
  const [next] = waiting;
  return (
    <div role="status">
      {late.map(({ id, dueAt, sentAt }) => (
        <div key={id} className={styles.note}>
          <Clock size={14} aria-hidden />
          <p>{words.scheduled.lateHere(momentWords(dueAt, now), momentWords(sentAt, now))}</p>
          <IconButton
            label={words.scheduled.putAside}
            placement="top"
            onPress={() => void core.cancelScheduled(id).then(tell)}
          >
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {held.length > 0 && (
        <AriaButton className={clsx(styles.line, styles.held)} onPress={onShow}>
          <ClockAlert size={14} aria-hidden />
          {words.scheduled.held(held.length)}
        </AriaButton>
      )}
      {next !== undefined && (
        <AriaButton className={clsx(styles.line)} onPress={onShow}>
          <Clock size={14} aria-hidden />
          {words.scheduled.willBeSent(waiting.length, momentWords(next.dueAt, now))}
        </AriaButton>
      )}
    </div>
  );
}
