/**
 * The one place that reaches below Socket.IO's public interface.
 *
 * Reason: a delivery to a room is the same bytes for every socket. Emitting it through Socket.IO builds a WebSocket frame per
 * socket; its own broadcast of text already passes one prepared frame to all (`wsPreEncodedFrame`), but not for binary
 * packets. `bench/relay.ts` measures both. And a slow reader is seen by what waits in its
 * connection, which must then end at once: a polite close waits behind the very bytes that it does not read.
 */
import type { RelaySocket } from './session.ts';

/** A delivery as one WebSocket frame, header included, shared by all sockets that get it. */
export interface PreparedFrame {
  readonly payload: Buffer;
  readonly options: { compress: boolean; wsPreEncodedFrame: readonly Buffer[] };
}

/** The frame of RFC 6455 §5.2 around `payload`: final, binary, unmasked, as from a server. */
export function prepareFrame(payload: Uint8Array): PreparedFrame {
  const { length } = payload;
  const headBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + length);
  frame[0] = 0x82;
  if (headBytes === 2) frame[1] = length;
  else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, headBytes);
  return { payload: frame.subarray(headBytes), options: { compress: false, wsPreEncodedFrame: [frame] } };
}

/** Writes the frame. `onTaken` is called when the operating system has taken it. */
export function writeFrame(socket: RelaySocket, frame: PreparedFrame, onTaken: () => void): void {
  socket.conn.write(frame.payload, frame.options, onTaken);
}

/** How many frames wait for the operating system to take them. */
export function backlogOf(socket: RelaySocket): number {
  const connection: unknown = socket.conn;
  const waiting = isRecord(connection) ? connection.writeBuffer : undefined;
  return Array.isArray(waiting) ? waiting.length : 0;
}

/** Ends the connection without waiting for what is queued. */
export function terminate(socket: RelaySocket): void {
  const transport: unknown = socket.conn.transport;
  const raw = isRecord(transport) ? transport.socket : undefined;
  if (isRecord(raw) && typeof raw.terminate === 'function') raw.terminate();
  socket.conn.close(true);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
