/** Entries of the log in words. Names are those that people have now: an id means one person for ever, a name does not. */
import type { InvitationId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import {
  DETAILS,
  isWholeOrganisation,
  type LogEntry,
  type Matter,
  type OrgState,
  type PolicyScope,
  type Signer,
} from '#shared/org-log/index.ts';
import type { TrailArea, TrailEntry, TrailQuery } from '../port-trail.ts';
import { adminWords } from '../words/admin.ts';
import { policyChanges } from './policy-words.ts';
import { subjectOf, type TrailRow } from './trail.ts';

const areas: Readonly<Record<LogEntry['kind'], TrailArea>> = {
  'org.create': 'organisation',
  'owners.set': 'organisation',
  'relay-key.set': 'organisation',
  'witnesses.set': 'organisation',
  'policy.set': 'policy',
  'policy.propose': 'policy',
  'policy.approve': 'policy',
  'security-group.set': 'policy',
  'invite.create': 'invitations',
  'invite.revoke': 'invitations',
  'user.enrol': 'people',
  'user.update': 'people',
  'user.suspend': 'people',
  'user.restore': 'people',
  'user.remove': 'people',
  'identity.reset': 'people',
  'device.add': 'devices',
  'device.revoke': 'devices',
  'service.disclose': 'organisation',
  'release.approve': 'organisation',
  'decision.propose': 'organisation',
  'decision.approve': 'organisation',
  'decision.enact': 'organisation',
  'decision.withdraw': 'organisation',
};

/** The entries of one log in words, as its state is now. */
export function createWording(state: OrgState) {
  const words = adminWords.trail;
  const person = (id: UserId | undefined): string =>
    (id === undefined ? undefined : state.users.get(id)?.name) ?? words.somebodyUnknown;
  const group = (id: SecurityGroupId): string => state.groups.get(id)?.name ?? words.unknownGroup;
  /** Whose policy it is, by name. */
  const scope = (id: PolicyScope): string =>
    isWholeOrganisation(state, id) ? words.wholeOrganisation : group(id as SecurityGroupId);
  const policyWords = (id: PolicyScope): string =>
    isWholeOrganisation(state, id) ? words.locks : words.policyOf(scope(id));
  const invitation = (id: InvitationId): string => state.invitations.get(id)?.name ?? words.invitedSomebody;
  const whose = {
    device: (id: Parameters<OrgState['devices']['get']>[0]) => state.devices.get(id)?.user,
    invitation: (id: InvitationId) => state.invitations.get(id)?.usedBy,
  };

  const signer = (by: Signer): string => {
    if (by.role === 'root') return words.rootKey;
    return by.role === 'user' ? person(by.id) : words.invitationFor(invitation(by.id));
  };

  const updated = (update: Extract<Matter, { kind: 'user.update' }>): string[] => [
    ...(update.name === undefined ? [] : [words.theName(update.name)]),
    ...(update.role === undefined ? [] : [words.theRole(words.roles[update.role])]),
    ...(update.group === undefined ? [] : [words.theGroup(group(update.group))]),
    ...DETAILS.flatMap((name) => {
      const text = update.details?.[name];
      if (text === undefined) return [];
      return text === '' ? words.noDetail(words.details[name]) : words.theDetail(words.details[name], text);
    }),
  ];

  /** What may be decided at once or be proposed: as what was done, or as what somebody wants. */
  const matterIn = (matter: Matter, said: typeof words.done): string => {
    switch (matter.kind) {
      case 'owners.set':
        return said.owners(matter.owners.map(person), matter.quorum);
      case 'relay-key.set':
        return said.relayKey;
      case 'witnesses.set':
        return said.witnesses(matter.witnesses.length, matter.required);
      case 'invite.create':
        return matter.resets === undefined
          ? said.invited(matter.name, words.roles[matter.role])
          : said.resetLink(person(matter.resets));
      case 'user.update':
        return said.gave(person(matter.user), updated(matter));
      case 'service.disclose':
        return said.disclosed(person(matter.user), words.purposes[matter.purpose]);
      case 'release.approve':
        return said.release(matter.version);
    }
  };
  const matterWish = (matter: Matter): string => matterIn(matter, words.wish);

  const sentence = ({ entry, policy, matter }: TrailRow): string => {
    const about = matter === undefined ? words.aProposal : matterWish(matter);
    switch (entry.kind) {
      case 'org.create':
        return words.founded(entry.name, entry.owner.name);
      case 'policy.set': {
        const same = policy !== undefined && policyChanges(policy.before, policy.after).length === 0;
        return (same ? words.confirmed : words.changed)(policyWords(entry.group));
      }
      case 'policy.propose':
        return words.proposedToWeaken(policyWords(entry.group));
      case 'policy.approve':
        return words.approvedFor(policyWords(entry.group));
      case 'security-group.set':
        return words.namedGroup(entry.name);
      case 'invite.revoke':
        return words.withdrewInvitation(invitation(entry.invitation));
      case 'user.enrol':
        return words.joined(entry.name);
      case 'user.suspend':
        return words.suspended(person(entry.user));
      case 'user.restore':
        return words.restored(person(entry.user));
      case 'user.remove':
        return words.removed(person(entry.user));
      case 'identity.reset':
        return words.reset(person(entry.user));
      case 'device.add':
        return words.addedDevice(person(entry.user));
      case 'device.revoke':
        return words.revokedDevice(person(whose.device(entry.device)));
      case 'decision.propose':
        return words.proposed(matterWish(entry.matter));
      case 'decision.approve':
        return words.approved(about);
      case 'decision.enact':
        return words.enacted(matterWish(entry.matter));
      case 'decision.withdraw':
        return words.withdrew(about);
      default:
        return matterIn(entry, words.done);
    }
  };

  const about = ({ entry }: TrailRow) => subjectOf(entry, whose);

  const view = (row: TrailRow): TrailEntry => {
    const { entry, index, by, policy } = row;
    const user = about(row);
    return {
      index,
      at: entry.at,
      kind: entry.kind,
      area: areas[entry.kind],
      by: by.map(signer),
      sentence: sentence(row),
      ...(user === undefined ? {} : { about: user }),
      ...(policy === undefined ? {} : { changes: policyChanges(policy.before, policy.after, policy.ofLocks) }),
    };
  };

  const isAbout = (row: TrailRow, user: UserId): boolean =>
    about(row) === user || row.by.some((by) => by.role === 'user' && by.id === user);

  /** Whether `row` is one of those that are asked for. What is cheap is asked first. */
  const matches = (row: TrailRow, { words, area, person: user, from, to }: TrailQuery): boolean => {
    const { at, kind } = row.entry;
    if ((from !== undefined && at < from) || (to !== undefined && at >= to)) return false;
    if (area !== undefined && areas[kind] !== area) return false;
    if (user !== undefined && !isAbout(row, user)) return false;
    if (words === undefined || words.trim() === '') return true;
    const text = `${row.index} ${kind} ${sentence(row)} ${row.by.map(signer).join(' ')}`.toLowerCase();
    return words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word));
  };

  return { view, about, signer, matches, matterWish, scope };
}

export type Wording = ReturnType<typeof createWording>;
