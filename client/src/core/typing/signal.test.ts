import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
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
