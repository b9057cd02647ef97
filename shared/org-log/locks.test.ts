import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import {
  defaultPolicy,
  type PolicyValues,
  parseLocks,
  strictest,
  unlocked,
  weakenedFields,
} from '#shared/policy/index.ts';
import { policyFor, policyOfGroup, replay } from './index.ts';
import { decodeState, encodeState } from './snapshot.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg } from './testing/org.ts';

const found = () => {
  const org = new TestOrg(primitives);
  const chloe = org.enrol('Chloe', 'admin');
  const ben = org.enrol('Ben');
  const lax = org.id<SecurityGroupId>();
  org.must(org.sign({ kind: 'security-group.set', group: lax, name: 'Lax' }, org.ana.signer));
  const lock = (values: Partial<PolicyValues>, ...by: (typeof chloe)[]) =>
    org.sign({ kind: 'policy.set', group: org.org, values }, ...by.map(({ signer }) => signer));
  const hours = (group = org.group, at = org.now) => policyOfGroup(org.state, group, at).freshnessHours;
  return { org, chloe, ben, lax, lock, hours };
};

describe('what is locked for the whole organisation', () => {
  it('holds for every group at once, the later ones too, and lets each be stricter', () => {
    const { org, chloe, ben, lax, lock, hours } = found();
    org.must(lock({ freshnessHours: 6 }, chloe));
    expect([hours(), hours(lax), policyFor(org.state, ben.id, org.now).freshnessHours]).toEqual([6, 6, 6]);
    const set = (freshnessHours: number, group = org.group) =>
      org.sign({ kind: 'policy.set', group, values: { ...defaultPolicy, freshnessHours } }, chloe.signer);
    org.must(set(2, lax));
    expect([hours(), hours(lax)]).toEqual([6, 2]);
    const late = org.id<SecurityGroupId>();
    org.must(org.sign({ kind: 'security-group.set', group: late, name: 'Late' }, chloe.signer));
    expect(hours(late)).toBe(6);
    // Nothing else of anybody's policy is otherwise.
    expect(policyOfGroup(org.state, org.group, org.now)).toEqual({ ...defaultPolicy, freshnessHours: 6 });
  });

  it('cannot be gone below by a group, even with two signatures and after any time', () => {
    const { org, chloe, lock, hours } = found();
    org.must(lock({ freshnessHours: 6 }, chloe));
    const values = { ...defaultPolicy, freshnessHours: 72 };
    org.must(org.sign({ kind: 'policy.set', group: org.group, values }, org.ana.signer, chloe.signer));
    expect(hours(org.group, org.now + 100 * HOUR)).toBe(6);
    // What waits in a group comes out when the lock goes, and not before.
    org.now += 50 * HOUR;
    org.must(lock({}, org.ana, chloe));
    expect([hours(org.group, org.now + 23 * HOUR), hours(org.group, org.now + 24 * HOUR)]).toEqual([6, 72]);
  });

  it('is loosened by two, a day later, also by a proposal (AT-32)', () => {
    const { org, chloe, lock, hours } = found();
    org.must(lock({ freshnessHours: 6, passphraseLength: 20 }, chloe));
    expect(org.refusal(lock({ freshnessHours: 6 }, chloe))).toBe('too-few-signatures');
    expect(org.refusal(lock({ freshnessHours: 7, passphraseLength: 20 }, chloe))).toBe('too-few-signatures');
    const body = { kind: 'policy.propose', group: org.org, values: { passphraseLength: 20 } } as const;
    const proposal = org.state.tree.size;
    org.must(org.sign(body, chloe.signer));
    const approve = { kind: 'policy.approve', group: org.org, proposal } as const;
    expect(org.refusal(org.sign(approve, chloe.signer))).toBe('too-few-signatures');
    org.must(org.sign(approve, org.ana.signer));
    expect([hours(org.group, org.now + 23 * HOUR), hours(org.group, org.now + 24 * HOUR)]).toEqual([6, 24]);
  });

  it('is not loosened for a group whose stricter change was called off meanwhile: that is refused, by one and by two', () => {
    const { org, chloe, lock, hours } = found();
    const values = { ...defaultPolicy, freshnessHours: 6, devicesPerPerson: 10 };
    const set = (to: PolicyValues, ...by: (typeof chloe)[]) =>
      org.sign({ kind: 'policy.set', group: org.group, values: to }, ...by.map(({ signer }) => signer));
    org.must(lock({ freshnessHours: 6 }, chloe));
    org.must(set(values, org.ana, chloe));
    org.now += HOUR;
    org.must(lock({}, org.ana, chloe));
    const loosened = org.now + 24 * HOUR;
    expect([hours(org.group, loosened - HOUR), hours(org.group, loosened)]).toEqual([6, 6]);
    org.now += HOUR;
    expect(org.refusal(set(defaultPolicy, chloe))).toBe('too-soon');
    expect(org.refusal(set({ ...defaultPolicy, devicesPerPerson: 12 }, org.ana, chloe))).toBe('too-soon');
    // The weakening alone can be called off, by whoever keeps what was to be stricter; or the loosening first.
    const either = org.state;
    org.must(set({ ...defaultPolicy, freshnessHours: 6 }, chloe));
    expect(hours(org.group, loosened)).toBe(6);
    org.state = either;
    org.must(lock({ freshnessHours: 6 }, chloe));
    org.must(set(defaultPolicy, chloe));
    expect(hours(org.group, loosened)).toBe(6);
  });

  it('that was to become stricter is not called off while a group is loosened that counted on it', () => {
    const { org, chloe, lock, hours } = found();
    const set = (freshnessHours: number, ...by: (typeof chloe)[]) =>
      org.sign(
        { kind: 'policy.set', group: org.group, values: { ...defaultPolicy, freshnessHours } },
        ...by.map(({ signer }) => signer),
      );
    org.must(lock({ devicesPerPerson: 4 }, chloe));
    org.must(set(6, chloe));
    org.must(lock({ freshnessHours: 6 }, org.ana, chloe));
    org.must(set(24, org.ana, chloe));
    expect(hours(org.group, org.now + 24 * HOUR)).toBe(6);
    org.now += HOUR;
    expect(org.refusal(lock({ devicesPerPerson: 4 }, chloe))).toBe('too-soon');
    org.must(set(6, chloe));
    org.must(lock({ devicesPerPerson: 4 }, chloe));
    expect(hours(org.group, org.now + 24 * HOUR)).toBe(6);
  });

  it('is refused out of range, with a field that there is not, and from members; and no group has its id', () => {
    const { org, ben, chloe, lock } = found();
    expect(org.refusal(lock({ freshnessHours: 0 }, chloe))).toBe('bad-policy');
    expect(org.refusal(lock({ backdoor: 1 } as object, chloe))).toBe('bad-policy');
    expect(org.refusal(lock({ freshnessHours: 6 }, ben))).toBe('not-authorised');
    const group = org.org as string as SecurityGroupId;
    expect(org.refusal(org.sign({ kind: 'security-group.set', group, name: 'All' }, chloe.signer))).toBe(
      'already-exists',
    );
    expect(org.refusal(org.sign({ kind: 'user.update', user: ben.id, group }, chloe.signer))).toBe('unknown-subject');
  });

  it('is in the state that is put away, as it is in one that was replayed', () => {
    const { org, chloe, lock } = found();
    org.must(lock({ freshnessHours: 6 }, chloe));
    org.must(lock({}, org.ana, chloe));
    org.must(org.sign({ kind: 'policy.propose', group: org.org, values: { freshnessHours: 40 } }, chloe.signer));
    const replayed = replay(org.envelopes, primitives);
    const kept = decodeState(encodeState(org.state, primitives), primitives);
    expect(kept.locks).toEqual(org.state.locks);
    expect(replayed.state.locks).toEqual(org.state.locks);
  });
});

describe('the stricter of two policies', () => {
  const names = Object.keys(defaultPolicy) as (keyof PolicyValues)[];
  const some = fc
    .record(Object.fromEntries(names.map((name) => [name, fc.boolean()])))
    .map((which) =>
      parseLocks(Object.fromEntries(names.filter((name) => which[name]).map((name) => [name, defaultPolicy[name]]))),
    );

  it('is weaker than neither, whichever comes first, and nothing else than one of them', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const both = strictest(one, other);
        expect(weakenedFields(one, both)).toEqual([]);
        expect(weakenedFields(other, both)).toEqual([]);
        expect(strictest(other, one)).toEqual(both);
        expect(strictest(one, unlocked)).toEqual(one);
        for (const name of names) expect([one[name], other[name]]).toContain(both[name]);
      }),
    );
  });
});
