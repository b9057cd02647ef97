import { useSyncExternalStore } from 'react';

// The same width at which the style sheets change to one column.
const query = window.matchMedia('(max-width: 767px)');

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether there is room for one column only, as on a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
