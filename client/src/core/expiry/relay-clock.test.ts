import { describe, expect, it } from 'vitest';
import { createRelayClock } from './relay-clock.ts';

const HOUR = 3_600_000;
const NOON = 1_700_000_000_000;

/** A relay whose newest signed time is noon, and a computer whose clock is `off` from that. */
function at(off: number) {
  const local = { now: NOON + off };
  const clock = createRelayClock({ now: () => local.now, signed: () => ({ at: NOON, leashMs: 24 * HOUR }) });
  return { local, clock };
}

describe('the relay’s time', () => {
  it('is told by the relay, however wrong this computer’s clock is', () => {
    for (const off of [-400 * 24 * HOUR, -HOUR, 0, HOUR, 400 * 24 * HOUR]) {
      const { local, clock } = at(off);
      clock.heard(NOON + 5);
      local.now += HOUR;
      expect(clock.now()).toBe(NOON + 5 + HOUR);
      expect(clock.ahead).toBe(5 - off);
    }
  });

  it('of a computer without a relay is never before what was signed: a clock that is set back keeps nothing for ever', () => {
    const { clock } = at(-400 * 24 * HOUR);
    expect(clock.now()).toBe(NOON);
  });

  it('of a computer without a relay is never beyond the leash: a clock that is set forward lets nothing go too early', () => {
    expect(at(400 * 24 * HOUR).clock.now()).toBe(NOON + 24 * HOUR);
    expect(at(3 * HOUR).clock.now()).toBe(NOON + 3 * HOUR);
  });

  it('is what was said last: a clock that is set while the app is open is put right by the next connection', () => {
    const { local, clock } = at(0);
    clock.heard(NOON);
    local.now += HOUR;
    clock.heard(NOON + 4_000);
    expect(clock.now()).toBe(NOON + 4_000);
  });
});
