/** What putting and fetching have in common: each file moves once at a time, and after a pause again, longer each time. */
import type { TransportError } from '../transport/errors.ts';
import type { Desk } from './files.ts';

const PAUSE_FIRST_MS = 1_000;
const PAUSE_LONGEST_MS = 60_000;

export interface Runs {
  /** Moves a file: at once, or once what moves it now has come to its end, unless that ends with a pause. */
  begin(id: string): void;
  isRunning(id: string): boolean;
  /** Begins again when the relay may do better; false: it never will. */
  pauseAfter(id: string, error: TransportError): boolean;
  /** Begins again after the longest pause. */
  pauseLong(id: string): void;
  /** It came to a good end: the next pause is the first one. */
  succeeded(id: string): void;
  /** Nothing begins by itself any more. */
  cancel(id: string): void;
}

/**
 * @param name of the timers.
 * @param run moves a file as far as it gets; says by the pauses whether it goes on later.
 * @param ended is told each time.
 */
export function createRuns(
  { shelf, moved, tell, timers, fault }: Desk,
  name: string,
  run: (id: string) => Promise<void>,
  ended: (id: string) => void = () => undefined,
): Runs {
  const running = new Set<string>();
  /** Asked for while an earlier run, which was perhaps stopped, was still coming to its end. */
  const askedAgain = new Set<string>();
  const pauses = new Map<string, number>();

  const begin = (id: string): void => {
    if (running.has(id)) {
      askedAgain.add(id);
      return;
    }
    running.add(id);
    run(id)
      .catch(fault)
      .finally(() => {
        running.delete(id);
        moved.delete(id);
        tell(id);
        ended(id);
        if (askedAgain.delete(id) && shelf.get(id) !== undefined) begin(id);
      });
  };
  const later = (id: string, ms: number): void => {
    // Whoever asked meanwhile has asked for what has just failed.
    askedAgain.delete(id);
    timers.later(`${name}:${id}`, ms, () => begin(id));
  };

  return {
    begin,
    isRunning: (id) => running.has(id),
    pauseAfter(id, error) {
      if (error.next !== 'retry-later' && error.next !== 'sign-in') return false;
      const pause = Math.min(PAUSE_LONGEST_MS, (pauses.get(id) ?? PAUSE_FIRST_MS / 2) * 2);
      pauses.set(id, pause);
      later(id, Math.max(pause, error.retryAfterMs ?? 0));
      return true;
    },
    pauseLong: (id) => later(id, PAUSE_LONGEST_MS),
    succeeded: (id) => void pauses.delete(id),
    cancel: (id) => timers.cancel(`${name}:${id}`),
  };
}
