/**
 * The state of an organisation as bytes, so that a device that has judged its log once goes on from there. One state has one
 * spelling. Whoever reads it must know whose it is: nothing in it is signed, and what it says is believed.
 */
import type { z } from 'zod/mini';
import { canonicalJson, encodeBase64url, encodeUtf8, parseCanonicalJson } from '#shared/encoding/index.ts';
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { certificateText, takeApart } from './certificate-text.ts';
import { at, joinSections, readTable, splitSections, writeTable } from './columns.ts';
import { detailsFrom } from './fields.ts';
import { LayeredMap } from './layered-map.ts';
import { type LogCrypto, type MerkleTree, rootAt, TreeLevel } from './merkle.ts';
import {
  hashes,
  headSchema,
  type policyRecord,
  SIZE_MAX,
  STATE_BYTES_MAX,
  tablesOf,
  VERSION,
} from './snapshot-form.ts';
import type {
  DeviceRecord,
  InvitationRecord,
  OrgState,
  PolicyRecord,
  SecurityGroupRecord,
  UserRecord,
} from './state.ts';

/** The bytes of a state. @throws RangeError for the state of an empty log, and for one that is too large. */
export function encodeState(state: OrgState, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  const { org, tree, latestAt, witnessRule } = state;
  if (org === undefined || tree.size > SIZE_MAX) throw new RangeError('this state has no bytes');
  const users = [...state.users.values()];
  const userAt = placesOf(state.users);
  const groupAt = placesOf(state.groups);
  const leftTouched = new Map(state.touched);
  const touched = (subject: string): number | undefined => {
    const index = leftTouched.get(subject);
    leftTouched.delete(subject);
    return index;
  };
  const tables = tablesOf({ size: tree.size, users: users.length, groups: state.groups.size });
  const devices = [...state.devices.values()];
  const invitations = [...state.invitations.values()];
  const rest = devices.map((device) => takeApart(device, org.id));
  const sections = [
    ...writeTable(tables.users, {
      id: users.map(({ id }) => id),
      key: users.map(({ key }) => key),
      name: users.map(({ name }) => name),
      role: users.map(({ role }) => role),
      group: users.map(({ group }) => groupAt(group)),
      standing: users.map(({ standing }) => standing),
      standingSince: users.map(({ standingSince }) => standingSince),
      enrolledAt: users.map(({ enrolledAt }) => enrolledAt),
      title: users.map(({ details }) => details.title),
      department: users.map(({ details }) => details.department),
      location: users.map(({ details }) => details.location),
      contact: users.map(({ details }) => details.contact),
      profileTouched: users.map(({ id }) => touched(`profile:${id}`)),
      roleTouched: users.map(({ id }) => touched(`role:${id}`)),
      standingTouched: users.map(({ id }) => touched(`standing:${id}`)),
    }),
    ...writeTable(tables.devices, {
      id: devices.map(({ id }) => id),
      key: devices.map(({ key }) => key),
      user: devices.map(({ user }) => userAt(user)),
      signature: rest.map(({ signature }) => signature),
      purpose: rest.map(({ purpose }) => purpose),
      notBefore: devices.map(({ notBefore }) => notBefore),
      notAfter: devices.map(({ notAfter }) => notAfter),
      revokedAt: devices.map(({ revokedAt }) => revokedAt),
      addedAt: devices.map(({ addedAt }) => addedAt),
      touched: devices.map(({ id }) => touched(`device:${id}`)),
    }),
    ...writeTable(tables.invitations, {
      id: invitations.map(({ id }) => id),
      key: invitations.map(({ key }) => key),
      name: invitations.map(({ name }) => name),
      role: invitations.map(({ role }) => role),
      group: invitations.map(({ group }) => groupAt(group)),
      createdBy: invitations.map(({ createdBy }) => userAt(createdBy)),
      createdAt: invitations.map(({ createdAt }) => createdAt),
      expiresAt: invitations.map(({ expiresAt }) => expiresAt),
      standing: invitations.map(({ standing }) => standing),
      usedBy: invitations.map(({ usedBy }) => (usedBy === undefined ? undefined : userAt(usedBy))),
      resets: invitations.map(({ resets }) => (resets === undefined ? undefined : userAt(resets))),
      touched: invitations.map(({ id }) => touched(`invitation:${id}`)),
    }),
    ...tree.levels.map((level) => hashes.write([...level])),
  ];
  const used = keysOf(state, org);
  const head: z.input<typeof headSchema> = {
    v: VERSION,
    size: tree.size,
    root: rootText(tree, crypto),
    latestAt,
    users: users.length,
    devices: state.devices.size,
    invitations: state.invitations.size,
    org,
    groups: [...state.groups.values()].map(({ earlier, ...group }) => ({ ...group, earlier: [...earlier] })),
    locks: { ...state.locks, earlier: [...state.locks.earlier] },
    disclosed: [...state.disclosed].map(([user, service]) => ({ user, ...service })),
    releases: [...state.releases].map(([version, manifest]) => ({ version, manifest })),
    witnessRule: { ...witnessRule, witnesses: [...witnessRule.witnesses] },
    proposals: [...state.proposals.values()].map(({ votes, ...proposal }) => ({ ...proposal, votes: [...votes] })),
    touched: [...leftTouched].sort(byFirst).map(([subject, index]) => ({ subject, index })),
    spent: [...state.keys.keys()].filter((key) => !used.has(key)).sort(),
  };
  const bytes = joinSections([encodeUtf8(canonicalJson(head)), ...sections]);
  if (bytes.length > STATE_BYTES_MAX) throw new RangeError('this state has no bytes');
  return bytes;
}

/**
 * The state that bytes stand for.
 * @throws Error unless they are the bytes of a state by this version's rules, in its one spelling.
 */
export function decodeState(bytes: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): OrgState {
  if (bytes.length > STATE_BYTES_MAX) throw new RangeError('this state is too large');
  const [first, ...sections] = splitSections(bytes);
  const head = headSchema.parse(parseCanonicalJson(first ?? new Uint8Array(0)));
  const { org, size } = head;
  const tables = tablesOf({ size, users: head.users, groups: head.groups.length });
  const rest = sections.values();
  const u = readTable(tables.users, rest, head.users);
  const d = readTable(tables.devices, rest, head.devices);
  const i = readTable(tables.invitations, rest, head.invitations);
  const tree = readTree(size, [...rest]);
  // Damage that keeps the form: what it gives would be held against every head of the log, and called a fork.
  if (rootText(tree, crypto) !== head.root) throw new RangeError('the tree of the state is damaged');

  // One state has one spelling: what stands in another order than it is written in was changed.
  requireAscending(head.touched.map(({ subject }) => subject));
  requireAscending(head.spent);
  requireAscending(head.proposals.map(({ index }) => index));
  const touched = new Map(head.touched.map(({ subject, index }) => [subject, index]));
  const touch = (subject: string, index: number | undefined) => {
    if (index !== undefined) touched.set(subject, index);
  };
  const groupIds = head.groups.map(({ id }) => id);
  const users = distinct(u.id, (id, nth): UserRecord => {
    touch(`profile:${id}`, at(u.profileTouched, nth));
    touch(`role:${id}`, at(u.roleTouched, nth));
    touch(`standing:${id}`, at(u.standingTouched, nth));
    return {
      id,
      name: at(u.name, nth),
      key: at(u.key, nth),
      role: at(u.role, nth),
      group: at(groupIds, at(u.group, nth)),
      standing: at(u.standing, nth),
      standingSince: at(u.standingSince, nth),
      enrolledAt: at(u.enrolledAt, nth),
      details: detailsFrom((name) => at(u[name], nth)),
    };
  });
  const devicesByUser = new Map<UserId, DeviceId[]>();
  const devices = distinct(d.id, (id, nth): DeviceRecord => {
    const user = at(u.id, at(d.user, nth));
    const key = at(d.key, nth);
    const [notBefore, notAfter, revokedAt] = [at(d.notBefore, nth), at(d.notAfter, nth), at(d.revokedAt, nth)];
    touch(`device:${id}`, at(d.touched, nth));
    const own = devicesByUser.get(user);
    if (own === undefined) devicesByUser.set(user, [id]);
    else own.push(id);
    const fields = { id, user, key, notBefore, notAfter, org: org.id, purpose: at(d.purpose, nth) };
    const certificate = certificateText(fields, at(d.signature, nth));
    const revoked = revokedAt !== undefined;
    return { id, user, key, certificate, notBefore, notAfter, revoked, revokedAt, addedAt: at(d.addedAt, nth) };
  });
  const invitations = distinct(i.id, (id, nth): InvitationRecord => {
    touch(`invitation:${id}`, at(i.touched, nth));
    const usedBy = at(i.usedBy, nth);
    const resets = at(i.resets, nth);
    return {
      id,
      key: at(i.key, nth),
      role: at(i.role, nth),
      group: at(groupIds, at(i.group, nth)),
      name: at(i.name, nth),
      createdBy: at(u.id, at(i.createdBy, nth)),
      createdAt: at(i.createdAt, nth),
      expiresAt: at(i.expiresAt, nth),
      standing: at(i.standing, nth),
      usedBy: usedBy === undefined ? undefined : at(u.id, usedBy),
      resets: resets === undefined ? undefined : at(u.id, resets),
    };
  });
  const state = {
    org,
    users,
    devices,
    devicesByUser: new LayeredMap<UserId, readonly DeviceId[]>(devicesByUser),
    invitations,
    groups: distinct(groupIds, (_id, nth): SecurityGroupRecord => {
      const group = at(head.groups, nth);
      return { ...group, ...withAbsent(group) };
    }),
    locks: withAbsent(head.locks),
    disclosed: distinct(
      head.disclosed.map(({ user }) => user),
      (_user, nth) => {
        const { purpose, name } = at(head.disclosed, nth);
        return { purpose, name };
      },
    ),
    releases: distinct(
      head.releases.map(({ version }) => version),
      (_version, nth) => at(head.releases, nth).manifest,
    ),
    witnessRule: head.witnessRule,
    proposals: new Map(head.proposals.map((proposal) => [proposal.index, proposal])),
    tree,
    touched: new LayeredMap(touched),
    keys: new LayeredMap<string, true>(),
    latestAt: head.latestAt,
  };
  const keys = keysOf(state, org);
  for (const key of head.spent) keys.set(key, true);
  return { ...state, keys: new LayeredMap(keys) };
}

/** What is not there is written down as absent, as in a state that was replayed. */
function withAbsent({
  policy,
  earlier,
  pending,
  proposed,
}: z.infer<z.ZodMiniObject<typeof policyRecord>>): PolicyRecord {
  return { policy, earlier, pending, proposed };
}

function refuse(): never {
  throw new RangeError('the bytes of the state are damaged');
}

function requireAscending(values: readonly (string | number)[]): void {
  values.forEach((value, nth) => {
    const before = values[nth - 1];
    if (before !== undefined && before >= value) refuse();
  });
}

function distinct<Key, Value extends {}>(
  keys: readonly Key[],
  value: (key: Key, nth: number) => Value,
): LayeredMap<Key, Value> {
  const map = new Map<Key, Value>();
  keys.forEach((key, nth) => {
    map.set(key, value(key, nth));
  });
  return map.size === keys.length ? new LayeredMap(map) : refuse();
}

/** Where each key of `map` stands. */
function placesOf<Key>(map: ReadonlyMap<Key, unknown>): (key: Key) => number {
  const places = new Map([...map.keys()].map((key, place) => [key, place]));
  return (key) => places.get(key) ?? refuse();
}

/** The keys that the records of a state still name. */
function keysOf({ users, devices, invitations, witnessRule }: OrgState, org: NonNullable<OrgState['org']>) {
  const keys = new Map<string, true>([org.rootKey, org.relayLogKey].map((key) => [key, true]));
  for (const records of [users, devices, invitations]) for (const { key } of records.values()) keys.set(key, true);
  for (const { key } of witnessRule.witnesses) keys.set(key, true);
  return keys;
}

function readTree(size: number, levels: readonly Uint8Array[]): MerkleTree {
  if (levels.length !== Math.floor(Math.log2(size)) + 1) refuse();
  return {
    size,
    levels: levels.map((bytes, height) => {
      const level = new TreeLevel();
      for (const node of hashes.read(bytes, Math.floor(size / 2 ** height))) level.push(node);
      return level;
    }),
  };
}

function rootText(tree: MerkleTree, crypto: Pick<LogCrypto, 'sha256'>): string {
  return encodeBase64url(rootAt(tree, tree.size, crypto));
}

function byFirst([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}
