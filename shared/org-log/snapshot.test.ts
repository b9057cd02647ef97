/** A state that was put away and taken up again is the state: in all that it says, and in what it admits from then on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { joinSections, splitSections } from './columns.ts';
import { emptyState, type OrgState, replay } from './index.ts';
import { decodeState, encodeState } from './snapshot.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg } from './testing/org.ts';
import { step, World } from './testing/world.ts';

const again = (state: OrgState) => decodeState(encodeState(state, primitives), primitives);

/** All that a state says. The order of records is part of it, that of what is only looked up is not. */
function said(state: OrgState) {
  const { touched, keys, tree, ...rest } = state;
  const isMap = (value: unknown): value is Iterable<unknown> =>
    typeof value === 'object' && value !== null && Symbol.iterator in value;
  const maps = Object.entries(rest).map(([name, value]) => [name, isMap(value) ? [...value] : value]);
  return {
    maps,
    touched: [...touched].sort(),
    keys: [...keys.keys()].sort(),
    tree: tree.levels.map((level) => [...level]),
  };
}

/** The same state, with records that do not stand in what was put away. */
function rebuilt(state: OrgState): OrgState {
  const { users, devices, devicesByUser, invitations, touched, keys } = state;
  const maps = { users, devices, devicesByUser, invitations, touched, keys };
  const copies = Object.entries(maps).map(([name, map]) => [name, new Map<unknown, unknown>(map)]);
  return { ...state, ...Object.fromEntries(copies) };
}

/** An organisation in which everything has happened that can. */
function eventful(): TestOrg {
  const org = new TestOrg(primitives);
  const { ana, group } = org;
  const ben = org.enrol('Ben', 'admin');
  const zoe = org.enrol('Zoë');
  const device = org.addDevice(zoe);
  org.addDevice(zoe);
  org.addDevice(ben);
  const key = () => encodeBase64url(primitives.keyPair().publicKey);
  const guests = org.id<SecurityGroupId>();
  const both = [ana.signer, ben.signer] as const;
  const weaker = { ...defaultPolicy, freshnessHours: 48 };
  org.must(org.sign({ kind: 'device.revoke', device: device.id }, zoe.signer));
  org.must(org.sign({ kind: 'security-group.set', group: guests, name: 'Guests' }, ana.signer));
  org.must(org.sign({ kind: 'user.update', user: zoe.id, group: guests, name: 'Zoë K.' }, ana.signer));
  org.must(
    org.sign({ kind: 'user.update', user: zoe.id, details: { contact: 'Room 3', title: 'Smith' } }, ana.signer),
    org.sign({ kind: 'user.update', user: ben.id, details: { department: 'Forge', location: 'Wien' } }, ana.signer),
  );
  org.must(org.sign({ kind: 'policy.set', group, values: weaker }, ...both));
  org.now += 30 * HOUR;
  org.must(org.sign({ kind: 'policy.set', group, values: { ...weaker, freshnessHours: 60 } }, ...both));
  org.must(org.sign({ kind: 'policy.propose', group, values: { ...weaker, pastEpochs: 5 } }, ben.signer));
  org.must(org.sign({ kind: 'relay-key.set', relayLogKey: key() }, ana.signer));
  org.must(
    org.sign({ kind: 'witnesses.set', witnesses: [{ name: 'w.example/1', key: key() }], required: 1 }, ana.signer),
  );
  org.must(org.sign({ kind: 'service.disclose', user: ben.id, purpose: 'bot', name: 'Helper' }, ana.signer));
  org.must(
    org.sign(
      { kind: 'device.add', user: ben.id, certificate: org.certificate(ben, primitives.keyPair(), { purpose: 'bot' }) },
      ben.signer,
    ),
  );
  org.must(org.sign({ kind: 'release.approve', version: '1.0', manifest: key() }, ana.signer));
  org.must(org.sign({ kind: 'user.suspend', user: zoe.id }, ana.signer));
  org.invite('guest');
  const { id } = org.invite('member');
  org.must(org.sign({ kind: 'invite.revoke', invitation: id }, ana.signer));
  org.must(org.sign({ kind: 'owners.set', owners: [ana.id, ben.id], quorum: 2 }, ana.signer));
  const matter = { kind: 'owners.set' as const, owners: [ana.id, ben.id], quorum: 1 };
  org.must(org.sign({ kind: 'decision.propose', matter, expiresAt: org.now + 5 * HOUR }, ana.signer));
  return org;
}

/** The bytes of a state whose head says something else. */
function withHead(bytes: Uint8Array, change: (head: Record<string, unknown>) => object): Uint8Array {
  const [head = new Uint8Array(0), ...rest] = splitSections(bytes);
  const changed = change(JSON.parse(new TextDecoder().decode(head)));
  return joinSections([encodeUtf8(canonicalJson(changed)), ...rest]);
}

describe('a state that was put away', () => {
  it('says all that it said', () => {
    const { state } = eventful();
    expect(said(again(state))).toEqual(said(state));
    const kinds = [state.disclosed, state.releases, state.witnessRule.witnesses].map((one) => [...one].length);
    expect(kinds).toEqual([1, 1, 1]);
    expect(state.proposals.size).toBe(1);
    expect([...state.groups.values()].some(({ earlier, pending, proposed }) => earlier[0] && pending && proposed)).toBe(
      true,
    );
  });

  it('goes on as a replay from the beginning does, wherever it was put away', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), (steps, cut) => {
        const world = new World();
        const { org } = world;
        let resumed = again(org.state);
        for (const [nth, one] of steps.entries()) {
          const attempt = world.attempt(one);
          if (attempt === undefined) continue;
          const on = replay([attempt.envelope], primitives, resumed);
          const result = org.offer(attempt.envelope);
          expect(on.ok ? 'admitted' : on.refusal.code).toBe(result.ok ? 'admitted' : result.refusal.code);
          if (!result.ok) continue;
          attempt.done?.();
          resumed = nth % 7 === cut % 7 ? again(on.state) : on.state;
        }
        const cold = replay(org.envelopes, primitives);
        expect(said(resumed)).toEqual(said(cold.state));
        const bytes = encodeState(cold.state, primitives);
        expect(encodeState(resumed, primitives)).toEqual(bytes);
        expect(encodeState(rebuilt(resumed), primitives)).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });

  it('is found record by record as it is listed', () => {
    const read = again(eventful().state);
    const maps: ReadonlyMap<string, unknown>[] = [read.users, read.devices, read.devicesByUser, read.invitations];
    for (const map of [...maps, read.touched, read.keys]) {
      expect(map.size).toBe([...map].length);
      for (const [key, value] of map) expect(map.get(key)).toEqual(value);
      for (const key of map.keys()) expect(map.has(key)).toBe(true);
      expect([...map.values()]).toEqual([...map].map(([, value]) => value));
      expect(map.get('nobody')).toBeUndefined();
      expect(map.has('nobody')).toBe(false);
    }
    for (const id of read.devices.keys()) expect(read.devices.get(id)).toBe(read.devices.get(id));
  });

  it('is changed by nothing that is admitted after it', () => {
    const org = eventful();
    const bytes = encodeState(org.state, primitives);
    const resumed = decodeState(bytes, primitives);
    const { ana } = org;
    const further = org.sign({ kind: 'user.update', user: ana.id, name: 'Ana M.' }, ana.signer);
    expect(replay([further], primitives, resumed).ok).toBe(true);
    expect(encodeState(resumed, primitives)).toEqual(bytes);
  });

  it('has no bytes before the founding', () => {
    expect(() => encodeState(emptyState(), primitives)).toThrow(RangeError);
  });
});

describe('bytes that are no state', () => {
  const { state } = eventful();
  const bytes = encodeState(state, primitives);

  it.each<[string, (head: Record<string, unknown>) => object]>([
    ['of another version', (head) => ({ ...head, v: 2 })],
    ['with a field that nobody knows', (head) => ({ ...head, more: 1 })],
    ['without a field', ({ spent, ...head }) => head],
    ['of another size', (head) => ({ ...head, size: Number(head.size) + 1 })],
    ['of half the size', (head) => ({ ...head, size: Math.floor(Number(head.size) / 2) })],
    ['with another root', (head) => ({ ...head, root: encodeBase64url(new Uint8Array(32)) })],
    ['with more people than it has', (head) => ({ ...head, users: Number(head.users) + 1 })],
    ['with fewer', (head) => ({ ...head, users: Number(head.users) - 1 })],
    ['with no groups', (head) => ({ ...head, groups: [] })],
    ['with one group twice', ({ groups, ...head }) => ({ ...head, groups: [...(groups as []), ...(groups as [])] })],
    [
      'with a policy out of its range',
      ({ groups, ...head }) => {
        const all = (groups as { policy: object }[]).map((group) => ({
          ...group,
          policy: { ...group.policy, pastEpochs: 99 },
        }));
        return { ...head, groups: all };
      },
    ],
  ])('are refused: %s', (_what, change) => {
    expect(() =>
      decodeState(
        withHead(bytes, (head) => head),
        primitives,
      ),
    ).not.toThrow();
    expect(() => decodeState(withHead(bytes, change), primitives)).toThrow();
  });

  it('are refused when something is missing, added, or spelled otherwise', () => {
    for (const wrong of [bytes.subarray(0, -1), bytes.subarray(4), new Uint8Array(0), new Uint8Array(9)]) {
      expect(() => decodeState(wrong, primitives)).toThrow();
    }
    const [head = new Uint8Array(0), ...rest] = splitSections(bytes);
    expect(() => decodeState(joinSections([head, ...rest, new Uint8Array(32)]), primitives)).toThrow();
    const spaced = encodeUtf8(` ${new TextDecoder().decode(head)}`);
    expect(() => decodeState(joinSections([spaced, ...rest]), primitives)).toThrow();
  });

  it('are refused, or are another state in its one spelling, wherever a byte is changed', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        let read: OrgState;
        try {
          read = decodeState(changed, primitives);
        } catch {
          return;
        }
        expect(encodeState(read, primitives)).toEqual(changed);
        // Not only as what was put away is taken over, but record by record.
        expect(encodeState(rebuilt(read), primitives)).toEqual(changed);
      }),
      { numRuns: 400 },
    );
  });
});
