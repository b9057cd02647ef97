import { BellOff } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { usePresence, useSettings } from '#client/bridge/hooks.ts';
import type { MeView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { presenceWords, WithDot } from '#client/ui/PresenceDot.tsx';
import { words } from '#client/words/index.ts';
import styles from './Sidebar.module.css';

/** One's own face: how others see that one can be reached, and the way to change it. */
export function StatusButton({ me, onPress }: { readonly me: MeView; readonly onPress: () => void }) {
  const told = usePresence(me.id);
  const { state } = useSettings().status;
  // Who tells nobody can still want to have their peace.
  const quiet = told === undefined && state === 'dnd';
  const said = presenceWords(told) ?? (quiet ? words.ui.presence.dnd : undefined);
  return (
    <AriaButton
      className={styles.status ?? ''}
      aria-label={said === undefined ? words.sidebar.status : words.sidebar.statusIs(said)}
      onPress={onPress}
    >
      <WithDot kind={told?.state} quiet>
        <Avatar name={me.name} seed={me.id} />
      </WithDot>
      {quiet && <BellOff size={12} aria-hidden className={styles.quiet} />}
    </AriaButton>
  );
}
