/**
 * The records of a state that was put away, as maps over its columns. A record is made when somebody asks for it: an unlock
 * needs a few of them, and making all would take longer than reading them. All maps of one state are over the same columns.
 */
import type { DeviceId, InvitationId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import type { ByteValues } from './byte-column.ts';
import type { ValuesOf } from './columns.ts';
import { detailsFrom, noDetails } from './fields.ts';
import { LayeredMap } from './layered-map.ts';
import type { tablesOf } from './snapshot-form.ts';
import type { DeviceRecord, InvitationRecord, OrgState, UserRecord } from './state.ts';

type Tables = ReturnType<typeof tablesOf>;

/** What was read of a state that was put away. */
export interface Stored {
  readonly groups: readonly SecurityGroupId[];
  readonly users: ValuesOf<Tables['users']>;
  readonly devices: ValuesOf<Tables['devices']>;
  readonly invitations: ValuesOf<Tables['invitations']>;
  /** The newest entries about what is no field of a record. */
  readonly touched: ReadonlyMap<string, number>;
  /** Keys that stand in no record: those of the organisation and of its witnesses, and those that nobody has any more. */
  readonly otherKeys: ReadonlySet<string>;
}

function refuse(): never {
  throw new RangeError('the state is damaged');
}

/** What is common to the maps: they are gone through entry by entry. */
abstract class StoredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly stored: Stored;

  constructor(stored: Stored) {
    this.stored = stored;
  }

  abstract readonly size: number;
  abstract get(key: Key): Value | undefined;
  abstract entries(): Generator<[Key, Value], undefined>;

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  *keys(): Generator<Key, undefined> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  [Symbol.iterator](): Generator<[Key, Value], undefined> {
    return this.entries();
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}

/**
 * The records of a table, by their ids. One that is looked up is made once; those that are only gone through are not kept:
 * whoever counts devices has no need of tens of thousands of records afterwards.
 */
export class StoredRecords<Key extends string, Value> extends StoredMap<Key, Value> {
  readonly #ids: ByteValues<Key>;
  readonly #make: (id: Key, nth: number) => Value;
  readonly #made: (Value | undefined)[];

  constructor(stored: Stored, ids: ByteValues<Key>, make: (id: Key, nth: number) => Value) {
    super(stored);
    // Two records of one id: whoever is looked up would be another one than whoever is listed.
    if (!ids.areDistinct) refuse();
    this.#ids = ids;
    this.#make = make;
    this.#made = new Array(ids.count);
  }

  get size(): number {
    return this.#ids.count;
  }

  placeOf(key: Key): number | undefined {
    return this.#ids.placeOf(key);
  }

  at(nth: number): Value {
    const made = this.#nth(nth);
    this.#made[nth] = made;
    return made;
  }

  get(key: Key): Value | undefined {
    const nth = this.#ids.placeOf(key);
    return nth === undefined ? undefined : this.at(nth);
  }

  override has(key: Key): boolean {
    return this.#ids.placeOf(key) !== undefined;
  }

  *entries(): Generator<[Key, Value], undefined> {
    for (let nth = 0; nth < this.#ids.count; nth += 1) yield [this.#ids.at(nth), this.#nth(nth)];
    return undefined;
  }

  override *values(): Generator<Value, undefined> {
    for (let nth = 0; nth < this.#ids.count; nth += 1) yield this.#nth(nth);
    return undefined;
  }

  #nth(nth: number): Value {
    return this.#made[nth] ?? this.#make(this.#ids.at(nth), nth);
  }
}

/** The devices of each person, in the order of the devices. */
class StoredDevicesByUser extends StoredMap<UserId, readonly DeviceId[]> {
  /** The places of the devices, sorted by person, and where those of each person begin. */
  #sorted: { readonly places: Uint32Array; readonly starts: Uint32Array } | undefined;

  get #of() {
    this.#sorted ??= sortedBy(this.stored.devices.user, this.stored.users.id.count);
    return this.#sorted;
  }

  get size(): number {
    const { starts } = this.#of;
    let size = 0;
    for (let nth = 1; nth < starts.length; nth += 1) if (starts[nth] !== starts[nth - 1]) size += 1;
    return size;
  }

  get(user: UserId): readonly DeviceId[] | undefined {
    const nth = this.stored.users.id.placeOf(user);
    return nth === undefined ? undefined : this.#ofNth(nth);
  }

  #ofNth(nth: number): readonly DeviceId[] | undefined {
    const { places, starts } = this.#of;
    const own = places.subarray(starts[nth], starts[nth + 1]);
    return own.length === 0 ? undefined : Array.from(own, (place) => this.stored.devices.id.at(place));
  }

  *entries(): Generator<[UserId, readonly DeviceId[]], undefined> {
    const { devices, users } = this.stored;
    const seen = new Uint8Array(users.id.count);
    for (let nth = 0; nth < devices.user.count; nth += 1) {
      const user = devices.user.at(nth);
      if (seen[user] === 1) continue;
      seen[user] = 1;
      yield [users.id.at(user), this.#ofNth(user) ?? []];
    }
    return undefined;
  }
}

function sortedBy(groups: { readonly count: number; at(nth: number): number }, ends: number) {
  const starts = new Uint32Array(ends + 1);
  for (let nth = 0; nth < groups.count; nth += 1) {
    const next = groups.at(nth) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let group = 1; group <= ends; group += 1) starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
  const free = starts.slice();
  const places = new Uint32Array(groups.count);
  for (let nth = 0; nth < groups.count; nth += 1) {
    const group = groups.at(nth);
    const at = free[group] ?? 0;
    places[at] = nth;
    free[group] = at + 1;
  }
  return { places, starts };
}

/** The newest entry about each subject: of most, it stands in the record that they are about. */
class StoredTouched extends StoredMap<string, number> {
  /** The columns by what the name of their subjects begins with. */
  get #columns() {
    const { users, devices, invitations } = this.stored;
    return {
      profile: { ids: users.id, indexes: users.profileTouched },
      role: { ids: users.id, indexes: users.roleTouched },
      standing: { ids: users.id, indexes: users.standingTouched },
      device: { ids: devices.id, indexes: devices.touched },
      invitation: { ids: invitations.id, indexes: invitations.touched },
    };
  }

  get size(): number {
    let size = 0;
    for (const _ of this.entries()) size += 1;
    return size;
  }

  get(subject: string): number | undefined {
    const { about, id } = partsOf(subject);
    const column = about === undefined ? undefined : this.#columns[about];
    const nth = column?.ids.placeOf(id);
    return (nth === undefined ? undefined : column?.indexes.at(nth)) ?? this.stored.touched.get(subject);
  }

  *entries(): Generator<[string, number], undefined> {
    for (const [about, { ids, indexes }] of Object.entries(this.#columns)) {
      for (let nth = 0; nth < indexes.count; nth += 1) {
        const index = indexes.at(nth);
        if (index !== undefined) yield [`${about}:${ids.at(nth)}`, index];
      }
    }
    yield* this.stored.touched;
    return undefined;
  }
}

const ABOUT = ['profile', 'role', 'standing', 'device', 'invitation'] as const;

/** A subject taken apart, where it is one of those that stand in a record. */
export function partsOf(subject: string): {
  readonly about: (typeof ABOUT)[number] | undefined;
  readonly id: string;
} {
  const colon = subject.indexOf(':');
  return { about: ABOUT.find((one) => one === subject.slice(0, colon)), id: subject.slice(colon + 1) };
}

/** Every key that ever stood in the log. */
class StoredKeys extends StoredMap<string, true> {
  get #columns(): ByteValues<string>[] {
    const { users, devices, invitations } = this.stored;
    return [users.key, devices.key, invitations.key];
  }

  get size(): number {
    let size = 0;
    for (const _ of this.entries()) size += 1;
    return size;
  }

  get(key: string): true | undefined {
    const isKnown = this.stored.otherKeys.has(key) || this.#columns.some((keys) => keys.placeOf(key) !== undefined);
    return isKnown ? true : undefined;
  }

  *entries(): Generator<[string, true], undefined> {
    const columns = this.#columns;
    for (const key of this.stored.otherKeys) yield [key, true];
    for (const keys of columns) for (let nth = 0; nth < keys.count; nth += 1) yield [keys.at(nth), true];
    return undefined;
  }
}

/** The maps of a state over what was read. @throws RangeError where an id stands there twice. */
export function mapsOf(
  stored: Stored,
): Pick<OrgState, 'users' | 'devices' | 'devicesByUser' | 'invitations' | 'touched' | 'keys'> {
  const { groups, users: u, devices: d, invitations: i } = stored;
  const groupAt = (nth: number) => groups[nth] ?? refuse();
  const user = (id: UserId, nth: number): UserRecord => {
    const [title, department] = [u.title.at(nth), u.department.at(nth)];
    const [location, contact] = [u.location.at(nth), u.contact.at(nth)];
    return {
      id,
      name: u.name.at(nth),
      key: u.key.at(nth),
      role: u.role.at(nth),
      group: groupAt(u.group.at(nth)),
      standing: u.standing.at(nth),
      standingSince: u.standingSince.at(nth),
      enrolledAt: u.enrolledAt.at(nth),
      details:
        (title ?? department ?? location ?? contact) === undefined
          ? noDetails
          : detailsFrom((name) => ({ title, department, location, contact })[name]),
    };
  };
  const device = (id: DeviceId, nth: number): DeviceRecord => {
    const revokedAt = d.revokedAt.at(nth);
    return {
      id,
      user: u.id.at(d.user.at(nth)),
      key: d.key.at(nth),
      purpose: d.purpose.at(nth),
      signature: d.signature.at(nth),
      notBefore: d.notBefore.at(nth),
      notAfter: d.notAfter.at(nth),
      revoked: revokedAt !== undefined,
      revokedAt,
      addedAt: d.addedAt.at(nth),
    };
  };
  const invitation = (id: InvitationId, nth: number): InvitationRecord => {
    const [usedBy, resets] = [i.usedBy.at(nth), i.resets.at(nth)];
    return {
      id,
      key: i.key.at(nth),
      role: i.role.at(nth),
      group: groupAt(i.group.at(nth)),
      name: i.name.at(nth),
      createdBy: u.id.at(i.createdBy.at(nth)),
      createdAt: i.createdAt.at(nth),
      expiresAt: i.expiresAt.at(nth),
      standing: i.standing.at(nth),
      usedBy: usedBy === undefined ? undefined : u.id.at(usedBy),
      resets: resets === undefined ? undefined : u.id.at(resets),
    };
  };
  return {
    users: new LayeredMap(new StoredRecords(stored, u.id, user)),
    devices: new LayeredMap(new StoredRecords(stored, d.id, device)),
    devicesByUser: new LayeredMap(new StoredDevicesByUser(stored)),
    invitations: new LayeredMap(new StoredRecords(stored, i.id, invitation)),
    touched: new LayeredMap(new StoredTouched(stored)),
    keys: new LayeredMap(new StoredKeys(stored)),
  };
}

/** What a state grew from that was put away, if all of its maps are still over that. */
export function storedOf({ users, devices, invitations, touched, keys }: OrgState): Stored | undefined {
  const [first, ...rest] = [users, devices, invitations, touched, keys].map((map) =>
    map instanceof LayeredMap && map.base instanceof StoredMap ? map.base.stored : undefined,
  );
  return rest.every((one) => one === first) ? first : undefined;
}
