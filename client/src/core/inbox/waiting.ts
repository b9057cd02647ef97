/** Envelopes of one group that wait for those before them. */
import type { Envelope } from '#shared/wire/index.ts';

export class Waiting {
  readonly #most: number;
  readonly #envelopes = new Map<number, Envelope>();
  #highest = 0;

  /** @param most how many wait at most: what is needed last makes room, and is fetched again when its turn comes. */
  constructor(most: number) {
    this.#most = most;
  }

  put(envelope: Envelope): void {
    const { seq } = envelope;
    if (this.#envelopes.size >= this.#most && !this.#envelopes.has(seq)) {
      if (seq > this.#highest) return;
      this.#envelopes.delete(this.#highest);
      this.#highest = Math.max(0, ...this.#envelopes.keys());
    }
    this.#envelopes.set(seq, envelope);
    this.#highest = Math.max(this.#highest, seq);
  }

  /** The number of the first one. */
  get first(): number | undefined {
    return this.#envelopes.size === 0 ? undefined : Math.min(...this.#envelopes.keys());
  }

  /** Those that follow `cursor` without a gap. */
  run(cursor: number, most: number): Envelope[] {
    const run: Envelope[] = [];
    for (let seq = cursor + 1; run.length < most; seq += 1) {
      const envelope = this.#envelopes.get(seq);
      if (envelope === undefined) break;
      run.push(envelope);
    }
    return run;
  }

  /** Forgets all up to `cursor`. */
  pass(cursor: number): void {
    for (const seq of this.#envelopes.keys()) if (seq <= cursor) this.#envelopes.delete(seq);
  }

  clear(): void {
    this.#envelopes.clear();
    this.#highest = 0;
  }
}
