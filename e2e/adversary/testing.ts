/** For the tests of the attacker itself: a far end that answers as told, and a client over the real transport. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import type { RelayTransport, Signer, TransportHandlers, TransportState } from '#core/transport/transport.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import { type CallName, type Envelope, wireParser } from '#shared/wire/index.ts';

export const idOf = <Id extends DeviceId | GroupId>(number: number): Id =>
  parseId<Id>(Buffer.alloc(16, number).toString('base64url'));

export function envelope(seq: number, group = idOf<GroupId>(1)): Envelope {
  return { group, seq, epoch: 1n, kind: 'application', message: new Uint8Array([1, 2, 3, seq]), at: seq };
}

/** Answers every sign-in, and other calls as `answers` says. */
export class FarEnd {
  readonly answers = new Map<CallName, (request: unknown) => unknown>();
  readonly calls: { readonly name: string; readonly request: unknown }[] = [];
  readonly sockets: Socket[] = [];
  readonly #http = createServer();
  readonly #io = new Server(this.#http, { parser: wireParser, transports: ['websocket'], serveClient: false });

  async start(): Promise<void> {
    this.answers.set('session.challenge', () => ({
      nonce: new Uint8Array(32),
      origin: this.url,
      time: 1,
      founded: true,
      relayLogKey: new Uint8Array(32),
    }));
    this.answers.set('session.signIn', () => ({
      clientSeq: 0,
      groups: [],
      welcomes: 0,
      keyPackages: { available: 0 },
    }));
    this.#io.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.onAny((name: CallName, request: unknown, acknowledge: (answer: unknown) => void) => {
        this.calls.push({ name, request });
        const answer = this.answers.get(name);
        if (answer !== undefined) acknowledge({ ok: true, value: answer(request) });
      });
    });
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await this.#io.close();
  }
}

/** A device, or a stranger, over the transport that the product uses. */
export class Client implements TransportHandlers {
  readonly envelopes: Envelope[] = [];
  readonly heads: string[] = [];
  readonly states: TransportState['kind'][] = [];
  readonly transport: RelayTransport;
  readonly #waiting = new Set<() => void>();

  constructor(url: string) {
    this.transport = createSocketTransport({ url, now: () => 1, backOff: () => 1 })(this);
    this.transport.start();
  }

  async signIn(device: DeviceId): Promise<void> {
    await this.until(() => this.states.at(-1) === 'connected');
    const signer: Signer = { as: 'device', device, sign: () => new Uint8Array(64) };
    await this.transport.signIn(signer);
  }

  state(state: TransportState): void {
    this.states.push(state.kind);
    this.#tell();
  }
  deliver(envelopes: readonly Envelope[]): void {
    this.envelopes.push(...envelopes);
    this.#tell();
  }
  logHead({ checkpoint }: { checkpoint: string }): void {
    this.heads.push(checkpoint);
    this.#tell();
  }
  welcome(): void {}
  signal(): void {}
  link(): void {}
  linkOver(): void {}

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #tell(): void {
    for (const look of [...this.#waiting]) look();
  }
}
