/** A bare client of the relay: signs in and makes calls, and knows nothing else. For tests and benchmarks. */
import { io, type Socket } from 'socket.io-client';
import type { DeviceId, InvitationId } from '#shared/ids/index.ts';
import {
  type CallAnswer,
  type CallName,
  type CallRequest,
  type CallResult,
  isPushName,
  type PushBody,
  type PushName,
  parsePush,
  parseResult,
  type RelayErrorCode,
  signInMessage,
  wireParser,
} from '#shared/wire/index.ts';

export interface Signer {
  sign(message: Uint8Array): Uint8Array;
}

export class TestClient {
  readonly socket: Socket;
  readonly #origin: string;
  readonly #seen: { name: PushName; body: unknown }[] = [];
  #waiting: (() => void)[] = [];

  constructor(origin: string, extraHeaders: Record<string, string> = {}) {
    this.#origin = origin;
    this.socket = io(origin, {
      parser: wireParser,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders,
    });
    this.socket.onAny((name: unknown, body: unknown) => {
      if (!isPushName(name)) throw new Error('the relay sent an unknown push');
      const parsed = parsePush(name, body);
      if (parsed === null) throw new Error(`the relay sent a malformed push: ${name}`);
      this.#seen.push({ name, body: parsed });
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Resolves when connected; rejects when refused. */
  connected(): Promise<void> {
    if (this.socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  /** Resolves when the connection is gone. */
  gone(): Promise<void> {
    if (this.socket.disconnected) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('disconnect', () => resolve()));
  }

  async call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallResult<Name>> {
    const result = parseResult(name, await this.socket.timeout(20_000).emitWithAck(name, request));
    if (result === null) throw new Error(`the relay sent a malformed answer to ${name}`);
    return result;
  }

  /** The answer of a call that must succeed. */
  async must<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallAnswer<Name>> {
    const result = await this.call(name, request);
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.sentence}`);
    return result.value;
  }

  /** The code with which a call is refused; undefined when it is not. */
  async refusal<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<RelayErrorCode | undefined> {
    const result = await this.call(name, request);
    return result.ok ? undefined : result.error.code;
  }

  async signIn(device: DeviceId, key: Signer): Promise<CallAnswer<'session.signIn'>> {
    const { nonce } = await this.must('session.challenge', {});
    const signature = key.sign(signInMessage({ as: 'device', id: device, nonce, origin: this.#origin }));
    return this.must('session.signIn', { as: 'device', device, signature });
  }

  async signInInvited(invitation: InvitationId, key: Signer): Promise<CallResult<'session.signIn'>> {
    const { nonce } = await this.must('session.challenge', {});
    const signature = key.sign(signInMessage({ as: 'invitation', id: invitation, nonce, origin: this.#origin }));
    return this.call('session.signIn', { as: 'invitation', invitation, signature });
  }

  /** Everything pushed so far under `name`. */
  pushed<Name extends PushName>(name: Name): PushBody<Name>[] {
    // Each body was parsed by the schema of its name when it came.
    return this.#seen.filter((one) => one.name === name).map((one) => one.body as PushBody<Name>);
  }

  /** Resolves when `holds` does, looked at after every push. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}
