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
  /** It does not decrypt: not for us, tampered with, from a removed member, or seen before. */
  | 'not-decryptable'
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

/** Runs a library call; whatever it throws about a peer's bytes becomes an MlsError with `code`. */
export async function guarded<T>(code: MlsErrorCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MlsError) throw cause;
    throw new MlsError(code, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
