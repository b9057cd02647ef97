/** Everything that a relay may answer instead of doing what it was asked: a closed list, each with its way out. */

import type { Envelope } from './schemas.ts';

interface ErrorRow {
  /** For a person. Tells a stranger nothing about who or what exists. */
  readonly sentence: string;
  /** Who has to change something: the calling program, its person, the relay, or nobody (time heals it). */
  readonly fault: 'caller' | 'person' | 'relay' | 'nobody';
  /** What the caller does next. */
  readonly next: 'give-up' | 'retry-later' | 'catch-up' | 'sign-in' | 're-add' | 'ask-person';
}

/** Each code with its sentence, whose fault it is, and what now. */
export const errorTable = {
  malformed: {
    sentence: 'The server could not read this request. The app may be out of date.',
    fault: 'caller',
    next: 'give-up',
  },
  'too-large': { sentence: 'This is larger than the server accepts.', fault: 'caller', next: 'give-up' },
  'not-signed-in': { sentence: 'This device has not signed in.', fault: 'caller', next: 'sign-in' },
  'sign-in-refused': {
    sentence: 'The server did not accept this sign-in.',
    fault: 'caller',
    next: 'ask-person',
  },
  forbidden: { sentence: 'This is not allowed.', fault: 'caller', next: 'give-up' },
  'unknown-group': { sentence: 'The server does not know this conversation.', fault: 'caller', next: 'give-up' },
  'not-in-roster': {
    sentence: 'This device is not in this conversation.',
    fault: 'caller',
    next: 're-add',
  },
  'unknown-device': {
    sentence: 'This device does not exist or is no longer active.',
    fault: 'caller',
    next: 'catch-up',
  },
  'stale-epoch': {
    sentence: 'The conversation changed in the meantime.',
    fault: 'nobody',
    next: 'catch-up',
  },
  'epoch-ahead': {
    sentence: 'The server is missing a part of this conversation.',
    fault: 'relay',
    next: 'give-up',
  },
  'group-exists': { sentence: 'This conversation exists already.', fault: 'caller', next: 'give-up' },
  'sequence-used': {
    sentence: 'This device has sent newer messages than it remembers.',
    fault: 'caller',
    next: 're-add',
  },
  'refused-entry': {
    sentence: 'This change does not follow the rules of the organisation.',
    fault: 'caller',
    next: 'catch-up',
  },
  'rate-limited': { sentence: 'Too many requests. Trying again shortly.', fault: 'nobody', next: 'retry-later' },
  revoked: { sentence: 'An administrator has withdrawn this access.', fault: 'person', next: 'ask-person' },
  suspended: { sentence: 'This account is suspended.', fault: 'person', next: 'ask-person' },
  expired: { sentence: 'This has expired.', fault: 'person', next: 'ask-person' },
  'already-used': { sentence: 'This invitation was used already.', fault: 'person', next: 'ask-person' },
  'no-rendezvous': {
    sentence: 'No browser waits under this code.',
    fault: 'person',
    next: 'ask-person',
  },
  'already-founded': {
    sentence: 'An organisation was founded on this server already.',
    fault: 'person',
    next: 'ask-person',
  },
  'not-founded': {
    sentence: 'No organisation has been founded on this server yet.',
    fault: 'person',
    next: 'ask-person',
  },
  'wrong-code': {
    sentence: 'This founding link is not the one that the server printed.',
    fault: 'person',
    next: 'ask-person',
  },
  clock: {
    sentence: 'The clock of this device and the clock of the server disagree.',
    fault: 'person',
    next: 'ask-person',
  },
  'push-off': {
    sentence: 'This server or the policy of the organisation does not let devices be woken.',
    fault: 'person',
    next: 'give-up',
  },
  'push-service-unknown': {
    sentence: 'This server does not call the push service of this browser.',
    fault: 'person',
    next: 'give-up',
  },
  'other-network': {
    sentence:
      'From this network the organisation lets nobody in. Connect to one of its networks, or ask an administrator.',
    fault: 'person',
    next: 'ask-person',
  },
  'own-network': {
    sentence: 'With these networks you could not sign in from where you are. Add the network that you are in.',
    fault: 'person',
    next: 'give-up',
  },
  'unknown-blob': {
    sentence: 'The server does not have this file, or no longer.',
    fault: 'person',
    next: 'give-up',
  },
  'blob-exists': { sentence: 'The server has another file under this name.', fault: 'caller', next: 'give-up' },
  'blob-gap': { sentence: 'The server is missing a part of this file.', fault: 'caller', next: 'catch-up' },
  'blobs-full': {
    sentence: 'The server has no room for this file.',
    fault: 'person',
    next: 'give-up',
  },
  'blobs-spent': {
    sentence: 'This device has sent as much in files today as the server takes.',
    fault: 'person',
    next: 'give-up',
  },
  unavailable: { sentence: 'The server is stopping or starting.', fault: 'relay', next: 'retry-later' },
  internal: { sentence: 'Something went wrong on the server.', fault: 'relay', next: 'retry-later' },
} as const satisfies Record<string, ErrorRow>;

/** A code that a relay may answer with. */
export type RelayErrorCode = keyof typeof errorTable;

export const relayErrorCodes: readonly RelayErrorCode[] = Object.keys(errorTable).filter(isRelayErrorCode);

/** Whether `value` is one of the codes. */
export function isRelayErrorCode(value: unknown): value is RelayErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}

/** Why the relay closes a signed-in socket. */
export const closeReasons = {
  revoked: 'This device was removed from the organisation.',
  suspended: 'This account is suspended.',
  'slow-reader': 'This device did not keep up; it reconnects and catches up.',
  'signed-in-elsewhere': 'This device signed in through another connection.',
  'other-network': 'The organisation lets nobody in from this network any more.',
  'rate-limited': 'Too many requests from this device.',
  stopping: 'The server is stopping.',
} as const satisfies Record<string, string>;

export type CloseReason = keyof typeof closeReasons;

/** A call that the relay refuses, for a reason that its caller may know. */
export class RelayError extends Error {
  readonly code: RelayErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly missed: readonly Envelope[] | undefined;

  constructor(
    code: RelayErrorCode,
    about: { sentence?: string; retryAfterMs?: number; missed?: readonly Envelope[] } = {},
  ) {
    super(about.sentence ?? errorTable[code].sentence);
    this.name = 'RelayError';
    this.code = code;
    this.retryAfterMs = about.retryAfterMs;
    this.missed = about.missed;
  }
}

/** A frame that is not of this protocol. Its sender is broken or hostile: the connection is closed, nothing is answered. */
export class WireError extends Error {
  readonly code: 'malformed' | 'too-large';

  constructor(code: WireError['code'], what: string) {
    super(`${code} frame: ${what}`);
    this.name = 'WireError';
    this.code = code;
  }
}
