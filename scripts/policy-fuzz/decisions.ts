/** The oracle's part about what several people sign one after the other: who has proposed what, and whose word counts. */
import type { UserId } from '#shared/ids/index.ts';
import { broughtAbout, type Deed, type DeedOf, usersAmong } from './deed.ts';
import { isKnown, latest, type Past, people, quorumOf, roleOf, standingOf, steers } from './past.ts';

const DAY = 24 * 3_600_000;
const PROPOSAL_LIFE = 30 * DAY;
const PROPOSALS_EACH = 8;

type Matter = DeedOf<'decision.propose'>['matter'];
/** Why `matter` could not be decided by the word of `users`. @param ready its day of notice is over. */
type Judge = (matter: Matter, users: readonly UserId[], ready: boolean) => string | undefined;

/** What an entry settles, by name. */
export function settles(past: Past, deed: Deed): string[] {
  const proposed = deed.entry.kind === 'decision.enact' ? [`proposal ${deed.entry.proposal}`] : [];
  return [...proposed, ...settledBy(past, broughtAbout(deed.entry), deed)];
}

function settledBy(past: Past, entry: Deed['entry'], { certificate, signers }: Deed): string[] {
  switch (entry.kind) {
    case 'org.create':
      return [];
    case 'owners.set':
      return [
        'owners',
        ...people(past)
          .filter((user) => entry.owners.includes(user) || roleOf(past, user) === 'owner')
          .map((user) => `role ${user}`),
      ];
    case 'relay-key.set':
      return ['relay key'];
    case 'witnesses.set':
      return ['witnesses'];
    case 'policy.set':
    case 'policy.propose':
    case 'policy.approve':
      return [`policy ${entry.group}`];
    case 'security-group.set':
      return [`name ${entry.group}`];
    case 'invite.create':
    case 'invite.revoke':
      return [`invitation ${entry.invitation}`];
    case 'user.enrol':
      return [`profile ${entry.user}`];
    case 'user.update':
      return [`profile ${entry.user}`, ...(entry.role === undefined ? [] : [`role ${entry.user}`])];
    case 'user.suspend':
    case 'user.restore':
    case 'user.remove':
      return [`standing ${entry.user}`];
    case 'identity.reset':
      return [`identity ${entry.user}`];
    case 'device.add':
      return certificate === undefined ? [] : [`new device ${certificate.content.device}`];
    case 'device.revoke':
      return [`device ${entry.device}`];
    case 'service.disclose':
      return [`service ${entry.user}`];
    case 'release.approve':
      return [`release ${entry.version}`];
    case 'decision.approve':
    case 'decision.withdraw':
    case 'decision.enact':
      return [`proposal ${entry.proposal}`];
    case 'decision.propose':
      return usersAmong(signers).map((user) => `proposals ${user}`);
  }
}

/** Whether nothing about what somebody may decide was settled after the deed at `place`. */
function wordStands(past: Past, user: UserId, place: number): boolean {
  const about = ['role', 'standing', 'identity'].map((name) => `${name} ${user}`);
  return !past
    .slice(place + 1)
    .some((later, nth) => settles(past.slice(0, place + 1 + nth), later).some((name) => about.includes(name)));
}

const steeringSigners = (past: Past, deed: Deed): UserId[] =>
  usersAmong(deed.signers).filter((user) => isKnown(past, user) && steers(past, user));

/** Whose word for the proposal at `place` counts at the end of `past`. */
export function votersFor(past: Past, place: number): UserId[] {
  let votes: { readonly user: UserId; readonly place: number }[] = [];
  for (const [index, deed] of past.entries()) {
    const { entry } = deed;
    const own = index === place || (entry.kind === 'decision.approve' && entry.proposal === place);
    if (!own || index < place) continue;
    const before = past.slice(0, index);
    votes = votes.filter((vote) => wordStands(before, vote.user, vote.place));
    for (const user of steeringSigners(before, deed)) {
      if (!votes.some((vote) => vote.user === user)) votes.push({ user, place: index });
    }
  }
  return votes.filter((vote) => wordStands(past, vote.user, vote.place)).map(({ user }) => user);
}

/** Whose word the deed at `place` was: those who have signed it, after those who had approved what it puts into effect. */
export function wordsFor(past: Past, place: number): UserId[] {
  const deed = past[place];
  if (deed === undefined) return [];
  const before = past.slice(0, place);
  const voters = deed.entry.kind === 'decision.enact' ? votersFor(before, deed.entry.proposal) : [];
  return [...new Set([...voters, ...usersAmong(deed.signers)])];
}

function proposalAt(past: Past, place: number): DeedOf<'decision.propose'> | undefined {
  const entry = past[place]?.entry;
  return entry?.kind === 'decision.propose' ? entry : undefined;
}

/** The places of the proposals that are open at `time`. */
export function openProposals(past: Past, time: number): number[] {
  return past.flatMap((_, place) => {
    const proposal = proposalAt(past, place);
    if (proposal === undefined || Math.max(time, latest(past)) > proposal.expiresAt) return [];
    const closed = past.some(
      ({ entry }) =>
        (entry.kind === 'decision.enact' || entry.kind === 'decision.withdraw') && entry.proposal === place,
    );
    return closed ? [] : [place];
  });
}

/** Whether something that a proposal decides or rests on was settled since it was made. */
function overtaken(past: Past, place: number, matter: Matter): boolean {
  const proposal = past[place];
  if (proposal === undefined) return true;
  const { v, org, at, prior } = proposal.entry;
  const names = new Set(settles(past, { ...proposal, entry: { v, org, at, prior, ...matter } }));
  if (matter.kind === 'invite.create' && matter.resets !== undefined) {
    for (const about of ['role', 'standing', 'identity']) names.add(`${about} ${matter.resets}`);
  }
  return past
    .slice(place + 1)
    .some((later, nth) => settles(past.slice(0, place + 1 + nth), later).some((name) => names.has(name)));
}

/** Before when a proposal cannot come into effect. */
function notBefore(past: Past, place: number, { matter, at }: DeedOf<'decision.propose'>): number {
  const before = past.slice(0, place);
  const weakens = matter.kind === 'owners.set' && matter.quorum < quorumOf(before);
  return weakens ? Math.max(at, latest(before)) + DAY : at;
}

export function objectionToDecision(past: Past, deed: Deed, judge: Judge): string | undefined {
  const { entry } = deed;
  const signers = steeringSigners(past, deed);
  const all = people(past).filter((user) => steers(past, user));
  if (entry.kind === 'decision.propose') {
    if (signers.length === 0) return 'no admin';
    if (entry.expiresAt <= entry.at || entry.expiresAt > entry.at + PROPOSAL_LIFE) return 'open for too long';
    const impossible = judge(entry.matter, all, true);
    if (impossible !== undefined) return impossible;
    if (judge(entry.matter, signers, false) === undefined) return 'nothing to propose';
    const author = signers[0];
    const own = openProposals(past, entry.at).filter(
      (place) => steeringSigners(past.slice(0, place), at(past, place))[0] === author,
    );
    return own.length < PROPOSALS_EACH ? undefined : 'too many open';
  }
  if (!('proposal' in entry) || entry.kind === 'policy.approve') return 'no decision';
  const proposal = proposalAt(past, entry.proposal);
  if (proposal === undefined || !openProposals(past, entry.at).includes(entry.proposal)) return 'no such proposal';
  if (entry.kind === 'decision.withdraw') {
    const author = steeringSigners(past.slice(0, entry.proposal), at(past, entry.proposal))[0];
    const acting = usersAmong(deed.signers).filter(
      (user) => isKnown(past, user) && standingOf(past, user) === 'active',
    );
    return acting.some((user) => user === author) ? undefined : 'not its author';
  }
  if (signers.length === 0) return 'no admin';
  if (overtaken(past, entry.proposal, proposal.matter)) return 'decided since';
  const voters = votersFor(past, entry.proposal);
  if (entry.kind === 'decision.approve') {
    const impossible = judge(proposal.matter, all, true);
    return impossible ?? (signers.every((user) => voters.includes(user)) ? 'approved before' : undefined);
  }
  if (JSON.stringify(sorted(entry.matter)) !== JSON.stringify(sorted(proposal.matter))) return 'something else';
  if (entry.at < notBefore(past, entry.proposal, proposal)) return 'too early';
  return judge(proposal.matter, [...new Set([...voters, ...signers])], true);
}

function at(past: Past, place: number): Deed {
  const deed = past[place];
  if (deed === undefined) throw new RangeError('no such place');
  return deed;
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
