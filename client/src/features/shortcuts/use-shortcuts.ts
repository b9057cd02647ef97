import { useEffect, useRef } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { commandOf, neighbour } from './keys.ts';

export interface ShortcutParts {
  /** In the order of the sidebar. */
  readonly ordered: readonly ConversationSummary[];
  readonly shown: GroupId | undefined;
  /** Whether one asks to be looked at. */
  readonly asks: (conversation: ConversationSummary) => boolean;
  readonly go: (id: GroupId) => void;
  /** Closes what stands beside the conversation. @returns whether there was something. */
  readonly back: () => boolean;
  readonly help: () => void;
}

/** Keys that work wherever one is, but in windows over the page, which have keys of their own. */
export function useShortcuts(parts: ShortcutParts): void {
  const core = useCore();
  const newest = useRef(parts);
  const focusNext = useRef(false);
  useEffect(() => {
    newest.current = parts;
  });

  // Whoever went on by keyboard goes on writing there.
  const { shown } = parts;
  useEffect(() => {
    if (!focusNext.current || shown === undefined) return;
    focusNext.current = false;
    const place = document.querySelector<HTMLElement>('#main textarea') ?? document.getElementById('main');
    place?.focus();
  }, [shown]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (
        event.defaultPrevented ||
        target?.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')
      )
        return;
      const writing = target?.matches('input, textarea, [contenteditable="true"]') ?? false;
      const command = commandOf(event, writing);
      const { ordered, shown: here, asks, go, back, help } = newest.current;
      const current = ordered.findIndex(({ id }) => id === here);
      const move = (step: 1 | -1, wanted: (one: ConversationSummary) => boolean) => {
        event.preventDefault();
        const next = neighbour(ordered, current, step, wanted);
        if (next === undefined) return;
        focusNext.current = true;
        go(next.id);
      };
      switch (command) {
        case 'previous':
          return move(-1, () => true);
        case 'next':
          return move(1, () => true);
        case 'previous-unread':
          return move(-1, asks);
        case 'next-unread':
          return move(1, asks);
        case 'help':
          event.preventDefault();
          return help();
        case 'leave': {
          const conversation = ordered[current];
          if (back() || conversation === undefined) return;
          const { id, unread, newReplies, preferences } = conversation;
          if (unread > 0 || newReplies !== undefined || preferences.markedUnread) void core.markRead(id);
          return;
        }
        case undefined:
          return;
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [core]);
}
