import { CodecError, CryptoVerificationError, UsageError, ValidationError } from 'ts-mls/mlsError.js';
import { CryptoError } from '../crypto/primitives.ts';

/** Why an MLS operation was refused. */
export type MlsErrorCode =
  /** The bytes are not a message of the kind and size that is allowed here. */
  | 'malformed'
  /** The message belongs to another group. */
  | 'wrong-group'
  /** A commit for an epoch that is over, or a message for an epoch that has not begun or whose keys are gone. */
  | 'wrong-epoch'
  /** Well-formed, but forbidden by our profile or by RFC 9420: a peer tried what it may not. */
  | 'refused'
  /** It does not decrypt: not for us, tampered with, or from a removed member. */
  | 'not-decryptable'
  /** The key of this message has been used or given up: seen before, or too far behind what its sender sent since. */
  | 'replayed'
  /** None of our key packages is meant by the Welcome. */
  | 'no-key-package'
  /** Stored state that this code cannot have written. */
  | 'corrupt-state';

/** The one error that leaves `core/mls`. `detail` is for our own logs and tests; peers and users never see it. */
export class MlsError extends Error {
  readonly code: MlsErrorCode;
  readonly detail: string;

  constructor(code: MlsErrorCode, detail: string, options?: ErrorOptions) {
    super(`MLS: ${code}: ${detail}`, options);
    this.name = 'MlsError';
    this.code = code;
    this.detail = detail;
  }
}

// The library tells this case from its other refusals by its words only; a test holds them against the installed version.
const KEY_IS_GONE = 'Desired gen in the past';

function codeOf(cause: unknown, otherwise: MlsErrorCode): MlsErrorCode {
  if (cause instanceof CryptoError || cause instanceof CryptoVerificationError) return 'not-decryptable';
  if (cause instanceof ValidationError) return cause.message === KEY_IS_GONE ? 'replayed' : 'refused';
  if (cause instanceof UsageError) return 'refused';
  if (cause instanceof CodecError) return 'malformed';
  return otherwise;
}

/**
 * Runs a library call; whatever it throws about a peer's bytes becomes an MlsError, with the code `otherwise` where the
 * library did not foresee the failure (a TypeError about bytes that are not there).
 */
export async function guarded<T>(otherwise: MlsErrorCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MlsError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new MlsError(codeOf(cause, otherwise), detail, { cause });
  }
}
