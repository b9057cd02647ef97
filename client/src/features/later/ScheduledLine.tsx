import clsx from 'clsx';
import { Clock, ClockAlert, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useCore, useLater, useRightTime } from '#client/bridge/hooks.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { momentWords } from '#client/ui/moments.ts';
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
          <p>
            A message was due {momentWords(dueAt, now)} and was sent {momentWords(sentAt, now)}: this device was locked
            or away.
          </p>
          <IconButton label="Put aside" placement="top" onPress={() => void core.cancelScheduled(id).then(tell)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {held.length > 0 && (
        <AriaButton className={clsx(styles.line, styles.held)} onPress={onShow}>
          <ClockAlert size={14} aria-hidden />
          {held.length === 1
            ? '1 message could not be sent at its time. Look at it'
            : `${held.length} messages could not be sent at their time. Look at them`}
        </AriaButton>
      )}
      {next !== undefined && (
        <AriaButton className={clsx(styles.line)} onPress={onShow}>
          <Clock size={14} aria-hidden />
          {waiting.length === 1
            ? `1 message will be sent ${momentWords(next.dueAt, now)}`
            : `${waiting.length} messages will be sent, the next ${momentWords(next.dueAt, now)}`}
        </AriaButton>
      )}
    </div>
  );
}
