/**
 * What stands behind `#` in the address is a secret: a founding code, or the private half of an invitation. It must not
 * stay where a bookmark, a synchronised history, a screen that others see or the next script can find it.
 */

/** The parts of a window that this needs. */
export interface LinkWindow {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { readonly state: unknown; replaceState(state: unknown, unused: string, url: string): void };
}

const LENGTH_MAX = 2_048;

/** Takes the fragment out of the address bar and of this entry of the history, and answers with it. */
export function takeFragment({ location, history }: LinkWindow): string | undefined {
  const fragment = location.hash.slice(1);
  if (location.hash === '') return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return fragment === '' || fragment.length > LENGTH_MAX ? undefined : fragment;
}
