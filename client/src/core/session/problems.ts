/** Everything that can go wrong, as codes; windows have the words for them. */

import { Refused, relaySaying } from '../groups/refused.ts';
import { CeremonyError, InvitationLinkError } from '../identity/errors.ts';
import type { CoreProblem, CoreProblemCode, Outcome, StopReason } from '../port.ts';
import { StorageError } from '../storage/errors.ts';
import { TransportError } from '../transport/errors.ts';
import { coreWords } from '../words/index.ts';
import { advised, type Saying, type Sentence, say, spoken } from '../words/saying.ts';

/** Thrown within the session to end an action with this problem. */
export class ProblemError extends Error {
  readonly problem: CoreProblem;

  constructor(code: CoreProblemCode, details: Partial<Omit<CoreProblem, 'code'>> = {}) {
    super(code);
    this.name = 'ProblemError';
    this.problem = { code, ...details };
  }
}

const storageCodes: Record<StorageError['code'], CoreProblemCode> = {
  'vault-absent': 'not-found',
  'vault-exists': 'not-allowed',
  'vault-corrupted': 'vault-corrupted',
  'wrong-passphrase': 'wrong-passphrase',
  'too-many-failures': 'too-many-failures',
  wiped: 'stopped',
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
      return { code: 'offline' };
    case 'timeout':
    case 'bad-answer':
    case 'unavailable':
    case 'internal':
      return { code: 'timeout' };
    case 'rate-limited':
      return { code: 'rate-limited' };
    case 'already-founded':
      return { code: 'already-founded' };
    case 'wrong-code':
      return { code: 'wrong-founding-code' };
    case 'already-used':
      return { code: 'invitation-used' };
    case 'own-network':
      return problemIn('invalid-input', relaySaying(error.code));
    default:
      return problemIn('relay-refused', relaySaying(error.code));
  }
}

function problemIn(code: CoreProblemCode, sentence: Sentence | undefined): CoreProblem {
  const nextStep = advised(sentence);
  return {
    code,
    ...(sentence === undefined ? {} : { sentence: spoken(sentence) }),
    ...(nextStep === undefined ? {} : { nextStep }),
  };
}

/** What a thrown value means to a person. What nobody foresaw is `internal`, and says nothing about itself. */
export function problemOf(error: unknown): CoreProblem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Refused) return problemIn(error.code, error.sentence);
  if (error instanceof TransportError) return transportProblem(error);
  if (error instanceof InvitationLinkError) return { code: 'invitation-tampered' };
  if (error instanceof StorageError) {
    const { retryAt, triesLeft } = error;
    return {
      code: storageCodes[error.code],
      ...(retryAt === undefined ? {} : { retryAt }),
      ...(triesLeft === undefined ? {} : { nextStep: coreWords.account.triesLeft(triesLeft) }),
    };
  }
  if (error instanceof CeremonyError) {
    const code = error.code === 'not-authorised' ? 'not-allowed' : 'relay-refused';
    return { code, sentence: coreWords.refusals[error.code] };
  }
  // What a person typed, and the schema of an entry or a room does not take.
  if (error instanceof Error && error.name.endsWith('ZodError')) return { code: 'invalid-input' };
  return { code: 'internal' };
}

/** Why the core stops when its storage cannot be opened at all. */
export function storageStop(error: unknown): { readonly reason: StopReason; readonly sentence: Saying } {
  if (error instanceof StorageError && error.code === 'storage-newer')
    return { reason: 'storage-newer', sentence: say('account', 'storageNewer') };
  return { reason: 'storage-unavailable', sentence: say('account', 'storageUnavailable') };
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
