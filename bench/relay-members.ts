/** The clients of the relay benchmark: one of our protocol, one of Socket.IO's default one. Each counts what it gets. */
import { randomBytes, sign } from '#server/crypto/sodium.ts';
import { privateMessage } from '#server/relay/testing/messages.ts';
import { decodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import {
  type CallAnswer,
  type CallName,
  type CallRequest,
  parseResult,
  signInMessage,
  wireParser,
} from '#shared/wire/index.ts';
import { MESSAGE_BYTES, type PlannedMember, type PlannedRoom, type RelayKind, STAMP_BYTES } from './relay-plan.ts';
import { opcodes, openWebSocket, type WebSocketClient } from './web-socket.ts';

/** One connected member of one room. */
export interface Member {
  /** Sends one message that carries this time. */
  send(at: number): void;
  /** Tells the relay how far it has read, where the relay wants to know. */
  acknowledge(): void;
  close(): void;
}

/** What members tell of. */
export interface Ear {
  /** The sender's acknowledgement of what it sent at this time. */
  onAcknowledged(sentAt: number): void;
  onDelivered(count: number): void;
  /** Of members that listen: when what was delivered had been sent. */
  onHeard(sentAt: number): void;
  onBroken(error: Error): void;
}

export interface MemberPlan {
  readonly origin: string;
  readonly room: PlannedRoom;
  readonly member: PlannedMember;
  /** Whether it reads the times in the messages, too. */
  readonly listens: boolean;
  readonly ear: Ear;
}

export function openMember(kind: RelayKind, plan: MemberPlan): Promise<Member> {
  return kind === 'tacit' ? TacitMember.open(plan) : openSocketIoMember(plan);
}

/** What an MLS PrivateMessage has around its ciphertext here; the peer's messages are as long as ours. */
const MLS_HEAD_BYTES = 60;

const packetTypes = { connect: 0, event: 2, ack: 3 } as const;
/** Version 1, type 5: see `shared/wire/frame.ts`. */
const DELIVER_HEAD = 0x15;
const ping = '2'.charCodeAt(0);
const pong = Buffer.from('3');

class TacitMember implements Member {
  readonly #plan: MemberPlan;
  readonly #group: GroupId;
  readonly #encoder = new wireParser.Encoder();
  readonly #decoder = new wireParser.Decoder();
  /** Whole messages are the same bytes again and again, but for their time: the relay cannot tell. */
  readonly #message: Uint8Array;
  readonly #calls = new Map<number, (answer: unknown) => void>();
  #socket: WebSocketClient | undefined;
  #onConnected: () => void = () => {};
  #lastCall = 0;
  #clientSeq = 0;
  #lastSeq = 0;
  #acknowledgedSeq = 0;

  static async open(plan: MemberPlan): Promise<TacitMember> {
    const member = new TacitMember(plan);
    await member.#connect();
    return member;
  }

  private constructor(plan: MemberPlan) {
    this.#plan = plan;
    this.#group = parseId<GroupId>(plan.room.group);
    this.#message = privateMessage(this.#group, 1n, 'application', randomBytes(MESSAGE_BYTES));
    this.#decoder.on('decoded', ({ type, id, data }) => {
      if (type === packetTypes.connect) this.#onConnected();
      if (type !== packetTypes.ack || id === undefined || !Array.isArray(data)) return;
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      call?.(data[0]);
    });
  }

  async #connect(): Promise<void> {
    const { origin, member, ear } = this.#plan;
    this.#socket = await openWebSocket(
      origin,
      (opcode, payload) => this.#read(opcode, payload),
      () => ear.onBroken(new Error('the relay closed a connection')),
    );
    const connected = new Promise<void>((resolve) => {
      this.#onConnected = resolve;
    });
    this.#write({ type: packetTypes.connect, nsp: '/' });
    await connected;
    const { nonce } = await this.#call('session.challenge', {});
    const id = parseId<DeviceId>(member.id);
    const signature = sign(decodeBase64url(member.seed), signInMessage({ as: 'device', id, nonce, origin }));
    const session = await this.#call('session.signIn', { as: 'device', device: id, signature });
    this.#clientSeq = session.clientSeq;
    this.#lastSeq = session.groups.find(({ group }) => group === this.#group)?.head ?? 0;
    this.#acknowledgedSeq = this.#lastSeq;
  }

  send(at: number): void {
    const { length } = this.#message;
    new DataView(this.#message.buffer, this.#message.byteOffset).setFloat64(length - STAMP_BYTES, at);
    this.#clientSeq += 1;
    const request = { group: this.#group, epoch: 1n, message: this.#message, clientSeq: this.#clientSeq };
    const { ear } = this.#plan;
    this.#ask('group.send', request, (answer) => {
      if (typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true) ear.onAcknowledged(at);
      else ear.onBroken(new Error(`group.send was refused: ${JSON.stringify(answer)}`));
    });
  }

  acknowledge(): void {
    if (this.#lastSeq === this.#acknowledgedSeq) return;
    this.#acknowledgedSeq = this.#lastSeq;
    this.#ask('group.ack', { cursors: [{ group: this.#group, seq: this.#lastSeq }] }, () => {});
  }

  close(): void {
    this.#socket?.close();
  }

  #read(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.close) this.#plan.ear.onBroken(new Error('the relay ended a session'));
    if (opcode === opcodes.text && payload[0] === ping) this.#socket?.send(opcodes.text, pong);
    if (opcode !== opcodes.binary) return;
    if (payload[0] === DELIVER_HEAD) this.#readDeliver(payload);
    else this.#decoder.add(payload);
  }

  /** Walks over the envelopes; that they come without a gap is part of what is measured. */
  #readDeliver(frame: Buffer): void {
    const { ear, listens } = this.#plan;
    let [count, offset] = readVarint(frame, 1);
    ear.onDelivered(count);
    for (; count > 0; count -= 1) {
      const [seq, afterSeq] = readVarint(frame, offset + 16);
      const [length, start] = readVarint(frame, afterSeq + 17);
      offset = start + length;
      if (seq !== this.#lastSeq + 1) ear.onBroken(new Error(`${seq} came after ${this.#lastSeq}`));
      this.#lastSeq = seq;
      if (listens) ear.onHeard(frame.readDoubleBE(offset - STAMP_BYTES));
    }
  }

  #call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallAnswer<Name>> {
    return new Promise((resolve, reject) => {
      this.#ask(name, request, (answer) => {
        const result = parseResult(name, answer);
        if (result?.ok === true) resolve(result.value);
        else reject(new Error(`${name} was refused`));
      });
    });
  }

  #ask(name: CallName, request: object, onAnswer: (answer: unknown) => void): void {
    this.#lastCall += 1;
    this.#calls.set(this.#lastCall, onAnswer);
    this.#write({ type: packetTypes.event, nsp: '/', id: this.#lastCall, data: [name, request] });
  }

  #write(packet: Parameters<wireParser.Encoder['encode']>[0]): void {
    for (const frame of this.#encoder.encode(packet)) this.#socket?.send(opcodes.binary, frame);
  }
}

function readVarint(bytes: Buffer, start: number): [value: number, offset: number] {
  let value = 0;
  let scale = 1;
  let offset = start;
  for (;;) {
    const byte = bytes[offset] ?? 0;
    offset += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, offset];
    scale *= 0x80;
  }
}

/**
 * Socket.IO's default protocol (version 5), as its own client speaks it: an event with bytes is a text frame, in which a
 * placeholder stands for the bytes, and then a binary frame.
 */
async function openSocketIoMember({ origin, room, listens, ear }: MemberPlan): Promise<Member> {
  const message = randomBytes(MESSAGE_BYTES + MLS_HEAD_BYTES);
  const stamp = new DataView(message.buffer, message.byteOffset);
  const sentAt = new Map<number, number>();
  const joined = { resolve: () => {} };
  const join = new Promise<void>((resolve) => {
    joined.resolve = resolve;
  });
  let lastCall = 0;
  const socket = await openWebSocket(
    origin,
    (opcode, payload) => {
      if (opcode === opcodes.binary) {
        ear.onDelivered(1);
        if (listens) ear.onHeard(payload.readDoubleBE(payload.length - STAMP_BYTES));
        return;
      }
      if (payload[0] === ping) socket.send(opcodes.text, pong);
      const text = payload.toString('latin1', 0, 24);
      if (text.startsWith('40')) write(`420${JSON.stringify(['join', room.group])}`);
      if (!text.startsWith('43')) return;
      const call = Number.parseInt(text.slice(2), 10);
      if (call === 0) joined.resolve();
      const at = sentAt.get(call);
      sentAt.delete(call);
      if (at !== undefined) ear.onAcknowledged(at);
    },
    () => ear.onBroken(new Error('the peer closed a connection')),
  );
  const write = (text: string): void => socket.send(opcodes.text, Buffer.from(text));
  write('40');
  await join;
  return {
    send(at) {
      stamp.setFloat64(message.length - STAMP_BYTES, at);
      lastCall += 1;
      sentAt.set(lastCall, at);
      const body = { group: room.group, message: { _placeholder: true, num: 0 } };
      write(`451-${lastCall}${JSON.stringify(['send', body])}`);
      socket.send(opcodes.binary, message);
    },
    acknowledge: () => {},
    close: () => socket.close(),
  };
}
