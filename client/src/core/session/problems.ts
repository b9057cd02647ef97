/** Everything that can go wrong, as a person is told it: what happened, and what now. */

import { Refused } from '../groups/refused.ts';
import { CeremonyError, InvitationLinkError } from '../identity/errors.ts';
import type { CoreProblem, CoreProblemCode, Outcome, StopReason } from '../port.ts';
import { StorageError } from '../storage/errors.ts';
import { TransportError } from '../transport/errors.ts';

const problems: Record<CoreProblemCode, { readonly sentence: string; readonly nextStep: string }> = {
  offline: { sentence: 'The server cannot be reached.', nextStep: 'Check the connection and try again.' },
  timeout: { sentence: 'The server did not answer in time.', nextStep: 'Try again in a moment.' },
  'rate-limited': { sentence: 'That was too much at once.', nextStep: 'Wait a moment and try again.' },
  'relay-refused': {
    sentence: 'The server refused this.',
    nextStep: 'Try again; if it stays, tell whoever runs the server.',
  },
  'already-founded': {
    sentence: 'An organisation has been founded on this server already.',
    nextStep: 'Ask its owner for an invitation link.',
  },
  'wrong-founding-code': {
    sentence: 'This is not the founding link that the server printed.',
    nextStep: 'Copy the whole link from the server’s output. It changes each time the server starts.',
  },
  'root-key-check-failed': {
    sentence: 'That is not what the root key says there.',
    nextStep: 'Look at the page or the file and type that group again.',
  },
  'invitation-used': {
    sentence: 'Somebody has joined with this link.',
    nextStep: 'If it was not you, tell whoever invited you, and ask for a new link.',
  },
  'invitation-expired': { sentence: 'The time of this invitation is over.', nextStep: 'Ask for a new link.' },
  'invitation-revoked': { sentence: 'This invitation was withdrawn.', nextStep: 'Ask whoever invited you.' },
  'invitation-tampered': {
    sentence: 'This link was cut off or changed on its way, or it belongs to another server.',
    nextStep: 'Copy the whole link again, or ask for a new one.',
  },
  'wrong-passphrase': {
    sentence: 'That is not the passphrase.',
    nextStep: 'Try again. Capital letters and spaces count.',
  },
  'weak-passphrase': {
    sentence: 'This passphrase is too easy to guess.',
    nextStep: 'Choose a longer one, such as five random words.',
  },
  'too-many-failures': {
    sentence: 'There were too many wrong passphrases.',
    nextStep: 'Wait until the next try is allowed.',
  },
  'vault-corrupted': {
    sentence: 'The lock of this browser’s storage is damaged.',
    nextStep: 'Ask an owner or admin to invite you again.',
  },
  locked: { sentence: 'Tacit is locked.', nextStep: 'Unlock it and try again.' },
  'storage-corrupted': {
    sentence: 'What is stored in this browser is damaged.',
    nextStep: 'Reload the page. If it stays, ask to be invited again.',
  },
  'storage-full': {
    sentence: 'This browser’s storage is full.',
    nextStep: 'Free some space on this computer and try again.',
  },
  'not-allowed': { sentence: 'This is not allowed here.', nextStep: 'Ask a moderator, an admin or an owner.' },
  'not-found': {
    sentence: 'That is not there any more.',
    nextStep: 'Look again; it may have changed in the meantime.',
  },
  'invalid-input': { sentence: 'Something in this cannot be used.', nextStep: 'Change it and try again.' },
  'message-too-long': { sentence: 'The message is too long.', nextStep: 'Send it in parts.' },
  'nobody-reachable': {
    sentence: 'None of their devices can be reached yet.',
    nextStep: 'They have to open Tacit once; then try again.',
  },
  stopped: { sentence: 'Tacit has stopped to keep you safe.', nextStep: 'Read why, and speak with an owner.' },
  frozen: { sentence: 'Sending is paused.', nextStep: 'It goes on when the server is heard again.' },
  'core-ended': {
    sentence: 'The app was locked while it was doing this.',
    nextStep: 'Unlock it and look whether it was done.',
  },
  internal: {
    sentence: 'Something went wrong in the app.',
    nextStep: 'Try again. If it happens again, lock the app and unlock it.',
  },
};

/** The problem of this code. */
export function problem(code: CoreProblemCode, details: Partial<Omit<CoreProblem, 'code'>> = {}): CoreProblem {
  const { sentence, nextStep } = problems[code];
  return { code, ...details, sentence: details.sentence || sentence, nextStep: details.nextStep ?? nextStep };
}

/** Thrown within the session to end an action with this problem. */
export class ProblemError extends Error {
  readonly problem: CoreProblem;

  constructor(code: CoreProblemCode, details: Partial<Omit<CoreProblem, 'code'>> = {}) {
    super(code);
    this.name = 'ProblemError';
    this.problem = problem(code, details);
  }
}

const storageCodes: Record<StorageError['code'], CoreProblemCode> = {
  'vault-absent': 'not-found',
  'vault-exists': 'not-allowed',
  'vault-corrupted': 'vault-corrupted',
  'wrong-passphrase': 'wrong-passphrase',
  'too-many-failures': 'too-many-failures',
  'row-corrupted': 'storage-corrupted',
  locked: 'locked',
  'storage-full': 'storage-full',
  'storage-newer': 'storage-corrupted',
  unavailable: 'storage-corrupted',
};

function transportProblem(error: TransportError): CoreProblem {
  switch (error.code) {
    case 'offline':
    case 'disconnected':
      return problem('offline');
    case 'timeout':
    case 'bad-answer':
    case 'unavailable':
    case 'internal':
      return problem('timeout');
    case 'rate-limited':
      return problem('rate-limited');
    case 'already-founded':
      return problem('already-founded');
    case 'wrong-code':
      return problem('wrong-founding-code');
    case 'already-used':
      return problem('invitation-used');
    default:
      return problem('relay-refused', { sentence: error.message });
  }
}

/** What a thrown value means to a person. What nobody foresaw is `internal`, and says nothing about itself. */
export function problemOf(error: unknown): CoreProblem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Refused)
    return problem(error.code, error.sentence === undefined ? {} : { sentence: error.sentence });
  if (error instanceof TransportError) return transportProblem(error);
  if (error instanceof InvitationLinkError) return problem('invitation-tampered');
  if (error instanceof StorageError) {
    return problem(storageCodes[error.code], error.retryAt === undefined ? {} : { retryAt: error.retryAt });
  }
  if (error instanceof CeremonyError) {
    return problem(error.code === 'not-authorised' ? 'not-allowed' : 'relay-refused', { sentence: error.message });
  }
  // What a person typed, and the schema of an entry or a room does not take.
  if (error instanceof Error && error.name.endsWith('ZodError')) return problem('invalid-input');
  return problem('internal');
}

/** Why the core stops when its storage cannot be opened at all. */
export function storageStop(error: unknown): { readonly reason: StopReason; readonly sentence: string } {
  if (error instanceof StorageError && error.code === 'storage-newer')
    return { reason: 'storage-newer', sentence: 'A newer version of Tacit has written here.' };
  return { reason: 'storage-unavailable', sentence: 'This browser does not let the app store anything.' };
}

/** Runs an action so that it answers whatever happens. `onFault` hears of what nobody foresaw. */
export async function outcomeOf<T>(work: () => Promise<T>, onFault: (error: unknown) => void): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const what = problemOf(error);
    if (what.code === 'internal') onFault(error);
    return { ok: false, problem: what };
  }
}
