/** The event maps of Socket.IO, for both ends. */
import type { CallName, CallRequest, CallResult } from './calls.ts';
import type { PushBody, PushName } from './pushes.ts';

/** What a client emits. */
export type ClientEvents = {
  [Name in CallName]: (request: CallRequest<Name>, acknowledge: (result: CallResult<Name>) => void) => void;
};

/** What a relay emits. */
export type RelayEvents = {
  [Name in PushName]: (body: PushBody<Name>) => void;
};
