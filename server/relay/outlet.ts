/**
 * Collects what a commit of the store made durable and publishes it in one go: all of it leaves in one write per socket.
 */
import type { Fanout, FanoutEvent } from '#server/fanout/contract.ts';

/** What the sockets hear of: they listen to what the relay publishes, wherever it was published. */
export type { Fanout, FanoutEvent };

export interface Outlet {
  /** To be called in the order of the store, once the event is durable (or has no need to be). */
  add(event: FanoutEvent): void;
}

/** @param soon runs a task when everything that this commit resolves has run. */
export function createOutlet(fanout: Fanout, soon: (task: () => void) => void): Outlet {
  let waiting: FanoutEvent[] = [];
  return {
    add: (event) => {
      waiting.push(event);
      if (waiting.length > 1) return;
      soon(() => {
        const events = waiting;
        waiting = [];
        fanout.publish(events);
      });
    },
  };
}
