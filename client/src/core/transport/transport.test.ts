import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import { type Envelope, errorTable, signInMessage, wireParser } from '#shared/wire/index.ts';
import { ready, sign, signKeyPair, verify } from '../crypto/primitives.ts';
import { createBackOff } from './back-off.ts';
import { TransportError } from './errors.ts';
import { createSocketTransport } from './socket-transport.ts';
import type { RelayTransport, TransportHandlers, TransportState } from './transport.ts';

type Answer = (request: unknown, acknowledge: (answer: unknown) => void, socket: ServerSocket) => void;

const device = parseId<DeviceId>(encodeBase64url(new Uint8Array(16).fill(1)));
const group = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(2)));
const nonce = new Uint8Array(32).fill(9);
const session = { clientSeq: 4, groups: [], welcomes: 0, keyPackages: { available: 3 } };
const ok = (value: unknown) => ({ ok: true, value });
const refused = (code: string) => ({ ok: false, error: { code, sentence: 'Call this number: 555' } });

/** A relay on a real socket that does what a test tells it to, well-behaved or not. */
class ScriptedRelay {
  readonly answers = new Map<string, Answer>();
  readonly sockets: ServerSocket[] = [];
  #server = createServer();
  #io = new Server();
  port = 0;

  async start(port = 0): Promise<void> {
    this.#server = createServer();
    this.#io = new Server(this.#server, { parser: wireParser, transports: ['websocket'], serveClient: false });
    this.#io.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.onAny((name: string, request: unknown, acknowledge: (answer: unknown) => void) => {
        this.answers.get(name)?.(request, acknowledge, socket);
      });
    });
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#io.close();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}

/** Collects what a transport says; waits for something in it without a clock. */
class Watcher implements TransportHandlers {
  readonly states: TransportState[] = [];
  readonly deliveries: (readonly Envelope[])[] = [];
  readonly welcomes: number[] = [];
  readonly #waiters = new Set<() => void>();

  state(state: TransportState): void {
    this.states.push(state);
    this.#tell();
  }
  deliver(envelopes: readonly Envelope[]): void {
    this.deliveries.push(envelopes);
    this.#tell();
  }
  welcome({ pending }: { pending: number }): void {
    this.welcomes.push(pending);
    this.#tell();
  }
  logHead(): void {}
  signal(): void {}
  link(): void {}
  linkOver(): void {}

  get kinds(): string[] {
    return this.states.map((state) => state.kind);
  }

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiters.delete(look);
        resolve();
      };
      this.#waiters.add(look);
      look();
    });
  }

  #tell(): void {
    for (const look of [...this.#waiters]) look();
  }
}

const open: { close(): void }[] = [];
const relays: ScriptedRelay[] = [];

afterEach(async () => {
  for (const transport of open.splice(0)) transport.close();
  for (const relay of relays.splice(0)) await relay.stop();
});

beforeAll(ready);

async function startRelay(): Promise<ScriptedRelay> {
  const relay = new ScriptedRelay();
  relay.answers.set('session.challenge', (_request, acknowledge) =>
    acknowledge(ok({ nonce, origin: relay.url, time: 5, founded: true, relayLogKey: new Uint8Array(32) })),
  );
  relay.answers.set('session.signIn', (_request, acknowledge) => acknowledge(ok(session)));
  await relay.start();
  relays.push(relay);
  return relay;
}

function connectTo(relay: ScriptedRelay, timeoutMs = 20_000): { transport: RelayTransport; watcher: Watcher } {
  const watcher = new Watcher();
  const factory = createSocketTransport({ url: relay.url, now: () => 77, backOff: () => 1, timeoutMs, elsewhereMs: 1 });
  const transport = factory(watcher);
  open.push(transport);
  transport.start();
  return { transport, watcher };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TransportError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('sign-in', () => {
  it('signs the nonce for the origin that the client itself connected to', async () => {
    const relay = await startRelay();
    const pair = signKeyPair();
    let message: unknown;
    relay.answers.set('session.challenge', (_request, acknowledge) =>
      // A relay in the middle would name another origin, to use the signature there.
      acknowledge(ok({ nonce, origin: 'https://bank.example', time: 5, founded: true, relayLogKey: nonce })),
    );
    relay.answers.set('session.signIn', (request, acknowledge) => {
      message = request;
      acknowledge(ok(session));
    });
    const { transport, watcher } = connectTo(relay);
    await transport.signIn({ as: 'device', device, sign: (bytes) => sign(pair.privateKey, bytes) });
    await watcher.until(() => watcher.kinds.at(-1) === 'signed-in');
    const { signature } = message as { signature: Uint8Array };
    const signed = signInMessage({ nonce, origin: relay.url, as: 'device', id: device });
    expect(verify(pair.publicKey, signed, signature)).toBe(true);
    expect(watcher.states.at(-1)).toMatchObject({ kind: 'signed-in', as: 'device', session });
  });

  it('signs in again after each reconnection, and stays out when it is refused', async () => {
    const relay = await startRelay();
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    expect(await transport.signIn({ as: 'founder', code: 'c' })).toEqual(session);
    relay.sockets.at(-1)?.disconnect(true);
    await watcher.until(() => watcher.kinds.filter((kind) => kind === 'signed-in').length === 2);
    expect(watcher.states.find((state) => state.kind === 'offline')).toEqual({
      kind: 'offline',
      since: 77,
      retryAt: 78,
    });

    relay.answers.set('session.signIn', (_request, acknowledge) => acknowledge(refused('revoked')));
    relay.sockets.at(-1)?.disconnect(true);
    await watcher.until(() => watcher.kinds.at(-1) === 'refused');
    expect(watcher.states.at(-1)).toMatchObject({ code: 'revoked' });
    // The sentence is ours: a relay has no voice in the app.
    expect(JSON.stringify(watcher.states.at(-1))).not.toContain('555');
  });

  it('does not come back after it was told that the device is revoked', async () => {
    const relay = await startRelay();
    const { watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    const socket = relay.sockets.at(-1);
    const gone = new Promise((resolve) => socket?.once('disconnect', resolve));
    socket?.emit('session.closed', { code: 'revoked' });
    await watcher.until(() => watcher.kinds.at(-1) === 'refused');
    socket?.disconnect(true);
    await gone;
    expect(watcher.kinds.at(-1)).toBe('refused');
    expect(relay.sockets).toHaveLength(1);
  });
});

describe('calls', () => {
  it('fail in a typed way: refused, unanswered, cut off, never sent', async () => {
    const relay = await startRelay();
    const { transport, watcher } = connectTo(relay);
    expect(await codeOf(transport.call('group.create', { group }))).toBe('offline');
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');

    relay.answers.set('group.create', (_request, acknowledge) => acknowledge(refused('rate-limited')));
    const error = await transport.call('group.create', { group }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rate-limited', next: 'retry-later', isUncertain: false });

    relay.answers.set('group.create', () => undefined);
    const silent = await transport.call('group.create', { group }, 1).catch((reason: unknown) => reason);
    expect(silent).toMatchObject({ code: 'timeout', isUncertain: true });

    relay.answers.set('group.create', (_request, _acknowledge, socket) => socket.disconnect(true));
    expect(await codeOf(transport.call('group.create', { group }))).toBe('disconnected');
  });

  it('hand over what was missed with stale-epoch', async () => {
    const relay = await startRelay();
    const missed = [{ group, seq: 3, epoch: 2n, kind: 'commit', message: new Uint8Array(4), at: 1 }];
    relay.answers.set('group.create', (_request, acknowledge) =>
      acknowledge({ ok: false, error: { code: 'stale-epoch', sentence: '', missed } }),
    );
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    const error = await transport.call('group.create', { group }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'stale-epoch', next: 'catch-up', missed });
  });

  it('take no answer that is not of the protocol', async () => {
    const relay = await startRelay();
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    for (const answer of [ok({ surprise: 1 }), { ok: true }, 'yes', null, refused('no-such-code'), { ok: 1 }]) {
      relay.answers.set('group.create', (_request, acknowledge) => acknowledge(answer));
      expect(await codeOf(transport.call('group.create', { group }))).toBe('bad-answer');
    }
  });
});

describe('pushes', () => {
  it('arrive parsed and in order', async () => {
    const relay = await startRelay();
    const { watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    const envelope = (seq: number) => ({ group, seq, epoch: 2n, kind: 'application', message: nonce, at: 1 });
    relay.sockets[0]?.emit('deliver', [envelope(1), envelope(2)]);
    relay.sockets[0]?.emit('welcome', { pending: 2 });
    relay.sockets[0]?.emit('deliver', [envelope(3)]);
    await watcher.until(() => watcher.deliveries.length === 2);
    expect(watcher.deliveries.flat().map((one) => one.seq)).toEqual([1, 2, 3]);
    expect(watcher.deliveries[0]?.[0]?.message).toEqual(nonce);
    expect(watcher.welcomes).toEqual([2]);
  });

  it('that are malformed end the connection, and never reach a handler', async () => {
    const relay = await startRelay();
    const { watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    relay.sockets[0]?.emit('welcome', { pending: -1 });
    relay.sockets[0]?.emit('welcome', { pending: 5 });
    await watcher.until(() => watcher.kinds.filter((kind) => kind === 'connected').length === 2);
    expect(watcher.welcomes).not.toContain(-1);
    // A frame of another protocol, straight on the WebSocket.
    relay.sockets[1]?.conn.write('2["welcome",{"pending":9}]');
    await watcher.until(() => watcher.kinds.filter((kind) => kind === 'connected').length === 3);
    expect(watcher.welcomes).not.toContain(9);
  });
});

describe('a relay that lets nobody in from here', () => {
  const signer = { as: 'device', device, sign: () => new Uint8Array(64) } as const;

  it('is asked again now and then, until it does', async () => {
    const relay = await startRelay();
    let asked = 0;
    relay.answers.set('session.signIn', (_request, acknowledge) => {
      asked += 1;
      acknowledge(asked < 4 ? refused('other-network') : ok(session));
    });
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    expect(await codeOf(transport.signIn(signer))).toBe('other-network');
    await watcher.until(() => watcher.kinds.at(-1) === 'signed-in');
    const between = watcher.states.filter(({ kind }) => kind === 'refused');
    expect(between).toHaveLength(3);
    // In our words, never in those of the relay.
    expect(between[0]).toEqual({
      kind: 'refused',
      code: 'other-network',
      sentence: errorTable['other-network'].sentence,
    });
  });

  it('is come back to after it has sent the device away, also when it is not there at once', async () => {
    const relay = await startRelay();
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    await transport.signIn(signer);
    const socket = relay.sockets.at(-1);
    socket?.emit('session.closed', { code: 'other-network' });
    await watcher.until(() => watcher.kinds.includes('refused'));
    socket?.disconnect(true);
    await watcher.until(() => watcher.kinds.filter((kind) => kind === 'signed-in').length === 2);
    expect(transport.state.kind).toBe('signed-in');
  });
});

describe('a relay that is away', () => {
  it('is found again when it comes back', async () => {
    const relay = await startRelay();
    const { watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    await relay.stop();
    await watcher.until(() => watcher.kinds.filter((kind) => kind === 'connecting').length > 2);
    await relay.start(relay.port);
    const before = watcher.states.length;
    await watcher.until(() => watcher.kinds.slice(before).includes('connected'));
    expect(watcher.kinds).toContain('offline');
  });

  it('says nothing more once closed', async () => {
    const relay = await startRelay();
    const { transport, watcher } = connectTo(relay);
    await watcher.until(() => watcher.kinds.at(-1) === 'connected');
    const hanging = transport.call('group.create', { group });
    transport.close();
    expect(await codeOf(hanging)).toBe('disconnected');
    expect(watcher.kinds.at(-1)).toBe('closed');
    transport.retryNow();
    expect(transport.state.kind).toBe('closed');
  });
});

describe('back-off', () => {
  it('doubles up to its end, of which half is random', () => {
    const longest = createBackOff(500, 30_000, () => 1);
    expect([1, 2, 3, 7, 50].map(longest)).toEqual([500, 1000, 2000, 30_000, 30_000]);
    const shortest = createBackOff(500, 30_000, () => 0);
    expect([0, 1, 2, 50].map(shortest)).toEqual([250, 250, 500, 15_000]);
  });
});
