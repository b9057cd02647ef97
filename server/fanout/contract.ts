/**
 * How what became durable reaches the sockets, of this process and of others. It may lose what it carries: the truth is the
 * store, and a device that missed something finds it by its cursor. It must not reorder what one publisher gave it.
 */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { CloseReason, Envelope } from '#shared/wire/index.ts';

export type FanoutEvent =
  /** One envelope, and how the roster changes right after it: those who leave still get it, those who join do not. */
  | {
      readonly kind: 'envelope';
      readonly envelope: Envelope;
      readonly joined: readonly DeviceId[];
      readonly left: readonly DeviceId[];
    }
  /** A group whose first device this is. */
  | { readonly kind: 'group'; readonly group: GroupId; readonly device: DeviceId }
  /** A device that has left by itself, and forgotten the group. */
  | { readonly kind: 'left'; readonly group: GroupId; readonly device: DeviceId }
  | { readonly kind: 'welcome'; readonly devices: readonly DeviceId[] }
  /** `from` is never stored, and is there only so that a signal does not come back to its sender. */
  | { readonly kind: 'signal'; readonly group: GroupId; readonly bytes: Uint8Array; readonly from: DeviceId }
  | { readonly kind: 'log-head'; readonly checkpoint: string }
  | { readonly kind: 'close'; readonly devices: readonly DeviceId[]; readonly reason: CloseReason };

export interface Fanout {
  /** Hands `events` to every subscriber, this process's included, in this order. Never throws, never waits. */
  publish(events: readonly FanoutEvent[]): void;
  /** @returns the end of the subscription. */
  subscribe(listener: (events: readonly FanoutEvent[]) => void): () => void;
  close(): Promise<void>;
}
