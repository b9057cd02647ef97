/** What a person asked for and cannot have: a closed list. The session turns it into sentences. */
import { isRelayErrorCode } from '#shared/wire/index.ts';
import { TransportError, type TransportErrorCode } from '../transport/errors.ts';
import { type Saying, type Sentence, say, spoken } from '../words/saying.ts';

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
  readonly sentence: Sentence | undefined;

  constructor(code: RefusedCode, sentence?: Sentence) {
    super(sentence === undefined ? code : spoken(sentence));
    this.name = 'Refused';
    this.code = code;
    this.sentence = sentence;
  }
}

/** Why the relay refuses for good, for a person. */
export function relaySaying(code: TransportErrorCode): Saying | undefined {
  return isRelayErrorCode(code) ? say('relay', code) : undefined;
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
    case 'own-network':
      return new Refused('invalid-input', relaySaying(error.code));
    default:
      return new Refused('relay-refused', relaySaying(error.code));
  }
}
