import { expect, it } from 'vitest';
import type { SessionView } from '../port.ts';
import { policyBeforeJoining } from './people.ts';
import { checkingView } from './session.ts';

it('shows how far the log is on the screens on which a person waits for it, and on no other', () => {
  const waiting: SessionView = { kind: 'no-account', policy: policyBeforeJoining };
  const told = checkingView(waiting, 1_024, 50_000);
  expect(told).toEqual({ ...waiting, checking: { done: 1_024, total: 50_000 } });
  expect(checkingView(told, 0, 0)).toEqual(waiting);
  // Nothing changes, so nobody is told anything.
  expect(checkingView(waiting, 0, 0)).toBe(waiting);
  const starting: SessionView = { kind: 'starting' };
  expect(checkingView(starting, 1, 2)).toBe(starting);
});
