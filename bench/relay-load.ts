/** The clients of the relay benchmark: a process of their own, so that the relay has a processor for itself. */
import { ready } from '#server/crypto/sodium.ts';
import { answerQuestions } from './child.ts';
import { type Ear, type Member, openMember } from './relay-members.ts';
import type { Load, LoadProtocol, LoadResult, PlannedRoom, RelayKind } from './relay-plan.ts';

/** Few at a time: a burst of a thousand handshakes would measure the operating system. */
const CONNECTING_MAX = 20;
/** Every member tells the relay once in this time how far it has read, in ms; a few members in every tick. */
const ACKNOWLEDGE_EVERY_MS = 1_000;
const ACKNOWLEDGE_TICK_MS = 20;
const DRAIN_MS = 20_000;

interface ConnectedRoom {
  readonly members: readonly Member[];
  /** Messages go out from one member after the other. */
  next: number;
}

class RelayLoad implements Ear {
  readonly #rooms: ConnectedRoom[] = [];
  #nextRoom = 0;
  #sent = 0;
  #acknowledgedCount = 0;
  #deliveries = 0;
  #frames = 0;
  #dueDeliveries = 0;
  #acknowledged: number[] = [];
  #delivered: number[] = [];
  #broken: Error | undefined;
  /** Called after anything came in. */
  #onProgress: () => void = () => {};

  async connect(kind: RelayKind, origin: string, rooms: readonly PlannedRoom[]): Promise<void> {
    for (const room of rooms) {
      const members: Member[] = [];
      for (let start = 0; start < room.members.length; start += CONNECTING_MAX) {
        const some = room.members.slice(start, start + CONNECTING_MAX);
        const opened = some.map((member, index) => {
          // The relay writes to sockets in the order in which they came: the last one waits longest.
          const listens = start + index === room.members.length - 1;
          return openMember(kind, { origin, room, member, listens, ear: this });
        });
        members.push(...(await Promise.all(opened)));
      }
      this.#rooms.push({ members, next: 0 });
    }
    this.#acknowledgeInTurns();
  }

  onAcknowledged(sentAt: number): void {
    this.#acknowledgedCount += 1;
    this.#acknowledged.push(performance.now() - sentAt);
    this.#onProgress();
  }

  onDelivered(count: number): void {
    this.#deliveries += count;
    this.#frames += 1;
    this.#onProgress();
  }

  onHeard(sentAt: number): void {
    this.#delivered.push(performance.now() - sentAt);
  }

  onBroken(error: Error): void {
    this.#broken ??= error;
    this.#onProgress();
  }

  async run(load: Load, seconds: number): Promise<LoadResult> {
    const before = { sent: this.#sent, deliveries: this.#deliveries, frames: this.#frames, cpu: process.cpuUsage() };
    this.#acknowledged = [];
    this.#delivered = [];
    const began = performance.now();
    const late = await ('inFlight' in load
      ? this.#closed(load.inFlight, seconds * 1_000)
      : this.#open(load.perSecond, seconds * 1_000));
    const took = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(before.cpu);
    const result = {
      seconds: took,
      sent: this.#sent - before.sent,
      deliveries: this.#deliveries - before.deliveries,
      frames: this.#frames - before.frames,
      cpuSeconds: (user + system) / 1_000_000,
    };
    await this.#drain();
    const [acknowledged, delivered] = [Float64Array.from(this.#acknowledged), Float64Array.from(this.#delivered)];
    return { ...result, acknowledged, delivered, late: Float64Array.from(late) };
  }

  close(): void {
    for (const { members } of this.#rooms) for (const member of members) member.close();
  }

  #send(): void {
    const room = this.#rooms[this.#nextRoom];
    const member = room?.members[room.next];
    if (room === undefined || member === undefined) throw new RangeError('nobody is connected');
    this.#nextRoom = (this.#nextRoom + 1) % this.#rooms.length;
    room.next = (room.next + 1) % room.members.length;
    this.#sent += 1;
    this.#dueDeliveries += room.members.length;
    member.send(performance.now());
  }

  /**
   * Always about `inFlight` messages on their way, which is until they are acknowledged and, in sum, at every socket of the
   * room. So neither relay can run ahead of its readers.
   */
  #closed(inFlight: number, ms: number): Promise<number[]> {
    const perMessage = this.#rooms[0]?.members.length ?? 1;
    const end = performance.now() + ms;
    return new Promise((resolve, reject) => {
      this.#onProgress = () => {
        if (this.#broken !== undefined) reject(this.#broken);
        else if (performance.now() >= end) resolve([]);
        else {
          const done = () => Math.min(this.#acknowledgedCount, Math.floor(this.#deliveries / perMessage));
          while (this.#sent - done() < inFlight) this.#send();
          return;
        }
        this.#onProgress = () => {};
      };
      this.#onProgress();
    });
  }

  /** A fixed rate, whatever the answers do. A late timer sends all that is due. @returns how late each was sent, in ms. */
  async #open(perSecond: number, ms: number): Promise<number[]> {
    const began = performance.now();
    const total = Math.floor((perSecond * ms) / 1_000);
    const late: number[] = [];
    while (late.length < total) {
      const elapsed = performance.now() - began;
      while (late.length < Math.min(total, (elapsed * perSecond) / 1_000)) {
        late.push(elapsed - (late.length * 1_000) / perSecond);
        this.#send();
      }
      if (this.#broken !== undefined) throw this.#broken;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return late;
  }

  /** Waits until everything that was sent is acknowledged and at every socket. @throws Error when something is lost. */
  async #drain(): Promise<void> {
    const end = performance.now() + DRAIN_MS;
    while (this.#acknowledgedCount < this.#sent || this.#deliveries < this.#dueDeliveries) {
      if (this.#broken !== undefined) throw this.#broken;
      if (performance.now() > end)
        throw new Error(
          `${this.#dueDeliveries - this.#deliveries} deliveries and ${this.#sent - this.#acknowledgedCount} acknowledgements are lost`,
        );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  #acknowledgeInTurns(): void {
    const all = this.#rooms.flatMap(({ members }) => members);
    let next = 0;
    const perTick = (all.length * ACKNOWLEDGE_TICK_MS) / ACKNOWLEDGE_EVERY_MS;
    let due = 0;
    setInterval(() => {
      for (due += perTick; due >= 1; due -= 1) {
        all[next]?.acknowledge();
        next = (next + 1) % all.length;
      }
    }, ACKNOWLEDGE_TICK_MS).unref();
  }
}

const load = new RelayLoad();

answerQuestions<LoadProtocol>({
  async open({ kind, origin, rooms }) {
    await ready();
    await load.connect(kind, origin, rooms);
    return {};
  },
  run: ({ load: how, seconds }) => load.run(how, seconds),
  close() {
    load.close();
    return {};
  },
});
