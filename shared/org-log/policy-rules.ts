/**
 * The rules of policies: one admin makes them stricter at once; to make them weaker takes two, and a day. A policy is that of a
 * security group, or what is locked for the whole organisation, under whose id it is decided: below that no group's falls.
 */
import {
  type PolicyValues,
  parseLocks,
  parsePolicy,
  replacedWords,
  strictest,
  weakenedFields,
} from '#shared/policy/index.ts';
import { activeSigners, requireAdmin } from './authority.ts';
import type { PolicyScope } from './policy-scope.ts';
import { require } from './refusal.ts';
import { parsedPolicy, type Rule, requireTwoAdmins, steers, WEAKENING_DELAY } from './rule-parts.ts';
import {
  isWholeOrganisation,
  type OrgStateMutable,
  type PolicyRecord,
  policyOf,
  policyRecordOf,
  type Weakening,
  weakeningsOf,
} from './state.ts';

/** The values of an entry about `scope`. @throws Refusal. */
function parsedFor(state: OrgStateMutable, scope: PolicyScope, values: unknown): PolicyValues {
  return parsedPolicy(values, isWholeOrganisation(state, scope) ? parseLocks : parsePolicy);
}

function keep(state: OrgStateMutable, scope: PolicyScope, record: PolicyRecord): void {
  if (isWholeOrganisation(state, scope)) {
    state.locks = record;
    return;
  }
  const group = [...state.groups.values()].find(({ id }) => id === scope);
  if (group !== undefined) state.groups.set(group.id, { ...group, ...record });
}

/** What is decided anew takes the place of all that waits for its time or for a second admin. */
export const setPolicy: Rule<'policy.set'> = (entry, { state, authority }) => {
  const record = policyRecordOf(state, entry.group);
  require(record !== undefined, 'unknown-subject');
  requireAdmin(state, authority);
  const values = parsedFor(state, entry.group, entry.values);
  const { kind, reached, current } = standsTo(record, values, entry.at, besides(state, entry.group));
  if (kind === 'weaker') {
    requireTwoAdmins(state, authority);
    letWait(state, entry.group, record, values, entry.at);
    return;
  }
  const next: PolicyRecord =
    current === undefined || kind === 'no weaker than any'
      ? { policy: values, pending: undefined, earlier: [], proposed: undefined }
      : withWeakenings(record, reached.slice(0, -1), { ...current, values });
  requireNotice(state, entry.group, next, entry.at, Number.POSITIVE_INFINITY);
  keep(state, entry.group, next);
};

/**
 * What waits in one scope can hold up what is loosened in the other: a lock is let go, and a group's own waiting change keeps
 * its people as well protected. Taking the first away would then weaken, by one admin and without a day's notice, what two
 * have decided only beside it. No decision about `scope` may make any field of any group's people weaker before `until` both
 * than it would have been at that time, and than it is at the entry's.
 * @throws Refusal `too-soon`.
 */
function requireNotice(
  { org, groups, locks }: OrgStateMutable,
  scope: PolicyScope,
  next: PolicyRecord,
  at: number,
  until: number,
): void {
  const all = isWholeOrganisation({ org }, scope);
  for (const own of groups.values()) {
    if (!all && own.id !== scope) continue;
    const becomes = all ? [own, next] : [next, locks];
    const applies = (records: readonly PolicyRecord[], time: number) =>
      records.map((record) => policyOf(record, time)).reduce(strictest);
    const now = applies([own, locks], at);
    const times = [...new Set([own, locks, next].flatMap((one) => weakeningsOf(one).map((each) => each.effectiveAt)))];
    for (const time of times) {
      if (time <= at || time >= until) continue;
      const then = applies(becomes, time);
      const lost = new Set(weakenedFields(now, then));
      require(!weakenedFields(applies([own, locks], time), then).some((name) => lost.has(name)), 'too-soon');
    }
  }
}

/**
 * What groups say or have said by themselves, beside what is decided about `scope`: words that are locked for all take the place
 * of a group's own, and one admin alone must not change what people are told that way either.
 */
function besides({ groups, org }: OrgStateMutable, scope: PolicyScope): PolicyValues[] {
  if (!isWholeOrganisation({ org }, scope)) return [];
  return [...groups.values()].flatMap((one) => [one.policy, ...weakeningsOf(one).map(({ values }) => values)]);
}

/** What `values` would be beside what applies, by the time of the entry that says them. */
function standsTo(record: PolicyRecord, values: PolicyValues, at: number, others: readonly PolicyValues[]) {
  // What is in effect by the author's time stays on record with its own time: an author who sets the clock ahead must not
  // bring a weakening forward, neither by deciding it again nor by deciding something between the two.
  const reached = reachedBy(record, at);
  const current = reached.at(-1);
  const noWeaker = (than: PolicyValues) =>
    weakenedFields(than, values).length === 0 && replacedWords(than, values, others).length === 0;
  // What two have made stronger together with a weakening is not undone by one who goes back to what was before both.
  if ([record.policy, ...reached.map((one) => one.values)].every(noWeaker)) {
    return { kind: 'no weaker than any', reached, current } as const;
  }
  const kind = current !== undefined && noWeaker(current.values) ? 'no weaker than the last' : 'weaker';
  return { kind, reached, current } as const;
}

function reachedBy(record: PolicyRecord, at: number): Weakening[] {
  return weakeningsOf(record).filter(({ effectiveAt }) => effectiveAt <= at);
}

/** Lets a weakening wait. The delay runs from the newest entry at least, so that a clock set back does not shorten it. */
function letWait(
  state: OrgStateMutable,
  scope: PolicyScope,
  record: PolicyRecord,
  values: PolicyValues,
  at: number,
): void {
  const effectiveAt = Math.max(at, state.latestAt) + WEAKENING_DELAY;
  const next = withWeakenings(record, reachedBy(record, at), { values, effectiveAt });
  requireNotice(state, scope, next, at, effectiveAt);
  keep(state, scope, next);
}

/** A proposal changes nothing that applies, so it takes nothing away either: what waits for its time goes on to wait. */
export const proposePolicy: Rule<'policy.propose'> = (entry, { state, authority }) => {
  const record = policyRecordOf(state, entry.group);
  require(record !== undefined, 'unknown-subject');
  requireAdmin(state, authority);
  const values = parsedFor(state, entry.group, entry.values);
  // What weakens nothing needs nobody else: it is decided, and not proposed.
  require(standsTo(record, values, entry.at, besides(state, entry.group)).kind === 'weaker', 'malformed');
  const author = activeSigners(state, authority).find(steers);
  require(author !== undefined, 'not-authorised');
  const proposed = { values, by: author.id, at: entry.at, index: state.tree.size };
  keep(state, entry.group, { ...record, proposed });
};

export const approvePolicy: Rule<'policy.approve'> = (entry, { state, authority }) => {
  const record = policyRecordOf(state, entry.group);
  const proposed = record?.proposed;
  // The place names one proposal: an approval cannot be used for another one that came in its stead.
  require(record !== undefined && proposed?.index === entry.proposal, 'unknown-subject');
  requireAdmin(state, authority);
  // A proposal is worth no more than its author is now: that of an admin who was suspended or demoted must not count.
  const author = state.users.get(proposed.by);
  require(author !== undefined && steers(author), 'not-authorised');
  requireTwoAdmins(state, { ...authority, users: new Set([...authority.users, author.id]) });
  letWait(state, entry.group, record, proposed.values, entry.at);
};

function withWeakenings(record: PolicyRecord, earlier: readonly Weakening[], pending: Weakening): PolicyRecord {
  return { ...record, earlier, pending, proposed: undefined };
}
