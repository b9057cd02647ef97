import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import type { Matter } from './entries.ts';
import { isDeviceActive } from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, type TestKey, TestOrg, type TestPerson } from './testing/org.ts';

const DAY = 24 * HOUR;

/** Ana, Chloe and Dan own it, two of them must sign; Ben is a member. */
function office(quorum = 2) {
  const org = new TestOrg(primitives);
  const [chloe, dan, ben] = [org.enrol('Chloe'), org.enrol('Dan'), org.enrol('Ben')];
  const all = [org.ana, chloe, dan];
  const owners = (people: readonly TestPerson[], k: number): Matter & { kind: 'owners.set' } => ({
    kind: 'owners.set',
    owners: people.map(({ id }) => id),
    quorum: k,
  });
  org.must(org.sign(owners(all, quorum), org.ana.signer));
  const propose = (matter: Matter, by: TestPerson, expiresAt = org.now + 7 * DAY) =>
    org.sign({ kind: 'decision.propose', matter, expiresAt }, by.signer);
  const approve = (proposal: number, by: TestPerson) => org.sign({ kind: 'decision.approve', proposal }, by.signer);
  const enact = (proposal: number, matter: Matter, by: TestPerson) =>
    org.sign({ kind: 'decision.enact', proposal, matter }, by.signer);
  const withdraw = (proposal: number, by: TestPerson) => org.sign({ kind: 'decision.withdraw', proposal }, by.signer);
  /** The place at which the next entry will stand. */
  const place = () => org.state.tree.size;
  const role = (person: TestPerson) => org.state.users.get(person.id)?.role;
  return { org, chloe, dan, ben, all, owners, propose, approve, enact, withdraw, place, role };
}

describe('what owners decide together, each when they are there', () => {
  it('counts once as many have signed as must, and not before', () => {
    const { org, chloe, dan, ben, owners, propose, approve, enact, place, role } = office(3);
    const matter = owners([org.ana, chloe, dan, ben], 3);
    const at = place();
    org.must(propose(matter, org.ana));
    expect(org.refusal(enact(at, matter, org.ana))).toBe('too-few-signatures');
    expect(org.refusal(enact(at, matter, chloe))).toBe('too-few-signatures');
    expect(org.refusal(approve(at, org.ana))).toBe('already-exists');
    org.must(approve(at, chloe));
    expect(role(ben)).toBe('member');
    expect(org.refusal(enact(at, matter, ben))).toBe('not-authorised');
    org.must(enact(at, matter, dan));
    expect(role(ben)).toBe('owner');
    expect(org.state.proposals.size).toBe(0);
    expect(org.refusal(enact(at, matter, dan))).toBe('unknown-subject');
  });

  it('is what was proposed, and nothing else that is said to be it', () => {
    const { org, chloe, dan, ben, owners, propose, enact, place } = office();
    const matter = owners([org.ana, chloe, dan, ben], 2);
    const at = place();
    org.must(propose(matter, org.ana));
    expect(org.refusal(enact(at, owners([chloe], 2), chloe))).toBe('malformed');
    expect(org.refusal(enact(at, owners([chloe, dan], 2), chloe))).toBe('malformed');
    expect(org.refusal(enact(at, matter, chloe))).toBeUndefined();
  });

  it('replaces an owner who is lost, by the others', () => {
    const { org, chloe, dan, ben, owners, propose, enact, place, role } = office();
    const matter = owners([org.ana, chloe, ben], 2);
    const at = place();
    org.must(propose(matter, org.ana));
    org.must(enact(at, matter, chloe));
    expect([role(dan), role(ben)]).toEqual(['admin', 'owner']);
  });

  it('waits a day where fewer would have to sign, whoever signs at once, but for the root key', () => {
    const { org, chloe, dan, all, owners, propose, approve, enact, place } = office(3);
    const matter = owners(all, 2);
    const together = org.sign(matter, org.ana.signer, chloe.signer, dan.signer);
    expect(org.refusal(together)).toBe('must-wait');
    expect(org.refusal(org.sign(matter, org.rootSigner))).toBeUndefined();
    const at = place();
    org.must(propose(matter, org.ana));
    org.must(approve(at, chloe));
    expect(org.refusal(enact(at, matter, dan))).toBe('must-wait');
    org.must(approve(at, dan));
    org.now += DAY - 1;
    expect(org.refusal(enact(at, matter, org.ana))).toBe('must-wait');
    org.now += 1;
    org.must(enact(at, matter, org.ana));
    expect(org.state.org?.quorum).toBe(2);
  });

  it('does not wait where more would have to sign', () => {
    const { org, chloe, all, owners, propose, enact, place } = office(2);
    const at = place();
    org.must(propose(owners(all, 3), org.ana));
    org.must(enact(at, owners(all, 3), chloe));
    expect(org.state.org?.quorum).toBe(3);
  });

  it('loses the word of an owner who is one no longer, was suspended meanwhile, or has a new key', () => {
    const { org, chloe, dan, ben, owners, propose, enact, place } = office(2);
    const matter: Matter = { kind: 'user.update', user: ben.id, role: 'admin' };
    const at = place();
    org.must(propose(matter, org.ana));
    // Three, so that two are left who can act.
    org.must(org.sign(owners([org.ana, chloe, dan, ben], 2), org.rootSigner));
    expect(org.refusal(enact(at, matter, chloe))).toBe('out-of-date');
    const again = office(2);
    const next = again.place();
    const witness: Matter = { kind: 'witnesses.set', witnesses: [], required: 0 };
    again.org.must(again.propose(witness, again.org.ana));
    again.org.must(again.org.sign({ kind: 'user.suspend', user: again.org.ana.id }, again.chloe.signer));
    expect(again.org.refusal(again.enact(next, witness, again.chloe))).toBe('too-few-signatures');
    again.org.must(again.org.sign({ kind: 'user.restore', user: again.org.ana.id }, again.chloe.signer));
    expect(again.org.refusal(again.enact(next, witness, again.chloe))).toBe('too-few-signatures');
    again.org.must(again.approve(next, again.org.ana));
    expect(again.org.refusal(again.enact(next, witness, again.chloe))).toBeUndefined();
  });

  it('is not decided about others than those of whom it was said', () => {
    const { org, chloe, dan, ben, owners, propose, enact, place } = office();
    const matter = owners([org.ana, chloe, ben], 2);
    const at = place();
    org.must(propose(matter, org.ana));
    const other = place();
    org.must(propose(owners([org.ana, dan, ben], 2), dan));
    org.must(enact(other, owners([org.ana, dan, ben], 2), org.ana));
    expect(org.refusal(enact(at, matter, org.ana))).toBe('out-of-date');
  });

  it('ends: by its author, and by itself', () => {
    const { org, chloe, dan, ben, owners, propose, approve, withdraw, place } = office();
    const matter = owners([org.ana, chloe, ben], 2);
    const at = place();
    org.must(propose(matter, org.ana, org.now + DAY));
    expect(org.refusal(withdraw(at, dan))).toBe('not-authorised');
    expect(org.refusal(withdraw(at, org.ana))).toBeUndefined();
    org.now += DAY + 1;
    expect(org.refusal(approve(at, chloe))).toBe('unknown-subject');
    // It is forgotten when there is a next one.
    org.must(propose(matter, chloe));
    expect([...org.state.proposals.keys()]).toEqual([place() - 1]);
  });

  it('is not proposed again by whoever kept the entry', () => {
    const { org, chloe, ben, owners, propose, withdraw, place } = office();
    const at = place();
    const kept = propose(owners([org.ana, chloe, ben], 2), org.ana);
    org.must(kept);
    org.must(withdraw(at, org.ana));
    expect(org.refusal(kept)).toBe('out-of-date');
  });

  it('is nothing that one decides alone, that could never be, or that lasts for ever', () => {
    const { org, chloe, ben, all, owners, propose } = office();
    expect(org.refusal(propose({ kind: 'user.update', user: ben.id, name: 'B' }, org.ana))).toBe('malformed');
    expect(org.refusal(propose(owners([...all, org.person()], 2), org.ana))).toBe('unknown-subject');
    expect(org.refusal(propose(owners(all, 3), ben))).toBe('not-authorised');
    const matter = owners([org.ana, chloe, ben], 2);
    expect(org.refusal(propose(matter, org.ana, org.now + 31 * DAY))).toBe('malformed');
    for (let open = 0; open < 8; open += 1) org.must(propose(matter, org.ana));
    expect(org.refusal(propose(matter, org.ana))).toBe('already-exists');
    expect(org.refusal(propose(matter, chloe))).toBeUndefined();
  });

  it('lets two admins move somebody to where less is asked, which neither could alone', () => {
    const { org, chloe, ben, propose, enact, place } = office();
    const group = org.id<typeof org.group>();
    org.must(org.sign({ kind: 'security-group.set', group, name: 'Field' }, org.ana.signer));
    const strict = { ...defaultPolicy, autoLockMinutes: 1 };
    org.must(org.sign({ kind: 'policy.set', group: org.group, values: strict }, org.ana.signer));
    const matter: Matter = { kind: 'user.update', user: ben.id, group };
    expect(org.refusal(org.sign(matter, org.ana.signer))).toBe('too-few-signatures');
    const at = place();
    org.must(propose(matter, org.ana));
    expect(org.refusal(enact(at, matter, org.ana))).toBe('too-few-signatures');
    org.must(enact(at, matter, chloe));
    expect(org.state.users.get(ben.id)?.group).toBe(group);
  });
});

interface Link {
  readonly id: InvitationId;
  readonly key: TestKey;
}

describe('a new identity for somebody who has lost all devices', () => {
  function link(org: TestOrg, user: UserId): { link: Link; matter: Matter & { kind: 'invite.create' } } {
    const made = { id: org.id<InvitationId>(), key: primitives.keyPair() };
    const person = org.state.users.get(user);
    const matter = {
      kind: 'invite.create',
      invitation: made.id,
      key: encodeBase64url(made.key.publicKey),
      role: person?.role ?? 'member',
      group: org.group,
      name: 'Ben',
      expiresAt: org.now + HOUR,
      resets: user,
    } as const;
    return { link: made, matter };
  }

  function reset(org: TestOrg, { id, key }: Link, user: UserId) {
    const fresh = primitives.keyPair();
    const signer = org.signer({ role: 'user', id: user }, fresh);
    const body = { kind: 'identity.reset', user, key: encodeBase64url(fresh.publicKey), invitation: id } as const;
    const person = { id: user, key: fresh, signer };
    return { person, envelope: org.sign(body, org.signer({ role: 'invitation', id }, key), signer) };
  }

  it('needs a link of two admins where there are two, and revokes all that was', () => {
    const { org, chloe, ben, propose, enact, place } = office();
    const device = org.addDevice(ben);
    const { link: made, matter } = link(org, ben.id);
    expect(org.refusal(org.sign(matter, org.ana.signer))).toBe('too-few-signatures');
    const at = place();
    org.must(propose(matter, org.ana));
    expect(org.refusal(reset(org, made, ben.id).envelope)).toBe('bad-signature');
    org.must(enact(at, matter, chloe));
    const { person, envelope } = reset(org, made, ben.id);
    const key = primitives.keyPair();
    const certificate = org.certificate(person, key);
    // In one batch, as whoever opens the link appends it.
    org.must(envelope, org.sign({ kind: 'device.add', user: ben.id, certificate }, person.signer));
    expect(isDeviceActive(org.state, device.id, org.now)).toBe(false);
    expect(org.refusal(org.sign({ kind: 'user.update', user: ben.id, name: 'B' }, ben.signer))).toBe('bad-signature');
    expect(org.refusal(org.sign({ kind: 'user.update', user: ben.id, name: 'B' }, person.signer))).toBeUndefined();
    expect(org.refusal(reset(org, made, ben.id).envelope)).toBe('invitation-used');
  });

  it('is not brought about by one admin in any other way', () => {
    const { org, ben } = office();
    const fresh = primitives.keyPair();
    const itself = org.signer({ role: 'user', id: ben.id }, fresh);
    const body = { kind: 'identity.reset', user: ben.id, key: encodeBase64url(fresh.publicKey) } as const;
    expect(org.refusal(org.sign(body, org.ana.signer, itself))).toBe('too-few-signatures');
    const plain = org.invite('member');
    const { envelope } = reset(org, plain, ben.id);
    expect(org.refusal(envelope)).toBe('not-authorised');
  });

  it('is stopped by the person whom it would replace, alone', () => {
    const org = new TestOrg(primitives);
    const [ben, dan] = [org.enrol('Ben'), org.enrol('Dan')];
    const { link: made, matter } = link(org, ben.id);
    org.must(org.sign(matter, org.ana.signer));
    const revocation = { kind: 'invite.revoke', invitation: made.id } as const;
    expect(org.refusal(org.sign(revocation, dan.signer))).toBe('not-authorised');
    org.must(org.sign(revocation, ben.signer));
    expect(org.refusal(reset(org, made, ben.id).envelope)).toBe('invitation-revoked');
  });

  it('is for that person, as they were when the link was made, and for nobody new', () => {
    const org = new TestOrg(primitives);
    const [ben, dan] = [org.enrol('Ben'), org.enrol('Dan')];
    const { link: made, matter } = link(org, ben.id);
    expect(org.refusal(org.sign({ ...matter, role: 'guest' }, org.ana.signer))).toBe('malformed');
    org.must(org.sign(matter, org.ana.signer));
    expect(org.refusal(reset(org, made, dan.id).envelope)).toBe('not-authorised');
    expect(org.refusal(org.enrolment(made, org.person(), 'Eve'))).toBe('not-authorised');
    // A link for a member must not become an owner's vote.
    org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id, ben.id], quorum: 1 }, org.ana.signer));
    expect(org.refusal(reset(org, made, ben.id).envelope)).toBe('out-of-date');
    org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id], quorum: 1 }, org.ana.signer));
    org.must(org.sign({ kind: 'user.update', user: ben.id, role: 'member' }, org.ana.signer));
    expect(org.refusal(reset(org, made, ben.id).envelope)).toBe('out-of-date');
  });

  it('of an owner needs the others’ quorum, without the word of the lost one', () => {
    const { org, chloe, dan, propose, approve, enact, place } = office(2);
    const { link: made, matter } = link(org, dan.id);
    const at = place();
    org.must(propose(matter, org.ana));
    org.must(approve(at, dan));
    expect(org.refusal(enact(at, matter, dan))).toBe('too-few-signatures');
    org.must(enact(at, matter, chloe));
    expect(org.refusal(reset(org, made, dan.id).envelope)).toBeUndefined();
  });
});
