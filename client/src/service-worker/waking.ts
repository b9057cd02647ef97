/**
 * What the service worker does when it is woken. It has no key, so it knows no more than that something came; the wake-up
 * itself has no words either.
 */
import { newActivityIn } from './words.ts';

/** A window of the app, as much of it as is needed here. */
export interface OpenWindow {
  readonly visibilityState: string;
  focus(): Promise<unknown>;
}

export interface WakingScope {
  /** The app's windows, the one that was used last first. */
  windows(): Promise<readonly OpenWindow[]>;
  show(title: string, options: { readonly tag: string; readonly icon: string }): Promise<void>;
  open(address: string): Promise<unknown>;
  /** In which the person wants to be told, as BCP 47 tags, the dearest first. */
  languages(): Promise<readonly string[]>;
}

/** Says that something came, once for all that came, unless the app is before the person's eyes. */
export async function onWake(scope: WakingScope): Promise<void> {
  const windows = await scope.windows();
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return;
  await scope.show(newActivityIn(await scope.languages()), { tag: 'tacit-activity', icon: '/icon-192.png' });
}

/** Brings the app to the person. */
export async function onNotificationPressed(scope: WakingScope): Promise<void> {
  const [last] = await scope.windows();
  await (last === undefined ? scope.open('/') : last.focus());
}
