import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import { type InvitationId, type OrgId, parseId, type UserId } from '#shared/ids/index.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { randomBytes, ready } from '../crypto/primitives.ts';
import { testPrimitives } from '../crypto/testing.ts';
import { certifiedDevice } from './authenticate.ts';
import { InvitationLinkError } from './errors.ts';
import { invitationUrl, isInvitationFragment, parseInvitationFragment } from './invitation-link.ts';
import { safetyNumber } from './safety-number.ts';

beforeAll(ready);

describe('the authentication service', () => {
  it('knows exactly the devices that stand in the log, also after they were revoked', () => {
    const org = new TestOrg(testPrimitives);
    const ben = org.enrol('Ben');
    const device = org.addDevice(ben);
    const expected = { device: device.id, user: ben.id };
    expect(certifiedDevice(device.identity, device.key.publicKey, org.state)).toEqual(expected);
    org.must(org.sign({ kind: 'device.revoke', device: device.id }, ben.signer));
    expect(certifiedDevice(device.identity, device.key.publicKey, org.state)).toEqual(expected);
  });

  it('knows no invented device, no other key, and no certificate that was made a second time (AT-06)', () => {
    const org = new TestOrg(testPrimitives);
    const ben = org.enrol('Ben');
    const device = org.addDevice(ben);
    const ghost = testPrimitives.keyPair();
    const second = encodeUtf8(org.certificate(ben, ghost, { device: device.id }));
    const invented = encodeUtf8(org.certificate(org.person(), ghost));
    for (const [identity, key] of [
      [device.identity, ghost.publicKey],
      [second, ghost.publicKey],
      [invented, ghost.publicKey],
      [encodeUtf8('{}'), ghost.publicKey],
      [new Uint8Array(5_000), ghost.publicKey],
    ] as const) {
      expect(certifiedDevice(identity, key, org.state)).toBeUndefined();
    }
  });
});

describe('invitation links', () => {
  const link = {
    org: parseId<OrgId>('AAAAAAAAAAAAAAAAAAAAAA'),
    invitation: parseId<InvitationId>('AAAAAAAAAAAAAAAAAAAAAQ'),
    rootKey: new Uint8Array(32).fill(7),
    seed: new Uint8Array(32).fill(9),
  };
  const url = invitationUrl('https://tacit.example', link);
  const fragment = url.slice(url.indexOf('#'));

  it('give back what they were made of, and keep it behind the #', () => {
    expect(url.startsWith('https://tacit.example/#join/')).toBe(true);
    expect(parseInvitationFragment(fragment)).toEqual(link);
  });

  it('are refused when cut, lengthened or changed into no link', () => {
    for (let length = 0; length < fragment.length; length += 1) {
      expect(() => parseInvitationFragment(fragment.slice(0, length))).toThrow(InvitationLinkError);
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(() => parseInvitationFragment(`#join/${text}`)).toThrow(InvitationLinkError);
      }),
    );
    expect(() => parseInvitationFragment(`#join/${'A'.repeat(5_000)}`)).toThrow(InvitationLinkError);
    expect(isInvitationFragment('#found/x')).toBe(false);
  });
});

describe('safety numbers', () => {
  const person = (last: string) => ({ id: parseId<UserId>(`${'A'.repeat(21)}${last}`), key: randomBytes(32) });

  it('are the same for both, 60 digits, and change with any key', () => {
    const [ana, ben] = [person('A'), person('Q')];
    const number = safetyNumber(ana, ben);
    expect(number).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(safetyNumber(ben, ana)).toBe(number);
    expect(safetyNumber(ana, { ...ben, key: randomBytes(32) })).not.toBe(number);
    expect(safetyNumber(ana, { ...ben, id: parseId<UserId>(`${'A'.repeat(21)}g`) })).not.toBe(number);
  });
});
