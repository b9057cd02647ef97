/** Batches that are offered again where the relay has enough for the moment, or somebody else was quicker. */
import type { OpenCore } from '../session/open-core.ts';
import { TransportError } from '../transport/errors.ts';

/** How often a batch is offered again. */
const TRIES = 20;
const PAUSE_MS = 1_000;

/** What is appended as one batch. */
export interface Batch {
  readonly envelopes: readonly Uint8Array[];
  /** Whether the log, as it is now, holds it: an answer that was lost is no failure. */
  stands(): boolean;
  /** It was not taken, and is made anew: what is secret in it is of no use to anybody. */
  drop?(): void;
}

/** Appends what `make` gives on the log as it is then. @throws TransportError when it is not taken after many tries. */
export async function appendPatiently<T extends Batch>({ log }: Pick<OpenCore, 'log'>, make: () => T): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const batch = make();
    try {
      if (batch.envelopes.length > 0) await log.append(batch.envelopes);
      return batch;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      await log.sync();
      if (batch.stands()) return batch;
      batch.drop?.();
      const again = error.code === 'rate-limited' || error.code === 'refused-entry';
      if (!again || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? PAUSE_MS));
    }
  }
}
