import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy, UNLIMITED_MINUTES } from '#shared/policy/index.ts';
import { boundedTimer, endOf, endOnceRead, isWithin, latestEnd, TIMER_MAX, type Timer, timerBounds } from './timer.ts';

const timers: fc.Arbitrary<Timer> = fc.record({
  seconds: fc.integer({ min: 1, max: TIMER_MAX }),
  from: fc.constantFrom('sent' as const, 'read' as const),
});
const wishes = fc.option(timers, { nil: undefined });
const policies = fc.record({
  messageMinutesMost: fc.oneof(fc.constant(UNLIMITED_MINUTES), fc.integer({ min: 1, max: UNLIMITED_MINUTES })),
  messageMinutesLeast: fc.integer({ min: 0, max: 525_600 }),
  burnOnRead: fc.constantFrom('allowed' as const, 'off' as const),
});
const moments = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('the timer of a message', () => {
  it('is inside the policy of its sender, whatever was asked for, and what is inside stays as it is', () => {
    fc.assert(
      fc.property(wishes, policies, (wish, policy) => {
        const { least, most, burn } = timerBounds(policy);
        const timer = boundedTimer(wish, policy);
        if (timer === undefined) {
          expect(most).toBeUndefined();
          expect(wish === undefined || (wish.from === 'read' && !burn)).toBe(true);
          return;
        }
        expect(timer.seconds).toBeGreaterThanOrEqual(least);
        expect(timer.seconds).toBeLessThanOrEqual(most ?? TIMER_MAX);
        if (!burn) expect(timer.from).toBe('sent');
        // Once inside, always inside: who bounds it again comes to the same.
        expect(boundedTimer(timer, policy)).toEqual(timer);
        expect(isWithin(timer, policy)).toBe(true);
        if (isWithin(wish, policy)) expect(timer).toEqual(wish);
      }),
    );
  });

  it('ends at one moment on all devices, within the longest lifetime, and no reading puts that off', () => {
    fc.assert(
      fc.property(timers, policies, moments, moments, fc.boolean(), (wish, policy, at, readAt, mine) => {
        const timer = boundedTimer(wish, policy);
        if (timer === undefined) return;
        const end = endOf(timer, at, policy, mine);
        expect(end).toBeGreaterThan(at);
        expect(end).toBeLessThanOrEqual(latestEnd(timer, at, policy));
        expect(end - at).toBeLessThanOrEqual(policy.messageMinutesMost * 60_000);
        const read = endOnceRead(timer, end, readAt);
        expect(read).toBeLessThanOrEqual(end);
        if (timer.from === 'sent') expect(read).toBe(at + timer.seconds * 1_000);
        // The second reading, later, changes nothing.
        expect(endOnceRead(timer, read, readAt + 1)).toBe(read);
      }),
    );
  });

  it('that begins with reading ends after thirty days unread, or sooner where the policy says so', () => {
    const timer: Timer = { seconds: 10, from: 'read' };
    expect(latestEnd(timer, 0, defaultPolicy)).toBe(30 * 86_400_000);
    expect(latestEnd(timer, 0, { ...defaultPolicy, messageMinutesMost: 60 })).toBe(3_600_000);
    // The author's own copy does not wait for somebody to read.
    expect(endOf(timer, 0, defaultPolicy, true)).toBe(10_000);
  });

  it('is the longest that the policy has, where none was asked for and it has one', () => {
    expect(boundedTimer(undefined, defaultPolicy)).toBeUndefined();
    const forced = { ...defaultPolicy, messageMinutesMost: 60 };
    expect(boundedTimer(undefined, forced)).toEqual({ seconds: 3_600, from: 'sent' });
    expect(isWithin(undefined, forced)).toBe(false);
  });
});
