/** Random histories: whatever people try, in whatever order, what the log promises holds after every entry. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { InvitationId, SecurityGroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import {
  activeDevicesOf,
  headOf,
  type OrgState,
  parseCertificate,
  policyFor,
  replay,
  verifyCertificate,
} from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg, type TestPerson } from './testing/org.ts';

const actions = [
  'invite',
  'enrol',
  'device',
  'revoke',
  'suspend',
  'restore',
  'remove',
  'role',
  'owners',
  'policy',
  'propose',
  'approve',
  'reset',
  'wait',
] as const;

const step = fc.record({
  action: fc.constantFrom(...actions),
  by: fc.nat(9),
  with: fc.option(fc.nat(9)),
  about: fc.nat(9),
  number: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

class World {
  readonly org = new TestOrg(primitives);
  readonly people: TestPerson[] = [this.org.ana];
  readonly open: { id: InvitationId; key: ReturnType<typeof primitives.keyPair> }[] = [];

  person(index: number): TestPerson {
    return this.people[index % this.people.length] ?? this.org.ana;
  }

  /** The envelope that a step makes, and what to do when it is admitted. */
  attempt(one: Step): { envelope: Uint8Array; done?: () => void } | undefined {
    const { org } = this;
    const [by, about] = [this.person(one.by), this.person(one.about)];
    const signers = [by.signer];
    const second = one.with === null ? undefined : this.person(one.with);
    if (second && second.id !== by.id) signers.push(second.signer);
    const sign = (body: Parameters<TestOrg['sign']>[0]) => ({ envelope: org.sign(body, ...signers) });
    const roles = ['member', 'admin', 'guest'] as const;
    switch (one.action) {
      case 'invite': {
        const invitation = { id: org.id<InvitationId>(), key: primitives.keyPair() };
        const role = ([...roles, 'owner'] as const)[one.number % 4] ?? 'member';
        const key = encodeBase64url(invitation.key.publicKey);
        const expiresAt = org.now + 2 * HOUR;
        const body = { kind: 'invite.create', invitation: invitation.id, key, role, name: 'N', expiresAt } as const;
        return { ...sign({ ...body, group: org.group }), done: () => this.open.push(invitation) };
      }
      case 'enrol': {
        const invitation = this.open[one.number % Math.max(1, this.open.length)];
        const fresh = org.person();
        if (invitation === undefined) return undefined;
        return { envelope: org.enrolment(invitation, fresh, 'N'), done: () => this.people.push(fresh) };
      }
      case 'device':
        return sign({ kind: 'device.add', user: about.id, certificate: org.certificate(about, primitives.keyPair()) });
      case 'revoke': {
        const device = [...org.state.devices.keys()][one.number];
        return device && sign({ kind: 'device.revoke', device });
      }
      case 'suspend':
        return sign({ kind: 'user.suspend', user: about.id });
      case 'restore':
        return sign({ kind: 'user.restore', user: about.id });
      case 'remove':
        return sign({ kind: 'user.remove', user: about.id });
      case 'role':
        return sign({ kind: 'user.update', user: about.id, role: roles[one.number % 3] ?? 'member' });
      case 'owners': {
        const owners = [...new Set([by.id, about.id])];
        return sign({ kind: 'owners.set', owners, quorum: 1 + (one.number % owners.length) });
      }
      case 'policy':
        return sign({
          kind: 'policy.set',
          group: org.group,
          values: { ...defaultPolicy, freshnessHours: one.number * 9 + 3 },
        });
      case 'propose':
        return sign({
          kind: 'policy.propose',
          group: org.group,
          values: { ...defaultPolicy, freshnessHours: one.number * 9 + 3 },
        });
      case 'approve': {
        const proposal = org.state.groups.get(org.group)?.proposed?.index ?? one.number;
        return sign({ kind: 'policy.approve', group: org.group, proposal });
      }
      case 'reset': {
        const key = primitives.keyPair();
        const signer = org.signer({ role: 'user', id: about.id }, key);
        const body = { kind: 'identity.reset', user: about.id, key: encodeBase64url(key.publicKey) } as const;
        const place = this.people.indexOf(about);
        const done = () => void this.people.splice(place, 1, { id: about.id, key, signer });
        return by.id === about.id ? undefined : { envelope: org.sign(body, by.signer, signer), done };
      }
      case 'wait':
        org.now += HOUR / 2;
        return undefined;
    }
  }
}

/** What holds in every state, whatever led to it. */
function expectSound({ org }: World): void {
  const { state } = org;
  const users = [...state.users.values()];
  const owners = users.filter(({ role, standing }) => role === 'owner' && standing === 'active');
  expect(owners.length).toBeGreaterThanOrEqual(state.org?.quorum ?? 1);
  const devices = [...state.devices.values()];
  const keys = [state.org?.rootKey, state.org?.relayLogKey, ...[users, devices].flat().map(({ key }) => key)];
  expect(new Set(keys).size).toBe(keys.length);
  for (const device of devices) {
    const user = state.users.get(device.user);
    const encoded = encodeUtf8(device.certificate);
    expect(parseCertificate(encoded)).toMatchObject({ device: device.id, user: device.user, key: device.key });
    // Whoever's identity was reset has none but new devices.
    if (user && !device.revoked) expect(verifyCertificate(encoded, decodeBase64url(user.key), primitives)).toBe(true);
  }
  for (const user of users) {
    const active = activeDevicesOf(state, user.id, org.now);
    if (user.standing !== 'active') expect(active).toEqual([]);
    expect(active.length).toBeLessThanOrEqual(policyFor(state, user.id, org.now).devicesPerPerson);
  }
}

/** What no entry may do to what was before it. */
function expectKept(before: OrgState, after: OrgState): void {
  for (const [id, user] of before.users) {
    if (user.standing === 'removed') expect(after.users.get(id)?.standing).toBe('removed');
    expect(after.users.has(id)).toBe(true);
  }
  for (const [id, device] of before.devices) {
    expect(after.devices.get(id)).toMatchObject({
      key: device.key,
      user: device.user,
      certificate: device.certificate,
    });
    if (device.revoked) expect(after.devices.get(id)?.revoked).toBe(true);
  }
  for (const [id, invitation] of before.invitations) {
    if (invitation.standing !== 'open') expect(after.invitations.get(id)?.standing).toBe(invitation.standing);
  }
}

describe('any history', () => {
  it('keeps the promises of the log after every entry, and admits nothing twice', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
        const world = new World();
        const { org } = world;
        for (const one of steps) {
          const attempt = world.attempt(one);
          if (attempt === undefined) continue;
          const before = org.state;
          const head = headOf(before, primitives);
          const result = org.offer(attempt.envelope);
          expect(headOf(before, primitives)).toEqual(head);
          if (!result.ok) {
            expect(org.state).toBe(before);
            continue;
          }
          attempt.done?.();
          expectKept(before, org.state);
          expectSound(world);
          expect(org.refusal(attempt.envelope)).toBeDefined();
        }
        const whole = replay(org.envelopes, primitives);
        expect(whole.ok && headOf(whole.state, primitives)).toEqual(headOf(org.state, primitives));
        expect(whole.state.users).toEqual(org.state.users);
        expect(whole.state.devices).toEqual(org.state.devices);
        expect(whole.state.groups).toEqual(org.state.groups);
      }),
      { numRuns: 60 },
    );
  });

  it('moves nobody by entries that only a member has signed', () => {
    const org = new TestOrg(primitives);
    const ben = org.enrol('Ben');
    const chloe = org.enrol('Chloe');
    const group = org.id<SecurityGroupId>();
    const users = [org.ana.id, chloe.id];
    for (const user of users) {
      for (const kind of ['user.suspend', 'user.restore', 'user.remove'] as const) {
        expect(org.refusal(org.sign({ kind, user }, ben.signer))).toBe('not-authorised');
      }
      const key = encodeBase64url(primitives.keyPair().publicKey);
      for (const body of [
        { kind: 'user.update', user, name: 'X' },
        { kind: 'owners.set', owners: [ben.id], quorum: 1 },
        { kind: 'relay-key.set', relayLogKey: key },
        { kind: 'security-group.set', group, name: 'X' },
        { kind: 'service.disclose', user, purpose: 'bot', name: 'X' },
        { kind: 'release.approve', version: '1', manifest: key },
      ] as const) {
        const entry = 'owners' in body ? { ...body, owners: [...body.owners] } : body;
        expect(org.refusal(org.sign(entry, ben.signer))).toBe('not-authorised');
      }
    }
  });
});
