/** One rule per kind of entry: what must hold, and what it changes. The signatures have been verified before. */
import { decodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { activeSigners, requireAdmin, requireOwners } from './authority.ts';
import { parseCertificate, signatureOf, verifyCertificate } from './certificate.ts';
import { certificateOf } from './certificate-text.ts';
import { decisionRules } from './decision-rules.ts';
import type { LogEntry, LogEntryKind } from './entries.ts';
import { detailsFrom, noDetails } from './fields.ts';
import { createInvitation, enrol, resetIdentity, revokeInvitation } from './joining-rules.ts';
import { approvePolicy, proposePolicy, setPolicy } from './policy-rules.ts';
import { require } from './refusal.ts';
import {
  type Context,
  freshKey,
  known,
  parsedPolicy,
  type Rule,
  requireAnOwnerLeft,
  requireTwoAdmins,
  weakensByMove,
} from './rule-parts.ts';
import { activeDevicesOf, type DeviceRecord, isWholeOrganisation, policyFor, type UserRecord } from './state.ts';

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
  require(!isWholeOrganisation(state, entry.group.id), 'malformed');
  const policy = parsedPolicy(entry.policy);
  state.groups.set(entry.group.id, { ...entry.group, policy, pending: undefined, earlier: [], proposed: undefined });
  state.users.set(entry.owner.id, {
    ...entry.owner,
    role: 'owner',
    group: entry.group.id,
    standing: 'active',
    standingSince: entry.at,
    enrolledAt: entry.at,
    details: noDetails,
  });
};

const setOwners: Rule<'owners.set'> = (entry, { state, authority, waited }) => {
  requireOwners(state, authority);
  // Fewer who must agree protects everybody less: not before all have had a notice of it. The root key mends what is lost.
  require(authority.root || waited === true || entry.quorum >= (state.org?.quorum ?? 1), 'must-wait');
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

const updateUser: Rule<'user.update'> = (entry, { state, authority }) => {
  const record = known(state, entry.user);
  require(record.standing !== 'removed', 'unknown-subject');
  const signsOwn = activeSigners(state, authority).some(({ id }) => id === entry.user);
  // Posing: colleagues take a title for the organisation's word, so nobody gives it to themselves.
  const own = signsOwn && [entry.role, entry.group, entry.details].every((said) => said === undefined);
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
    details:
      entry.details === undefined
        ? record.details
        : detailsFrom((name) => entry.details?.[name] ?? record.details[name]),
  });
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
  const device: DeviceRecord = {
    id: content.device,
    user: entry.user,
    key: content.key,
    purpose: content.purpose,
    signature: signatureOf(encoded),
    notBefore: content.notBefore,
    notAfter: content.notAfter,
    revoked: false,
    revokedAt: undefined,
    addedAt: entry.at,
  };
  // Only the bytes that were signed are ever shown to others: nothing that the record would not give back as they are.
  require(certificateOf(device, entry.org) === entry.certificate, 'bad-certificate');
  state.devices.set(device.id, device);
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
    // A group under the organisation's own id would be taken for what is locked for all of them.
    require(!isWholeOrganisation(state, entry.group), 'already-exists');
    // A new group begins with the policy of the first one, and with what waits there.
    const existing = state.groups.get(entry.group);
    const like = existing ?? (state.org && state.groups.get(state.org.defaultGroup));
    require(like !== undefined, 'not-founded');
    state.groups.set(entry.group, { ...like, id: entry.group, name: entry.name, proposed: existing?.proposed });
  },
  'invite.create': createInvitation,
  'invite.revoke': revokeInvitation,
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
  ...decisionRules(applyRule),
};

/** Applies `entry` to `state` in place. @throws Refusal. */
export function applyRule(entry: LogEntry, context: Context): void {
  const rule = rules[entry.kind] as Rule<LogEntryKind>;
  rule(entry, context);
}
