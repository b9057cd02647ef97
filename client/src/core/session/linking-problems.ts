/** What goes wrong while a device is linked, as people are told it. */
import { TransportError } from '../transport/errors.ts';
import { ProblemError } from './problems.ts';

/** Does something with what came from the other side; whatever it cannot be, the way has changed it. */
export function tampered<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw new ProblemError('linking-tampered');
  }
}

/** What the relay says of a code. */
export function linkingProblem(error: unknown): unknown {
  if (!(error instanceof TransportError)) return error;
  switch (error.code) {
    case 'no-rendezvous':
      return new ProblemError('linking-wrong-code');
    case 'already-used':
      return new ProblemError('linking-used');
    case 'expired':
      return new ProblemError('linking-expired');
    default:
      return error;
  }
}
