/**
 * The stream on disk: JSON Lines in files of a bounded size, of which the oldest go. They are also the buffer of what a
 * collector has yet to get. A record that was appended is on the disk; `kill -9` leaves at most one torn line, which is
 * taken away when the files are opened again.
 */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import {
  type ChainHead,
  chain,
  chainStart,
  type EventRecord,
  judgeLink,
  lineOf,
  parseLine,
  type Sha256,
} from './chain.ts';

/** A place between two records. */
export interface StreamPosition {
  /** The file's number. */
  readonly file: number;
  /** In bytes. */
  readonly offset: number;
}

export interface EventFilesParts {
  readonly folder: string;
  /** A file that is this large is ended. */
  readonly fileBytes: number;
  /** How many files are kept. */
  readonly files: number;
  readonly sha256: Sha256;
  readonly now: () => number;
}

const NAME = /^events-(\d{8})\.jsonl$/;

/** The path of the file with this number. */
export function eventFile(folder: string, file: number): string {
  return path.join(folder, `events-${String(file).padStart(8, '0')}.jsonl`);
}

/** The numbers of the files that there are, the oldest first. */
export function eventFileNumbers(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((left, right) => left - right);
}

export class EventFiles {
  readonly #parts: EventFilesParts;
  #head: ChainHead;
  #end: StreamPosition;
  #entries: number;
  #handle: FileHandle | undefined;
  /** What `append` has not ended of; one at a time. */
  #work: Promise<unknown> = Promise.resolve();
  /** Pieces of lines that opening took away. */
  readonly torn: number;

  /** @throws Error when the folder cannot be used. */
  constructor(parts: EventFilesParts) {
    this.#parts = parts;
    const { folder } = parts;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const numbers = eventFileNumbers(folder);
    const newest = numbers.at(-1);
    const found = newest === undefined ? undefined : mend(eventFile(folder, newest), parts.sha256);
    // One that was begun and has nothing yet follows the one before it.
    const before = found?.bytes === 0 ? numbers.at(-2) : undefined;
    const last = before === undefined ? found : mend(eventFile(folder, before), parts.sha256);
    this.#head = last?.head ?? chainStart;
    this.#entries = last?.entries ?? 0;
    this.#end = { file: newest ?? 0, offset: found?.bytes ?? parts.fileBytes };
    this.torn = found?.torn ?? 0;
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** Up to where there are records on the disk. */
  get end(): StreamPosition {
    return this.#end;
  }

  /** How many entries of the organisation's log the stream has told. */
  get entries(): number {
    return this.#entries;
  }

  /**
   * Appends as many of `records` as the file has room for, at least one.
   * @returns how many are on the disk now. @throws Error when none could be put there.
   */
  append(records: readonly EventRecord[]): Promise<number> {
    const result = this.#work.then(() => this.#append(records));
    this.#work = result.catch(() => undefined);
    return result;
  }

  async #append(records: readonly EventRecord[]): Promise<number> {
    if (this.#end.offset >= this.#parts.fileBytes) await this.#begin();
    else if (this.#end.offset === 0) await this.#fill([this.#firstRecord()]);
    return this.#fill(records);
  }

  async #fill(records: readonly EventRecord[]): Promise<number> {
    const { fileBytes, sha256 } = this.#parts;
    let head = this.#head;
    let entries = this.#entries;
    let bytes = this.#end.offset;
    let taken = 0;
    const lines: Buffer[] = [];
    for (const record of records) {
      if (taken > 0 && bytes >= fileBytes) break;
      const chained = chain(record, head, sha256);
      const line = Buffer.from(`${lineOf(chained)}\n`, 'utf8');
      lines.push(line);
      bytes += line.length;
      head = { seq: chained.seq, hash: chained.hash };
      entries = entriesAfter(record, entries);
      taken += 1;
    }
    const handle = this.#handle ?? (await open(eventFile(this.#parts.folder, this.#end.file), 'a', 0o600));
    this.#handle = handle;
    try {
      await handle.appendFile(Buffer.concat(lines));
      await handle.datasync();
    } catch (error) {
      // A full disk: what was written of it is no record.
      await handle.truncate(this.#end.offset).catch(() => undefined);
      throw error;
    }
    this.#head = head;
    this.#entries = entries;
    this.#end = { file: this.#end.file, offset: bytes };
    return taken;
  }

  /** Ends the file and begins the next, which says up to where the log has been told. */
  async #begin(): Promise<void> {
    const { folder, files } = this.#parts;
    const number = this.#end.file + 1;
    const next = await open(eventFile(folder, number), 'ax', 0o600);
    await this.#handle?.close();
    this.#handle = next;
    this.#end = { file: number, offset: 0 };
    await this.#fill([this.#firstRecord()]);
    const numbers = eventFileNumbers(folder);
    for (const old of numbers.slice(0, Math.max(0, numbers.length - files))) await unlink(eventFile(folder, old));
  }

  #firstRecord(): EventRecord {
    return { kind: 'file.started', at: this.#parts.now(), about: { entries: this.#entries } };
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#handle?.close();
    this.#handle = undefined;
  }
}

function entriesAfter({ kind, about }: EventRecord, entries: number): number {
  if (kind === 'log.admitted' && typeof about.index === 'number') return Math.max(entries, about.index + 1);
  if (kind === 'file.started' && typeof about.entries === 'number') return Math.max(entries, about.entries);
  return entries;
}

interface Mended {
  readonly head: ChainHead | undefined;
  readonly entries: number;
  readonly bytes: number;
  readonly torn: number;
}

/** Takes away what follows the last whole record of a file. What is wrong before that is for an auditor to find. */
function mend(file: string, sha256: Sha256): Mended {
  const content = readFileSync(file);
  let [bytes, entries] = [0, 0];
  let head: ChainHead | undefined;
  for (let start = 0; ; ) {
    const end = content.indexOf(0x0a, start);
    if (end < 0) break;
    const record = parseLine(content.toString('utf8', start, end));
    if (record !== undefined && judgeLink(record, undefined, sha256) === undefined) {
      bytes = end + 1;
      head = { seq: record.seq, hash: record.hash };
      entries = entriesAfter(record, entries);
    }
    start = end + 1;
  }
  const handle = openSync(file, 'r+');
  try {
    chmodSync(file, 0o600);
    if (bytes < statSync(file).size) {
      ftruncateSync(handle, bytes);
      fsyncSync(handle);
    }
  } finally {
    closeSync(handle);
  }
  const rest = content.subarray(bytes).toString('utf8');
  return { head, entries, bytes, torn: rest.split('\n').filter((line) => line !== '').length };
}
