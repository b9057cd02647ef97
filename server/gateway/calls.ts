/** The door for calls: table, allowance, schema, handler, answer; in this order, for every call alike. */

import type { EventSink } from '#server/stream/events.ts';
import type { Log } from '#server/telemetry/log.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { type CallName, type CallRequest, isCallName, parseRequest, RelayError } from '#shared/wire/index.ts';
import { access, type Caller } from './access.ts';
import type { Allowances } from './allowances.ts';
import { backlogOf } from './frames.ts';
import type { Handlers } from './handlers.ts';
import type { Session } from './session.ts';

/** Answers that wait to be read, in frames: from here on no more patience. */
const BACKLOG_MAX = 4_096;

export interface CallDoorParts {
  readonly handlers: Handlers;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly events: EventSink;
  /** Whether the log still lets the session be what it proved to be. */
  readonly holds: (session: Session) => boolean;
  /** Whether the policy does not let it be where it is. */
  readonly elsewhere: (session: Session) => boolean;
  readonly draining: () => boolean;
  readonly onSlowReader: (session: Session) => void;
  /** Called after the answer has been given. */
  readonly onAnswered: (session: Session, name: CallName) => void;
}

export type CallDoor = (session: Session, name: unknown, request: unknown, acknowledge: unknown) => Promise<void>;

export function createCallDoor(parts: CallDoorParts): CallDoor {
  return async (session, name, request, acknowledge) => {
    // The parser has let no other name through, and a call that wants no answer is none of ours.
    if (!isCallName(name) || typeof acknowledge !== 'function' || session.closing) return;
    if (backlogOf(session.socket) > BACKLOG_MAX) {
      parts.onSlowReader(session);
      return;
    }
    let result: unknown;
    try {
      result = { ok: true, value: await enter(parts, session, name, request) };
    } catch (error) {
      tell(parts.events, session, name, error);
      result = { ok: false, error: answerFor(error, parts.log) };
    }
    acknowledge(result);
    parts.onAnswered(session, name);
  };
}

async function enter(parts: CallDoorParts, session: Session, name: CallName, request: unknown): Promise<unknown> {
  if (parts.draining()) throw new RelayError('unavailable');
  const { who, cost, purse, heavy } = access[name];
  const { identity } = session;
  // What is denied costs its caller as much as what is done.
  await parts.allowances.spendCall(whoOf(session), cost, purse);
  const caller: Caller = identity?.kind ?? 'stranger';
  if (!who.includes(caller)) throw new RelayError(caller === 'stranger' ? 'not-signed-in' : 'forbidden');
  if (name !== 'session.challenge' && name !== 'session.signIn') {
    if (!parts.holds(session)) throw new RelayError('not-signed-in');
    if (parts.elsewhere(session)) throw new RelayError('other-network');
  }
  if (heavy !== undefined && backlogOf(session.socket) > heavy)
    throw new RelayError('rate-limited', { retryAfterMs: 1_000 });
  return call(parts.handlers, session, name, request);
}

function call<Name extends CallName>(handlers: Handlers, session: Session, name: Name, request: unknown): unknown {
  const parsed: CallRequest<Name> | null = parseRequest(name, request);
  if (parsed === null) throw new RelayError('malformed');
  return handlers[name](session, parsed);
}

/** Takes note of calls that were too many, or not the caller's to make. What a sign-in came to is told where it is judged. */
function tell(events: EventSink, session: Session, call: CallName, error: unknown): void {
  if (!(error instanceof RelayError) || call === 'session.signIn') return;
  const { code } = error;
  const who = whoOf(session);
  const about = { call, ...('device' in who ? who : events.address(who.address)) };
  if (code === 'rate-limited') events.note('call.rate-limited', about);
  else if (code === 'forbidden' || code === 'not-signed-in' || code === 'other-network')
    events.note('call.denied', { ...about, code });
}

function whoOf({ identity, address }: Session): { readonly device: DeviceId } | { readonly address: string } {
  return identity?.kind === 'device' || identity?.kind === 'former' ? { device: identity.device } : { address };
}

/** What a caller is told. Nothing of an error that is not meant for callers leaves this process. */
function answerFor(error: unknown, log: Log) {
  if (!(error instanceof RelayError)) log.error('a call failed', error);
  const known = error instanceof RelayError ? error : new RelayError('internal', { retryAfterMs: 1_000 });
  return {
    code: known.code,
    sentence: known.message,
    ...(known.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
    ...(known.missed === undefined ? {} : { missed: known.missed }),
  };
}
