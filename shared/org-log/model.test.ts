/** Random histories: whatever people try, in whatever order, what the log promises holds after every entry. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { certificateOf } from './certificate-text.ts';
import {
  activeDeviceCounts,
  activeDevicesOf,
  headOf,
  type OrgState,
  parseCertificate,
  policyFor,
  replay,
  verifyCertificate,
} from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { TestOrg } from './testing/org.ts';
import { step, World } from './testing/world.ts';

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
    const encoded = encodeUtf8(certificateOf(device, org.org));
    expect(parseCertificate(encoded)).toMatchObject({ device: device.id, user: device.user, key: device.key });
    // Whoever's identity was reset has none but new devices.
    if (user && !device.revoked) expect(verifyCertificate(encoded, decodeBase64url(user.key), primitives)).toBe(true);
  }
  const counts = activeDeviceCounts(state, org.now);
  for (const user of users) {
    const active = activeDevicesOf(state, user.id, org.now);
    if (user.standing !== 'active') expect(active).toEqual([]);
    expect(counts.get(user.id) ?? 0).toBe(active.length);
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
      signature: device.signature,
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
        { kind: 'user.update', user, details: { title: 'X' } },
        { kind: 'user.update', user: ben.id, name: 'X', details: { contact: 'X' } },
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
