/** Work that the relay may refuse for now, or a lock end in the middle. */
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import { StorageError } from '../storage/errors.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport } from '../transport/transport.ts';

/** The pause before what the relay did not do is asked for once more, in ms, where it does not say. */
const AGAIN_MS = 1_000;

export interface Persistence {
  /** What the relay or a lock ends in the middle is begun anew when it is there again; anything else is a fault. */
  fault(error: unknown): void;
  /** Lets work go on, and hears of its faults. */
  guard(work: Promise<unknown>): void;
  /** Work that goes on until the relay has let it through, or is gone. A later one of the same name stands for it. */
  persist(name: string, work: () => Promise<unknown>): void;
}

export function createPersistence({
  transport,
  timers,
  fault: unforeseen,
}: {
  readonly transport: Pick<RelayTransport, 'state'>;
  readonly timers: Timers;
  readonly fault: (error: unknown) => void;
}): Persistence {
  const fault = (error: unknown) => {
    const passing = error instanceof TransportError || error instanceof Refused;
    if (!passing && !(error instanceof StorageError && error.code === 'locked')) unforeseen(error);
  };
  const guard = (work: Promise<unknown>) => void work.catch(fault);
  const persist = (name: string, work: () => Promise<unknown>): void => {
    timers.cancel(name);
    guard(
      work().catch((error: unknown) => {
        if (!(error instanceof TransportError) || error.next !== 'retry-later') throw error;
        if (transport.state.kind !== 'signed-in') return;
        timers.later(name, error.retryAfterMs ?? AGAIN_MS, () => persist(name, work));
      }),
    );
  };
  return { fault, guard, persist };
}
