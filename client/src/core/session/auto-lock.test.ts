import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTimers } from '../groups/timers.ts';
import { lockWhenIdle } from './auto-lock.ts';

const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('locks after as many minutes without use as the policy says, also when it says so only now', () => {
  const timers = createTimers(() => Date.now());
  let [minutes, touchedAt, locked] = [30, Date.now(), 0];
  lockWhenIdle(
    timers,
    () => Date.now() - touchedAt,
    () => minutes,
    () => {
      locked += 1;
    },
  );
  vi.advanceTimersByTime(20 * MINUTE);
  touchedAt = Date.now();
  vi.advanceTimersByTime(29 * MINUTE);
  expect(locked).toBe(0);
  touchedAt = Date.now();
  minutes = 5;
  vi.advanceTimersByTime(4 * MINUTE);
  expect(locked).toBe(0);
  vi.advanceTimersByTime(2 * MINUTE);
  expect(locked).toBe(1);
  timers.close();
});
