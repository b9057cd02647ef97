/**
 * The state of an organisation as bytes, so that a device that has judged its log once goes on from there. One state has one
 * spelling. Whoever reads it must know whose it is: nothing in it is signed, and what it says is believed.
 */
import type { z } from 'zod/mini';
import { canonicalJson, encodeBase64url, encodeUtf8, parseCanonicalJson } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, UserId } from '#shared/ids/index.ts';
import { type Filling, joinSections, readTable, splitSections, writeTable } from './columns.ts';
import { LayeredMap } from './layered-map.ts';
import { HASH_BYTES, type LogCrypto, type MerkleTree, rootAt, TreeLevel } from './merkle.ts';
import { headSchema, type policyRecord, SIZE_MAX, STATE_BYTES_MAX, tablesOf, VERSION } from './snapshot-form.ts';
import type { OrgState, PolicyRecord, SecurityGroupRecord } from './state.ts';
import { mapsOf, partsOf, type Stored, StoredRecords, storedOf } from './stored-state.ts';

/**
 * The bytes of a state. What it grew from that was put away is taken over as it stands there, so that this takes as long as
 * there is new. @throws RangeError for the state of an empty log, and for one that is too large.
 */
export function encodeState(state: OrgState, crypto: Pick<LogCrypto, 'sha256'>): Uint8Array {
  const { org, tree, latestAt, witnessRule } = state;
  if (org === undefined || tree.size > SIZE_MAX) throw new RangeError('this state has no bytes');
  const stored = storedOf(state);
  const users = rowsOf(state.users, stored);
  const devices = rowsOf(state.devices, stored);
  const invitations = rowsOf(state.invitations, stored);
  const userAt = users.placeOf;
  const groupAt = placesOf(state.groups);
  const { touched, left } = touchedOf(state, stored, { users, devices, invitations });
  const tables = tablesOf({ size: tree.size, users: users.count, groups: state.groups.size });
  const sections = [
    ...writeTable(tables.users, users.count, stored?.users, {
      id: users.field(({ id }) => id),
      key: users.field(({ key }) => key),
      name: users.field(({ name }) => name),
      role: users.field(({ role }) => role),
      group: users.field(({ group }) => groupAt(group)),
      standing: users.field(({ standing }) => standing),
      standingSince: users.field(({ standingSince }) => standingSince),
      enrolledAt: users.field(({ enrolledAt }) => enrolledAt),
      title: users.field(({ details }) => details.title),
      department: users.field(({ details }) => details.department),
      location: users.field(({ details }) => details.location),
      contact: users.field(({ details }) => details.contact),
      profileTouched: touched.profile,
      roleTouched: touched.role,
      standingTouched: touched.standing,
    }),
    ...writeTable(tables.devices, devices.count, stored?.devices, {
      id: devices.field(({ id }) => id),
      key: devices.field(({ key }) => key),
      user: devices.field(({ user }) => userAt(user)),
      signature: devices.field(({ signature }) => signature),
      purpose: devices.field(({ purpose }) => purpose),
      notBefore: devices.field(({ notBefore }) => notBefore),
      notAfter: devices.field(({ notAfter }) => notAfter),
      revokedAt: devices.field(({ revokedAt }) => revokedAt),
      addedAt: devices.field(({ addedAt }) => addedAt),
      touched: touched.device,
    }),
    ...writeTable(tables.invitations, invitations.count, stored?.invitations, {
      id: invitations.field(({ id }) => id),
      key: invitations.field(({ key }) => key),
      name: invitations.field(({ name }) => name),
      role: invitations.field(({ role }) => role),
      group: invitations.field(({ group }) => groupAt(group)),
      createdBy: invitations.field(({ createdBy }) => userAt(createdBy)),
      createdAt: invitations.field(({ createdAt }) => createdAt),
      expiresAt: invitations.field(({ expiresAt }) => expiresAt),
      standing: invitations.field(({ standing }) => standing),
      usedBy: invitations.field(({ usedBy }) => (usedBy === undefined ? undefined : userAt(usedBy))),
      resets: invitations.field(({ resets }) => (resets === undefined ? undefined : userAt(resets))),
      touched: touched.invitation,
    }),
    ...tree.levels.map(({ bytes }) => bytes),
  ];
  const head: z.input<typeof headSchema> = {
    v: VERSION,
    size: tree.size,
    root: rootText(tree, crypto),
    latestAt,
    users: users.count,
    devices: devices.count,
    invitations: invitations.count,
    org,
    groups: [...state.groups.values()].map(({ earlier, ...group }) => ({ ...group, earlier: [...earlier] })),
    locks: { ...state.locks, earlier: [...state.locks.earlier] },
    disclosed: [...state.disclosed].map(([user, service]) => ({ user, ...service })),
    releases: [...state.releases].map(([version, manifest]) => ({ version, manifest })),
    witnessRule: { ...witnessRule, witnesses: [...witnessRule.witnesses] },
    proposals: [...state.proposals.values()].map(({ votes, ...proposal }) => ({ ...proposal, votes: [...votes] })),
    touched: [...left].sort(byFirst).map(([subject, index]) => ({ subject, index })),
    spent: spentKeys(state, org, stored, [users, devices, invitations]),
  };
  const bytes = joinSections([encodeUtf8(canonicalJson(head)), ...sections]);
  if (bytes.length > STATE_BYTES_MAX) throw new RangeError('this state has no bytes');
  return bytes;
}

/** The records of a table: where they stand in it, and which of them do not stand there yet as they are. */
interface Rows<Key, Value> {
  readonly count: number;
  /** The places of those that stand there as they were before. */
  readonly changed: readonly number[];
  /** The record of a place that is changed or new. */
  at(nth: number): Value;
  /** All of those. */
  readonly fresh: Iterable<Value>;
  find(key: Key): number | undefined;
  /** @throws RangeError where there is none. */
  placeOf(key: Key): number;
  field<Part>(part: (record: Value) => Part): Pick<Filling<Part>, 'changed' | 'value'>;
}

function rowsOf<Key extends string, Value extends {}>(
  map: ReadonlyMap<Key, Value>,
  stored: Stored | undefined,
): Rows<Key, Value> {
  const layered = map instanceof LayeredMap && stored !== undefined ? map : undefined;
  const before = layered?.base instanceof StoredRecords ? layered.base : undefined;
  const known = before?.size ?? 0;
  const replaced = new Map<number, Value>();
  const added: Value[] = [];
  const places = new Map<Key, number>();
  for (const [key, value] of layered?.changes() ?? map) {
    const place = before?.placeOf(key);
    if (place !== undefined) replaced.set(place, value);
    else {
      places.set(key, known + added.length);
      added.push(value);
    }
  }
  const changed = [...replaced.keys()];
  const at = (nth: number): Value => (nth < known ? replaced.get(nth) : added[nth - known]) ?? refuse();
  const find = (key: Key): number | undefined => before?.placeOf(key) ?? places.get(key);
  return {
    count: known + added.length,
    changed,
    at,
    fresh: [...replaced.values(), ...added],
    find,
    placeOf: (key) => find(key) ?? refuse(),
    field: (part) => ({ changed, value: (nth) => part(at(nth)) }),
  };
}

type Ids<Key> = Pick<Rows<Key, unknown>, 'find'>;
type Touched = Pick<Filling<number | undefined>, 'changed' | 'value'>;

/** Which entries were the newest about the records, field by field, and what is left: about what is no field of a record. */
function touchedOf(
  { touched }: OrgState,
  stored: Stored | undefined,
  {
    users,
    devices,
    invitations,
  }: {
    readonly users: Ids<UserId>;
    readonly devices: Ids<DeviceId>;
    readonly invitations: Ids<InvitationId>;
  },
) {
  const left = new Map(stored?.touched);
  const indexes = {
    profile: new Map<number, number>(),
    role: new Map<number, number>(),
    standing: new Map<number, number>(),
    device: new Map<number, number>(),
    invitation: new Map<number, number>(),
  };
  const changes = stored !== undefined && touched instanceof LayeredMap ? touched.changes() : touched;
  for (const [subject, index] of changes) {
    const { about, id } = partsOf(subject);
    const rows = about === 'device' ? devices : about === 'invitation' ? invitations : users;
    const nth = about === undefined ? undefined : (rows as Ids<string>).find(id);
    if (about === undefined || nth === undefined) left.set(subject, index);
    else indexes[about].set(nth, index);
  }
  const filling = (about: keyof typeof indexes, known: number): Touched => ({
    changed: [...indexes[about].keys()].filter((nth) => nth < known),
    value: (nth) => indexes[about].get(nth),
  });
  const [knownUsers, knownDevices] = [stored?.users.id.count ?? 0, stored?.devices.id.count ?? 0];
  return {
    left,
    touched: {
      profile: filling('profile', knownUsers),
      role: filling('role', knownUsers),
      standing: filling('standing', knownUsers),
      device: filling('device', knownDevices),
      invitation: filling('invitation', stored?.invitations.id.count ?? 0),
    },
  };
}

type Keyed = { readonly key: string };

/** The keys that nobody has any more, in order. */
function spentKeys(
  { keys, witnessRule }: OrgState,
  org: NonNullable<OrgState['org']>,
  stored: Stored | undefined,
  tables: readonly Pick<Rows<never, Keyed>, 'changed' | 'fresh'>[],
): string[] {
  const used = new Set([org.rootKey, org.relayLogKey, ...witnessRule.witnesses.map(({ key }) => key)]);
  for (const { fresh } of tables) for (const { key } of fresh) used.add(key);
  if (stored === undefined || !(keys instanceof LayeredMap)) {
    return [...keys.keys()].filter((key) => !used.has(key)).sort();
  }
  // Of keys that were there before, those that stood elsewhere than in a record, and those of records that have changed.
  const perhaps = new Set(stored.otherKeys);
  for (const [key] of keys.changes()) perhaps.add(key);
  const columns = [stored.users.key, stored.devices.key, stored.invitations.key];
  const changed = tables.map((table) => new Set(table.changed));
  for (const [nth, column] of columns.entries()) {
    for (const place of changed[nth] ?? []) perhaps.add(column.at(place));
  }
  const isUsed = (key: string) =>
    used.has(key) ||
    columns.some((column, nth) => {
      const place = column.placeOf(key);
      return place !== undefined && changed[nth]?.has(place) === false;
    });
  return [...perhaps].filter((key) => !isUsed(key)).sort();
}

/**
 * The state that bytes stand for; it keeps them, and they must not change.
 * @throws Error unless they are the bytes of a state by this version's rules, in its one spelling.
 */
export function decodeState(bytes: Uint8Array, crypto: Pick<LogCrypto, 'sha256'>): OrgState {
  if (bytes.length > STATE_BYTES_MAX) throw new RangeError('this state is too large');
  const [first, ...sections] = splitSections(bytes);
  const head = headSchema.parse(parseCanonicalJson(first ?? new Uint8Array(0)));
  const { org, size, witnessRule } = head;
  const tables = tablesOf({ size, users: head.users, groups: head.groups.length });
  const rest = sections.values();
  const users = readTable(tables.users, rest, head.users);
  const devices = readTable(tables.devices, rest, head.devices);
  const invitations = readTable(tables.invitations, rest, head.invitations);
  const tree = readTree(size, [...rest]);
  // Damage that keeps the form: what it gives would be held against every head of the log, and called a fork.
  if (rootText(tree, crypto) !== head.root) throw new RangeError('the tree of the state is damaged');

  // One state has one spelling: what stands in another order than it is written in was changed.
  requireAscending(head.touched.map(({ subject }) => subject));
  requireAscending(head.spent);
  requireAscending(head.proposals.map(({ index }) => index));
  const groupIds = head.groups.map(({ id }) => id);
  const stored: Stored = {
    groups: groupIds,
    users,
    devices,
    invitations,
    touched: new Map(head.touched.map(({ subject, index }) => [subject, index])),
    otherKeys: new Set([org.rootKey, org.relayLogKey, ...witnessRule.witnesses.map(({ key }) => key), ...head.spent]),
  };
  return {
    org,
    ...mapsOf(stored),
    groups: distinct(groupIds, head.groups, (group): SecurityGroupRecord => ({ ...group, ...withAbsent(group) })),
    locks: withAbsent(head.locks),
    disclosed: distinct(
      head.disclosed.map(({ user }) => user),
      head.disclosed,
      ({ purpose, name }) => ({ purpose, name }),
    ),
    releases: distinct(
      head.releases.map(({ version }) => version),
      head.releases,
      ({ manifest }) => manifest,
    ),
    witnessRule,
    proposals: new Map(head.proposals.map((proposal) => [proposal.index, proposal])),
    tree,
    latestAt: head.latestAt,
  };
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

function distinct<Key, Said, Value extends {}>(
  keys: readonly Key[],
  said: readonly Said[],
  value: (said: Said) => Value,
): LayeredMap<Key, Value> {
  const map = new LayeredMap<Key, Value>();
  said.forEach((one, nth) => {
    map.set(keys[nth] ?? refuse(), value(one));
  });
  return map.size === keys.length ? map : refuse();
}

/** Where each key of `map` stands. */
function placesOf<Key>(map: ReadonlyMap<Key, unknown>): (key: Key) => number {
  const places = new Map([...map.keys()].map((key, place) => [key, place]));
  return (key) => places.get(key) ?? refuse();
}

function readTree(size: number, levels: readonly Uint8Array[]): MerkleTree {
  if (levels.length !== Math.floor(Math.log2(size)) + 1) refuse();
  return {
    size,
    levels: levels.map((bytes, height) =>
      bytes.length === Math.floor(size / 2 ** height) * HASH_BYTES ? new TreeLevel(bytes) : refuse(),
    ),
  };
}

function rootText(tree: MerkleTree, crypto: Pick<LogCrypto, 'sha256'>): string {
  return encodeBase64url(rootAt(tree, tree.size, crypto));
}

function byFirst([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}
