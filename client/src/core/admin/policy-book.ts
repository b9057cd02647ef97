/** The policy of a security group as admins edit it, and as the people to whom it applies see it. */
import type { UserId } from '#shared/ids/index.ts';
import {
  isWholeOrganisation,
  type OrgState,
  policyOf,
  policyRecordOf,
  type RefusalCode,
  type UserRecord,
  weakeningsOf,
} from '#shared/org-log/index.ts';
import { type PolicyValues, weakenedFields } from '#shared/policy/index.ts';
import type { AppliesView, Decision } from '../port-admin.ts';
import type { PolicyBook, PolicyInput, PolicyPreview, PolicyScope, PolicyScopeView } from '../port-policy.ts';
import type { TrailEntry } from '../port-trail.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { adminWords } from '../words/admin.ts';
import { baseOf, changedPolicy, obstacle, refusalWords } from './decisions.ts';
import { fieldViews, lockViews, policyChanges } from './policy-words.ts';
import { openResets } from './reset-identity.ts';
import { trailOf } from './seeing.ts';
import { deviceViews, isWaiting, memberView, OWN_ENTRIES_MAX } from './staff.ts';
import { groupOf, type TrailRow } from './trail.ts';
import { createWording, type Wording } from './trail-words.ts';

/** Decisions on one policy that are shown. */
const HISTORY_MAX = 200;

const steers = (state: OrgState, user: UserId): boolean => {
  const record = state.users.get(user);
  return record?.standing === 'active' && (record.role === 'owner' || record.role === 'admin');
};

/** What is decided for a group and not in effect yet. */
function waitingOf(state: OrgState, id: PolicyScope, now: number) {
  const group = policyRecordOf(state, id);
  if (group === undefined) return undefined;
  const waiting = weakeningsOf(group).findLast(({ effectiveAt }) => effectiveAt > now);
  if (waiting === undefined) return undefined;
  return {
    effectiveAt: waiting.effectiveAt,
    changes: policyChanges(policyOf(group, now), waiting.values, isWholeOrganisation(state, id)),
  };
}

/** The entry that decided what holds or waits for a group, and who signed it: of an approval, both. */
function decisionRows(rows: readonly TrailRow[], group: PolicyScope): { last: TrailRow | undefined; users: UserId[] } {
  const last = rows.findLast(
    ({ entry }) => groupOf(entry) === group && (entry.kind === 'policy.set' || entry.kind === 'policy.approve'),
  );
  const also = last?.entry.kind === 'policy.approve' ? rows[last.entry.proposal] : undefined;
  const users = [...(also?.by ?? []), ...(last?.by ?? [])].flatMap((by) => (by.role === 'user' ? [by.id] : []));
  return { last, users: [...new Set(users)] };
}

export async function policyBook(core: OpenCore, id: PolicyScope): Promise<PolicyBook> {
  const { log, device, identity } = core;
  const { state } = log.replica;
  const group = policyRecordOf(state, id);
  const now = device.now();
  if (group === undefined) throw new ProblemError('not-found');
  const isOrganisation = isWholeOrganisation(state, id);
  const rows = await trailOf(core).upTo(state.tree.size);
  const wording = createWording(state);
  const name = (user: UserId) => wording.signer({ role: 'user', id: user });
  const current = policyOf(group, now);
  const waiting = waitingOf(state, id, now);
  const { users } = decisionRows(rows, id);
  const { proposed } = group;
  const base = baseOf(state, id);
  return {
    group: { id, name: createWording(state).scope(id), isOrganisation },
    base,
    fields: isOrganisation ? lockViews(current) : fieldViews(current, policyOf(state.locks, now)),
    ...(waiting && {
      waiting: {
        ...waiting,
        by: users.map(name),
        doubtful: users.filter((user) => !steers(state, user)).map(name),
      },
    }),
    ...(proposed && {
      proposed: {
        index: proposed.index,
        at: proposed.at,
        by: name(proposed.by),
        isMine: proposed.by === identity.user,
        changes: policyChanges(current, proposed.values, isOrganisation),
        ...approvalObstacle(core, id, proposed.index, steers(state, proposed.by), name(proposed.by)),
      },
    }),
    ...((waiting ?? proposed) && heldUp(core, { kind: 'withdraw-policy', group: id, base })),
    history: rows
      .filter(({ entry, policy }) => policy !== undefined && groupOf(entry) === id)
      .slice(-HISTORY_MAX)
      .reverse()
      .map(wording.view),
  };
}

/** Where what waits has to be withdrawn before `decision` about another scope is admitted; nothing where it is that already. */
function heldUp(
  core: OpenCore,
  decision: Extract<Decision, { kind: 'set-policy' | 'withdraw-policy' }>,
): { readonly heldUpBy?: readonly PolicyScopeView[] } {
  if (obstacle(core, decision) !== 'too-soon') return {};
  const { state } = core.log.replica;
  const now = core.device.now();
  const isOrganisation = isWholeOrganisation(state, decision.group);
  const others: readonly PolicyScope[] = isOrganisation ? [...state.groups.keys()] : state.org ? [state.org.id] : [];
  const wording = createWording(state);
  const heldUpBy = others
    .filter((id) => waitingOf(state, id, now) !== undefined)
    .map((id) => ({ id, name: wording.scope(id), isOrganisation: !isOrganisation }));
  return { heldUpBy };
}

function approvalObstacle(
  core: OpenCore,
  group: PolicyScope,
  proposal: number,
  authorSteers: boolean,
  author: string,
): { readonly obstacle?: string } {
  if (!authorSteers) return { obstacle: adminWords.decisions.authorGone(author) };
  const code: RefusalCode | undefined = obstacle(core, { kind: 'approve-policy', group, proposal });
  if (code === undefined) return {};
  if (code === 'too-few-signatures') return { obstacle: adminWords.decisions.secondAdmin };
  return { obstacle: code === 'too-soon' ? refusalWords(code).sentence : adminWords.decisions.notNow };
}

export function previewPolicy(core: OpenCore, group: PolicyScope, change: PolicyInput): PolicyPreview {
  const { log, device } = core;
  const { state } = log.replica;
  const now = device.now();
  const after = changedPolicy(state, group, change, now);
  const record = policyRecordOf(state, group);
  if (record === undefined) throw new ProblemError('not-found');
  const before = policyOf(record, now);
  const isOrganisation = isWholeOrganisation(state, group);
  const decision = { kind: 'set-policy', group, base: baseOf(state, group), change } as const;
  const isForThem = (user: UserRecord) => user.standing === 'active' && (isOrganisation || user.group === group);
  return {
    changes: policyChanges(before, after, isOrganisation),
    way: wayOf(core, group, before, after, change),
    people: [...state.users.values()].filter(isForThem).length,
    dropsWaiting: isWaiting(record, now),
    ...heldUp(core, decision),
  };
}

function wayOf(
  core: OpenCore,
  group: PolicyScope,
  before: PolicyValues,
  after: PolicyValues,
  change: PolicyInput,
): PolicyPreview['way'] {
  if (weakenedFields(before, after).length === 0) return 'now';
  const base = baseOf(core.log.replica.state, group);
  return obstacle(core, { kind: 'set-policy', group, base, change }) === undefined ? 'delayed' : 'propose';
}

/** The policy that applies to this person, and everything that the log says of them. */
export async function whatApplies(core: OpenCore): Promise<AppliesView> {
  const { log, device, identity } = core;
  const { state } = log.replica;
  const now = device.now();
  const record = state.users.get(identity.user);
  const group = record && state.groups.get(record.group);
  if (record === undefined || group === undefined) throw new ProblemError('not-found');
  const rows = await trailOf(core).upTo(state.tree.size);
  const wording = createWording(state);
  const waiting = waitingOf(state, group.id, now);
  const { signedBy, since } = originOf(rows, group.id, wording.view);
  const own = rows.filter((row) => wording.about(row) === identity.user);
  return {
    group: group.name,
    fields: fieldViews(policyOf(group, now), policyOf(state.locks, now)),
    signedBy,
    since,
    ...(waiting && { waiting }),
    ...replacement(state, identity.user, now, wording.signer),
    record: memberView(state, record, identity.user, now),
    devices: deviceViews(core, identity.user, rows),
    entries: own.slice(-OWN_ENTRIES_MAX).reverse().map(wording.view),
  };
}

/** Whether somebody can take this person's place now. */
function replacement(
  state: OrgState,
  user: UserId,
  now: number,
  signer: Wording['signer'],
): Pick<AppliesView, 'replacedBy'> {
  const [open] = openResets(state, user, now);
  if (open === undefined) return {};
  return { replacedBy: { by: signer({ role: 'user', id: open.createdBy }), until: open.expiresAt } };
}

/** Who signed what holds for a group, and when: the newest decision on it, or the founding. */
function originOf(rows: readonly TrailRow[], group: PolicyScope, view: (row: TrailRow) => TrailEntry) {
  const { last } = decisionRows(rows, group);
  const origin = last ?? rows.find(({ entry }) => groupOf(entry) === group) ?? rows[0];
  const also = origin?.entry.kind === 'policy.approve' ? rows[origin.entry.proposal] : undefined;
  const signedBy = [also, origin].flatMap((row) => (row === undefined ? [] : view(row).by));
  return { signedBy: [...new Set(signedBy)], since: origin?.entry.at ?? 0 };
}
