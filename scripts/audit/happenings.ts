/** What an admitted log says happened, entry by entry: who, what, and by which right. Names are those of that time. */
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { InvitationId, OrgId, UserId } from '#shared/ids/index.ts';
import {
  effectOf,
  type LogEntry,
  type PolicyScope,
  parseCertificate,
  parseEnvelope,
  type Role,
} from '#shared/org-log/index.ts';
import {
  type PolicyFieldName,
  type PolicyValues,
  parseLocks,
  parsePolicy,
  policyFields,
  unlocked,
  weakenedFields,
} from '#shared/policy/index.ts';

export interface HappeningSigner {
  readonly by: 'root' | 'user' | 'invitation';
  readonly id: string | undefined;
  /** A person's name and role when signing. */
  readonly name: string;
  readonly role: Role | undefined;
}

export interface Happening {
  readonly index: number;
  /** The author's time in ms. */
  readonly at: number;
  readonly kind: LogEntry['kind'];
  readonly who: readonly HappeningSigner[];
  /** The right by which it was decided, such as the quorum at that time. */
  readonly under: string;
  readonly what: string;
  readonly entry: LogEntry;
}

interface Known {
  readonly people: Map<UserId, { name: string; role: Role }>;
  readonly invitations: Map<InvitationId, { name: string; role: Role }>;
  readonly groups: Map<PolicyScope, { name: string; policy: PolicyValues }>;
  readonly devices: Map<string, UserId>;
  firstGroup: PolicyScope | undefined;
  org: OrgId | undefined;
  quorum: number;
}

/** Tells a log that has been judged and found sound. */
export function happeningsOf(envelopes: readonly Uint8Array[]): Happening[] {
  const known: Known = {
    people: new Map(),
    invitations: new Map(),
    groups: new Map(),
    devices: new Map(),
    firstGroup: undefined,
    org: undefined,
    quorum: 1,
  };
  const entries: LogEntry[] = [];
  return envelopes.map((envelope, index) => {
    const { entry, signatures } = parseEnvelope(envelope);
    entries.push(entry);
    const who = signatures.map(({ by }): HappeningSigner => {
      if (by.role === 'root') return { by: 'root', id: undefined, name: 'the root key', role: undefined };
      if (by.role === 'invitation') return { by: 'invitation', id: by.id, name: 'the invitation', role: undefined };
      const person = known.people.get(by.id) ?? introduced(entry, by.id);
      return { by: 'user', id: by.id, name: person?.name ?? by.id, role: person?.role };
    });
    const what = tell(entry, known, entries);
    const under = rightOf(entry, who, known);
    learn(effectOf(entry), known, entries);
    return { index, at: entry.at, kind: entry.kind, who, under, what, entry };
  });
}

/** The person whom an entry itself brings in. */
function introduced(entry: LogEntry, id: UserId): { name: string; role: Role | undefined } | undefined {
  if (entry.kind === 'org.create' && entry.owner.id === id) return { name: entry.owner.name, role: 'owner' };
  if (entry.kind === 'user.enrol' && entry.user === id) return { name: entry.name, role: undefined };
  return undefined;
}

function rightOf(entry: LogEntry, who: readonly HappeningSigner[], { people, quorum }: Known): string {
  const owners = [...people.values()].filter(({ role }) => role === 'owner').length;
  const signed = who.filter(({ role }) => role === 'owner').length;
  const steering = who.filter(({ role }) => role === 'owner' || role === 'admin').length;
  const root = who.some(({ by }) => by === 'root');
  const ownersQuorum = root ? 'root key' : `owners’ quorum ${quorum} of ${owners}, ${signed} signed`;
  const own = 'user' in entry && who.some(({ id }) => id === entry.user);
  switch (entry.kind) {
    case 'org.create':
      return 'root key and first owner';
    case 'owners.set':
    case 'relay-key.set':
    case 'witnesses.set':
    case 'service.disclose':
    case 'release.approve':
      return ownersQuorum;
    case 'invite.create':
      return entry.role === 'owner' || entry.role === 'admin' ? ownersQuorum : 'an admin';
    case 'user.enrol':
      return 'invitation and new key';
    case 'device.add':
      return 'own key';
    case 'identity.reset': {
      if (entry.invitation !== undefined) return 'invitation and new key';
      const role = people.get(entry.user)?.role;
      return role === 'owner' || role === 'admin' || root ? `${ownersQuorum}, and new key` : 'admins and new key';
    }
    default:
      if (entry.kind === 'user.update' && entry.role === 'admin') return ownersQuorum;
      if (steering > 1) return `${steering} admins`;
      return steering === 0 && own ? 'own key' : steering === 0 ? 'own device' : 'an admin';
  }
}

function nameOf({ people }: Known, id: UserId): string {
  return people.get(id)?.name ?? id;
}

function groupName({ groups }: Known, id: PolicyScope): string {
  return groups.get(id)?.name ?? id;
}

function tell(entry: LogEntry, known: Known, entries: readonly LogEntry[]): string {
  switch (entry.kind) {
    case 'org.create':
      return `founds ${entry.name} with ${entry.owner.name} as owner and the group ${entry.group.name}`;
    case 'owners.set':
      return `makes ${entry.owners.map((id) => nameOf(known, id)).join(', ')} the owners, of whom ${entry.quorum} must sign`;
    case 'relay-key.set':
      return 'announces a new log key of the relay';
    case 'witnesses.set': {
      const names = entry.witnesses.map(({ name }) => name).join(', ') || 'nobody';
      return `makes ${names} the witnesses, of whom ${entry.required} must cosign`;
    }
    case 'policy.set':
      return `sets the policy of ${groupName(known, entry.group)}: ${changes(known, entry.group, entry.values)}`;
    case 'policy.propose':
      return `proposes a policy for ${groupName(known, entry.group)}: ${changes(known, entry.group, entry.values)}`;
    case 'policy.approve': {
      const proposed = entries[entry.proposal];
      const values = proposed?.kind === 'policy.propose' ? proposed.values : {};
      return `approves entry ${entry.proposal} for ${groupName(known, entry.group)}: ${changes(known, entry.group, values)}`;
    }
    case 'security-group.set':
      return known.groups.has(entry.group)
        ? `names the group ${groupName(known, entry.group)} ${entry.name}`
        : `makes the group ${entry.name}`;
    case 'invite.create':
      if (entry.resets !== undefined) return `makes a link that gives ${nameOf(known, entry.resets)} a new identity`;
      return `invites ${entry.name} as ${entry.role} into ${groupName(known, entry.group)}`;
    case 'invite.revoke':
      return `withdraws the invitation of ${known.invitations.get(entry.invitation)?.name ?? entry.invitation}`;
    case 'user.enrol':
      return `${entry.name} joins`;
    case 'user.update': {
      const changed = [
        ...(entry.name === undefined ? [] : [`name ${entry.name}`]),
        ...(entry.role === undefined ? [] : [`role ${entry.role}`]),
        ...(entry.group === undefined ? [] : [`group ${groupName(known, entry.group)}`]),
        ...Object.entries(entry.details ?? {}).map(([name, text]) => `${name} ${text || '(none)'}`),
      ];
      return `changes ${nameOf(known, entry.user)}: ${changed.join(', ') || 'nothing'}`;
    }
    case 'user.suspend':
      return `suspends ${nameOf(known, entry.user)}`;
    case 'user.restore':
      return `restores ${nameOf(known, entry.user)}`;
    case 'user.remove':
      return `removes ${nameOf(known, entry.user)}`;
    case 'identity.reset':
      return `resets the identity of ${nameOf(known, entry.user)}, with all devices`;
    case 'device.add':
      return `adds a device of ${nameOf(known, entry.user)}`;
    case 'device.revoke': {
      const owner = known.devices.get(entry.device);
      return `revokes a device of ${owner === undefined ? entry.device : nameOf(known, owner)}`;
    }
    case 'service.disclose':
      return `discloses ${nameOf(known, entry.user)} as a ${entry.purpose} service named ${entry.name}`;
    case 'release.approve':
      return `approves release ${entry.version}`;
    case 'decision.propose':
      return `proposes: ${tell(matterAs(entry), known, entries)}`;
    case 'decision.approve': {
      const proposed = entries[entry.proposal];
      const what = proposed?.kind === 'decision.propose' ? tell(matterAs(proposed), known, entries) : 'nothing known';
      return `approves entry ${entry.proposal}: ${what}`;
    }
    case 'decision.enact':
      return `puts entry ${entry.proposal} into effect: ${tell(effectOf(entry), known, entries)}`;
    case 'decision.withdraw':
      return `withdraws entry ${entry.proposal}`;
  }
}

/** What is proposed, as an entry of its own. */
function matterAs({ v, org, at, prior, matter }: Extract<LogEntry, { kind: 'decision.propose' }>): LogEntry {
  return { v, org, at, prior, ...matter };
}

/** What a policy changes of the one that was decided before it. */
function changes({ groups, org }: Known, group: PolicyScope, given: unknown): string {
  const before = groups.get(group)?.policy;
  if (before === undefined) return 'all values';
  const after = (group === org ? parseLocks : parsePolicy)(given);
  const weaker = new Set(weakenedFields(before, after));
  const names = (Object.keys(policyFields) as PolicyFieldName[]).filter((name) => before[name] !== after[name]);
  const told = names.map(
    (name) => `${name} ${before[name]} → ${after[name]} (${weaker.has(name) ? 'weaker' : 'stronger'})`,
  );
  if (told.length === 0) return 'nothing changes';
  return weaker.size > 0 ? `${told.join(', ')}; a day later` : told.join(', ');
}

function learn(entry: LogEntry, known: Known, entries: readonly LogEntry[]): void {
  const { people, groups } = known;
  const change = (id: UserId, more: Partial<{ name: string; role: Role }>) => {
    const person = people.get(id);
    if (person) people.set(id, { ...person, ...more });
  };
  const decide = (id: PolicyScope, values: unknown) => {
    const group = groups.get(id);
    if (group) groups.set(id, { ...group, policy: (id === known.org ? parseLocks : parsePolicy)(values) });
  };
  switch (entry.kind) {
    case 'org.create':
      people.set(entry.owner.id, { name: entry.owner.name, role: 'owner' });
      groups.set(entry.group.id, { name: entry.group.name, policy: parsePolicy(entry.policy) });
      known.firstGroup = entry.group.id;
      known.org = entry.org;
      groups.set(entry.org, { name: 'the whole organisation', policy: unlocked });
      return;
    case 'owners.set':
      known.quorum = entry.quorum;
      for (const [id, { role }] of people) {
        if (entry.owners.includes(id)) change(id, { role: 'owner' });
        else if (role === 'owner') change(id, { role: 'admin' });
      }
      return;
    case 'policy.set':
      decide(entry.group, entry.values);
      return;
    case 'policy.approve': {
      const proposed = entries[entry.proposal];
      if (proposed?.kind === 'policy.propose') decide(entry.group, proposed.values);
      return;
    }
    case 'security-group.set': {
      const like = groups.get(entry.group) ?? (known.firstGroup && groups.get(known.firstGroup));
      if (like) groups.set(entry.group, { name: entry.name, policy: like.policy });
      return;
    }
    case 'invite.create':
      known.invitations.set(entry.invitation, { name: entry.name, role: entry.role });
      return;
    case 'user.enrol':
      people.set(entry.user, { name: entry.name, role: known.invitations.get(entry.invitation)?.role ?? 'member' });
      return;
    case 'user.update':
      change(entry.user, { ...(entry.name ? { name: entry.name } : {}), ...(entry.role ? { role: entry.role } : {}) });
      return;
    case 'device.add':
      known.devices.set(parseCertificate(encodeUtf8(entry.certificate)).device, entry.user);
      return;
    default:
      return;
  }
}
