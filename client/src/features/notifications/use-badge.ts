import { useEffect } from 'react';
import { useConversations } from '#client/bridge/hooks.ts';
import { badgeCount, badgedMark, badgedTitle } from './badge.ts';

/** Puts how much is unread on the tab and, installed, on the app's own icon: how much, and never whose. */
export function useBadge(isOpen: boolean): void {
  const { all, mentions } = badgeCount(useConversations());
  const [shown, ofMe] = isOpen ? [all, mentions] : [0, 0];
  useEffect(() => {
    document.title = badgedTitle({ all: shown, mentions: ofMe });
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = shown > 0 ? badgedMark(shown) : '/mark.svg';
    // Not every browser has badges, and a page that is not installed may be refused.
    void (shown > 0 ? navigator.setAppBadge?.(shown) : navigator.clearAppBadge?.())?.catch(() => undefined);
  }, [shown, ofMe]);
}
