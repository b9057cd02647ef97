import { BellOff } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { usePresence, useSettings } from '#client/bridge/hooks.ts';
import type { MeView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { presenceWords, WithDot } from '#client/ui/PresenceDot.tsx';
import styles from './Sidebar.module.css';

/** One's own face: how others see that one can be reached, and the way to change it. */
export function StatusButton({ me, onPress }: { readonly me: MeView; readonly onPress: () => void }) {
  const told = usePresence(me.id);
  const { state } = useSettings().status;
  // Who tells nobody can still want to have their peace.
  const quiet = told === undefined && state === 'dnd';
  const words = presenceWords(told) ?? (quiet ? 'Do not disturb' : undefined);
  return (
    <AriaButton
      className={styles.status ?? ''}
      aria-label={words === undefined ? 'Your status' : `Your status: ${words}`}
      onPress={onPress}
    >
      <WithDot kind={told?.state} quiet>
        <Avatar name={me.name} seed={me.id} />
      </WithDot>
      {quiet && <BellOff size={12} aria-hidden className={styles.quiet} />}
    </AriaButton>
  );
}
