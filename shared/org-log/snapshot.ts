/**
 * The state of an organisation as bytes, so that a device that has judged its log once goes on from there. One state has one
 * spelling. Whoever reads it must know whose it is: nothing in it is signed, and what it says is believed.
 */
import { z } from 'zod/mini';
import { canonicalJson, encodeBase64url, encodeUtf8, parseCanonicalJson } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import { parsePolicy } from '#shared/policy/index.ts';
import { certificateText, PURPOSES, takeApart } from './certificate-text.ts';
import {
  base64urlColumn,
  bytesColumn,
  type Column,
  choiceColumn,
  joinSections,
  nameColumn,
  placeColumn,
  readTable,
  splitSections,
  timeColumn,
  writeTable,
} from './columns.ts';
import { idField, keyField, nameField, timeField, witnessNameField } from './fields.ts';
import { LayeredMap } from './layered-map.ts';
import { type LogCrypto, type MerkleTree, rootAt, TreeLevel } from './merkle.ts';
import type { DeviceRecord, InvitationRecord, OrgState, SecurityGroupRecord, UserRecord } from './state.ts';

/**
 * Of the form and of the rules. It goes up with each change of what is admitted or of what an entry does: else a device
 * would go on believing what the rules of an older version have let in.
 */
const VERSION = 1;

/** The largest state that is written or read, in bytes: some twenty times that of 10,000 people. */
const STATE_BYTES_MAX = 256 * 2 ** 20;
/** The most entries of a log whose state is written or read. */
const SIZE_MAX = 2 ** 24;

const count = z.int().check(z.minimum(0), z.maximum(SIZE_MAX));
const values = z.pipe(z.unknown(), z.transform(parsePolicy));
const weakening = z.strictObject({ values, effectiveAt: timeField });

/** What there is little of. */
const headSchema = z.strictObject({
  v: z.literal(VERSION),
  size: count.check(z.minimum(1)),
  /** Of the tree: what was damaged does not have it. */
  root: keyField,
  latestAt: timeField,
  users: count,
  devices: count,
  invitations: count,
  org: z.strictObject({
    id: idField<OrgId>(),
    name: nameField,
    rootKey: keyField,
    relayLogKey: keyField,
    quorum: z.int().check(z.minimum(1)),
    defaultGroup: idField<SecurityGroupId>(),
  }),
  groups: z.array(
    z.strictObject({
      id: idField<SecurityGroupId>(),
      name: nameField,
      policy: values,
      pending: z.optional(weakening),
      earlier: z.array(weakening),
      proposed: z.optional(z.strictObject({ values, by: idField<UserId>(), at: timeField, index: count })),
    }),
  ),
  disclosed: z.array(
    z.strictObject({ user: idField<UserId>(), purpose: z.enum(['bot', 'retention']), name: nameField }),
  ),
  releases: z.array(z.strictObject({ version: z.string().check(z.maxLength(40)), manifest: keyField })),
  witnessRule: z.strictObject({
    witnesses: z.array(z.strictObject({ name: witnessNameField, key: keyField })),
    required: z.int().check(z.minimum(0)),
  }),
  /** Subjects that are no field of a person, device or invitation, by name. */
  touched: z.array(z.strictObject({ subject: z.string().check(z.maxLength(100)), index: count })),
  /** Keys that nobody has any more, in order: none of them may come again. */
  spent: z.array(keyField),
});

const ROLES = ['owner', 'admin', 'member', 'guest'] as const;

/** The tables, for a log of `size` entries with so many people and security groups. */
function tablesOf({ size, users, groups }: { readonly size: number; readonly users: number; readonly groups: number }) {
  const entry = placeColumn(() => size, true);
  const user = () => users;
  const group = placeColumn(() => groups);
  return {
    users: {
      id: base64urlColumn<UserId>(16),
      key: base64urlColumn<string>(32),
      name: nameColumn,
      role: choiceColumn(ROLES),
      group,
      standing: choiceColumn(['active', 'suspended', 'removed'] as const),
      standingSince: timeColumn(),
      enrolledAt: timeColumn(),
      profileTouched: entry,
      roleTouched: entry,
      standingTouched: entry,
    },
    devices: {
      id: base64urlColumn<DeviceId>(16),
      key: base64urlColumn<string>(32),
      user: placeColumn(user),
      signature: base64urlColumn<string>(64),
      purpose: choiceColumn(PURPOSES),
      notBefore: timeColumn(),
      notAfter: timeColumn(),
      revokedAt: timeColumn(true),
      addedAt: timeColumn(),
      touched: entry,
    },
    invitations: {
      id: base64urlColumn<InvitationId>(16),
      key: base64urlColumn<string>(32),
      name: nameColumn,
      role: choiceColumn(ROLES),
      group,
      createdBy: placeColumn(user),
      createdAt: timeColumn(),
      expiresAt: timeColumn(),
      standing: choiceColumn(['open', 'used', 'revoked'] as const),
      usedBy: placeColumn(user, true),
      touched: entry,
    },
  } satisfies Record<string, Record<string, Column<unknown>>>;
}

type Tables = ReturnType<typeof tablesOf>;
const hashes = bytesColumn(32);

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
  const sections = [
    ...writeTable<Tables['users']>(
      tables.users,
      users.map((user) => ({
        ...user,
        group: groupAt(user.group),
        profileTouched: touched(`profile:${user.id}`),
        roleTouched: touched(`role:${user.id}`),
        standingTouched: touched(`standing:${user.id}`),
      })),
    ),
    ...writeTable<Tables['devices']>(
      tables.devices,
      [...state.devices.values()].map((device) => {
        const rest = takeApart(device, org.id);
        return { ...device, ...rest, user: userAt(device.user), touched: touched(`device:${device.id}`) };
      }),
    ),
    ...writeTable<Tables['invitations']>(
      tables.invitations,
      [...state.invitations.values()].map((invitation) => ({
        ...invitation,
        group: groupAt(invitation.group),
        createdBy: userAt(invitation.createdBy),
        usedBy: invitation.usedBy === undefined ? undefined : userAt(invitation.usedBy),
        touched: touched(`invitation:${invitation.id}`),
      })),
    ),
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
    disclosed: [...state.disclosed].map(([user, service]) => ({ user, ...service })),
    releases: [...state.releases].map(([version, manifest]) => ({ version, manifest })),
    witnessRule: { ...witnessRule, witnesses: [...witnessRule.witnesses] },
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
  const userRows = readTable<Tables['users']>(tables.users, rest, head.users);
  const deviceRows = readTable<Tables['devices']>(tables.devices, rest, head.devices);
  const invitationRows = readTable<Tables['invitations']>(tables.invitations, rest, head.invitations);
  const tree = readTree(size, [...rest]);
  // Damage that keeps the form: what it gives would be held against every head of the log, and called a fork.
  if (rootText(tree, crypto) !== head.root) throw new RangeError('the tree of the state is damaged');

  const touched = new Map(head.touched.map(({ subject, index }) => [subject, index]));
  const touch = (subject: string, index: number | undefined) => {
    if (index !== undefined) touched.set(subject, index);
  };
  const at = <Row>(rows: readonly Row[], place: number): Row => rows[place] ?? refuse();
  const users = userRows.map(({ profileTouched, roleTouched, standingTouched, ...row }): [UserId, UserRecord] => {
    touch(`profile:${row.id}`, profileTouched);
    touch(`role:${row.id}`, roleTouched);
    touch(`standing:${row.id}`, standingTouched);
    return [row.id, { ...row, group: at(head.groups, row.group).id }];
  });
  const devicesByUser = new Map<UserId, DeviceId[]>();
  const devices = deviceRows.map((row): [DeviceId, DeviceRecord] => {
    const { id, key, notBefore, notAfter, revokedAt, addedAt } = row;
    const user = at(userRows, row.user).id;
    touch(`device:${id}`, row.touched);
    const own = devicesByUser.get(user);
    if (own === undefined) devicesByUser.set(user, [id]);
    else own.push(id);
    const certificate = certificateText(
      { id, user, key, notBefore, notAfter, org: org.id, purpose: row.purpose },
      row.signature,
    );
    const revoked = revokedAt !== undefined;
    return [id, { id, user, key, certificate, notBefore, notAfter, revoked, revokedAt, addedAt }];
  });
  const invitations = invitationRows.map(({ touched: index, ...row }): [InvitationId, InvitationRecord] => {
    touch(`invitation:${row.id}`, index);
    const usedBy = row.usedBy === undefined ? undefined : at(userRows, row.usedBy).id;
    const group = at(head.groups, row.group).id;
    return [row.id, { ...row, group, createdBy: at(userRows, row.createdBy).id, usedBy }];
  });
  const state = {
    org,
    users: distinct(users),
    devices: distinct(devices),
    devicesByUser: new LayeredMap<UserId, readonly DeviceId[]>(devicesByUser),
    invitations: distinct(invitations),
    groups: distinct(
      head.groups.map((group): [SecurityGroupId, SecurityGroupRecord] => [
        group.id,
        { ...group, pending: group.pending, proposed: group.proposed },
      ]),
    ),
    disclosed: distinct(head.disclosed.map(({ user, purpose, name }) => [user, { purpose, name }])),
    releases: distinct(head.releases.map(({ version, manifest }) => [version, manifest])),
    witnessRule: head.witnessRule,
    tree,
    touched: new LayeredMap(touched),
    keys: new LayeredMap<string, true>(),
    latestAt: head.latestAt,
  };
  const keys = keysOf(state, org);
  for (const key of head.spent) keys.add(key);
  return { ...state, keys: new LayeredMap(new Map([...keys].map((key) => [key, true]))) };
}

function refuse(): never {
  throw new RangeError('the bytes of the state are damaged');
}

function distinct<Key, Value extends {}>(entries: readonly (readonly [Key, Value])[]): LayeredMap<Key, Value> {
  const map = new Map(entries);
  return map.size === entries.length ? new LayeredMap(map) : refuse();
}

/** Where each key of `map` stands. */
function placesOf<Key>(map: ReadonlyMap<Key, unknown>): (key: Key) => number {
  const places = new Map([...map.keys()].map((key, place) => [key, place]));
  return (key) => places.get(key) ?? refuse();
}

/** The keys that the records of a state still name. */
function keysOf({ users, devices, invitations, witnessRule }: OrgState, org: NonNullable<OrgState['org']>) {
  const keys = new Set([org.rootKey, org.relayLogKey]);
  for (const records of [users, devices, invitations]) for (const { key } of records.values()) keys.add(key);
  for (const { key } of witnessRule.witnesses) keys.add(key);
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
