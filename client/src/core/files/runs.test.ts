import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTimers } from '../groups/timers.ts';
import { TransportError } from '../transport/errors.ts';
import type { Desk } from './files.ts';
import { createRuns, type Runs } from './runs.ts';

describe('moving a file', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A mover whose runs end when they are told to. */
  function mover(end: (runs: Runs) => void = () => undefined) {
    const open: (() => void)[] = [];
    let begun = 0;
    const desk = {
      shelf: { get: () => ({}) },
      moved: new Map(),
      tell: () => undefined,
      timers: createTimers(Date.now),
      fault: (error: unknown) => {
        throw error;
      },
    } as unknown as Desk;
    const runs = createRuns(desk, 'move', async () => {
      begun += 1;
      await new Promise<void>((resolve) => open.push(resolve));
      end(runs);
    });
    const finish = async () => {
      open.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    };
    return { runs, finish, begun: () => begun };
  }

  it('happens once at a time, and once more where it was asked for meanwhile', async () => {
    const { runs, finish, begun } = mover();
    for (let asked = 0; asked < 3; asked += 1) runs.begin('one');
    expect(begun()).toBe(1);
    await finish();
    expect(begun()).toBe(2);
    await finish();
    expect([begun(), runs.isRunning('one')]).toEqual([2, false]);
  });

  it('waits longer each time that the relay cannot be reached, whoever asks meanwhile', async () => {
    const { runs, finish, begun } = mover((one) => one.pauseAfter('one', new TransportError('offline')));
    runs.begin('one');
    for (const [nth, pause] of [1_000, 2_000, 4_000].entries()) {
      runs.begin('one');
      await finish();
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(begun()).toBe(nth + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(begun()).toBe(nth + 2);
    }
  });
});
