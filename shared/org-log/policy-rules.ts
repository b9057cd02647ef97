/** The rules for policies: what gets stronger, what gets weaker, and who must agree to it. */
import { type PolicyValues, weakenedFields } from '#shared/policy/index.ts';
import { activeSigners, requireAdmin } from './authority.ts';
import { require } from './refusal.ts';
import { parsedPolicy, type Rule, requireTwoAdmins, steers, WEAKENING_DELAY } from './rule-parts.ts';
import { type OrgStateMutable, type SecurityGroupRecord, type Weakening, weakeningsOf } from './state.ts';

/** What is decided anew takes the place of all that waits for its time or for a second admin. */
export const setPolicy: Rule<'policy.set'> = (entry, { state, authority }) => {
  const group = state.groups.get(entry.group);
  require(group !== undefined, 'unknown-subject');
  requireAdmin(state, authority);
  const values = parsedPolicy(entry.values);
  const { kind, reached, current } = standsTo(group, values, entry.at);
  if (kind === 'weaker') {
    requireTwoAdmins(state, authority);
    letWait(state, group, values, entry.at);
  } else if (current === undefined || kind === 'no weaker than any') {
    state.groups.set(entry.group, { ...group, policy: values, pending: undefined, earlier: [], proposed: undefined });
  } else {
    state.groups.set(entry.group, withWeakenings(group, reached.slice(0, -1), { ...current, values }));
  }
};

/** What `values` would be beside what applies, by the time of the entry that says them. */
function standsTo(group: SecurityGroupRecord, values: PolicyValues, at: number) {
  // What is in effect by the author's time stays on record with its own time: an author who sets the clock ahead must not
  // bring a weakening forward, neither by deciding it again nor by deciding something between the two.
  const reached = weakeningsOf(group).filter(({ effectiveAt }) => effectiveAt <= at);
  const current = reached.at(-1);
  const noWeaker = (than: PolicyValues) => weakenedFields(than, values).length === 0;
  // What two have made stronger together with a weakening is not undone by one who goes back to what was before both.
  if ([group.policy, ...reached.map((one) => one.values)].every(noWeaker)) {
    return { kind: 'no weaker than any', reached, current } as const;
  }
  const kind = current !== undefined && noWeaker(current.values) ? 'no weaker than the last' : 'weaker';
  return { kind, reached, current } as const;
}

/** Lets a weakening wait. The delay runs from the newest entry at least, so that a clock set back does not shorten it. */
function letWait(state: OrgStateMutable, group: SecurityGroupRecord, values: PolicyValues, at: number): void {
  const effectiveAt = Math.max(at, state.latestAt) + WEAKENING_DELAY;
  const { reached } = standsTo(group, values, at);
  state.groups.set(group.id, withWeakenings(group, reached, { values, effectiveAt }));
}

/** A proposal changes nothing that applies, so it takes nothing away either: what waits for its time goes on to wait. */
export const proposePolicy: Rule<'policy.propose'> = (entry, { state, authority }) => {
  const group = state.groups.get(entry.group);
  require(group !== undefined, 'unknown-subject');
  requireAdmin(state, authority);
  const values = parsedPolicy(entry.values);
  // What weakens nothing needs nobody else: it is decided, and not proposed.
  require(standsTo(group, values, entry.at).kind === 'weaker', 'malformed');
  const author = activeSigners(state, authority).find(steers);
  require(author !== undefined, 'not-authorised');
  const proposed = { values, by: author.id, at: entry.at, index: state.tree.size };
  state.groups.set(entry.group, { ...group, proposed });
};

export const approvePolicy: Rule<'policy.approve'> = (entry, { state, authority }) => {
  const group = state.groups.get(entry.group);
  const proposed = group?.proposed;
  // The place names one proposal: an approval cannot be used for another one that came in its stead.
  require(group !== undefined && proposed?.index === entry.proposal, 'unknown-subject');
  requireAdmin(state, authority);
  // A proposal is worth no more than its author is now: that of an admin who was suspended or demoted must not count.
  const author = state.users.get(proposed.by);
  require(author !== undefined && steers(author), 'not-authorised');
  requireTwoAdmins(state, { ...authority, users: new Set([...authority.users, author.id]) });
  letWait(state, group, proposed.values, entry.at);
};

function withWeakenings(
  group: SecurityGroupRecord,
  earlier: readonly Weakening[],
  pending: Weakening,
): SecurityGroupRecord {
  return { ...group, earlier, pending, proposed: undefined };
}
