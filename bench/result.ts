/** What every part of the benchmark comes to, so that one table and one JSON text hold them all. */

export type Unit = 'ms' | '1/s' | '1/CPU s' | 'times' | 'KiB' | 'MiB';

/** A figure with its spread. For times these are of single operations, for rates of whole rounds. */
export interface Figure {
  readonly median: number;
  /** Of every hundred operations, one took longer. Absent for rates. */
  readonly p99?: number;
  readonly lowest: number;
  readonly highest: number;
  /** How many operations or rounds it is the median of. */
  readonly count: number;
}

/** One thing measured. `peer` is the same thing, done by the part's peer in the same run. */
export interface Row {
  readonly what: string;
  /** Under which circumstances, such as `x-wing, 250 devices`. */
  readonly setting: string;
  readonly unit: Unit;
  readonly ours: Figure;
  readonly peer?: Figure;
  /** How many times better than the peer we are: above 1 is better, whatever the unit. */
  readonly ratio?: number;
}

export interface Budget {
  readonly what: string;
  readonly unit: Unit;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly measured: number;
  readonly met: boolean;
}

export interface PartResult {
  /** `mls`, `relay`, …: the word that `--only` takes. */
  readonly part: string;
  /** With whom the rows compare; empty when with nobody. */
  readonly peer: string;
  readonly rows: readonly Row[];
  readonly budgets: readonly Budget[];
  /** What a reader has to know to judge the figures of this run. */
  readonly notes: readonly string[];
}

/** A part of the benchmark. Its module is loaded only when it is asked for: what it needs may be large. */
export interface Part {
  readonly name: string;
  readonly about: string;
  readonly load: () => Promise<(progress: (sentence: string) => void) => Promise<PartResult>>;
}

/** A row with its ratio, by whether more or less of the unit is better. */
export function compared(what: string, setting: string, unit: Unit, ours: Figure, peer: Figure): Row {
  const moreIsBetter = unit === '1/s' || unit === '1/CPU s';
  const ratio = moreIsBetter ? ours.median / peer.median : peer.median / ours.median;
  return { what, setting, unit, ours, peer, ratio };
}

export function atMost(what: string, unit: Unit, limit: number, measured: number): Budget {
  return { what, unit, atMost: limit, measured, met: measured <= limit };
}

export function atLeast(what: string, unit: Unit, limit: number, measured: number): Budget {
  return { what, unit, atLeast: limit, measured, met: measured >= limit };
}
