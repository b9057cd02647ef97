import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, decodeUtf8, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { InvitationId } from '#shared/ids/index.ts';
import { emptyState, headOf, isDeviceActive, replay } from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg } from './testing/org.ts';

const found = () => new TestOrg(primitives);

describe('an organisation and its log', () => {
  it('is founded, invites, enrols and adds devices with no admin online', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const device = org.addDevice(ben);
    expect(org.state.users.get(ben.id)).toMatchObject({ name: 'Ben', role: 'member', standing: 'active' });
    expect(isDeviceActive(org.state, device.id, org.now)).toBe(true);
    expect(isDeviceActive(org.state, device.id, org.now + 25 * HOUR)).toBe(false);
  });

  it('gives the same state and root to everyone who replays it, whole or in parts', () => {
    const org = found();
    org.addDevice(org.enrol('Ben'));
    const whole = replay(org.envelopes, primitives);
    expect(whole.ok && headOf(whole.state, primitives)).toEqual(headOf(org.state, primitives));
    fc.assert(
      fc.property(fc.nat(org.envelopes.length), (cut) => {
        const first = replay(org.envelopes.slice(0, cut), primitives);
        const second = replay(org.envelopes.slice(cut), primitives, first.state);
        expect(second).toEqual(whole);
      }),
    );
  });

  it('cannot be founded twice, nor begin with anything else', () => {
    const org = found();
    const [founding] = org.envelopes;
    expect(founding && org.refusal(founding)).toBe('already-founded');
    const first = org.sign({ kind: 'user.update', user: org.ana.id, name: 'A' }, org.ana.signer);
    const result = replay([first], primitives);
    expect(!result.ok && result.refusal.code).toBe('not-founded');
  });

  it('stops at the first refused entry, with what held before it', () => {
    const org = found();
    const bad = org.sign({ kind: 'user.suspend', user: org.ana.id }, org.person().signer);
    const result = replay([...org.envelopes, bad], primitives);
    expect(result).toMatchObject({ ok: false, index: 1, refusal: { code: 'bad-signature' } });
    expect(headOf(result.state, primitives)).toEqual(headOf(org.state, primitives));
  });
});

describe('invitations', () => {
  it('are used once, in time, and not after they were withdrawn', () => {
    const org = found();
    const used = org.invite('member');
    const stale = org.enrolment(used, org.person(), 'Eve');
    org.must(org.enrolment(used, org.person(), 'Ben'));
    expect(org.refusal(org.enrolment(used, org.person(), 'Eve'))).toBe('invitation-used');
    expect(org.refusal(stale)).toBe('invitation-used');

    const revoked = org.invite('member');
    org.must(org.sign({ kind: 'invite.revoke', invitation: revoked.id }, org.ana.signer));
    expect(org.refusal(org.enrolment(revoked, org.person(), 'Eve'))).toBe('invitation-revoked');

    const expired = org.invite('member');
    org.now += 2 * HOUR;
    expect(org.refusal(org.enrolment(expired, org.person(), 'Eve'))).toBe('invitation-expired');
  });

  it('cannot be tampered with: another key, another name for the key, another role', () => {
    const org = found();
    const invitation = org.invite('member');
    const forged = { id: invitation.id, key: primitives.keyPair() };
    expect(org.refusal(org.enrolment(forged, org.person(), 'Eve'))).toBe('bad-signature');
    const text = decodeUtf8(org.enrolment(invitation, org.person(), 'Ben'));
    expect(org.refusal(encodeUtf8(text.replace('Ben', 'Bob')))).toBe('bad-signature');
  });

  it('of a suspended admin let nobody in', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const invitation = org.invite('member', chloe);
    org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    expect(org.refusal(org.enrolment(invitation, org.person(), 'Eve'))).toBe('invitation-revoked');
  });

  it('made in store by an admin who was demoted let nobody in', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const invitation = org.invite('member', chloe);
    org.must(org.sign({ kind: 'user.update', user: chloe.id, role: 'member' }, org.ana.signer));
    expect(org.refusal(org.enrolment(invitation, org.person(), 'Eve'))).toBe('invitation-revoked');
  });

  it('do not last longer than 90 days', () => {
    const org = found();
    const body = {
      kind: 'invite.create',
      invitation: org.id<InvitationId>(),
      key: encodeBase64url(primitives.keyPair().publicKey),
      role: 'member',
      group: org.group,
      name: 'Ben',
    } as const;
    const lasting = (days: number) =>
      org.refusal(org.sign({ ...body, expiresAt: org.now + days * 24 * HOUR }, org.ana.signer));
    expect(lasting(90)).toBeUndefined();
    expect(lasting(91)).toBe('invitation-too-long');
  });

  it('are made by those who may', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const chloe = org.enrol('Chloe', 'admin');
    expect(() => org.invite('member', ben)).toThrow('not-authorised');
    expect(() => org.invite('admin', chloe)).toThrow('not-authorised');
    expect(() => org.invite('owner', chloe)).toThrow('not-authorised');
    org.invite('member', chloe);
  });
});

describe('a hostile relay or admin', () => {
  it('cannot invent a device for an existing person (AT-06)', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const ghost = primitives.keyPair();
    const byAdmin = org.sign(
      { kind: 'device.add', user: ben.id, certificate: org.certificate(ben, ghost) },
      org.ana.signer,
    );
    expect(org.refusal(byAdmin)).toBe('not-authorised');
    const selfMade = org.certificate(ben, ghost, {}, ghost);
    expect(org.refusal(org.sign({ kind: 'device.add', user: ben.id, certificate: selfMade }, ben.signer))).toBe(
      'bad-certificate',
    );
  });

  it('cannot use a certificate of another person, organisation or purpose, nor a key twice', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const add = (certificate: string) =>
      org.refusal(org.sign({ kind: 'device.add', user: ben.id, certificate }, ben.signer));
    expect(add(org.certificate(ben, primitives.keyPair(), { user: org.ana.id }))).toBe('bad-certificate');
    expect(add(org.certificate(ben, primitives.keyPair(), { org: found().org }))).toBe('bad-certificate');
    expect(add(org.certificate(ben, primitives.keyPair(), { purpose: 'retention' }))).toBe('bad-certificate');
    expect(add(org.certificate(ben, ben.key))).toBe('key-reused');
    expect(add('{}')).toBe('bad-certificate');
  });

  it('cannot show an entry on another history (fork)', () => {
    const org = found();
    const suspend = org.sign({ kind: 'user.suspend', user: org.enrol('Ben').id }, org.ana.signer);
    const other = new TestOrg(primitives);
    expect(other.refusal(suspend)).toBe('wrong-organisation');
    const fork = { ...org.state, tree: other.state.tree };
    const result = replay([suspend], primitives, fork);
    expect(!result.ok && result.refusal.code).toBe('other-history');
  });

  it('cannot repeat an old decision, or keep one back and show it after a newer one', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const suspend = org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer);
    org.must(suspend);
    const restore = org.sign({ kind: 'user.restore', user: ben.id }, org.ana.signer);
    const withheld = org.sign({ kind: 'user.restore', user: ben.id }, org.ana.signer, org.rootSigner);
    org.must(restore);
    org.must(org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer));
    expect(org.refusal(restore)).toBe('out-of-date');
    expect(org.refusal(withheld)).toBe('out-of-date');
  });

  it('cannot publish what a person signed before being suspended', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const certificate = org.certificate(ben, primitives.keyPair());
    const kept = org.sign({ kind: 'device.add', user: ben.id, certificate }, ben.signer);
    org.must(org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer));
    expect(org.refusal(kept)).toBe('out-of-date');
    org.must(org.sign({ kind: 'user.restore', user: ben.id }, org.ana.signer));
    expect(org.refusal(kept)).toBe('out-of-date');
  });

  it('cannot set the clock back to use what has expired', () => {
    const org = found();
    const invitation = org.invite('member');
    org.now += 3 * HOUR;
    org.must(org.sign({ kind: 'user.update', user: org.ana.id, name: 'Ana B' }, org.ana.signer));
    org.now -= 2.5 * HOUR;
    expect(org.refusal(org.enrolment(invitation, org.person(), 'Eve'))).toBe('clock');
  });

  it('cannot change a byte of an envelope, or show it in another spelling', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const envelope = org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer);
    fc.assert(
      fc.property(fc.nat(envelope.length - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
        const changed = envelope.slice();
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(org.refusal(changed)).toBeDefined();
      }),
    );
    const parsed = JSON.parse(decodeUtf8(envelope)) as { entry: string; signatures: unknown[] };
    expect(org.refusal(encodeUtf8(JSON.stringify(parsed, null, 1)))).toBe('malformed');
    const twice = { ...parsed, signatures: [...parsed.signatures, ...parsed.signatures] };
    expect(org.refusal(encodeUtf8(canonicalJson(twice)))).toBe('bad-signature');
  });

  it('gets a refusal, and never a crash, for any bytes', () => {
    const org = found();
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(encodeUtf8)), (bytes) => {
        expect(org.refusal(bytes)).toBe('malformed');
      }),
    );
    expect(org.refusal(new Uint8Array(20_000))).toBe('malformed');
  });

  it('cannot give a person a name that looks like another line or direction', () => {
    const org = found();
    for (const name of ['', ' Ben', 'Ben\nAna', 'Ben\u202Enib', 'B\u200Ben', 'x'.repeat(81)]) {
      expect(() => org.sign({ kind: 'user.update', user: org.ana.id, name }, org.ana.signer)).toThrow();
    }
  });
});

describe('roles, standing and quorum', () => {
  it('keeps members from deciding for others, and admins from deciding over owners', () => {
    const org = found();
    const [ben, dan] = [org.enrol('Ben'), org.enrol('Dan')];
    const chloe = org.enrol('Chloe', 'admin');
    expect(org.refusal(org.sign({ kind: 'user.suspend', user: dan.id }, ben.signer))).toBe('not-authorised');
    expect(org.refusal(org.sign({ kind: 'user.suspend', user: org.ana.id }, chloe.signer))).toBe('not-authorised');
    expect(org.refusal(org.sign({ kind: 'user.suspend', user: org.ana.id }, org.ana.signer))).toBe('last-owner');
    org.must(org.sign({ kind: 'user.suspend', user: dan.id }, chloe.signer));
    expect(org.refusal(org.sign({ kind: 'user.update', user: dan.id, name: 'D' }, ben.signer))).toBe('not-authorised');
  });

  it('lets suspended people do nothing, not even to themselves', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const chloe = org.enrol('Chloe', 'admin');
    const rename = (person = ben) => org.sign({ kind: 'user.update', user: ben.id, name: 'B' }, person.signer);
    expect(org.refusal(rename())).toBeUndefined();
    org.must(org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer));
    org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    expect(org.refusal(rename())).toBe('not-authorised');
    expect(org.refusal(rename(chloe))).toBe('not-authorised');
    const certificate = org.certificate(ben, primitives.keyPair());
    expect(org.refusal(org.sign({ kind: 'device.add', user: ben.id, certificate }, ben.signer))).toBe('not-authorised');
    org.must(org.sign({ kind: 'user.remove', user: ben.id }, org.ana.signer));
    expect(org.refusal(org.sign({ kind: 'user.restore', user: ben.id }, org.ana.signer))).toBe('unknown-subject');
  });

  it('asks for the owners’ quorum, and lets the root key stand in when owners are lost', () => {
    const org = found();
    const ben = org.enrol('Ben', 'admin');
    org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id, ben.id], quorum: 2 }, org.ana.signer));
    const body = { kind: 'owners.set' as const, owners: [ben.id], quorum: 1 };
    expect(org.refusal(org.sign(body, ben.signer))).toBe('too-few-signatures');
    expect(
      org.refusal(org.sign({ ...body, owners: [ben.id, org.ana.id], quorum: 2 }, ben.signer, org.ana.signer)),
    ).toBeUndefined();
    expect(org.refusal(org.sign(body, org.rootSigner))).toBeUndefined();
  });

  it('asks for the owners’ quorum where a new vote would come about: an admin’s invitation, a new key for who steers', () => {
    const org = found();
    const [ben, chloe] = [org.enrol('Ben', 'admin'), org.enrol('Chloe', 'admin')];
    const quorum = { kind: 'owners.set' as const, owners: [org.ana.id, ben.id], quorum: 2 };
    org.must(org.sign(quorum, org.ana.signer));
    expect(() => org.invite('admin')).toThrow('too-few-signatures');
    for (const one of [ben, chloe]) {
      const fresh = primitives.keyPair();
      const body = { kind: 'identity.reset', user: one.id, key: encodeBase64url(fresh.publicKey) } as const;
      const itself = org.signer({ role: 'user', id: one.id }, fresh);
      expect(org.refusal(org.sign(body, org.ana.signer, itself))).toBe('too-few-signatures');
      expect(org.refusal(org.sign(body, org.rootSigner, itself))).toBeUndefined();
      const both = org.refusal(org.sign(body, org.ana.signer, ...(one === ben ? [] : [ben.signer]), itself));
      expect(both).toBe(one === ben ? 'too-few-signatures' : undefined);
    }
  });

  it('counts nothing that an owner signed before being put back among the admins', () => {
    const org = found();
    const [ben, chloe] = [org.enrol('Ben', 'admin'), org.enrol('Chloe')];
    org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id, ben.id], quorum: 1 }, org.ana.signer));
    const kept = org.sign({ kind: 'user.suspend', user: chloe.id }, ben.signer);
    org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id], quorum: 1 }, org.ana.signer));
    expect(org.refusal(kept)).toBe('out-of-date');
  });

  it('lets the owners’ quorum name witnesses, each once, and no more required than there are', () => {
    const org = found();
    const ben = org.enrol('Ben', 'admin');
    const one = { name: 'w1', key: encodeBase64url(primitives.keyPair().publicKey) };
    const two = { name: 'w2', key: encodeBase64url(primitives.keyPair().publicKey) };
    const set = (witnesses: (typeof one)[], required: number, by = org.ana) =>
      org.sign({ kind: 'witnesses.set', witnesses, required }, by.signer);
    expect(org.refusal(set([one], 1, ben))).toBe('not-authorised');
    expect(org.refusal(set([one], 2))).toBe('malformed');
    expect(org.refusal(set([one, { ...two, name: 'w1' }], 1))).toBe('malformed');
    expect(org.refusal(set([one, { ...one, name: 'w2' }], 2))).toBe('malformed');
    expect(org.refusal(set([{ name: 'w1', key: encodeBase64url(ben.key.publicKey) }], 1))).toBe('key-reused');
    org.must(set([one], 1));
    org.must(set([one, two], 2));
    expect(org.state.witnessRule).toEqual({ witnesses: [one, two], required: 2 });
    org.must(set([two], 1));
    expect(org.refusal(set([one], 1))).toBe('key-reused');
  });

  it('takes no quorum that could not sign in one entry', () => {
    const org = found();
    const owners = Array.from({ length: 17 }, () => org.enrol('O').id);
    const set = (quorum: number) => () => org.sign({ kind: 'owners.set', owners, quorum }, org.ana.signer);
    expect(set(17)).toThrow();
    expect(org.refusal(set(16)())).toBeUndefined();
  });

  it('revokes all devices when an identity is reset, and needs the new key’s holder', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const device = org.addDevice(ben);
    const fresh = { ...ben, ...org.person(), id: ben.id };
    const signer = org.signer({ role: 'user', id: ben.id }, fresh.key);
    const body = { kind: 'identity.reset', user: ben.id, key: encodeBase64url(fresh.key.publicKey) } as const;
    expect(org.refusal(org.sign(body, org.ana.signer))).toBe('not-authorised');
    expect(org.refusal(org.sign(body, signer))).toBe('not-authorised');
    org.must(org.sign(body, org.ana.signer, signer));
    expect(isDeviceActive(org.state, device.id, org.now)).toBe(false);
    expect(org.refusal(org.sign({ kind: 'user.update', user: ben.id, name: 'B' }, ben.signer))).toBe('bad-signature');
  });
});

describe('the empty log', () => {
  it('has the root of nothing', () => {
    expect(headOf(emptyState(), primitives)).toEqual({ size: 0, root: primitives.sha256(new Uint8Array(0)) });
  });
});
