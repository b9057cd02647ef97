/** What an organisation is: the outcome of replaying its log. */
import { equalBytes } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import { defaultPolicy, type PolicyValues, strictest, unlocked } from '#shared/policy/index.ts';
import type { DeviceCertificate } from './certificate.ts';
import type { WitnessRule } from './cosignature.ts';
import type { Matter, Role } from './entries.ts';
import type { Details } from './fields.ts';
import { LayeredMap } from './layered-map.ts';
import {
  copyTree,
  emptyTree,
  type LogCrypto,
  leafHash,
  type MerkleTree,
  type MerkleTreeMutable,
  rootAt,
} from './merkle.ts';
import type { PolicyScope } from './policy-scope.ts';

export interface OrgRecord {
  readonly id: OrgId;
  readonly name: string;
  readonly rootKey: string;
  readonly relayLogKey: string;
  /** How many owners must sign what only owners may decide. */
  readonly quorum: number;
  readonly defaultGroup: SecurityGroupId;
}

export interface UserRecord {
  readonly id: UserId;
  readonly name: string;
  /** The user identity key, base64url. */
  readonly key: string;
  readonly role: Role;
  readonly group: SecurityGroupId;
  readonly standing: 'active' | 'suspended' | 'removed';
  /** Since when, in ms: the time of the entry that decided it. */
  readonly standingSince: number;
  readonly enrolledAt: number;
  /** What admins say of them, for all to see. */
  readonly details: Details;
}

export interface DeviceRecord {
  readonly id: DeviceId;
  readonly user: UserId;
  readonly key: string;
  /** What its certificate says besides, and its signature, base64url; see `certificateOf`. */
  readonly purpose: DeviceCertificate['purpose'];
  readonly signature: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revoked: boolean;
  /** When it was revoked, in ms. */
  readonly revokedAt: number | undefined;
  readonly addedAt: number;
}

export interface InvitationRecord {
  readonly id: InvitationId;
  readonly key: string;
  readonly role: Role;
  readonly group: SecurityGroupId;
  readonly name: string;
  readonly createdBy: UserId;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly standing: 'open' | 'used' | 'revoked';
  /** Who enrolled with it. */
  readonly usedBy: UserId | undefined;
  /** Whose identity it replaces, if it is for somebody who is in already. */
  readonly resets: UserId | undefined;
}

/** What somebody has proposed and others may approve. */
export interface DecisionProposal {
  /** The place of its entry in the log. */
  readonly index: number;
  readonly by: UserId;
  readonly matter: Matter;
  readonly at: number;
  readonly expiresAt: number;
  /** Before this time it cannot come into effect, whoever has approved it. */
  readonly notBefore: number;
  /** Who wants it, and by which entry they said so. */
  readonly votes: readonly { readonly user: UserId; readonly index: number }[];
}

export interface PolicyProposal {
  readonly values: PolicyValues;
  readonly by: UserId;
  readonly at: number;
  /** The place of its entry in the log. */
  readonly index: number;
}

/** What was decided, step by step, for the policy of a group, or of what is locked for the whole organisation. */
export interface PolicyRecord {
  /** What applies where no weakening is in effect. */
  readonly policy: PolicyValues;
  /** The weakening that was decided last: it waits for its time, or has come into effect since. */
  readonly pending: Weakening | undefined;
  /** Those before it that had come into effect by the time of who decided the next one, oldest first. */
  readonly earlier: readonly Weakening[];
  /** A weakening that one admin wants, and that counts for nothing until another one signs it too. */
  readonly proposed: PolicyProposal | undefined;
}

export interface SecurityGroupRecord extends PolicyRecord {
  readonly id: SecurityGroupId;
  readonly name: string;
}

/** A policy that protects less than the one before it, and from when on it applies, in ms. */
export interface Weakening {
  readonly values: PolicyValues;
  readonly effectiveAt: number;
}

/** The state of an organisation at one size of its log. Immutable. */
export interface OrgState {
  readonly org: OrgRecord | undefined;
  readonly users: ReadonlyMap<UserId, UserRecord>;
  readonly devices: ReadonlyMap<DeviceId, DeviceRecord>;
  /** The devices of each person, oldest first, revoked ones included. */
  readonly devicesByUser: ReadonlyMap<UserId, readonly DeviceId[]>;
  readonly invitations: ReadonlyMap<InvitationId, InvitationRecord>;
  readonly groups: ReadonlyMap<SecurityGroupId, SecurityGroupRecord>;
  /** What no group's policy may fall below. */
  readonly locks: PolicyRecord;
  readonly disclosed: ReadonlyMap<UserId, { readonly purpose: 'bot' | 'retention'; readonly name: string }>;
  readonly releases: ReadonlyMap<string, string>;
  readonly witnessRule: WitnessRule;
  /** What waits for more signatures, by the place of the proposal; those whose time is over may still be among them. */
  readonly proposals: ReadonlyMap<number, DecisionProposal>;
  readonly tree: MerkleTree;
  /** The index of the newest entry about each subject; see `admit`. */
  readonly touched: ReadonlyMap<string, number>;
  /** Every public key that ever stood in the log: no key may serve twice. */
  readonly keys: ReadonlyMap<string, true>;
  /** The time of the newest entry, in ms. */
  readonly latestAt: number;
}

/** The same, while entries are being applied. Never leaves this folder. */
export interface OrgStateMutable {
  org: OrgRecord | undefined;
  readonly users: LayeredMap<UserId, UserRecord>;
  readonly devices: LayeredMap<DeviceId, DeviceRecord>;
  readonly devicesByUser: LayeredMap<UserId, readonly DeviceId[]>;
  readonly invitations: LayeredMap<InvitationId, InvitationRecord>;
  readonly groups: LayeredMap<SecurityGroupId, SecurityGroupRecord>;
  locks: PolicyRecord;
  readonly disclosed: LayeredMap<UserId, { readonly purpose: 'bot' | 'retention'; readonly name: string }>;
  readonly releases: LayeredMap<string, string>;
  witnessRule: WitnessRule;
  proposals: ReadonlyMap<number, DecisionProposal>;
  readonly tree: MerkleTreeMutable;
  readonly touched: LayeredMap<string, number>;
  readonly keys: LayeredMap<string, true>;
  latestAt: number;
}

/** An organisation that has locked nothing. */
export const noLocks: PolicyRecord = { policy: unlocked, pending: undefined, earlier: [], proposed: undefined };

/** The state before the first entry. */
export function emptyState(): OrgState {
  return {
    org: undefined,
    users: new LayeredMap(),
    devices: new LayeredMap(),
    devicesByUser: new LayeredMap(),
    invitations: new LayeredMap(),
    groups: new LayeredMap(),
    locks: noLocks,
    disclosed: new LayeredMap(),
    releases: new LayeredMap(),
    witnessRule: { witnesses: [], required: 0 },
    proposals: new Map(),
    tree: emptyTree(),
    touched: new LayeredMap(),
    keys: new LayeredMap(),
    latestAt: 0,
  };
}

export function mutableCopy(state: OrgState): OrgStateMutable {
  return {
    org: state.org,
    users: copyMap(state.users),
    devices: copyMap(state.devices),
    devicesByUser: copyMap(state.devicesByUser),
    invitations: copyMap(state.invitations),
    groups: copyMap(state.groups),
    locks: state.locks,
    disclosed: copyMap(state.disclosed),
    releases: copyMap(state.releases),
    witnessRule: state.witnessRule,
    proposals: state.proposals,
    tree: copyTree(state.tree),
    touched: copyMap(state.touched),
    keys: copyMap(state.keys),
    latestAt: state.latestAt,
  };
}

function copyMap<Key, Value extends {}>(map: ReadonlyMap<Key, Value>): LayeredMap<Key, Value> {
  return map instanceof LayeredMap ? map.copy() : new LayeredMap(map);
}

/** The size and root of the log. */
export function headOf(state: OrgState, crypto: Pick<LogCrypto, 'sha256'>): { size: number; root: Uint8Array } {
  return { size: state.tree.size, root: rootAt(state.tree, state.tree.size, crypto) };
}

/** The root that the log had when it had `size` entries. @throws RangeError when it never had that many. */
export function rootAtSize(state: OrgState, size: number, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  return rootAt(state.tree, size, crypto);
}

/** Whether `envelope` is, byte for byte, the entry at `index`. */
export function isEntryAt(
  state: OrgState,
  index: number,
  envelope: Uint8Array,
  crypto: Pick<LogCrypto, 'sha256'>,
): boolean {
  const leaf = state.tree.levels[0]?.at(index);
  return leaf !== undefined && equalBytes(leaf, leafHash(envelope, crypto));
}

/** Whether `device` may act now: certified, not revoked, its time not over, its user active. */
export function isDeviceActive(state: OrgState, device: DeviceId, now: number): boolean {
  const record = state.devices.get(device);
  if (record === undefined || !isInForce(record, now)) return false;
  return state.users.get(record.user)?.standing === 'active';
}

/**
 * Whether `device` may have been active at `at`, a time in the past: what it did before it was shut out stays valid for
 * whoever hears of it later. Of several suspensions only the last is known, so the answer leans towards yes.
 */
export function wasDeviceActive(state: OrgState, device: DeviceId, at: number): boolean {
  const record = state.devices.get(device);
  if (record === undefined || at < record.notBefore || at > record.notAfter) return false;
  if (record.revokedAt !== undefined && record.revokedAt <= at) return false;
  const user = state.users.get(record.user);
  return user !== undefined && (user.standing === 'active' || user.standingSince > at);
}

/** All devices of `user`, oldest first, revoked ones included. */
export function devicesOf(state: OrgState, user: UserId): DeviceRecord[] {
  return (state.devicesByUser.get(user) ?? []).flatMap((id) => state.devices.get(id) ?? []);
}

/** The active devices of `user`, oldest first. */
export function activeDevicesOf(state: OrgState, user: UserId, now: number): DeviceRecord[] {
  return devicesOf(state, user).filter((device) => isDeviceActive(state, device.id, now));
}

/** How many active devices people have, of those who have any. Of all at once: nobody's devices are looked up. */
export function activeDeviceCounts({ devices, users }: OrgState, now: number): ReadonlyMap<UserId, number> {
  const counts = new Map<UserId, number>();
  for (const record of devices.values()) {
    if (isInForce(record, now)) counts.set(record.user, (counts.get(record.user) ?? 0) + 1);
  }
  for (const { id, standing } of users.values()) if (standing !== 'active') counts.delete(id);
  return counts;
}

function isInForce({ revoked, notBefore, notAfter }: DeviceRecord, now: number): boolean {
  return !revoked && now >= notBefore && now <= notAfter;
}

/** The policy that applies to `user` at `now`. */
export function policyFor(state: OrgState, user: UserId, now: number): PolicyValues {
  const group = state.users.get(user)?.group ?? state.org?.defaultGroup;
  return group === undefined ? defaultPolicy : policyOfGroup(state, group, now);
}

/** The policy that applies to the people of a security group at `now`: its own, or what is locked where that is stricter. */
export function policyOfGroup({ groups, locks }: OrgState, group: SecurityGroupId, now: number): PolicyValues {
  const record = groups.get(group);
  return record === undefined ? defaultPolicy : strictest(policyOf(record, now), policyOf(locks, now));
}

/** Whose policy is decided about: a security group's, or under the organisation's own id what is locked for all of them. */
export function policyRecordOf({ org, groups, locks }: OrgState, id: PolicyScope): PolicyRecord | undefined {
  return isWholeOrganisation({ org }, id) ? locks : groups.get(id as SecurityGroupId);
}

export function isWholeOrganisation({ org }: Pick<OrgState, 'org'>, id: PolicyScope): boolean {
  return org !== undefined && (id as string) === org.id;
}

/** Every weakening of a group's policy, oldest first. */
export function weakeningsOf({ earlier, pending }: PolicyRecord): readonly Weakening[] {
  return pending === undefined ? earlier : [...earlier, pending];
}

/** What is decided for a security group by itself at `now`, or locked for the whole organisation. */
export function policyOf(group: PolicyRecord, now: number): PolicyValues {
  return weakeningsOf(group).findLast(({ effectiveAt }) => effectiveAt <= now)?.values ?? group.policy;
}
