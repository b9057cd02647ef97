import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { VisuallyHidden } from 'react-aria-components';
import type { MessageState } from '#client/bridge/port.ts';
import styles from './Timeline.module.css';

const marks = {
  queued: { Icon: Clock, words: 'Waiting to be sent' },
  sent: { Icon: Check, words: 'Sent' },
  delivered: { Icon: CheckCheck, words: 'Delivered' },
  failed: { Icon: CircleAlert, words: 'Not sent' },
} as const;

/** How far an own message came. */
export function MessageStateMark({ kind }: { readonly kind: MessageState['kind'] }) {
  const { Icon, words } = marks[kind];
  return (
    <span className={styles.mark} data-state={kind} title={words}>
      <Icon size={14} aria-hidden />
      <VisuallyHidden elementType="span">{words}</VisuallyHidden>
    </span>
  );
}
