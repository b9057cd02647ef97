/** Fan-out within one process: calls every subscriber at once. */
import type { Fanout, FanoutEvent } from '../contract.ts';

/** @param onFailure hears of a subscriber that throws; the others are not affected. */
export function createInMemoryFanout(onFailure: (error: unknown) => void): Fanout {
  const listeners = new Set<(events: readonly FanoutEvent[]) => void>();
  return {
    publish: (events) => {
      if (events.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(events);
        } catch (error) {
          onFailure(error);
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
