import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import { STATUS_MAX, statusText } from '../content/presence.ts';
import { randomBytes, ready, type SignatureKeyPair, signKeyPair } from '../crypto/primitives.ts';
import { openSignal, type SignalContext, sealSignal } from './signal.ts';

const group = parseId<GroupId>(`${'G'.repeat(21)}A`);
const device = parseId<DeviceId>(`${'D'.repeat(21)}A`);
const now = 1_800_000_000_000;
let own: SignatureKeyPair;
let context: SignalContext;
beforeAll(async () => {
  await ready();
  own = signKeyPair();
  context = { group, epoch: '7', key: randomBytes(32) };
});

const seal = (change: object = {}, key = own.privateKey, into = context) =>
  sealSignal({ group, epoch: '7', device, at: now, typing: true, ...change }, key, into);
const keyOf = (one: DeviceId) => (one === device ? own.publicKey : undefined);
const open = (bytes: Uint8Array, from = context, at = now) => openSignal(bytes, from, at, keyOf);

describe('a signal', () => {
  it('is opened by the members of its epoch, and is always as long', () => {
    expect(open(seal())).toEqual({ v: 1, group, epoch: '7', device, at: now, typing: true });
    expect(seal({ typing: false, epoch: '123456789' }).length).toBe(seal().length);
  });

  it('has room for any presence, and none for what is no presence', () => {
    const line = fc
      .string({ unit: 'binary', minLength: 1, maxLength: STATUS_MAX })
      .filter((text) => statusText.safeParse(text).success);
    const presence = fc.record(
      {
        state: fc.constantFrom('available' as const, 'away' as const, 'dnd' as const),
        text: fc.oneof(line, fc.constant('"'.repeat(STATUS_MAX)), fc.constant('ä'.repeat(STATUS_MAX))),
        emoji: fc.constantFrom('🏗️', '👨🏽‍👩🏽‍👧🏽‍👦🏽', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'),
        until: fc.constant(now + 86_400_000),
        asks: fc.constant(true as const),
      },
      { requiredKeys: ['state'] },
    );
    const usual = seal().length;
    fc.assert(
      fc.property(presence, fc.bigInt({ min: 0n, max: 2n ** 40n }), (said, epoch) => {
        const of = { ...context, epoch: String(epoch) };
        const sealed = sealSignal({ group, epoch: of.epoch, device, at: now, presence: said }, own.privateKey, of);
        expect(sealed.length).toBe(usual);
        expect(open(sealed, of)).toMatchObject({ presence: said });
      }),
    );
    for (const odd of [
      { state: 'rich' },
      { state: 'available', text: '' },
      { state: 'available', text: 'two\nlines' },
      { state: 'available', text: 'x'.repeat(STATUS_MAX + 1) },
      { state: 'available', emoji: 'word' },
      { state: 'available', until: -1 },
      { state: 'available', more: true },
      { state: 'available', typing: true },
    ]) {
      expect(() => seal({ typing: undefined, presence: odd }), JSON.stringify(odd)).toThrow();
    }
  });

  it('is nothing when it was forged, kept or shown elsewhere', () => {
    const other = parseId<GroupId>(`${'H'.repeat(21)}A`);
    expect(open(seal(), { ...context, key: randomBytes(32) })).toBeUndefined();
    expect(open(seal(), { ...context, group: other })).toBeUndefined();
    expect(open(seal({}, signKeyPair().privateKey)), 'in the name of another').toBeUndefined();
    expect(open(seal({ device: parseId(`${'E'.repeat(21)}A`) })), 'of no member').toBeUndefined();
    expect(open(seal({ epoch: '6' })), 'of an ended epoch').toBeUndefined();
    expect(open(seal({ group: other })), 'of another group').toBeUndefined();
    expect(open(seal(), context, now + 61_000), 'of a minute ago').toBeUndefined();
    expect(open(seal({ at: now + 61_000 })), 'of times to come').toBeUndefined();
  });

  it('is nothing when a byte of it is other', () => {
    const sealed = seal();
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, by) => {
        const changed = sealed.slice();
        changed[index] = (changed[index] ?? 0) ^ by;
        return open(changed) === undefined;
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => open(bytes) === undefined));
  });
});
