/** What else the machine did: figures from a machine that was not free are not the product's. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

export interface Meter {
  /** @param ownSeconds processor time that the benchmark's own processes used since. @returns the share of all processors that went to others, from 0 to 1. */
  othersShare(ownSeconds: number): number;
}

export function startMeter(): Meter {
  const before = sumOf(cpus());
  return {
    othersShare: (ownSeconds) => {
      const now = sumOf(cpus());
      const busy = now.busy - before.busy - ownSeconds;
      // The system counts in hundredths of a second: what is too little to count may come out below nothing.
      return Math.max(0, busy / Math.max(Number.EPSILON, now.all - before.all));
    },
  };
}

/** Processor time since the machine started, in seconds over all processors. */
function sumOf(processors: ReturnType<typeof cpus>): { busy: number; all: number } {
  let busy = 0;
  let idle = 0;
  for (const { times } of processors) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy: busy / 1_000, all: (busy + idle) / 1_000 };
}

/** As much as the store writes for one message. */
const FLUSH_BYTES = 20 * 1_024;

/** How long the disk under the store needs to write and flush a little, in ms: no durable answer can be faster. */
export function flushTimes(count: number): number[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-bench-'));
  const file = openSync(path.join(folder, 'flush'), 'w');
  const bytes = new Uint8Array(FLUSH_BYTES).fill(1);
  try {
    return Array.from({ length: count }, () => {
      const began = performance.now();
      writeSync(file, bytes);
      fdatasyncSync(file);
      return performance.now() - began;
    });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
