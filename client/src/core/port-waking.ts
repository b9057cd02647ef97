/** Being woken while the app is closed: types only, a part of the contract in `port.ts`. */
import type { Outcome } from './port-session.ts';

/** Whether the relay can have this device's browser woken. */
export type WakingView =
  /** This relay calls no push service. */
  | { readonly kind: 'off' }
  /** The policy does not let it. */
  | { readonly kind: 'forbidden' }
  /** `key`: the relay's VAPID key (RFC 8292), which a subscription is made for. `registered`: the relay has one. */
  | { readonly kind: 'on'; readonly key: Uint8Array; readonly registered: boolean };

export interface WakingPort {
  /** Problems: offline, timeout. */
  wakingView(): Promise<Outcome<WakingView>>;
  /** Leaves with the relay where this browser is woken. Problems: not-allowed (the policy), relay-refused, offline. */
  beWoken(endpoint: string): Promise<Outcome>;
  /** The relay forgets where this browser is woken. */
  beLeftAsleep(): Promise<Outcome>;
}
