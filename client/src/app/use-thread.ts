import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ThreadId } from '#client/bridge/port.ts';
import type { Writing } from '#client/features/composer/Composer.tsx';
import type { GroupId } from '#shared/ids/index.ts';
import { paths } from './paths.ts';
import { useWayUp } from './use-way-up.ts';

/** What is written in the thread that is open, and the way into it and out. */
export function useThread(id: GroupId, thread: ThreadId | undefined) {
  const [, navigate] = useLocation();
  const goUp = useWayUp();
  const [writing, setWriting] = useState<Writing>();
  const before = useRef<Element>(null);
  const was = useRef(thread);
  useEffect(() => {
    if (was.current === thread) return;
    const closed = thread === undefined;
    was.current = thread;
    setWriting(undefined);
    // Whoever came by keyboard goes on where they were; the tools of a message may be gone by then.
    if (!closed || document.activeElement !== document.body) return;
    const place = before.current?.isConnected === true ? before.current : document.querySelector('#main textarea');
    if (place instanceof HTMLElement) place.focus();
  }, [thread]);
  const open = useCallback(
    (to: ThreadId) => {
      before.current = document.activeElement;
      navigate(paths.thread(id, to));
    },
    [id, navigate],
  );
  const close = useCallback(() => goUp(paths.conversation(id)), [id, goUp]);
  return { writing, setWriting, open, close };
}
