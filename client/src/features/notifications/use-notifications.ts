import { useCallback, useEffect, useRef } from 'react';
import { useConversations, useCore, useNotices } from '#client/bridge/hooks.ts';
import type { NoticeView } from '#client/bridge/port.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { noticeWords } from './words.ts';

type Reminder = Extract<NoticeView, { kind: 'reminder' }>;

/** The summary's place among what is shown, where each conversation has one. */
const MISSED = 'missed';

/** Shows notices in windows of the system, and takes them away when what they tell of has been read. */
export function useNotifications(
  open: (conversation: GroupId) => void,
  jump: (to: Pick<Reminder, 'conversation' | 'key' | 'thread'>) => void,
): void {
  const conversations = useConversations();
  const shown = useRef(new Map<string, Notification>());
  const close = useCallback((tag: string) => {
    shown.current.get(tag)?.close();
    shown.current.delete(tag);
  }, []);
  const show = useCallback(
    (notice: NoticeView) => {
      if (notice.kind === 'over') {
        close(notice.conversation);
        return;
      }
      // Who is at the app sees what came meanwhile in its sidebar, and a reminder where it is said there.
      if (notice.kind !== 'message' && document.hasFocus()) return;
      const { conversation } = notice;
      const tag = notice.kind === 'reminder' ? `${notice.conversation} ${notice.key}` : (conversation ?? MISSED);
      const { title, body } = noticeWords(notice);
      const notification = notify(title, { body, tag, icon: '/icon-192.png' });
      if (notification === undefined) return;
      shown.current.set(tag, notification);
      notification.addEventListener('click', () => {
        window.focus();
        close(tag);
        if (notice.kind === 'reminder') jump(notice);
        else if (conversation !== undefined) open(conversation);
      });
    },
    [close, open, jump],
  );
  useNotices(show);

  useEffect(() => {
    for (const { id, unread } of conversations) if (unread === 0) close(id);
  }, [conversations, close]);
  useEffect(() => {
    const closeSummary = () => close(MISSED);
    window.addEventListener('focus', closeSummary);
    const all = shown.current;
    return () => {
      window.removeEventListener('focus', closeSummary);
      // Locked: no word of a conversation may stay on the screen.
      for (const tag of [...all.keys()]) close(tag);
    };
  }, [close]);
}

/** Undefined where the browser does not let a page do so. */
function notify(title: string, options: NotificationOptions): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  try {
    return new Notification(title, options);
  } catch {
    // Browsers of phones have the constructor and refuse its use.
    return undefined;
  }
}

/** Tells the core which conversation a person has before them here, as long as this window has the focus. */
export function useWatched(conversation: GroupId | undefined): void {
  const core = useCore();
  useEffect(() => {
    if (conversation === undefined) return;
    let watching = false;
    const look = () => {
      const looks = document.visibilityState === 'visible' && document.hasFocus();
      if (looks === watching) return;
      watching = looks;
      void (looks ? core.watch(conversation) : core.unwatch(conversation));
    };
    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
      if (watching) void core.unwatch(conversation);
    };
  }, [core, conversation]);
}
