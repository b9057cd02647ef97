/** The way to the relay over Socket.IO: the only importer of socket.io-client. */
import { io, type Socket } from 'socket.io-client';
import {
  type CallName,
  type CallRequest,
  type ClientEvents,
  type CloseReason,
  closeReasons,
  type PushBody,
  type PushName,
  parsePush,
  parseResult,
  type RelayEvents,
  signInMessage,
  wireParser,
} from '#shared/wire/index.ts';
import { type BackOff, createBackOff } from './back-off.ts';
import { TransportError } from './errors.ts';
import type { Challenge, RelayTransport, SignedIn, Signer, TransportFactory, TransportState } from './transport.ts';

const CALL_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;
const ELSEWHERE_MS = 60_000;

export interface SocketTransportParts {
  /** The relay's origin, as this client sees it; it is what sign-ins are made for. */
  readonly url: string;
  readonly now: () => number;
  readonly backOff?: BackOff;
  /** How long an answer may take, unless a call says otherwise. */
  readonly timeoutMs?: number;
  /** How often a relay that lets nobody in from this network is asked again. */
  readonly elsewhereMs?: number;
}

/** Makes transports to one relay. */
export function createSocketTransport(parts: SocketTransportParts): TransportFactory {
  return (handlers) => {
    const { url, now, backOff = createBackOff(500, 30_000, Math.random), timeoutMs = CALL_TIMEOUT_MS } = parts;
    const { elsewhereMs = ELSEWHERE_MS } = parts;
    const { origin } = new URL(url);
    const socket: Socket<RelayEvents, ClientEvents> = io(url, {
      transports: ['websocket'],
      parser: wireParser,
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      timeout: CONNECT_TIMEOUT_MS,
    });

    let state: TransportState = { kind: 'offline', since: now(), retryAt: now() };
    let started = false;
    let signer: Signer | undefined;
    let failures = 0;
    let offlineSince = now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Grows with each connection: what an older one still answers is void. */
    let connection = 0;
    const waiting = new Set<(error: TransportError) => void>();

    const enter = (next: TransportState) => {
      state = next;
      safely(() => handlers.state(next));
    };

    const call: RelayTransport['call'] = (name, request, limit = timeoutMs) =>
      new Promise((resolve, reject) => {
        if (!socket.connected) {
          reject(new TransportError('offline'));
          return;
        }
        const deadline = setTimeout(() => fail(new TransportError('timeout')), limit);
        const done = () => {
          clearTimeout(deadline);
          waiting.delete(fail);
        };
        const fail = (error: TransportError) => {
          done();
          reject(error);
        };
        waiting.add(fail);
        emit(socket, name, request, (answer) => {
          if (!waiting.has(fail)) return;
          // A hostile relay may answer anything: what does not parse is never looked at again.
          const result = parseResult(name, answer);
          if (result === null) fail(new TransportError('bad-answer'));
          else if (result.ok) {
            done();
            resolve(result.value);
          } else fail(new TransportError(result.error.code, result.error));
        });
      });

    const connect = () => {
      clearTimeout(timer);
      if (!started || socket.active) return;
      connection += 1;
      enter({ kind: 'connecting' });
      socket.connect();
    };

    const retryLater = (pauseMs?: number) => {
      socket.disconnect();
      dropWaiting();
      if (!started) return;
      failures += 1;
      const pause = Math.max(backOff(failures), pauseMs ?? 0);
      clearTimeout(timer);
      timer = setTimeout(connect, pause);
      enter({ kind: 'offline', since: offlineSince, retryAt: now() + pause });
    };

    const refuse = (code: Extract<TransportState, { kind: 'refused' }>['code'], sentence: string) => {
      clearTimeout(timer);
      enter({ kind: 'refused', code, sentence });
      askAgain();
    };

    /** Another network is a matter of walking somewhere: nobody should have to say that they have. */
    const askAgain = () => {
      if (state.kind !== 'refused' || state.code !== 'other-network') return;
      clearTimeout(timer);
      timer = setTimeout(again, elsewhereMs);
    };

    const again = () => {
      if (!socket.connected) connect();
      else if (state.kind === 'refused') void arrive();
    };

    const dropWaiting = () => {
      for (const fail of [...waiting]) fail(new TransportError('disconnected'));
    };

    const signInWith = async (who: Signer): Promise<SignedIn> => {
      const mine = connection;
      // Each sign-in has its own nonce, so that an overheard one is worth nothing.
      const challenge = await call('session.challenge', {});
      const session = await call('session.signIn', signInRequest(who, challenge, origin));
      if (mine !== connection || signer !== who) throw new TransportError('disconnected');
      offlineSince = 0;
      failures = 0;
      enter({ kind: 'signed-in', as: who.as, challenge, session });
      return session;
    };

    const arrive = async () => {
      const mine = connection;
      try {
        if (signer === undefined) {
          const challenge = await call('session.challenge', {});
          if (mine !== connection || signer !== undefined) return;
          offlineSince = 0;
          failures = 0;
          enter({ kind: 'connected', challenge });
        } else {
          await signInWith(signer);
        }
      } catch (error) {
        if (mine !== connection || !(error instanceof TransportError)) return;
        if (error.next === 'retry-later') retryLater(error.retryAfterMs);
        else refuse(error.code, error.message);
      }
    };

    socket.on('connect', () => void arrive());
    socket.on('connect_error', () => leave());
    socket.on('disconnect', () => leave());
    const leave = () => {
      if (offlineSince === 0) offlineSince = now();
      connection += 1;
      dropWaiting();
      // Also where the connection ended while the relay was being asked again.
      askAgain();
      if (state.kind === 'refused' || state.kind === 'closed' || state.kind === 'offline') return;
      retryLater();
    };

    const on = <Name extends PushName>(name: Name, take: (body: PushBody<Name>) => void) => {
      onPush(socket, name, (body) => {
        const parsed = parsePush(name, body);
        // Not of this protocol: nothing that comes after it on this connection can be trusted to be in order.
        if (parsed === null) leaveUnread();
        else safely(() => take(parsed));
      });
    };
    const leaveUnread = () => {
      if (state.kind !== 'refused' && state.kind !== 'closed') retryLater();
    };
    on('deliver', (envelopes) => handlers.deliver(envelopes));
    on('welcome', (push) => handlers.welcome(push));
    on('log.head', (push) => handlers.logHead(push));
    on('signal', (push) => handlers.signal(push));
    on('link', (push) => handlers.link(push));
    on('link.over', (push) => handlers.linkOver(push));
    on('session.closed', ({ code }) => {
      if (isFinal(code)) refuse(code, closeReasons[code]);
    });

    return {
      get state() {
        return state;
      },
      start() {
        if (started) return;
        started = true;
        connect();
      },
      async signIn(next) {
        signer = next;
        if (!socket.connected) {
          if (state.kind === 'refused') connect();
          return undefined;
        }
        if (next !== undefined) {
          const mine = connection;
          return signInWith(next).catch((error: unknown) => {
            // Connected and not signed in, nothing would ever try again.
            const passing = error instanceof TransportError && error.next === 'retry-later';
            if (passing && mine === connection) retryLater(error.retryAfterMs);
            else if (error instanceof TransportError && error.code === 'other-network' && mine === connection) {
              refuse(error.code, error.message);
            }
            throw error;
          });
        }
        // The relay has no sign-out: a new connection is one.
        socket.disconnect();
        connect();
        return undefined;
      },
      call,
      retryNow() {
        if (!started || state.kind === 'connecting') return;
        again();
      },
      close() {
        started = false;
        clearTimeout(timer);
        enter({ kind: 'closed' });
        socket.disconnect();
        dropWaiting();
      },
    };
  };
}

/** Reasons after which coming back cannot help: only a person can change them. */
function isFinal(code: CloseReason): boolean {
  return code === 'revoked' || code === 'suspended' || code === 'signed-in-elsewhere' || code === 'other-network';
}

function signInRequest(who: Signer, { nonce }: Challenge, origin: string): CallRequest<'session.signIn'> {
  switch (who.as) {
    case 'founder':
      return { as: 'founder', code: who.code };
    case 'device': {
      const signature = who.sign(signInMessage({ nonce, origin, as: 'device', id: who.device }));
      return { as: 'device', device: who.device, signature };
    }
    case 'invitation': {
      const signature = who.sign(signInMessage({ nonce, origin, as: 'invitation', id: who.invitation }));
      return { as: 'invitation', invitation: who.invitation, signature };
    }
  }
}

/** A handler's mistake is shown, and must not end the connection or hide the next push. */
function safely(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

// Socket.IO's types cannot follow a generic event name; these two casts are the only ones, and all data is parsed after.
type Emit = (name: CallName, request: unknown, acknowledge: (answer: unknown) => void) => void;
type OnPush = (name: PushName, take: (body: unknown) => void) => void;

function emit(socket: Socket<RelayEvents, ClientEvents>, ...[name, request, acknowledge]: Parameters<Emit>): void {
  (socket.emit.bind(socket) as unknown as Emit)(name, request, acknowledge);
}

function onPush(socket: Socket<RelayEvents, ClientEvents>, ...[name, take]: Parameters<OnPush>): void {
  (socket.on.bind(socket) as unknown as OnPush)(name, take);
}
