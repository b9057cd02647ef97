import { describe, expect, it } from 'vitest';
import { defaultPolicy, parsePolicy } from '#shared/policy/index.ts';
import { policyFor } from './index.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { HOUR, TestOrg, type TestPerson } from './testing/org.ts';

const weaker = { ...defaultPolicy, freshnessHours: 48 };
const weakest = { ...defaultPolicy, freshnessHours: 72 };
const stronger = { ...defaultPolicy, freshnessHours: 1 };

/** Ana, who owns it, and Chloe and Dan, who are admins; `log` makes an entry about the policy of their one group. */
function office() {
  const org = new TestOrg(primitives);
  const [chloe, dan] = [org.enrol('Chloe', 'admin'), org.enrol('Dan', 'admin')];
  const set = (values: typeof weaker, ...by: TestPerson[]) =>
    org.sign({ kind: 'policy.set', group: org.group, values }, ...by.map(({ signer }) => signer));
  const propose = (values: typeof weaker, by: TestPerson) =>
    org.sign({ kind: 'policy.propose', group: org.group, values }, by.signer);
  const approve = (by: TestPerson, proposal = org.state.groups.get(org.group)?.proposed?.index ?? 0) =>
    org.sign({ kind: 'policy.approve', group: org.group, proposal }, by.signer);
  const hours = (later = 0) => policyFor(org.state, org.ana.id, org.now + later).freshnessHours;
  return { org, chloe, dan, set, propose, approve, hours };
}

describe('a weakening that one admin proposes', () => {
  it('counts for nothing until another admin signs it too, and then a day later', () => {
    const { org, chloe, propose, approve, hours } = office();
    org.must(propose(weaker, org.ana));
    expect(org.state.groups.get(org.group)?.proposed).toMatchObject({ by: org.ana.id, values: weaker });
    expect(hours(100 * HOUR)).toBe(24);
    org.now += HOUR;
    org.must(approve(chloe));
    expect(org.state.groups.get(org.group)?.proposed).toBeUndefined();
    expect(hours(23 * HOUR)).toBe(24);
    expect(hours(24 * HOUR)).toBe(48);
  });

  it('is not approved by its own author, by a member, or by somebody who is no admin any more', () => {
    const { org, chloe, propose, approve } = office();
    const ben = org.enrol('Ben');
    org.must(propose(weaker, org.ana));
    expect(org.refusal(approve(org.ana))).toBe('too-few-signatures');
    expect(org.refusal(approve(ben))).toBe('not-authorised');
    org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    expect(org.refusal(approve(chloe))).toBe('not-authorised');
    expect(org.refusal(propose(weakest, ben))).toBe('not-authorised');
  });

  it('is worth no more than its author is now', () => {
    const { org, chloe, dan, propose, approve } = office();
    org.must(propose(weaker, chloe));
    org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    expect(org.refusal(approve(dan))).toBe('not-authorised');
    org.must(org.sign({ kind: 'user.restore', user: chloe.id }, org.ana.signer));
    org.must(org.sign({ kind: 'user.update', user: chloe.id, role: 'member' }, org.ana.signer));
    expect(org.refusal(approve(dan))).toBe('not-authorised');
  });

  it('is approved as it was read, and not as another one that came in its stead', () => {
    const { org, chloe, dan, propose, approve } = office();
    org.must(propose(weaker, org.ana));
    const early = approve(dan);
    const first = org.state.groups.get(org.group)?.proposed?.index ?? 0;
    org.must(propose(weakest, chloe));
    expect(org.refusal(early)).toBe('out-of-date');
    expect(org.refusal(approve(dan, first))).toBe('unknown-subject');
    expect(org.refusal(approve(dan))).toBeUndefined();
  });

  it('is withdrawn, as what waits for its time is, by one who decides anew', () => {
    const { org, chloe, dan, set, propose, approve, hours } = office();
    org.must(propose(weaker, org.ana));
    org.must(set({ ...defaultPolicy }, dan));
    expect(org.refusal(approve(chloe))).toBe('unknown-subject');
    org.must(propose(weaker, org.ana));
    org.must(approve(chloe));
    org.must(set(stronger, dan));
    expect(hours()).toBe(1);
    expect(hours(24 * HOUR)).toBe(1);
  });

  it('leaves what waits for its time already until it is approved', () => {
    const { org, chloe, dan, set, propose, approve, hours } = office();
    org.must(set(weaker, org.ana, chloe));
    org.must(propose(weakest, dan));
    expect(hours(24 * HOUR)).toBe(48);
    org.now += 24 * HOUR;
    org.must(approve(chloe));
    expect(hours()).toBe(48);
    expect(hours(24 * HOUR)).toBe(72);
  });

  it('has to weaken something, be in range, and be about a group that there is', () => {
    const { org, propose } = office();
    expect(org.refusal(propose(stronger, org.ana))).toBe('malformed');
    expect(org.refusal(propose({ ...weaker, freshnessHours: 9_999 }, org.ana))).toBe('bad-policy');
    const group = org.id<typeof org.group>();
    const stray = org.sign({ kind: 'policy.propose', group, values: parsePolicy(weaker) }, org.ana.signer);
    expect(org.refusal(stray)).toBe('unknown-subject');
  });
});
