/**
 * The stream of security events: takes note of them without ever waiting, has them written behind, and sent on from the
 * files if there is a collector.
 */
import { hostname } from 'node:os';
import type { Log } from '#server/telemetry/log.ts';
import { type AddressDetail, shownAddress } from './address.ts';
import type { EventRecord, Sha256 } from './chain.ts';
import { lineOf } from './chain.ts';
import { Collector, type CollectorParts } from './collector.ts';
import { causedByStrangers, type EventSink, type SecurityEventKind, type SecurityEvents } from './events.ts';
import { EventFiles } from './files.ts';
import { syslogFrame } from './syslog.ts';

/** Events that wait to be written; beyond it the newest go, but never what happened to the log. */
const WAITING_MAX = 10_000;
const BATCH = 500;
/** What strangers cause in a minute that is kept one by one. */
const STRANGERS_PER_MINUTE = 600;
const MINUTE = 60_000;
/** After a write that failed, such as on a full disk. */
const RETRY_MS = 5_000;
/** What the end of the relay waits for its collector. */
const CLOSE_MS = 2_000;

export interface EventStreamParts {
  readonly folder: string;
  readonly fileBytes: number;
  readonly files: number;
  readonly addresses: AddressDetail;
  readonly sha256: Sha256;
  readonly now: () => number;
  readonly log: Log;
  /** Undefined: files only. */
  readonly collector:
    | (Pick<CollectorParts, 'host' | 'port' | 'secureContext'> & { readonly form: 'syslog' | 'json' })
    | undefined;
}

export class EventStream implements EventSink {
  readonly #parts: EventStreamParts;
  readonly #files: EventFiles;
  readonly #collector: Collector | undefined;
  #waiting: EventRecord[] = [];
  #lost = 0;
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  #minute = 0;
  #strangers = 0;
  #suppressed = new Map<SecurityEventKind, number>();

  /** @throws Error when the folder cannot be used. */
  constructor(parts: EventStreamParts) {
    const { folder, fileBytes, files, sha256, now, log, collector } = parts;
    this.#parts = parts;
    this.#files = new EventFiles({ folder, fileBytes, files, sha256, now });
    this.#lost = this.#files.torn;
    if (collector === undefined) return;
    const sender = { hostname: hostname(), processId: process.pid };
    this.#collector = new Collector({
      ...collector,
      folder,
      frame: (record) =>
        collector.form === 'syslog' ? syslogFrame(record, sender) : Buffer.from(`${lineOf(record)}\n`, 'utf8'),
      end: () => this.#files.end,
      onSkipped: (firstKept) => this.note('file.removed-unsent', { firstKept }),
      onState: (state) => {
        if (state === 'connected') log.info('the collector is there');
        else log.warn(state === 'lost' ? 'the collector is gone' : 'the collector cannot be reached');
      },
    });
  }

  /** How many entries of the log have been told. */
  get entries(): number {
    return this.#files.entries;
  }

  note<Kind extends SecurityEventKind>(kind: Kind, about: SecurityEvents[Kind]): void {
    if (this.#closed) return;
    this.#turn();
    if (causedByStrangers.has(kind)) {
      this.#strangers += 1;
      if (this.#strangers > STRANGERS_PER_MINUTE) {
        this.#suppressed.set(kind, (this.#suppressed.get(kind) ?? 0) + 1);
        return;
      }
    }
    this.#enqueue(kind, about);
  }

  address(address: string): { readonly address?: string } {
    const shown = shownAddress(address, this.#parts.addresses);
    return shown === undefined ? {} : { address: shown };
  }

  /** Says how many events were not kept one by one, once their minute is over. To be called now and then. */
  tick(): void {
    this.#turn();
  }

  /** Resolves when `records` are on the disk; in their order before what is noted later. For what was missed while away. */
  async catchUp(records: Iterable<EventRecord>): Promise<void> {
    let some: EventRecord[] = [];
    const put = async (): Promise<void> => {
      while (some.length > 0) some = some.slice(await this.#files.append(some));
    };
    for (const record of records) {
      some.push(record);
      if (some.length === BATCH) await put();
    }
    await put();
    this.#collector?.more();
  }

  /** Resolves when everything that was noted has been written, or could not be. */
  async written(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async close(): Promise<void> {
    this.#minute = -1;
    this.#turn();
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.written();
    await this.#collector?.close(CLOSE_MS);
    await this.#files.close();
  }

  #turn(): void {
    const minute = Math.floor(this.#parts.now() / MINUTE);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#strangers = 0;
    if (this.#suppressed.size === 0) return;
    const counts = Object.fromEntries(this.#suppressed);
    this.#suppressed = new Map();
    this.#enqueue('events.suppressed', { counts });
  }

  #enqueue<Kind extends SecurityEventKind>(kind: Kind, about: SecurityEvents[Kind]): void {
    if (this.#waiting.length >= WAITING_MAX && kind !== 'log.admitted') {
      this.#lost += 1;
      return;
    }
    this.#waiting.push({ kind, at: this.#parts.now(), about });
    this.#begin();
  }

  #begin(): void {
    if (this.#writing !== undefined || this.#retry !== undefined) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(): Promise<void> {
    // Not in the turn of whoever took note.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const lost = this.#lost;
      const some = this.#waiting.slice(0, BATCH);
      const told: EventRecord[] =
        lost === 0 ? some : [{ kind: 'events.lost', at: this.#parts.now(), about: { count: lost } }, ...some];
      let count: number;
      try {
        count = await this.#files.append(told);
      } catch (error) {
        this.#parts.log.error('the stream of events could not be written', error);
        if (!this.#closed) this.#again();
        return;
      }
      this.#lost -= lost;
      this.#waiting.splice(0, lost === 0 ? count : count - 1);
      this.#collector?.more();
    }
  }

  #again(): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#begin();
    }, RETRY_MS);
    this.#retry.unref();
  }
}
