import { useCallback } from 'react';
import { useLocation } from 'wouter';

/**
 * Goes to the page that stands above another: the list from which a conversation was opened, the conversation below its
 * details. Where one came from there it is a step back, so that the gesture for it does not lead down again.
 */
export function useWayUp(): (path: string) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (path: string) => {
      if (pathBefore() === path) history.back();
      else navigate(path, { replace: true });
    },
    [navigate],
  );
}

/** Where the step before this one was, as far as the browser tells. */
function pathBefore(): string | undefined {
  if (!('navigation' in window)) return undefined;
  const { currentEntry } = window.navigation;
  const before = currentEntry === null ? undefined : window.navigation.entries()[currentEntry.index - 1]?.url;
  return typeof before === 'string' ? new URL(before).pathname : undefined;
}
