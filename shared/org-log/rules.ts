/** One rule per kind of entry: what must hold, and what it changes. The signatures have been verified before. */
import { decodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { type PolicyValues, parsePolicy, weakenedFields } from '#shared/policy/index.ts';
import { type Authority, activeSigners, requireAdmin, requireOwners } from './authority.ts';
import { parseCertificate, verifyCertificate } from './certificate.ts';
import type { EntryOf, LogEntry, LogEntryKind, Role } from './entries.ts';
import type { LogCrypto } from './merkle.ts';
import { Refusal, require } from './refusal.ts';
import {
  activeDevicesOf,
  devicesOf,
  type OrgStateMutable,
  policyFor,
  policyOf,
  type SecurityGroupRecord,
  type UserRecord,
  type Weakening,
  weakeningsOf,
} from './state.ts';

/** How long a weakening of the policy waits, in ms, so that everybody has had a notice of it. */
const WEAKENING_DELAY = 24 * 3_600_000;
/** How long an invitation may last, in ms: a forgotten link must not stay a door for ever. */
const INVITATION_LIFE_MAX = 90 * 24 * 3_600_000;

interface Context {
  readonly state: OrgStateMutable;
  readonly authority: Authority;
  readonly crypto: LogCrypto;
}

type Rule<Kind extends LogEntryKind> = (entry: EntryOf<Kind>, context: Context) => void;

function known(state: OrgStateMutable, id: UserId): UserRecord {
  const record = state.users.get(id);
  if (record === undefined) throw new Refusal('unknown-subject');
  return record;
}

function freshKey(state: OrgStateMutable, key: string): void {
  require(!state.keys.has(key), 'key-reused');
  state.keys.set(key, true);
}

function parsedPolicy(values: unknown): PolicyValues {
  try {
    return parsePolicy(values);
  } catch {
    throw new Refusal('bad-policy');
  }
}

/** An organisation without an owner who can act could never be mended but by its root key. */
function requireAnOwnerLeft(state: OrgStateMutable): void {
  const owners = [...state.users.values()].filter(({ role, standing }) => role === 'owner' && standing === 'active');
  require(owners.length >= (state.org?.quorum ?? 1), 'last-owner');
}

/** One rogue or robbed admin must not weaken what protects everybody: a second one signs, or there is no second one. */
function requireTwoAdmins(state: OrgStateMutable, authority: Authority): void {
  const able = [...state.users.values()].filter(steers).length;
  const signed = activeSigners(state, authority).filter(steers).length;
  require(signed >= Math.min(2, able), 'too-few-signatures');
}

/** Whether somebody may decide now what admins decide. */
function steers({ role, standing }: UserRecord): boolean {
  return standing === 'active' && (role === 'owner' || role === 'admin');
}

function setStanding(context: Context, id: UserId, standing: UserRecord['standing'], at: number): void {
  const { state, authority } = context;
  const record = known(state, id);
  requireAdmin(state, authority, record);
  // Removal is for good: nobody can be brought back under an identity that others have been told is gone.
  require(record.standing !== 'removed' && record.standing !== standing, 'unknown-subject');
  state.users.set(id, { ...record, standing, standingSince: at });
  requireAnOwnerLeft(state);
}

const createOrganisation: Rule<'org.create'> = (entry, { state, authority }) => {
  require(state.org === undefined && state.tree.size === 0, 'already-founded');
  require(authority.root && authority.users.has(entry.owner.id), 'not-authorised');
  for (const key of [entry.rootKey, entry.relayLogKey, entry.owner.key]) freshKey(state, key);
  state.org = {
    id: entry.org,
    name: entry.name,
    rootKey: entry.rootKey,
    relayLogKey: entry.relayLogKey,
    quorum: 1,
    defaultGroup: entry.group.id,
  };
  const policy = parsedPolicy(entry.policy);
  state.groups.set(entry.group.id, { ...entry.group, policy, pending: undefined, earlier: [], proposed: undefined });
  state.users.set(entry.owner.id, {
    ...entry.owner,
    role: 'owner',
    group: entry.group.id,
    standing: 'active',
    standingSince: entry.at,
    enrolledAt: entry.at,
  });
};

const setOwners: Rule<'owners.set'> = (entry, { state, authority }) => {
  requireOwners(state, authority);
  const owners = new Set(entry.owners);
  require(owners.size === entry.owners.length && entry.quorum <= owners.size, 'malformed');
  for (const id of owners) require(known(state, id).standing === 'active', 'unknown-subject');
  for (const record of state.users.values()) {
    if (owners.has(record.id)) state.users.set(record.id, { ...record, role: 'owner' });
    else if (record.role === 'owner') state.users.set(record.id, { ...record, role: 'admin' });
  }
  if (state.org) state.org = { ...state.org, quorum: entry.quorum };
};

const setWitnesses: Rule<'witnesses.set'> = (entry, { state, authority }) => {
  requireOwners(state, authority);
  const { witnesses, required } = entry;
  // One witness under two names would be counted twice.
  const distinct = (values: readonly string[]) => new Set(values).size === values.length;
  require(distinct(witnesses.map(({ name }) => name)) && distinct(witnesses.map(({ key }) => key)), 'malformed');
  require(required <= witnesses.length, 'malformed');
  const known = new Set(state.witnessRule.witnesses.map(({ key }) => key));
  for (const { key } of witnesses) if (!known.has(key)) freshKey(state, key);
  state.witnessRule = { witnesses, required };
};

/** What is decided anew takes the place of all that waits for its time or for a second admin. */
const setPolicy: Rule<'policy.set'> = (entry, { state, authority }) => {
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
const proposePolicy: Rule<'policy.propose'> = (entry, { state, authority }) => {
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

const approvePolicy: Rule<'policy.approve'> = (entry, { state, authority }) => {
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

/**
 * Whether somebody who is moved between two groups would be protected less at any time that their policies know. There is
 * no clock here to say which of them is now, and an author's word for it would bring weakenings forward.
 */
function weakensByMove(from: SecurityGroupRecord, to: SecurityGroupRecord): boolean {
  const times = [0, ...[from, to].flatMap(weakeningsOf).map(({ effectiveAt }) => effectiveAt)];
  return times.some((at) => weakenedFields(policyOf(from, at), policyOf(to, at)).length > 0);
}

function mayInvite(author: UserRecord, role: Role): boolean {
  if (author.standing !== 'active') return false;
  return author.role === 'owner' || (author.role === 'admin' && (role === 'member' || role === 'guest'));
}

const createInvitation: Rule<'invite.create'> = (entry, { state, authority }) => {
  const author = activeSigners(state, authority).find((signer) => mayInvite(signer, entry.role));
  require(author !== undefined, 'not-authorised');
  require(state.groups.has(entry.group), 'unknown-subject');
  require(!state.invitations.has(entry.invitation), 'already-exists');
  // Whoever could make admins alone could be two admins, and weaken the policy without anybody else.
  if (entry.role === 'owner' || entry.role === 'admin') requireOwners(state, authority);
  require(entry.expiresAt <= entry.at + INVITATION_LIFE_MAX, 'invitation-too-long');
  freshKey(state, entry.key);
  state.invitations.set(entry.invitation, {
    id: entry.invitation,
    key: entry.key,
    role: entry.role,
    group: entry.group,
    name: entry.name,
    createdBy: author.id,
    createdAt: entry.at,
    expiresAt: entry.expiresAt,
    standing: 'open',
    usedBy: undefined,
  });
};

const enrol: Rule<'user.enrol'> = (entry, { state, authority }) => {
  const invitation = state.invitations.get(entry.invitation);
  require(invitation !== undefined, 'unknown-subject');
  require(authority.invitations.has(entry.invitation) && authority.users.has(entry.user), 'not-authorised');
  require(invitation.standing !== 'used', 'invitation-used');
  require(invitation.standing !== 'revoked', 'invitation-revoked');
  require(entry.at <= invitation.expiresAt, 'invitation-expired');
  // An invitation is worth no more than its author is now: the links that a suspended or demoted admin has made in store
  // must not let anybody in.
  const author = state.users.get(invitation.createdBy);
  require(author !== undefined && mayInvite(author, invitation.role), 'invitation-revoked');
  require(!state.users.has(entry.user), 'already-exists');
  freshKey(state, entry.key);
  state.invitations.set(invitation.id, { ...invitation, standing: 'used', usedBy: entry.user });
  state.users.set(entry.user, {
    id: entry.user,
    name: entry.name,
    key: entry.key,
    role: invitation.role,
    group: invitation.group,
    standing: 'active',
    standingSince: entry.at,
    enrolledAt: entry.at,
  });
};

const updateUser: Rule<'user.update'> = (entry, { state, authority }) => {
  const record = known(state, entry.user);
  require(record.standing !== 'removed', 'unknown-subject');
  const signsOwn = activeSigners(state, authority).some(({ id }) => id === entry.user);
  const own = signsOwn && entry.role === undefined && entry.group === undefined;
  if (!own) requireAdmin(state, authority, record);
  if (entry.role !== undefined) {
    require(record.role !== 'owner', 'not-authorised');
    if (entry.role === 'admin') requireOwners(state, authority);
  }
  if (entry.group !== undefined) {
    const [from, to] = [state.groups.get(record.group), state.groups.get(entry.group)];
    require(from !== undefined && to !== undefined, 'unknown-subject');
    // Moving somebody to where less is asked weakens the policy for them; one admin alone must not do it that way either.
    if (weakensByMove(from, to)) requireTwoAdmins(state, authority);
  }
  state.users.set(entry.user, {
    ...record,
    name: entry.name ?? record.name,
    role: entry.role ?? record.role,
    group: entry.group ?? record.group,
  });
};

const resetIdentity: Rule<'identity.reset'> = (entry, { state, authority }) => {
  const record = known(state, entry.user);
  require(record.standing === 'active', 'unknown-subject');
  // Signed by an admin and by the new key, and not by the old: the person has lost it. That is why it is told to all.
  const others = { ...authority, users: new Set([...authority.users].filter((id) => id !== entry.user)) };
  require(authority.users.has(entry.user), 'not-authorised');
  // A new key for somebody who steers is that person's vote: one owner must not fill the quorum with what others hold.
  const steers = record.role === 'owner' || record.role === 'admin';
  if (steers) requireOwners(state, others);
  else if (!authority.root) requireAdmin(state, others, record);
  freshKey(state, entry.key);
  state.users.set(entry.user, { ...record, key: entry.key });
  for (const device of devicesOf(state, entry.user)) {
    if (!device.revoked) state.devices.set(device.id, { ...device, revoked: true, revokedAt: entry.at });
  }
};

const addDevice: Rule<'device.add'> = (entry, { state, authority, crypto }) => {
  const record = known(state, entry.user);
  require(record.standing === 'active', 'not-authorised');
  // Only the person's own identity key can vouch for a device: neither an admin nor the relay can slip one in (AT-06).
  require(authority.users.has(entry.user), 'not-authorised');
  const encoded = encodeUtf8(entry.certificate);
  require(verifyCertificate(encoded, decodeBase64url(record.key), crypto), 'bad-certificate');
  const content = parseCertificate(encoded);
  const fits = content.org === entry.org && content.user === entry.user && content.notBefore < content.notAfter;
  require(fits, 'bad-certificate');
  const service = state.disclosed.get(entry.user);
  require(content.purpose === (service?.purpose ?? 'member'), 'bad-certificate');
  require(!state.devices.has(content.device), 'already-exists');
  const limit = policyFor(state, entry.user, entry.at).devicesPerPerson;
  require(activeDevicesOf(state, entry.user, entry.at).length < limit, 'too-many-devices');
  freshKey(state, content.key);
  state.devices.set(content.device, {
    id: content.device,
    user: entry.user,
    key: content.key,
    certificate: entry.certificate,
    notBefore: content.notBefore,
    notAfter: content.notAfter,
    revoked: false,
    revokedAt: undefined,
    addedAt: entry.at,
  });
  state.devicesByUser.set(entry.user, [...(state.devicesByUser.get(entry.user) ?? []), content.device]);
};

const revokeDevice: Rule<'device.revoke'> = (entry, { state, authority }) => {
  const device = state.devices.get(entry.device);
  require(device !== undefined && !device.revoked, 'unknown-subject');
  const own = activeSigners(state, authority).some(({ id }) => id === device.user);
  if (!own) requireAdmin(state, authority, state.users.get(device.user));
  state.devices.set(device.id, { ...device, revoked: true, revokedAt: entry.at });
};

const rules: { readonly [Kind in LogEntryKind]: Rule<Kind> } = {
  'org.create': createOrganisation,
  'owners.set': setOwners,
  'relay-key.set': (entry, { state, authority }) => {
    requireOwners(state, authority);
    freshKey(state, entry.relayLogKey);
    if (state.org) state.org = { ...state.org, relayLogKey: entry.relayLogKey };
  },
  'witnesses.set': setWitnesses,
  'policy.set': setPolicy,
  'policy.propose': proposePolicy,
  'policy.approve': approvePolicy,
  'security-group.set': (entry, { state, authority }) => {
    requireAdmin(state, authority);
    // A new group begins with the policy of the first one, and with what waits there.
    const existing = state.groups.get(entry.group);
    const like = existing ?? (state.org && state.groups.get(state.org.defaultGroup));
    require(like !== undefined, 'not-founded');
    state.groups.set(entry.group, { ...like, id: entry.group, name: entry.name, proposed: existing?.proposed });
  },
  'invite.create': createInvitation,
  'invite.revoke': (entry, { state, authority }) => {
    const invitation = state.invitations.get(entry.invitation);
    require(invitation?.standing === 'open', 'unknown-subject');
    requireAdmin(state, authority);
    state.invitations.set(invitation.id, { ...invitation, standing: 'revoked' });
  },
  'user.enrol': enrol,
  'user.update': updateUser,
  'user.suspend': (entry, context) => setStanding(context, entry.user, 'suspended', entry.at),
  'user.restore': (entry, context) => setStanding(context, entry.user, 'active', entry.at),
  'user.remove': (entry, context) => setStanding(context, entry.user, 'removed', entry.at),
  'identity.reset': resetIdentity,
  'device.add': addDevice,
  'device.revoke': revokeDevice,
  'service.disclose': (entry, { state, authority }) => {
    requireOwners(state, authority);
    known(state, entry.user);
    require(!state.disclosed.has(entry.user), 'already-exists');
    state.disclosed.set(entry.user, { purpose: entry.purpose, name: entry.name });
  },
  'release.approve': (entry, { state, authority }) => {
    requireOwners(state, authority);
    require(!state.releases.has(entry.version), 'already-exists');
    state.releases.set(entry.version, entry.manifest);
  },
};

/** Applies `entry` to `state` in place. @throws Refusal. */
export function applyRule(entry: LogEntry, context: Context): void {
  const rule = rules[entry.kind] as Rule<LogEntryKind>;
  rule(entry, context);
}
