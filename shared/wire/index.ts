export {
  type CallAnswer,
  type CallName,
  type CallRequest,
  type CallResult,
  type Calls,
  callNames,
  calls,
  isCallName,
  parseRequest,
  parseResult,
} from './calls.ts';
export {
  type CloseReason,
  closeReasons,
  errorTable,
  isRelayErrorCode,
  RelayError,
  type RelayErrorCode,
  relayErrorCodes,
  WireError,
} from './errors.ts';
export type { ClientEvents, RelayEvents } from './events.ts';
export { encodeDeliver } from './frame.ts';
export { wireLimits } from './limits.ts';
export * as wireParser from './parser.ts';
export { isPushName, type PushBody, type Pushes, type PushName, parsePush, pushes, pushNames } from './pushes.ts';
export type {
  Envelope,
  EnvelopeKind,
  GroupPlace,
  RelayErrorAnswer,
  WaitingWelcome,
} from './schemas.ts';
export { type SignInMessage, signInMessage } from './sign-in.ts';
