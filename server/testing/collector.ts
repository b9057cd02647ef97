/** A collector of events for tests: takes them over TLS, and can be taken away and come back. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { type ChainedRecord, parseLine } from '#server/stream/chain.ts';
import { selfSigned } from './certificate.ts';

export class TestCollector {
  readonly #identity = selfSigned(['localhost']);
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  /** What came over each connection. */
  #received: Buffer[][] = [];
  /** Whether it reads what comes. */
  reads = true;

  /** What the relay has to trust. */
  get ca(): string {
    return this.#identity.cert;
  }

  get address(): string {
    return `localhost:${this.#port}`;
  }

  get connections(): number {
    return this.#received.length;
  }

  /** Listens, where it listened before. */
  async open(): Promise<void> {
    const server = createServer({ ...this.#identity }, (socket: TLSSocket) => {
      const received: Buffer[] = [];
      this.#received.push(received);
      socket.on('error', () => undefined);
      if (this.reads) socket.on('data', (chunk: Buffer) => received.push(chunk));
      else socket.pause();
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    server.listen(this.#port, 'localhost');
    await once(server, 'listening');
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : 0;
    this.#server = server;
  }

  /** Goes away, in the middle of whatever it is about. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(server, 'close');
  }

  /** The syslog messages that came, without their frames; of a cut frame nothing. */
  messages(): string[] {
    return this.#received.flatMap((chunks) => {
      const all = Buffer.concat(chunks).toString('latin1');
      const messages: string[] = [];
      for (let at = 0; at < all.length; ) {
        const [head = '', length = ''] = /^(\d+) /.exec(all.slice(at, at + 12)) ?? [];
        if (head === '') break;
        const message = all.slice(at + head.length, at + head.length + Number(length));
        if (message.length < Number(length)) break;
        messages.push(message);
        at += head.length + Number(length);
      }
      return messages;
    });
  }

  /** The records in what came, each once, in their order, whatever the form. */
  records(form: 'syslog' | 'json' = 'syslog'): ChainedRecord[] {
    const lines =
      form === 'syslog'
        ? this.messages().map((message) => message.slice(message.indexOf('] {') + 2))
        : this.#received.flatMap((chunks) => Buffer.concat(chunks).toString('utf8').split('\n'));
    const records = new Map(lines.flatMap((line) => parseLine(line) ?? []).map((record) => [record.seq, record]));
    return [...records.values()].sort((left, right) => left.seq - right.seq);
  }
}
