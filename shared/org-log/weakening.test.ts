import { describe, expect, it } from 'vitest';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { policyFor } from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg } from './testing/org.ts';

const found = () => new TestOrg(primitives);

describe('policy', () => {
  const weaker = { ...defaultPolicy, freshnessHours: 48 };
  const stronger = { ...defaultPolicy, freshnessHours: 1 };

  it('is strengthened by one admin at once', () => {
    const org = found();
    org.must(org.sign({ kind: 'policy.set', group: org.group, values: stronger }, org.ana.signer));
    expect(policyFor(org.state, org.ana.id, org.now).freshnessHours).toBe(1);
  });

  it('is weakened by two admins, a day later (AT-32)', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const body = { kind: 'policy.set', group: org.group, values: weaker } as const;
    expect(org.refusal(org.sign(body, org.ana.signer))).toBe('too-few-signatures');
    org.must(org.sign(body, org.ana.signer, chloe.signer));
    expect(policyFor(org.state, org.ana.id, org.now + 23 * HOUR).freshnessHours).toBe(24);
    expect(policyFor(org.state, org.ana.id, org.now + 24 * HOUR).freshnessHours).toBe(48);
  });

  it('waits a day also where there is only one who could sign', () => {
    const org = found();
    org.must(org.sign({ kind: 'policy.set', group: org.group, values: weaker }, org.ana.signer));
    expect(policyFor(org.state, org.ana.id, org.now).freshnessHours).toBe(24);
  });

  it('is not weakened before its time by an author who sets the clock ahead', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const set = (values: object, ...by: (typeof chloe)[]) =>
      org.must(
        org.sign({ kind: 'policy.set', group: org.group, values: { ...values } }, ...by.map(({ signer }) => signer)),
      );
    set(weaker, org.ana, chloe);
    const decided = org.now;
    const applies = (hours: number) => policyFor(org.state, org.ana.id, decided + hours * HOUR).freshnessHours;
    org.now += 25 * HOUR;
    set(weaker, chloe);
    expect([applies(23), applies(24)]).toEqual([24, 48]);
    set({ ...weaker, freshnessHours: 30 }, chloe);
    expect([applies(23), applies(24)]).toEqual([24, 30]);
    set({ ...weaker, freshnessHours: 72 }, org.ana, chloe);
    expect([applies(23), applies(24), applies(48), applies(49)]).toEqual([24, 30, 30, 72]);
    set(stronger, chloe);
    expect([applies(0), applies(49)]).toEqual([1, 1]);
  });

  it('is not weakened by going back to what it was, where two have made something stronger with a weakening', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const set = (values: object, ...by: (typeof chloe)[]) =>
      org.sign({ kind: 'policy.set', group: org.group, values: { ...values } }, ...by.map(({ signer }) => signer));
    org.must(set({ ...weaker, passphraseLength: 20 }, org.ana, chloe));
    org.now += 25 * HOUR;
    expect(org.refusal(set(defaultPolicy, chloe))).toBe('too-few-signatures');
    expect(org.refusal(set({ ...defaultPolicy, passphraseLength: 20 }, chloe))).toBeUndefined();
  });

  it('is not weakened by moving somebody to a group whose weakening has come into effect, or will', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const ben = org.enrol('Ben');
    const lax = org.id<SecurityGroupId>();
    org.must(org.sign({ kind: 'security-group.set', group: lax, name: 'Lax' }, org.ana.signer));
    org.must(org.sign({ kind: 'policy.set', group: lax, values: weaker }, org.ana.signer, chloe.signer));
    const move = { kind: 'user.update', user: ben.id, group: lax } as const;
    for (const hours of [0, 25]) {
      org.now += hours * HOUR;
      expect(org.refusal(org.sign(move, org.ana.signer))).toBe('too-few-signatures');
      expect(org.refusal(org.sign(move, org.ana.signer, chloe.signer))).toBeUndefined();
    }
  });

  it('is not weakened by moving somebody to where less is asked', () => {
    const org = found();
    const chloe = org.enrol('Chloe', 'admin');
    const ben = org.enrol('Ben');
    const lax = org.id<SecurityGroupId>();
    org.must(org.sign({ kind: 'security-group.set', group: lax, name: 'Lax' }, org.ana.signer));
    org.must(org.sign({ kind: 'policy.set', group: org.group, values: stronger }, org.ana.signer));
    const move = { kind: 'user.update', user: ben.id, group: lax } as const;
    expect(org.refusal(org.sign(move, org.ana.signer))).toBe('too-few-signatures');
    expect(org.refusal(org.sign(move, org.ana.signer, chloe.signer))).toBeUndefined();
  });

  it('is refused out of range, for an unknown group, and from members', () => {
    const org = found();
    const ben = org.enrol('Ben');
    const set = (values: object, group: SecurityGroupId, by = org.ana) =>
      org.refusal(org.sign({ kind: 'policy.set', group, values: { ...values } }, by.signer));
    expect(set({ ...defaultPolicy, freshnessHours: 9_999 }, org.group)).toBe('bad-policy');
    expect(set(stronger, org.id<SecurityGroupId>())).toBe('unknown-subject');
    expect(set(stronger, org.group, ben)).toBe('not-authorised');
  });
});
