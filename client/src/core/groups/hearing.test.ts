import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceId, parseId, type UserId } from '#shared/ids/index.ts';
import {
  type Heard,
  hear,
  reachOfAll,
  readCount,
  receiptOf,
  type Told,
  tell,
  withRead,
  withReceipt,
} from './hearing.ts';

const ana = parseId<DeviceId>('AAAAAAAAAAAAAAAAAAAAAA');
const ben = parseId<DeviceId>('BAAAAAAAAAAAAAAAAAAAAA');
const say = (nth: number, skipped = 0, device = ana) => ({ device, nth, skipped });

/** Hears one after the other. @returns how many each showed to be lost. */
function losses(told: Told | undefined, ...said: readonly ReturnType<typeof say>[]): number[] {
  const heard = new Map<DeviceId, Heard>();
  let left = told;
  return said.map((one) => {
    const hearing = hear(heard.get(one.device), left, one, 'new');
    heard.set(one.device, hearing.heard);
    left = hearing.told;
    return hearing.lost;
  });
}

describe('hearing a device', () => {
  it('misses nothing while it counts on, whatever its ratchet skips', () => {
    expect(losses(undefined, say(7), say(8, 3), say(9))).toEqual([0, 0, 0]);
  });

  it('misses what it passed over; at the first word, what its ratchet passed over', () => {
    expect(losses(undefined, say(7, 2), say(10))).toEqual([2, 2]);
  });

  it('takes back that one is missing when it comes late, once', () => {
    const first = hear({ upTo: 4, holes: [] }, undefined, say(7), 'new');
    expect(first.lost).toBe(2);
    const late = hear(first.heard, undefined, say(5), 'other');
    expect([late.lost, late.found]).toEqual([0, 'new']);
    expect(hear(late.heard, undefined, say(5), 'other').found).toBeUndefined();
    expect(hear(late.heard, undefined, say(6), 'other').found).toBe('new');
  });

  it('does not tell twice of what a gap has told, for whomever of the senders it was', () => {
    const gap = tell(undefined, 'gap', 3);
    expect(losses(gap, say(1), say(1, 0, ben))).toEqual([0, 0]);
    const heard = { upTo: 1, holes: [] };
    const one = hear(heard, gap, say(4), 'new');
    expect([one.lost, one.heard.holes]).toEqual([
      0,
      [
        { nth: 2, line: 'gap' },
        { nth: 3, line: 'gap' },
      ],
    ]);
    const other = hear(heard, one.told, say(4, 0, ben), 'new');
    expect([other.lost, other.heard.holes]).toEqual([
      1,
      [
        { nth: 2, line: 'gap' },
        { nth: 3, line: 'new' },
      ],
    ]);
  });

  it('lets a gap excuse a sender once: what is dropped after that is told of', () => {
    const gap = tell(undefined, 'gap', 100);
    const one = hear({ upTo: 1, holes: [] }, gap, say(2), 'new');
    expect(hear(one.heard, one.told, say(4), 'new').lost).toBe(1);
  });

  it('keeps its memory small, however far a member counts ahead', () => {
    const { heard, lost } = hear({ upTo: 1, holes: [] }, undefined, say(1_000_000_000), 'new');
    expect([lost, heard.holes.length, heard.holes.at(-1)?.nth]).toEqual([999_999_998, 64, 999_999_999]);
  });
});

describe('telling what was heard', () => {
  const [me, you, other] = ['C', 'D', 'E'].map((letter) => parseId<UserId>(`${letter}AAAAAAAAAAAAAAAAAAAAA`));
  if (me === undefined || you === undefined || other === undefined) throw new Error('unreachable');
  const by = { device: ben, user: you };

  const receiptFor = (upTo: number, read?: number) => ({
    kind: 'delivered' as const,
    heard: { [ana]: { upTo, without: [], ...(read === undefined ? {} : { read }) } },
  });

  it('lets a message have arrived that everybody else has, and none that is a hole', () => {
    const receipt = receiptOf({ heard: { [ana]: { upTo: 7, holes: [{ nth: 5, line: 'x' }] } } }, true);
    const row = { members: [me, you], spoken: 9, delivered: withReceipt({ spoken: 9 }, ana, by, receipt, true) };
    expect([4, 5, 6, 7, 8].filter((nth) => reachOfAll(row, me, nth, true) === 'delivered')).toEqual([4, 6, 7]);
    expect(reachOfAll({ ...row, members: [me, you, other] }, me, 4, true)).toBe('none');
    expect(reachOfAll({ ...row, members: [me] }, me, 4, true)).toBe('none');
  });

  it('takes no receipt for more than was said, none back, and none of what others have said', () => {
    const far = withReceipt({ spoken: 3 }, ana, by, receiptFor(99, 99), true);
    expect(far[ben]).toEqual({ user: you, upTo: 3, without: [], read: 3 });
    expect(withReceipt({ spoken: 3, delivered: far }, ana, by, receiptFor(1), true)).toBe(far);
    expect(withReceipt({ spoken: 3 }, ben, by, receiptFor(1), true)).toEqual({});
  });

  it('says what was read only where the person tells, and never more than has come', () => {
    const row = { heard: { [ana]: { upTo: 7, holes: [] } }, read: { [ana]: 9 } };
    expect(receiptOf(row, true).heard[ana]?.read).toBe(7);
    expect(receiptOf(row, false).heard[ana]).toEqual({ upTo: 7, without: [] });
  });

  it('lets nobody have read what they do not have, and nothing read become unread', () => {
    const nat = fc.nat({ max: 20 });
    const said = fc.record({ upTo: nat, read: nat, without: fc.array(nat, { maxLength: 4 }), tells: fc.boolean() });
    fc.assert(
      fc.property(fc.array(said), nat, (receipts, spoken) => {
        let delivered: Parameters<typeof reachOfAll>[0]['delivered'] = {};
        let before = 0;
        for (const { tells, ...one } of receipts) {
          const row = { spoken, delivered };
          delivered = withReceipt(row, ana, by, { kind: 'delivered', heard: { [ana]: one } }, tells);
          const { read = 0, upTo = 0 } = delivered[ben] ?? {};
          expect(read).toBeGreaterThanOrEqual(before);
          expect(read).toBeLessThanOrEqual(upTo);
          expect(upTo).toBeLessThanOrEqual(spoken);
          before = read;
        }
        for (let nth = 1; nth <= 20; nth += 1) {
          const row = { members: [me, you], delivered };
          if (reachOfAll(row, me, nth, true) === 'none') expect(reachOfAll(row, me, nth, false)).toBe('none');
          expect(reachOfAll(row, me, nth, false)).not.toBe('read');
        }
      }),
    );
  });

  it('counts what was read up, by device, and never down', () => {
    const read = withRead({ read: { [ana]: 4 } }, [{ device: ana, nth: 2 }, { device: ben, nth: 3 }, { device: ben }]);
    expect(read).toEqual({ [ana]: 4, [ben]: 3 });
    expect(readCount({ read })).toBe(7);
  });
});
