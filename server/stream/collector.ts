/**
 * Sends the stream to a collector over TLS, from where it last was. Never holds anybody up: it reads the files behind whoever
 * writes them. TCP says nothing of what the collector has read, so what was written shortly before a connection broke is
 * sent again; `seq` tells a repetition.
 */
import { readFileSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { type ChainedRecord, parseLine } from './chain.ts';
import { eventFile, eventFileNumbers, type StreamPosition } from './files.ts';

const POSITION = 'sent.json';
const CHUNK_BYTES = 256 * 1024;
/** What was written so long ago on a connection that lives has arrived. */
const SETTLE_MS = 5_000;
const CONNECT_MS = 10_000;
/** A collector that takes nothing for so long has gone. */
const STALL_MS = 60_000;
const PAUSE_MS = 500;
const PAUSE_MAX_MS = 60_000;

export interface CollectorParts {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** Whom to trust, and how to show who this is. */
  readonly secureContext: SecureContext;
  readonly frame: (record: ChainedRecord) => Buffer;
  /** Up to where there is something to send. */
  readonly end: () => StreamPosition;
  /** Files went before they had been sent. */
  readonly onSkipped: (firstKept: number) => void;
  /** Told of each change, not of each attempt. */
  readonly onState: (state: 'connected' | 'lost' | 'unreachable') => void;
}

export class Collector {
  readonly #parts: CollectorParts;
  #next: StreamPosition;
  /** Arrived, as far as can be told; kept over a restart. */
  #settled: StreamPosition;
  #closed = false;
  #wake: () => void = () => undefined;
  #socket: TLSSocket | undefined;
  readonly #running: Promise<void>;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    this.#settled = readPosition(parts.folder);
    this.#next = this.#settled;
    this.#running = this.#run();
  }

  /** More was appended. */
  more(): void {
    this.#wake();
  }

  /** Sends what is there, for at most `ms`, and stops. */
  async close(ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (this.#socket !== undefined && !this.#isThrough() && Date.now() < until) await pause(20);
    this.#closed = true;
    const socket = this.#socket;
    if (socket !== undefined && this.#isThrough()) {
      await new Promise<void>((resolve) => socket.end(resolve));
      this.#settled = this.#next;
      await this.#keepPosition();
    }
    socket?.destroy();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let wait = PAUSE_MS;
    let failed = false;
    while (!this.#closed) {
      const socket = await this.#connect();
      if (socket === undefined) {
        if (!failed && !this.#closed) this.#parts.onState('unreachable');
        failed = true;
      } else {
        failed = false;
        this.#parts.onState('connected');
        this.#next = this.#settled;
        if (await this.#feed(socket)) wait = PAUSE_MS;
        socket.destroy();
        this.#socket = undefined;
        if (!this.#closed) this.#parts.onState('lost');
      }
      if (this.#closed) return;
      await Promise.race([pause(wait), this.#closing()]);
      wait = Math.min(wait * 2, PAUSE_MAX_MS);
    }
  }

  #connect(): Promise<TLSSocket | undefined> {
    const { host, port, secureContext } = this.#parts;
    return new Promise((resolve) => {
      const name = isIP(host) === 0 ? { servername: host } : {};
      const socket = connect({ host, port, ...name, secureContext });
      const fail = (): void => {
        socket.destroy();
        resolve(undefined);
      };
      socket.setTimeout(CONNECT_MS, fail);
      socket.once('error', fail);
      socket.once('secureConnect', () => {
        socket.setTimeout(0);
        socket.off('error', fail);
        // Heard of by `close`, which follows.
        socket.on('error', () => undefined);
        socket.setKeepAlive(true, 30_000);
        // A collector has nothing to say; what it says is not kept.
        socket.resume();
        this.#socket = socket;
        resolve(socket);
      });
    });
  }

  /** Sends until the connection ends. @returns whether anything settled on it. */
  async #feed(socket: TLSSocket): Promise<boolean> {
    let ended = false;
    const gone = new Promise<void>((resolve) => {
      const end = (): void => {
        ended = true;
        resolve();
      };
      socket.once('close', end);
      socket.once('end', end);
    });
    let settledAny = false;
    let written = this.#next;
    const settle = setInterval(() => {
      if (ended || samePlace(written, this.#settled)) {
        written = this.#next;
        return;
      }
      this.#settled = written;
      written = this.#next;
      settledAny = true;
      void this.#keepPosition().catch(() => undefined);
    }, SETTLE_MS);
    try {
      while (!ended && !this.#closed) {
        const more = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        const frames = await this.#read();
        if (frames === undefined) await Promise.race([more, gone]);
        else if (frames.length > 0 && !socket.write(frames)) {
          const stalled = setTimeout(() => socket.destroy(), STALL_MS);
          await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), gone]);
          clearTimeout(stalled);
        }
      }
    } catch {
      // A file that cannot be read: tried again with the next connection.
    } finally {
      clearInterval(settle);
    }
    return settledAny;
  }

  /** The next frames, after which `#next` has moved on; undefined: there is nothing more. */
  async #read(): Promise<Buffer | undefined> {
    const { folder, end, frame, onSkipped } = this.#parts;
    const { file, offset } = this.#next;
    const last = end();
    if (file > last.file || (file === last.file && offset >= last.offset)) return undefined;
    let handle: Awaited<ReturnType<typeof open>>;
    try {
      handle = await open(eventFile(folder, file), 'r');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      const kept = eventFileNumbers(folder).find((number) => number > file);
      if (kept === undefined) return undefined;
      // Before the first file there was nothing to miss.
      if (file > 0) onSkipped(kept);
      this.#next = { file: kept, offset: 0 };
      return Buffer.alloc(0);
    }
    try {
      const room = file === last.file ? Math.min(CHUNK_BYTES, last.offset - offset) : CHUNK_BYTES;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(room), 0, room, offset);
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
      if (whole === 0) {
        // The end of a file that is no longer written to.
        const next = eventFileNumbers(folder).find((number) => number > file);
        if (next !== undefined) this.#next = { file: next, offset: 0 };
        return next === undefined ? undefined : Buffer.alloc(0);
      }
      const lines = buffer.toString('utf8', 0, whole).split('\n');
      this.#next = { file, offset: offset + whole };
      return Buffer.concat(lines.flatMap((line) => parseLine(line) ?? []).map(frame));
    } finally {
      await handle.close();
    }
  }

  #isThrough(): boolean {
    const { file, offset } = this.#parts.end();
    return samePlace(this.#next, { file, offset }) && this.#socket?.writableLength === 0;
  }

  async #closing(): Promise<void> {
    while (!this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** In one step: a position that is half written would be none. */
  async #keepPosition(): Promise<void> {
    const file = path.join(this.#parts.folder, POSITION);
    await writeFile(`${file}.new`, `${JSON.stringify(this.#settled)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}

function samePlace(one: StreamPosition, other: StreamPosition): boolean {
  return one.file === other.file && one.offset === other.offset;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Where sending goes on; before the first file when nothing says so. */
function readPosition(folder: string): StreamPosition {
  try {
    const value: unknown = JSON.parse(readFileSync(path.join(folder, POSITION), 'utf8'));
    if (typeof value === 'object' && value !== null && 'file' in value && 'offset' in value) {
      const { file, offset } = value;
      const whole = (one: unknown): one is number => Number.isSafeInteger(one) && Number(one) >= 0;
      if (whole(file) && whole(offset)) return { file, offset };
    }
  } catch {
    // Nothing was sent yet, or where it ended is not known: a collector rather gets something twice.
  }
  return { file: 0, offset: 0 };
}
