import { useEffect, useRef } from 'react';
import { useNarrow } from './use-narrow.ts';

const MARK = 'tacit-over';

/** Whether the current step of the browser's history is one that something over the page has made. */
export function isOverPage(): boolean {
  return (history.state as { readonly kind?: unknown } | null)?.kind === MARK;
}

/**
 * On a phone the way back, by gesture or button, closes what fills the screen over a page, and the page is there again:
 * it is a step of its own in the history of the browser, at the same address.
 * @param wanted false for what has an address of its own.
 */
export function useBackCloses(wanted: boolean, close: () => void): void {
  const narrow = useNarrow();
  const active = wanted && narrow;
  const now = useRef(close);
  useEffect(() => {
    now.current = close;
  });
  useEffect(() => {
    if (!active) return;
    history.pushState({ kind: MARK }, '');
    const back = () => now.current();
    window.addEventListener('popstate', back);
    return () => {
      window.removeEventListener('popstate', back);
      // Closed in another way: its step goes with it, unless one is elsewhere already.
      if (isOverPage()) history.back();
    };
  }, [active]);
}
