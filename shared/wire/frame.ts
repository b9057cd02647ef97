/**
 * The layout of one frame. Every Socket.IO packet is exactly one binary WebSocket frame:
 *
 *     frame   = head body            head: 4 bits version (1), 4 bits type
 *     connect (0), disconnect (1), connect error (4):   body = one MessagePack value, or empty
 *     event (2), acknowledgement (3):                   body = varint(id + 1, or 0 for none) MessagePack([name, argument] or [result])
 *     deliver (5):                                      body = varint(count) envelope*
 *     envelope = group[16] varint(seq) epoch[8] kind[1] at[8] varint(length) message[length]
 *
 * Integers are big-endian; varint is unsigned LEB128 in its shortest form, at most 2^53 - 1.
 */
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { WireError } from './errors.ts';
import { wireLimits } from './limits.ts';
import { type Envelope, envelopeKinds } from './schemas.ts';

export const WIRE_VERSION = 1;
export const DELIVER_TYPE = 5;

const ID_BYTES = 16;
const VARINT_BYTES_MAX = 8;
const ENVELOPE_FIXED_BYTES = ID_BYTES + 8 + 1 + 8;

/** How many bytes `value` takes as a varint. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
}

/** Writes `value` at `offset`. @returns the offset after it. */
export function writeVarint(bytes: Uint8Array, offset: number, value: number): number {
  let rest = value;
  let at = offset;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    bytes[at] = (rest % 0x80) | 0x80;
    at += 1;
  }
  bytes[at] = rest;
  return at + 1;
}

/** Reads a frame from its front. Every read is checked against its end. */
export interface FrameReader {
  readonly left: number;
  take(length: number): Uint8Array;
  byte(): number;
  u64(): bigint;
  varint(): number;
}

export function frameReader(bytes: Uint8Array, start: number): FrameReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = start;
  const advance = (length: number): number => {
    if (length > bytes.length - offset) throw new WireError('malformed', 'cut short');
    const at = offset;
    offset += length;
    return at;
  };
  return {
    get left() {
      return bytes.length - offset;
    },
    take: (length) => bytes.subarray(advance(length), offset),
    byte: () => view.getUint8(advance(1)),
    u64: () => view.getBigUint64(advance(8)),
    varint: () => {
      let value = 0;
      let scale = 1;
      for (let index = 0; index < VARINT_BYTES_MAX; index += 1) {
        const byte = view.getUint8(advance(1));
        value += (byte & 0x7f) * scale;
        scale *= 0x80;
        if (byte < 0x80) {
          if (!Number.isSafeInteger(value)) throw new WireError('malformed', 'a number that is too large');
          // A second spelling of a number would be a second spelling of a frame.
          if (byte === 0 && index > 0) throw new WireError('malformed', 'a number that is not in its shortest form');
          return value;
        }
      }
      throw new WireError('malformed', 'a number without end');
    },
  };
}

/** A `deliver` frame. Envelopes were checked when they were stored. @throws WireError `too-large`. */
export function encodeDeliver(envelopes: readonly Envelope[]): Uint8Array {
  let length = 1 + varintLength(envelopes.length);
  for (const { seq, message } of envelopes) {
    length += ENVELOPE_FIXED_BYTES + varintLength(seq) + varintLength(message.length) + message.length;
  }
  if (length > wireLimits.frameBytes || envelopes.length > wireLimits.envelopesPerPage) {
    throw new WireError('too-large', 'delivery');
  }
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes[0] = (WIRE_VERSION << 4) | DELIVER_TYPE;
  let offset = writeVarint(bytes, 1, envelopes.length);
  for (const { group, seq, epoch, kind, at, message } of envelopes) {
    bytes.set(decodeBase64url(group), offset);
    offset = writeVarint(bytes, offset + ID_BYTES, seq);
    view.setBigUint64(offset, epoch);
    bytes[offset + 8] = envelopeKinds.indexOf(kind);
    view.setBigUint64(offset + 9, BigInt(at));
    offset = writeVarint(bytes, offset + 17, message.length);
    bytes.set(message, offset);
    offset += message.length;
  }
  return bytes;
}

/** The envelopes of a `deliver` frame, each with its own copy of its message. @throws WireError. */
export function decodeDeliver(bytes: Uint8Array): Envelope[] {
  const reader = frameReader(bytes, 1);
  const count = reader.varint();
  // A claim that the frame cannot hold costs nothing: the list grows as envelopes are read.
  if (count < 1 || count > wireLimits.envelopesPerPage) throw new WireError('malformed', 'an impossible count');
  const envelopes: Envelope[] = [];
  for (let index = 0; index < count; index += 1) {
    const group = parseId<GroupId>(encodeBase64url(reader.take(ID_BYTES)));
    const seq = reader.varint();
    const epoch = reader.u64();
    const kind = envelopeKinds[reader.byte()];
    const at = Number(reader.u64());
    const length = reader.varint();
    if (seq < 1 || kind === undefined || !Number.isSafeInteger(at)) throw new WireError('malformed', 'an envelope');
    if (length < 1 || length > wireLimits.commitBytes) throw new WireError('malformed', 'the length of a message');
    // A copy: a view would keep the whole frame alive, and would be stored or posted with it.
    envelopes.push({ group, seq, epoch, kind, at, message: Uint8Array.from(reader.take(length)) });
  }
  if (reader.left !== 0) throw new WireError('malformed', 'bytes after the end');
  return envelopes;
}
