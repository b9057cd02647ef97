/**
 * What waits to be written to the sockets of each group.
 *
 * Writing to twenty sockets takes as long as making three messages durable. If a burst were written out in one go, everyone
 * who sends meanwhile would wait for its acknowledgement behind deliveries to others. So writing goes on in short slices,
 * between which the relay reads, stores and acknowledges; what becomes durable meanwhile for a group that still waits
 * leaves in the same frame, which makes a busy relay cheaper, not slower.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { type Envelope, encodeDeliver } from '#shared/wire/index.ts';
import { type PreparedFrame, prepareFrame } from './frames.ts';
import type { Session } from './session.ts';

/** One delivery frame: larger batches leave in several. */
const FRAME_BYTES = 1024 * 1024;
const FRAME_ENVELOPES = 500;
/** A slice lasts at least this long, and as long as what the relay did since it was asked for: neither side starves. */
const SLICE_MS = 1;

export interface DeliveriesParts {
  /** Who is to get what becomes durable in `group` now. */
  readonly sessionsOf: (group: GroupId) => Iterable<Session>;
  readonly write: (session: Session, frame: PreparedFrame) => void;
  /** Runs a task when the relay has read what has come in meanwhile. */
  readonly soon: (task: () => void) => void;
  /** In ms, since any moment; never goes back. */
  readonly clock: () => number;
}

/** A group's envelopes on their way out: encoded once, written to one session after the other. */
interface Writing {
  readonly group: GroupId;
  readonly frames: readonly PreparedFrame[];
  /** Those who have not got them yet: goes on where it stopped. */
  readonly sessions: Session[];
}

export class Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #waiting = new Map<GroupId, Envelope[]>();
  #current: Writing | null = null;
  #scheduled = false;

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
  }

  add(envelope: Envelope): void {
    const list = this.#waiting.get(envelope.group);
    if (list === undefined) this.#waiting.set(envelope.group, [envelope]);
    else list.push(envelope);
    this.#schedule();
  }

  /** Writes at once what waits for `group`: before its sessions change. */
  flush(group: GroupId): void {
    if (this.#current?.group === group) this.#finish(this.#current, Number.POSITIVE_INFINITY);
    const envelopes = this.#waiting.get(group);
    if (envelopes === undefined) return;
    this.#waiting.delete(group);
    this.#finish(this.#begin(group, envelopes), Number.POSITIVE_INFINITY);
  }

  flushAll(): void {
    if (this.#current !== null) this.flush(this.#current.group);
    for (const group of [...this.#waiting.keys()]) this.flush(group);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const asked = this.#parts.clock();
    this.#parts.soon(() => {
      this.#scheduled = false;
      const now = this.#parts.clock();
      this.#writeSlice(now + Math.max(SLICE_MS, now - asked));
    });
  }

  #writeSlice(until: number): void {
    for (;;) {
      this.#current ??= this.#next();
      if (this.#current === null) return;
      if (!this.#finish(this.#current, until) || this.#parts.clock() >= until) break;
    }
    if (this.#current !== null || this.#waiting.size > 0) this.#schedule();
  }

  #next(): Writing | null {
    for (const [group, envelopes] of this.#waiting) {
      this.#waiting.delete(group);
      return this.#begin(group, envelopes);
    }
    return null;
  }

  #begin(group: GroupId, envelopes: readonly Envelope[]): Writing {
    // A copy: a slow reader is taken out of the group while it is written to.
    const sessions = [...this.#parts.sessionsOf(group)];
    const frames =
      sessions.length === 0 ? [] : [...inParts(envelopes)].map((part) => prepareFrame(encodeDeliver(part)));
    return { group, frames, sessions: sessions.reverse() };
  }

  /** @returns whether all sessions have been written to; the time is looked at after each. */
  #finish(writing: Writing, until: number): boolean {
    for (let session = writing.sessions.pop(); session !== undefined; session = writing.sessions.pop()) {
      for (const frame of writing.frames) if (!session.closing) this.#parts.write(session, frame);
      if (writing.sessions.length > 0 && this.#parts.clock() >= until) return false;
    }
    if (this.#current === writing) this.#current = null;
    return true;
  }
}

function* inParts(envelopes: readonly Envelope[]): Generator<readonly Envelope[]> {
  let start = 0;
  let bytes = 0;
  for (const [index, { message }] of envelopes.entries()) {
    if (index > start && (bytes + message.length > FRAME_BYTES || index - start >= FRAME_ENVELOPES)) {
      yield envelopes.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += message.length;
  }
  if (start < envelopes.length) yield start === 0 ? envelopes : envelopes.slice(start);
}
