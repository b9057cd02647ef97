/** What a person asked for and cannot have: a closed list. The session turns it into sentences. */
import { TransportError } from '../transport/errors.ts';

export type RefusedCode =
  | 'offline'
  | 'timeout'
  | 'rate-limited'
  | 'relay-refused'
  | 'not-allowed'
  | 'not-found'
  | 'invalid-input'
  | 'message-too-long'
  | 'nobody-reachable'
  | 'frozen';

/** Ends an action; nothing was done, or what was done does not count. */
export class Refused extends Error {
  readonly code: RefusedCode;
  /** For a person; without it, the sentence of the code serves. */
  readonly sentence: string | undefined;

  constructor(code: RefusedCode, sentence?: string) {
    super(sentence ?? code);
    this.name = 'Refused';
    this.code = code;
    this.sentence = sentence;
  }
}

/** A failed call as a refusal; anything else is not ours to soften. @throws `error` itself then. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (!(error instanceof TransportError)) throw error;
  switch (error.code) {
    case 'offline':
    case 'disconnected':
      return new Refused('offline');
    case 'timeout':
    case 'bad-answer':
    case 'unavailable':
    case 'internal':
      return new Refused('timeout');
    case 'rate-limited':
      return new Refused('rate-limited');
    default:
      return new Refused('relay-refused', error.message);
  }
}
