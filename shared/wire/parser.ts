/**
 * The `parser` option of Socket.IO, for relay and client: one binary frame per packet, within bounds, only the names that
 * this protocol knows. Socket.IO's own parser sends a text frame and then the bytes, a quarter as fast, and builds
 * whatever a stranger's frame describes.
 */
import { isCallName } from './calls.ts';
import { WireError } from './errors.ts';
import {
  DELIVER_TYPE,
  decodeDeliver,
  encodeDeliver,
  frameReader,
  varintLength,
  WIRE_VERSION,
  writeVarint,
} from './frame.ts';
import { wireLimits } from './limits.ts';
import { decodeMsgpack, encodeMsgpack } from './msgpack.ts';
import { isPushName } from './pushes.ts';
import type { Envelope } from './schemas.ts';

/** The packet types of Socket.IO's protocol 5. The two binary ones are sent as their plain counterparts. */
const type = { connect: 0, disconnect: 1, event: 2, ack: 3, connectError: 4, binaryEvent: 5, binaryAck: 6 } as const;

export const protocol = 5;

/** A packet as Socket.IO hands it to a parser and takes it from one. */
export interface WirePacket {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
}

/** Packets to frames. Called by Socket.IO. */
export class Encoder {
  /** @throws WireError for what this protocol cannot say: a mistake of the caller. */
  encode(packet: WirePacket): Uint8Array[] {
    if (packet.nsp !== '/') throw new WireError('malformed', 'namespace');
    switch (packet.type) {
      case type.connect:
      case type.disconnect:
      case type.connectError:
        return [plainFrame(packet.type, packet.data)];
      case type.event:
      case type.binaryEvent:
        if (Array.isArray(packet.data) && packet.data[0] === 'deliver') {
          const envelopes: readonly Envelope[] = packet.data[1];
          return [encodeDeliver(envelopes)];
        }
        return [numberedFrame(type.event, packet.id, packet.data)];
      case type.ack:
      case type.binaryAck:
        return [numberedFrame(type.ack, packet.id, packet.data)];
      default:
        throw new WireError('malformed', 'packet type');
    }
  }
}

function plainFrame(kind: number, value: unknown): Uint8Array {
  const body = value === undefined ? new Uint8Array() : encodeMsgpack(value);
  const frame = new Uint8Array(1 + body.length);
  frame[0] = (WIRE_VERSION << 4) | kind;
  frame.set(body, 1);
  return frame;
}

function numberedFrame(kind: number, id: number | undefined, value: unknown): Uint8Array {
  const number = id === undefined ? 0 : id + 1;
  const body = encodeMsgpack(value);
  const frame = new Uint8Array(1 + varintLength(number) + body.length);
  frame[0] = (WIRE_VERSION << 4) | kind;
  frame.set(body, writeVarint(frame, 1, number));
  return frame;
}

type Listener = (packet: WirePacket) => void;

/** Frames to packets. Called by Socket.IO; emits `decoded`, and nothing else. */
export class Decoder {
  readonly #listeners = new Set<Listener>();

  on(_event: 'decoded', listener: Listener): this {
    this.#listeners.add(listener);
    return this;
  }

  off(_event: 'decoded', listener: Listener): this {
    this.#listeners.delete(listener);
    return this;
  }

  removeListener(event: 'decoded', listener: Listener): this {
    return this.off(event, listener);
  }

  /** One WebSocket message. @throws WireError, upon which Socket.IO closes the connection. */
  add(frame: unknown): void {
    const packet = decodeFrame(frame);
    for (const listener of this.#listeners) listener(packet);
  }

  /** Frames are whole: nothing is kept between them. The listeners stay, as Socket.IO removes its own. */
  destroy(): void {}
}

function decodeFrame(frame: unknown): WirePacket {
  const bytes = bytesOf(frame);
  if (bytes.length === 0) throw new WireError('malformed', 'empty');
  if (bytes.length > wireLimits.frameBytes) throw new WireError('too-large', 'frame');
  const head = bytes[0] ?? 0;
  if (head >> 4 !== WIRE_VERSION) throw new WireError('malformed', 'version');
  const kind = head & 0x0f;
  switch (kind) {
    case type.connect:
    case type.connectError: {
      const data = bytes.length === 1 ? undefined : decodeMsgpack(bytes.subarray(1));
      if (data !== undefined && !isRecord(data)) throw new WireError('malformed', 'connection');
      return { type: kind, nsp: '/', ...(data === undefined ? {} : { data }) };
    }
    case type.disconnect:
      if (bytes.length !== 1) throw new WireError('malformed', 'bytes after the end');
      return { type: kind, nsp: '/' };
    case type.event:
    case type.ack: {
      const reader = frameReader(bytes, 1);
      const number = reader.varint();
      const data = decodeMsgpack(reader.take(reader.left));
      if (kind === type.event) requireEvent(data);
      else if (!Array.isArray(data) || data.length !== 1 || number === 0) throw new WireError('malformed', 'answer');
      return { type: kind, nsp: '/', data, ...(number === 0 ? {} : { id: number - 1 }) };
    }
    case DELIVER_TYPE:
      return { type: type.event, nsp: '/', data: ['deliver', decodeDeliver(bytes)] };
    default:
      throw new WireError('malformed', 'type');
  }
}

/** Only names of this protocol: an event named `error` or `disconnect` would reach listeners that no stranger may reach. */
function requireEvent(data: unknown): void {
  if (!Array.isArray(data) || data.length !== 2) throw new WireError('malformed', 'event');
  const name: unknown = data[0];
  if (name === 'deliver' || !(isCallName(name) || isPushName(name))) throw new WireError('malformed', 'event name');
}

function bytesOf(frame: unknown): Uint8Array {
  // Node hands over a Buffer, whose pieces would be Buffers too: everything after this door is a plain Uint8Array.
  if (frame instanceof Uint8Array) return new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame instanceof ArrayBuffer) return new Uint8Array(frame);
  throw new WireError('malformed', 'not binary');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
