/**
 * The rules for what several people sign together, each when they are there: one proposes it, others approve it, and it is
 * put into effect once enough of them have. What it takes is asked of the rule of what was proposed.
 */
import { canonicalJson } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { type Authority, activeSigners, requireAdmin } from './authority.ts';
import type { EntryOf, LogEntry, Matter } from './entries.ts';
import { Refusal, type RefusalCode, require } from './refusal.ts';
import { type Context, type Rule, steers, WEAKENING_DELAY } from './rule-parts.ts';
import { type DecisionProposal, mutableCopy, type OrgState, type OrgStateMutable } from './state.ts';
import { subjectsOfMatter } from './subjects.ts';

/** How long a proposal may be open, in ms: what nobody has answered must not be brought about when all have forgotten it. */
const PROPOSAL_LIFE_MAX = 30 * 24 * 3_600_000;
/** How many of one person's may be open: nobody may fill the log's state with them. */
const PROPOSALS_EACH = 8;

type Common = Pick<LogEntry, 'v' | 'org' | 'at' | 'prior'>;
type Kinds = 'decision.propose' | 'decision.approve' | 'decision.enact' | 'decision.withdraw';
type Apply = (entry: LogEntry, context: Context) => void;

const alone = (users: Iterable<UserId>): Authority => ({ root: false, users: new Set(users), invitations: new Set() });

/** The proposal that an entry names, if its time is not over. */
function openProposal(state: OrgStateMutable, place: number, at: number): DecisionProposal {
  const proposal = state.proposals.get(place);
  require(proposal !== undefined && Math.max(at, state.latestAt) <= proposal.expiresAt, 'unknown-subject');
  return proposal;
}

/** The same, if it rests on nothing that was decided since. */
function soundProposal(state: OrgStateMutable, place: number, at: number): DecisionProposal {
  const proposal = openProposal(state, place, at);
  // Else what was meant for the owners of then would be signed by those of then and decided over those of now.
  for (const subject of subjectsOfMatter(proposal.matter, state)) {
    require((state.touched.get(subject) ?? -1) < proposal.index, 'out-of-date');
  }
  return proposal;
}

/** Those whose word for it still counts: nothing about what they may decide was decided since they gave it. */
export function standingVotes(state: Pick<OrgState, 'touched'>, { votes }: DecisionProposal): UserId[] {
  return votes.flatMap(({ user, index }) => {
    const changed = ['role', 'standing', 'identity'].some(
      (about) => (state.touched.get(`${about}:${user}`) ?? -1) > index,
    );
    return changed ? [] : [user];
  });
}

/** Why the log would not take `matter` signed by `authority`; undefined where it would. */
function trial(apply: Apply, matter: Matter, common: Common, context: Context): RefusalCode | undefined {
  try {
    apply({ ...common, ...matter } as LogEntry, { ...context, state: mutableCopy(context.state) });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** What not even all together could decide is nothing to propose, nor to approve. */
function requirePossible(apply: Apply, matter: Matter, common: Common, { state, crypto }: Context): void {
  const all = [...state.users.values()].filter(steers).map(({ id }) => id);
  const code = trial(apply, matter, common, { state, crypto, authority: alone(all), waited: true });
  if (code !== undefined) throw new Refusal(code);
}

function commonOf({ v, org, at, prior }: LogEntry): Common {
  return { v, org, at, prior };
}

/** The steering people who have signed an entry; there is one at least. */
function votersOf({ state, authority }: Context): UserId[] {
  requireAdmin(state, authority);
  return activeSigners(state, authority)
    .filter(steers)
    .map(({ id }) => id);
}

function close(state: OrgStateMutable, place: number): void {
  state.proposals = new Map([...state.proposals].filter(([index]) => index !== place));
}

export function decisionRules(apply: Apply): { readonly [Kind in Kinds]: Rule<Kind> } {
  const propose = (entry: EntryOf<'decision.propose'>, context: Context): void => {
    const { state, crypto } = context;
    const voters = votersOf(context);
    const [author] = voters;
    require(author !== undefined, 'not-authorised');
    const { matter, at, expiresAt } = entry;
    require(expiresAt > at && expiresAt <= at + PROPOSAL_LIFE_MAX, 'malformed');
    const common = commonOf(entry);
    requirePossible(apply, matter, common, context);
    // What its author may decide alone is decided, and not proposed.
    const alreadyEnough = trial(apply, matter, common, { state, crypto, authority: alone(voters) }) === undefined;
    require(!alreadyEnough, 'malformed');
    const open = [...state.proposals].filter(([, one]) => one.expiresAt >= Math.max(at, state.latestAt));
    require(open.filter(([, { by }]) => by === author).length < PROPOSALS_EACH, 'already-exists');
    const weakens = matter.kind === 'owners.set' && matter.quorum < (state.org?.quorum ?? 1);
    const index = state.tree.size;
    const proposal: DecisionProposal = {
      index,
      by: author,
      matter,
      at,
      expiresAt,
      // From the newest entry at least, so that a clock set back does not shorten the day.
      notBefore: weakens ? Math.max(at, state.latestAt) + WEAKENING_DELAY : at,
      votes: voters.map((user) => ({ user, index })),
    };
    state.proposals = new Map([...open, [index, proposal]]);
  };

  const approve = (entry: EntryOf<'decision.approve'>, context: Context): void => {
    const { state } = context;
    const voters = votersOf(context);
    const proposal = soundProposal(state, entry.proposal, entry.at);
    requirePossible(apply, proposal.matter, commonOf(entry), context);
    const before = standingVotes(state, proposal);
    const added = voters.filter((user) => !before.includes(user));
    require(added.length > 0, 'already-exists');
    const index = state.tree.size;
    const votes = [
      ...proposal.votes.filter(({ user }) => before.includes(user)),
      ...added.map((user) => ({ user, index })),
    ];
    state.proposals = new Map([...state.proposals, [proposal.index, { ...proposal, votes }]]);
  };

  const enact = (entry: EntryOf<'decision.enact'>, context: Context): void => {
    const { state, crypto } = context;
    const voters = votersOf(context);
    const proposal = soundProposal(state, entry.proposal, entry.at);
    // What is put into effect is what was approved, and nothing else that is said to be it.
    require(canonicalJson(entry.matter) === canonicalJson(proposal.matter), 'malformed');
    const waited = entry.at >= proposal.notBefore;
    require(waited, 'must-wait');
    const authority = alone([...standingVotes(state, proposal), ...voters]);
    close(state, proposal.index);
    apply({ ...commonOf(entry), ...entry.matter } as LogEntry, { state, crypto, authority, waited });
  };

  const withdraw = (entry: EntryOf<'decision.withdraw'>, context: Context): void => {
    const { state } = context;
    const proposal = openProposal(state, entry.proposal, entry.at);
    // Its author only: one rogue owner could else undo whatever the others want to decide about him.
    const own = activeSigners(state, context.authority).some(({ id }) => id === proposal.by);
    require(own, 'not-authorised');
    close(state, proposal.index);
  };

  return {
    'decision.propose': propose,
    'decision.approve': approve,
    'decision.enact': enact,
    'decision.withdraw': withdraw,
  };
}
