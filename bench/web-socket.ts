/**
 * A WebSocket client (RFC 6455) with an Engine.IO handshake, and no more: it reads frames without copying or decoding them.
 * A full client for every socket would keep the load process busier than the relay, and measure itself.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const opcodes = { text: 1, binary: 2, close: 8 } as const;

/** `payload` is valid during the call only. */
export type OnFrame = (opcode: number, payload: Buffer) => void;

/** Shared by all sockets: what is read is looked at before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(256 * 1_024);

export interface WebSocketClient {
  send(opcode: number, payload: Uint8Array): void;
  close(): void;
}

/** @param onGone called when the connection ended without `close`. @throws Error when the server refuses. */
export function openWebSocket(origin: string, onFrame: OnFrame, onGone: () => void): Promise<WebSocketClient> {
  const { hostname, port, host } = new URL(origin);
  return new Promise((resolve, reject) => {
    const reader = new FrameReader(onFrame);
    let upgraded = false;
    let closing = false;
    let head = '';
    const client: WebSocketClient = {
      send: (opcode, payload) => writeFrame(socket, opcode, payload),
      close: () => {
        closing = true;
        socket.destroy();
      },
    };
    const onBytes = (length: number, bytes: Uint8Array): boolean => {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, length);
      if (upgraded) {
        reader.push(chunk);
        return true;
      }
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return true;
      if (!head.startsWith('HTTP/1.1 101 ')) {
        reject(new Error(head.slice(0, head.indexOf('\r\n'))));
        client.close();
        return false;
      }
      upgraded = true;
      resolve(client);
      reader.push(Buffer.from(head.slice(end + 4), 'latin1'));
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer: readBuffer, callback: onBytes } });
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('the connection was closed'));
      if (!closing) onGone();
    });
    socket.once('connect', () => {
      const key = randomBytes(16).toString('base64');
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
          `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      );
    });
  });
}

/** A client must mask. A mask of zeroes is one, and leaves the bytes as they are; the server undoes it like any other. */
function writeFrame(socket: Socket, opcode: number, payload: Uint8Array): void {
  const { length } = payload;
  const headBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(headBytes + 4 + length);
  frame[0] = 0x80 | opcode;
  if (headBytes === 2) frame[1] = 0x80 | length;
  else if (headBytes === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, headBytes + 4);
  socket.write(frame);
}

const HEAD_BYTES_MAX = 10;

/** Cuts what arrives into frames. A frame that lies in one piece is handed on as it lies. */
class FrameReader {
  readonly #onFrame: OnFrame;
  /** The beginning of a frame whose rest has not come yet. */
  #partial = Buffer.alloc(0);
  #filled = 0;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    let offset = this.#filled > 0 ? this.#complete(chunk) : 0;
    while (offset < chunk.length) {
      const { head, length } = measure(chunk, offset, chunk.length);
      if (length === 0 || offset + length > chunk.length) {
        this.#keep(chunk, offset, chunk.length, length);
        return;
      }
      this.#onFrame((chunk[offset] ?? 0) & 0x0f, chunk.subarray(offset + head, offset + length));
      offset += length;
    }
  }

  /** Adds to the frame that was begun. @returns how many bytes of `chunk` it took. */
  #complete(chunk: Buffer): number {
    let offset = 0;
    let frame = measure(this.#partial, 0, this.#filled);
    while (frame.length === 0 && offset < chunk.length) {
      this.#keep(chunk, offset, offset + 1, 0);
      offset += 1;
      frame = measure(this.#partial, 0, this.#filled);
    }
    if (frame.length === 0) return offset;
    const end = Math.min(chunk.length, offset + frame.length - this.#filled);
    this.#keep(chunk, offset, end, frame.length);
    if (this.#filled === frame.length) {
      this.#filled = 0;
      this.#onFrame((this.#partial[0] ?? 0) & 0x0f, this.#partial.subarray(frame.head, frame.length));
    }
    return end;
  }

  #keep(chunk: Buffer, start: number, end: number, length: number): void {
    const needed = Math.max(length, this.#filled + end - start, HEAD_BYTES_MAX);
    if (this.#partial.length < needed) {
      const larger = Buffer.allocUnsafeSlow(needed);
      this.#partial.copy(larger, 0, 0, this.#filled);
      this.#partial = larger;
    }
    chunk.copy(this.#partial, this.#filled, start, end);
    this.#filled += end - start;
  }
}

/** The lengths of the head and of the whole frame at `offset`; 0 while the head is not all there. Servers do not mask. */
function measure(bytes: Buffer, offset: number, end: number): { head: number; length: number } {
  if (end - offset < 2) return { head: 0, length: 0 };
  const short = (bytes[offset + 1] ?? 0) & 0x7f;
  if (short < 126) return { head: 2, length: 2 + short };
  const head = short === 126 ? 4 : HEAD_BYTES_MAX;
  if (end - offset < head) return { head: 0, length: 0 };
  const length = head === 4 ? bytes.readUInt16BE(offset + 2) : Number(bytes.readBigUInt64BE(offset + 2));
  return { head, length: head + length };
}
