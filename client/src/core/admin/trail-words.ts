/** Entries of the log in words. Names are those that people have now: an id means one person for ever, a name does not. */
import type { InvitationId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import {
  isWholeOrganisation,
  type LogEntry,
  type Matter,
  type OrgState,
  type PolicyScope,
  type Signer,
} from '#shared/org-log/index.ts';
import type { TrailArea, TrailEntry, TrailQuery } from '../port-admin.ts';
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
  const person = (id: UserId | undefined): string =>
    (id === undefined ? undefined : state.users.get(id)?.name) ?? 'somebody unknown';
  const group = (id: SecurityGroupId): string => state.groups.get(id)?.name ?? 'an unknown group';
  /** Whose policy it is, by name. */
  const scope = (id: PolicyScope): string =>
    isWholeOrganisation(state, id) ? 'the whole organisation' : group(id as SecurityGroupId);
  const policyWords = (id: PolicyScope): string =>
    isWholeOrganisation(state, id) ? 'what is locked for the whole organisation' : `the policy of ${scope(id)}`;
  const invitation = (id: InvitationId): string => state.invitations.get(id)?.name ?? 'somebody';
  const whose = {
    device: (id: Parameters<OrgState['devices']['get']>[0]) => state.devices.get(id)?.user,
    invitation: (id: InvitationId) => state.invitations.get(id)?.usedBy,
  };

  const signer = (by: Signer): string => {
    if (by.role === 'root') return 'The root key';
    return by.role === 'user' ? person(by.id) : `The invitation for ${invitation(by.id)}`;
  };

  const updated = (update: Extract<Matter, { kind: 'user.update' }>): string => {
    const what = [
      ...(update.name === undefined ? [] : [`the name ${update.name}`]),
      ...(update.role === undefined ? [] : [`the role ${update.role}`]),
      ...(update.group === undefined ? [] : [`the security group ${group(update.group)}`]),
      ...Object.entries(update.details ?? {}).map(([name, text]) =>
        text === '' ? `no ${name}` : `the ${name} ${text}`,
      ),
    ];
    return what.join(' and ');
  };

  /** What may be decided at once or be proposed. */
  const matterWords = (matter: Matter): string => {
    switch (matter.kind) {
      case 'owners.set': {
        const owners = matter.owners.map(person).join(', ');
        return `Named as owners: ${owners}. ${matter.quorum} of them must sign what owners decide`;
      }
      case 'relay-key.set':
        return 'Gave the server a new key to sign the log with';
      case 'witnesses.set':
        return `Named ${matter.witnesses.length} witnesses of the log, of whom ${matter.required} must have confirmed it`;
      case 'invite.create':
        if (matter.resets !== undefined) return `Made a link that gives ${person(matter.resets)} a new identity`;
        return `Invited ${matter.name} as ${matter.role}`;
      case 'user.update':
        return `Gave ${person(matter.user)} ${updated(matter)}`;
      case 'service.disclose':
        return `Declared ${person(matter.user)} to be a ${matter.purpose} service`;
      case 'release.approve':
        return `Approved the release ${matter.version}`;
    }
  };
  /** The same, as what somebody wants. */
  const matterWish = (matter: Matter): string => {
    switch (matter.kind) {
      case 'owners.set':
        return `Name as owners: ${matter.owners.map(person).join(', ')}, of whom ${matter.quorum} must sign what owners decide`;
      case 'relay-key.set':
        return 'Give the server a new key to sign the log with';
      case 'witnesses.set':
        return `Name ${matter.witnesses.length} witnesses of the log, of whom ${matter.required} must have confirmed it`;
      case 'invite.create':
        return matter.resets === undefined
          ? `Invite ${matter.name} as ${matter.role}`
          : `Make a link that gives ${person(matter.resets)} a new identity`;
      case 'user.update':
        return `Give ${person(matter.user)} ${updated(matter)}`;
      case 'service.disclose':
        return `Declare ${person(matter.user)} to be a ${matter.purpose} service`;
      case 'release.approve':
        return `Approve the release ${matter.version}`;
    }
  };
  const inside = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

  const sentence = ({ entry, policy, matter }: TrailRow): string => {
    const about = matter && matterWish(matter);
    switch (entry.kind) {
      case 'org.create':
        return `Founded ${entry.name}, with ${entry.owner.name} as its first owner`;
      case 'policy.set': {
        const same = policy !== undefined && policyChanges(policy.before, policy.after).length === 0;
        return `${same ? 'Confirmed' : 'Changed'} ${policyWords(entry.group)}`;
      }
      case 'policy.propose':
        return `Proposed to weaken ${policyWords(entry.group)}`;
      case 'policy.approve':
        return `Approved the proposal for ${policyWords(entry.group)}`;
      case 'security-group.set':
        return `Named a security group ${entry.name}`;
      case 'invite.revoke':
        return `Withdrew the invitation for ${invitation(entry.invitation)}`;
      case 'user.enrol':
        return `${entry.name} joined`;
      case 'user.suspend':
        return `Suspended ${person(entry.user)}`;
      case 'user.restore':
        return `Restored ${person(entry.user)}`;
      case 'user.remove':
        return `Removed ${person(entry.user)}`;
      case 'identity.reset':
        return `Reset the identity of ${person(entry.user)}`;
      case 'device.add':
        return `Added a device of ${person(entry.user)}`;
      case 'device.revoke':
        return `Revoked a device of ${person(whose.device(entry.device))}`;
      case 'decision.propose':
        return `Proposed: ${inside(matterWish(entry.matter))}`;
      case 'decision.approve':
        return `Approved: ${about === undefined ? 'a proposal' : inside(about)}`;
      case 'decision.enact':
        return `Approved, so that it holds: ${inside(matterWish(entry.matter))}`;
      case 'decision.withdraw':
        return `Withdrew: ${about === undefined ? 'a proposal' : inside(about)}`;
      default:
        return matterWords(entry);
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
