import { useEffect } from 'react';
import { useConversations } from '#client/bridge/hooks.ts';
import type { SessionView } from '#client/bridge/port.ts';

/** The title of the tab: how many messages are unread, and never whose. */
export function useTitle(session: SessionView): void {
  const unread = useConversations().reduce((sum, one) => sum + (one.preferences.muted ? 0 : one.unread), 0);
  const title = session.kind === 'open' && unread > 0 ? `(${unread > 99 ? '99+' : unread}) Tacit` : 'Tacit';
  useEffect(() => {
    document.title = title;
  }, [title]);
}
