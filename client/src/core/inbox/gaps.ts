/**
 * Sequence numbers that the cursor has passed and under which nothing came: what comes under them later is still taken. The
 * relay chooses the numbers, so a message that it shows under a far number, or garbage under the number of a true one, must
 * not shut out what is yet to come. In memory only.
 */

/** Stretches that are remembered per group; a relay that makes more of them loses the oldest. */
const STRETCHES_MAX = 256;

interface Gap {
  readonly from: number;
  readonly to: number;
  /** The line of the timeline that tells of it. */
  readonly line: string | undefined;
}

export class Gaps {
  #gaps: readonly Gap[] = [];

  /** Nothing came under the numbers `from` to `to`. */
  open(from: number, to: number, line?: string): void {
    if (to < from) return;
    const last = this.#gaps.at(-1);
    const goesOn = last !== undefined && last.to + 1 === from && last.line === line;
    const grown = goesOn ? [...this.#gaps.slice(0, -1), { ...last, to }] : [...this.#gaps, { from, to, line }];
    this.#gaps = grown.slice(-STRETCHES_MAX);
  }

  has(sequence: number): boolean {
    return this.#gaps.some(({ from, to }) => from <= sequence && sequence <= to);
  }

  /** Something came under this number. @returns the line that told that it had not. */
  close(sequence: number): string | undefined {
    const gap = this.#gaps.find(({ from, to }) => from <= sequence && sequence <= to);
    if (gap === undefined) return undefined;
    const parts = [
      { ...gap, to: sequence - 1 },
      { ...gap, from: sequence + 1 },
    ].filter(({ from, to }) => from <= to);
    this.#gaps = this.#gaps.flatMap((one) => (one === gap ? parts : [one]));
    return gap.line;
  }
}
