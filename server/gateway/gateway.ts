/** Sockets: takes connections, hands their calls to the door, and what became durable to the sockets. */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { SignIn } from '#server/auth/sign-in.ts';
import type { Blobs } from '#server/blobs/blobs.ts';
import type { Push } from '#server/push/push.ts';
import type { Delivery } from '#server/relay/delivery.ts';
import type { KeyPackages } from '#server/relay/key-packages.ts';
import type { OrgLog } from '#server/relay/org-log.ts';
import type { Fanout } from '#server/relay/outlet.ts';
import type { EventSink } from '#server/stream/events.ts';
import type { Log } from '#server/telemetry/log.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { isDeviceActive } from '#shared/org-log/index.ts';
import { type CloseReason, wireLimits, wireParser } from '#shared/wire/index.ts';
import { type AllowanceLimits, createAllowances } from './allowances.ts';
import { createCallDoor } from './calls.ts';
import { terminate } from './frames.ts';
import { createHandlers } from './handlers.ts';
import { isElsewhere } from './networks.ts';
import { createRendezvous } from './rendezvous.ts';
import type { RelayServer, RelaySocket, Session } from './session.ts';
import { Switchboard } from './switchboard.ts';

/** How long a socket may stay without having proven anything, in ms. */
const STRANGER_MS = 60_000;
const WATCH_MS = 10_000;

export interface GatewayParts {
  readonly server: HttpServer;
  readonly orgLog: OrgLog;
  readonly delivery: Delivery;
  readonly keyPackages: KeyPackages;
  readonly signIn: SignIn;
  readonly push: Push;
  readonly blobs: Blobs;
  readonly fanout: Fanout;
  readonly log: Log;
  readonly events: EventSink;
  readonly now: () => number;
  readonly limits: AllowanceLimits & { readonly queuedBytesMax: number };
  readonly origin: () => string;
  readonly trustProxy: boolean;
}

export interface Gateway {
  /** How many sockets are connected. */
  readonly connections: number;
  isConnected(device: DeviceId): boolean;
  /** Refuses new connections and calls from now on. */
  drain(): void;
  /** Tells everyone, closes every socket and the HTTP server under them. */
  close(): Promise<void>;
}

export function openGateway(parts: GatewayParts): Gateway {
  const { orgLog, delivery, log, events, now } = parts;
  const sessions = new Set<Session>();
  const signedIn = new WeakSet<object>();
  const allowances = createAllowances(parts.limits);
  let draining = false;

  const close = (session: Session, reason: CloseReason): void => {
    if (session.closing) return;
    session.closing = true;
    switchboard.remove(session);
    if (reason === 'slow-reader') {
      log.warn('a slow reader was dropped');
      terminate(session.socket);
      return;
    }
    session.socket.emit('session.closed', { code: reason });
    session.socket.disconnect(true);
  };
  const switchboard = new Switchboard({
    queuedBytesMax: parts.limits.queuedBytesMax,
    close,
    pendingWelcomes: (device) => delivery.countWelcomes(device),
  });
  const holds = ({ identity }: Session): boolean =>
    identity?.kind !== 'device' || isDeviceActive(orgLog.state, identity.device, now());

  const elsewhere = ({ identity, knownAddress }: Session): boolean =>
    isElsewhere(orgLog.state, identity, knownAddress, now());

  const rendezvous = createRendezvous<Session>(now, {
    message: ({ socket }, message) => socket.emit('link', { message }),
    over: ({ socket }, why) => socket.emit('link.over', { why }),
  });
  /** A browser that is being linked may stay longer than other strangers: as long as its rendezvous stands. */
  const stays = (session: Session): boolean =>
    (session.identity !== null && session.identity.kind !== 'former') || rendezvous.has(session);

  const handlers = createHandlers({
    orgLog,
    delivery,
    keyPackages: parts.keyPackages,
    signIn: parts.signIn,
    push: parts.push,
    blobs: parts.blobs,
    allowances,
    rendezvous,
    events,
    now,
    onSignedIn: (session, identity) => {
      switchboard.remove(session);
      // What was opened or joined as somebody else is not carried on.
      rendezvous.leave(session);
      session.identity = identity;
      // A former device has no more to say than a stranger, and stays no longer.
      if (identity.kind === 'former') return;
      signedIn.add(session.socket.conn);
      if (identity.kind === 'device') {
        parts.push.arrived(identity.device);
        const places = delivery.places(identity.device).filter(({ left }) => !left);
        switchboard.addDevice(
          session,
          identity.device,
          places.map(({ group }) => group),
        );
      } else if (identity.kind === 'invitation') switchboard.addListener(session);
    },
  });
  const door = createCallDoor({
    handlers,
    allowances,
    log,
    events,
    holds,
    elsewhere,
    draining: () => draining,
    onSlowReader: (session) => close(session, 'slow-reader'),
    onAnswered: (session, name) => {
      const { checkpoint } = orgLog;
      const hears = session.identity?.kind === 'device' || session.identity?.kind === 'invitation';
      if (name === 'session.signIn' && hears && checkpoint !== null) session.socket.emit('log.head', { checkpoint });
    },
  });

  const io: RelayServer = new Server(parts.server, {
    parser: wireParser,
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    maxHttpBufferSize: wireLimits.frameBytes,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      // Another site's page in a signed-in person's browser must not reach this relay (cross-site WebSocket hijacking).
      const from = request.headers.origin;
      const foreign = from !== undefined && from !== parts.origin();
      const address = addressOf(request, parts.trustProxy);
      if (draining || foreign) {
        if (foreign) events.note('connection.refused', { why: 'another-origin', ...events.address(address) });
        decide(foreign ? 'origin' : 'stopping', false);
        return;
      }
      allowances.mayConnect(address).then(
        (may) => {
          if (!may) events.note('connection.refused', { why: 'too-many', ...events.address(address) });
          decide(may ? null : 'too many connections', may);
        },
        () => decide('error', false),
      );
    },
  });

  io.engine.on('connection', (connection: EngineConnection) => {
    connection.on('packet', ({ data }) => {
      // A stranger has nothing large to say, and must not make this process read it.
      const size = typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
      if (size > wireLimits.strangerFrameBytes && !signedIn.has(connection)) connection.close(true);
    });
  });

  io.on('connection', (socket: RelaySocket) => {
    const session: Session = {
      socket,
      address: addressOf(socket.request, parts.trustProxy),
      knownAddress: knownAddressOf(socket.request, parts.trustProxy),
      openedAt: now(),
      identity: null,
      challenge: null,
      groups: new Set(),
      queuedBytes: 0,
      closing: false,
    };
    sessions.add(session);
    socket.onAny((name: unknown, request: unknown, acknowledge: unknown) => {
      door(session, name, request, acknowledge).catch((error: unknown) => log.error('a call broke', error));
    });
    // Without a listener an `error` would end the process. What a peer caused is closed and forgotten.
    socket.on('error', () => socket.disconnect(true));
    socket.on('disconnect', (reason) => {
      session.closing = true;
      sessions.delete(session);
      switchboard.remove(session);
      // A lid that was closed: until now the device passed for one that is there.
      const silent = reason === 'ping timeout' || reason === 'transport error';
      if (silent && session.identity?.kind === 'device') parts.push.lost(session.identity.device);
      rendezvous.leave(session);
    });
  });

  const unsubscribe = parts.fanout.subscribe((events) => {
    switchboard.handle(events);
    if (events.some(({ kind }) => kind === 'log-head')) endElsewhere();
  });
  /** After every decision, as one may be about networks, or about who is in which group. */
  const endElsewhere = (): void => {
    for (const session of [...sessions]) if (elsewhere(session)) close(session, 'other-network');
  };
  const watch = setInterval(() => {
    rendezvous.sweep();
    for (const session of [...sessions]) {
      if (!holds(session)) close(session, 'revoked');
      else if (elsewhere(session)) close(session, 'other-network');
      else if (!stays(session) && now() - session.openedAt > STRANGER_MS) session.socket.disconnect(true);
    }
  }, WATCH_MS);
  watch.unref();

  return {
    get connections() {
      return sessions.size;
    },
    isConnected: (device) => switchboard.has(device),
    drain: () => {
      draining = true;
    },
    close: async () => {
      draining = true;
      clearInterval(watch);
      rendezvous.close();
      switchboard.flush();
      for (const session of [...sessions]) close(session, 'stopping');
      unsubscribe();
      await io.close();
    },
  };
}

interface EngineConnection {
  on(event: 'packet', listener: (packet: { readonly data?: unknown }) => void): void;
  close(discard: boolean): void;
}

/** The peer's address; behind a trusted proxy, the one that the proxy itself added. A client's own claims come before it. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  return knownAddressOf(request, trustProxy) || (request.socket.remoteAddress ?? 'unknown');
}

/** The same, but empty where a trusted proxy has named none: the proxy's own address would be inside for everybody. */
function knownAddressOf(request: IncomingMessage, trustProxy: boolean): string {
  if (!trustProxy) return request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  return (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim() ?? '';
}
