/**
 * A relay in the hands of an attacker: it stands between real clients and a real relay, speaks the wire protocol to both,
 * and does to every call and push what the installed attacks say. To its clients it is the relay; so the relay behind it
 * is started with this one's `url` as its public origin, or no device could sign in through it.
 *
 * It knows nothing of MLS or of entries. It sees and changes exactly what an operator of a relay sees and can change.
 */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { type Socket as ClientSocket, io } from 'socket.io-client';
import {
  type CallName,
  type CallRequest,
  type CallResult,
  callNames,
  type PushBody,
  type PushName,
  parsePush,
  parseRequest,
  parseResult,
  pushNames,
  wireParser,
} from '#shared/wire/index.ts';

/** What an attack answers to let its caller wait for ever. */
export const SILENCE = Symbol('silence');

/** Whose connection it is, as far as the relay can know. */
export type Identity =
  | { readonly as: 'stranger' }
  | { readonly as: 'founder' }
  | { readonly as: 'device' | 'invitation'; readonly id: string };

/** One client on one side, one connection of its own to the relay on the other. */
export interface HostileConnection {
  /** From 0, in the order in which clients came. */
  readonly index: number;
  readonly identity: Identity;
  readonly open: boolean;
  /** Sends the client something that the relay never sent. */
  push<Name extends PushName>(name: Name, body: PushBody<Name>): void;
  /** Calls the relay in the name of this client, which has signed in. */
  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallResult<Name>>;
  /** Cuts the client off. */
  cut(): void;
}

export type Answer<Name extends CallName> = CallResult<Name> | typeof SILENCE;

/** Stands in the way of one kind of call. `forward` passes on; never calling it keeps the call from the relay. */
export type CallAttack<Name extends CallName> = (
  passage: { readonly connection: HostileConnection; readonly request: CallRequest<Name> },
  forward: (request: CallRequest<Name>) => Promise<Answer<Name>>,
) => Promise<Answer<Name>>;

/** Stands in the way of one kind of push. `pass` may be called now, later, often or never. */
export type PushAttack<Name extends PushName> = (
  passage: { readonly connection: HostileConnection; readonly body: PushBody<Name> },
  pass: (body: PushBody<Name>) => void,
) => void;

/** Something that went through, as the operator could have recorded it; after the attacks. */
export type Recorded =
  | { readonly kind: 'call'; readonly connection: number; readonly name: CallName; readonly request: unknown }
  | { readonly kind: 'push'; readonly connection: number; readonly name: PushName; readonly body: unknown };

/** Ends what was begun: an attack is over. */
export type End = () => void;

type AnyCallAttack = CallAttack<CallName>;
type AnyPushAttack = PushAttack<PushName>;

export class HostileRelay {
  readonly #http: HttpServer;
  readonly #io: Server;
  readonly #connections: Connection[] = [];
  // The public methods pair each name with its type; a map cannot.
  #callAttacks: readonly { readonly name: CallName; readonly attack: AnyCallAttack }[] = [];
  #pushAttacks: readonly { readonly name: PushName; readonly attack: AnyPushAttack }[] = [];
  readonly #recorded: Recorded[] = [];
  readonly #waiting = new Set<() => void>();
  #upstream: string | undefined;

  private constructor(http: HttpServer) {
    this.#http = http;
    this.#io = new Server(http, {
      parser: wireParser,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 16 * 1024 * 1024,
    });
    this.#io.on('connection', (socket) => this.#accept(socket));
  }

  /** Listens on a free port of this machine. Clients are let in once `standBefore` names a relay. */
  static async start(): Promise<HostileRelay> {
    const http = createServer();
    const relay = new HostileRelay(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  /** What clients take for the relay, and the real relay's public origin. */
  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** The real relay, listening at `url`. May be called again after the relay moved. */
  standBefore(url: string): void {
    this.#upstream = url;
  }

  get connections(): readonly HostileConnection[] {
    return this.#connections;
  }

  /** Everything that went through, oldest first. */
  get recorded(): readonly Recorded[] {
    return this.#recorded;
  }

  /** The newest open connection of a device. @throws Error when it has none. */
  connectionOf(device: string): HostileConnection {
    const found = this.#connectionOf(device);
    if (found === undefined) throw new Error('this device is not connected');
    return found;
  }

  /** The same, once it has one: a device that has not noticed yet that its connection is gone says that it is connected. */
  async connected(device: string): Promise<HostileConnection> {
    await this.until(() => this.#connectionOf(device) !== undefined);
    return this.connectionOf(device);
  }

  #connectionOf(device: string): HostileConnection | undefined {
    return this.#connections.findLast(
      ({ identity, open }) => open && identity.as === 'device' && identity.id === device,
    );
  }

  /** Attacks a kind of call from now on. Of several attacks the newest comes first, and `forward` reaches the next. */
  onCall<Name extends CallName>(name: Name, attack: CallAttack<Name>): End {
    const entry = { name, attack: attack as unknown as AnyCallAttack };
    this.#callAttacks = [entry, ...this.#callAttacks];
    return () => {
      this.#callAttacks = this.#callAttacks.filter((one) => one !== entry);
    };
  }

  /** Attacks a kind of push from now on, in the same order. */
  onPush<Name extends PushName>(name: Name, attack: PushAttack<Name>): End {
    const entry = { name, attack: attack as unknown as AnyPushAttack };
    this.#pushAttacks = [entry, ...this.#pushAttacks];
    return () => {
      this.#pushAttacks = this.#pushAttacks.filter((one) => one !== entry);
    };
  }

  /** Resolves once `holds` does; it is asked after everything that goes through. */
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

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.cut();
    await this.#io.close();
  }

  #accept(socket: ServerSocket): void {
    if (this.#upstream === undefined) {
      socket.disconnect(true);
      return;
    }
    const upstream = io(this.#upstream, {
      transports: ['websocket'],
      parser: wireParser,
      forceNew: true,
      reconnection: false,
    });
    const connection = new Connection(this.#connections.length, socket, upstream);
    this.#connections.push(connection);
    socket.on('disconnect', () => this.#end(connection));
    upstream.on('disconnect', () => this.#end(connection));
    upstream.on('connect_error', () => this.#end(connection));
    for (const name of callNames) {
      socket.on(name, (request: unknown, acknowledge: unknown) => {
        if (typeof acknowledge === 'function')
          this.#take(connection, name, request, (answer) => void acknowledge(answer));
      });
    }
    for (const name of pushNames) upstream.on(name, (body: unknown) => this.#pass(connection, name, body));
  }

  #end(connection: Connection): void {
    connection.cut();
    this.#tell();
  }

  #take(connection: Connection, name: CallName, request: unknown, acknowledge: (answer: unknown) => void): void {
    const parsed = parseRequest(name, request);
    if (parsed === null) {
      // What is not of the protocol goes through untouched: the real relay has to cope with it.
      connection.emit(name, request, acknowledge);
      return;
    }
    const attacks = this.#callAttacks.filter((one) => one.name === name).map(({ attack }) => attack);
    const last = (final: CallRequest<CallName>): Promise<Answer<CallName>> => {
      this.#record({ kind: 'call', connection: connection.index, name, request: final });
      return connection.call(name, final).then((result) => {
        if (result.ok) connection.learn(name, final);
        return result;
      });
    };
    const chain = attacks.reduceRight<typeof last>(
      (forward, attack) => (next) => attack({ connection, request: next }, forward),
      last,
    );
    chain(parsed).then(
      (answer) => {
        if (answer !== SILENCE) acknowledge(answer);
        this.#tell();
      },
      () => connection.cut(),
    );
  }

  #pass(connection: Connection, name: PushName, body: unknown): void {
    const parsed = parsePush(name, body);
    if (parsed === null) throw new Error(`the relay pushed a ${name} that is not of the protocol`);
    const attacks = this.#pushAttacks.filter((one) => one.name === name).map(({ attack }) => attack);
    const last = (final: PushBody<PushName>): void => {
      this.#record({ kind: 'push', connection: connection.index, name, body: final });
      connection.push(name, final);
    };
    attacks.reduceRight<typeof last>(
      (pass, attack) => (next) => attack({ connection, body: next }, pass),
      last,
    )(parsed);
    this.#tell();
  }

  #record(one: Recorded): void {
    this.#recorded.push(one);
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#waiting]) look();
  }
}

class Connection implements HostileConnection {
  readonly index: number;
  readonly #client: ServerSocket;
  readonly #upstream: ClientSocket;
  #identity: Identity = { as: 'stranger' };
  #open = true;

  constructor(index: number, client: ServerSocket, upstream: ClientSocket) {
    this.index = index;
    this.#client = client;
    this.#upstream = upstream;
  }

  get identity(): Identity {
    return this.#identity;
  }

  get open(): boolean {
    return this.#open;
  }

  /** Remembers who a successful sign-in was for. */
  learn(name: CallName, request: CallRequest<CallName>): void {
    if (name !== 'session.signIn' || !('as' in request)) return;
    if (request.as === 'device') this.#identity = { as: 'device', id: request.device };
    else if (request.as === 'invitation') this.#identity = { as: 'invitation', id: request.invitation };
    else this.#identity = { as: 'founder' };
  }

  push<Name extends PushName>(name: Name, body: PushBody<Name>): void {
    this.#client.emit(name, body);
  }

  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallResult<Name>> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error('the connection ended before the answer'));
      if (!this.#open) return fail();
      this.#upstream.once('disconnect', fail);
      this.emit(name, request, (answer) => {
        this.#upstream.off('disconnect', fail);
        const result = parseResult(name, answer);
        if (result === null) reject(new Error(`the relay answered ${name} with what is not of the protocol`));
        else resolve(result);
      });
    });
  }

  emit(name: CallName, request: unknown, acknowledge: (answer: unknown) => void): void {
    this.#upstream.emit(name, request, acknowledge);
  }

  cut(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#client.disconnect(true);
    this.#upstream.disconnect();
  }
}
