/** What a call can fail with, and what to do then. */
import { type Envelope, errorTable, type RelayErrorCode } from '#shared/wire/index.ts';

/** Failures of the way to the relay, which the relay itself cannot say. */
const transportTable = {
  /** Not connected: the call was never sent. */
  offline: { sentence: 'The server cannot be reached.', next: 'retry-later' },
  /** The connection ended before the answer: the call may have been done. */
  disconnected: { sentence: 'The connection was lost.', next: 'retry-later' },
  /** No answer in time: the call may have been done. */
  timeout: { sentence: 'The server did not answer in time.', next: 'retry-later' },
  /** An answer that is not of this protocol: the relay is broken, hostile or of another version. */
  'bad-answer': { sentence: 'The server answered in a way that this app does not understand.', next: 'retry-later' },
} as const;

export type TransportErrorCode = keyof typeof transportTable | RelayErrorCode;

/** What the caller does next. `retry-later` repeats the same call with the same bytes: the relay knows a repetition. */
export type NextStep = (typeof errorTable)[RelayErrorCode]['next'];

/** The answer of the relay, as far as it explains a refusal. */
export interface Refusal {
  readonly sentence?: string;
  readonly retryAfterMs?: number | undefined;
  readonly missed?: readonly Envelope[] | undefined;
}

/** A call that did not succeed. */
export class TransportError extends Error {
  readonly code: TransportErrorCode;
  readonly next: NextStep;
  readonly retryAfterMs: number | undefined;
  /** With `stale-epoch`: what the caller has to apply before it tries again. */
  readonly missed: readonly Envelope[];

  constructor(code: TransportErrorCode, refusal: Refusal = {}) {
    const row = code in transportTable ? transportTable[code as keyof typeof transportTable] : rowOf(code);
    // Our own sentence, never the relay's: a hostile relay must not be able to speak to a person through the app.
    super(row.sentence);
    this.name = 'TransportError';
    this.code = code;
    this.next = row.next;
    this.retryAfterMs = refusal.retryAfterMs;
    this.missed = refusal.missed ?? [];
  }

  /** Whether the call may have been done although it failed. */
  get isUncertain(): boolean {
    return this.code === 'timeout' || this.code === 'disconnected' || this.code === 'bad-answer';
  }
}

function rowOf(code: TransportErrorCode): { readonly sentence: string; readonly next: NextStep } {
  return errorTable[code as RelayErrorCode];
}

/** What the relay refuses for good holds nothing else up. */
export function unlessFinal(error: unknown): void {
  if (!(error instanceof TransportError) || error.next === 'retry-later') throw error;
}
