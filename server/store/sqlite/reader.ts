/** Reading from SQLite. Every statement is prepared once and parameterised: no value ever becomes SQL (AT-42). */
import type Database from 'better-sqlite3';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import type { Envelope, EnvelopeKind, GroupPlace, WaitingWelcome } from '#shared/wire/index.ts';
import type {
  ClientSeqStanding,
  PushSubscription,
  RosterPlace,
  StoredBlob,
  StoredGroup,
  StoreReader,
} from '../contract.ts';
import { type SeenSeqs, standingOf } from './client-seq.ts';

const PLACE = `FROM roster
  JOIN mls_group ON mls_group.id = roster.group_id
  JOIN device ON device.id = roster.device_id`;

interface EnvelopeRow {
  seq: number;
  epoch: number;
  kind: EnvelopeKind;
  message: Buffer;
  at: number;
}

/** A Buffer's bytes as a plain array: what leaves the store has no Node type. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export class SqliteReader implements StoreReader {
  readonly #statements: ReturnType<typeof prepareReads>;

  constructor(database: Database.Database) {
    this.#statements = prepareReads(database);
  }

  setting(name: string): Uint8Array | null {
    const row = this.#statements.setting.get(name);
    return row ? plain(row.value) : null;
  }

  logSize(): number {
    return this.#statements.logSize.get()?.size ?? 0;
  }

  logEnvelopes(from: number, limit: number): Uint8Array[] {
    return this.#statements.logEnvelopes.all(from, limit).map((row) => plain(row.envelope));
  }

  group(group: GroupId): StoredGroup | null {
    const row = this.#statements.group.get(group);
    return row ? { epoch: BigInt(row.epoch), head: row.head } : null;
  }

  place(group: GroupId, device: DeviceId): RosterPlace | null {
    return this.#statements.place.get(group, device) ?? null;
  }

  roster(group: GroupId): DeviceId[] {
    return this.#statements.roster.all(group).map((row) => parseId<DeviceId>(row.name));
  }

  placesOf(device: DeviceId): (GroupPlace & { readonly left: boolean })[] {
    return this.#statements.placesOf.all(device).map((row) => ({
      group: parseId<GroupId>(row.name),
      head: row.leftAt ?? row.head,
      cursor: row.cursor,
      epoch: BigInt(row.epoch),
      left: row.leftAt !== null,
    }));
  }

  envelopes(group: GroupId, after: number, upTo: number, limit: number, maxBytes: number): Envelope[] {
    const envelopes: Envelope[] = [];
    let bytes = 0;
    for (const row of this.#statements.envelopes.iterate(group, after, upTo, limit)) {
      bytes += row.message.length;
      if (envelopes.length > 0 && bytes > maxBytes) break;
      const { seq, epoch, kind, message, at } = row;
      envelopes.push({ group, seq, epoch: BigInt(epoch), kind, message: plain(message), at });
    }
    return envelopes;
  }

  findEnvelope(group: GroupId, epoch: bigint, message: Uint8Array): number | null {
    return this.#statements.findEnvelope.get(group, epoch, message)?.seq ?? null;
  }

  highestClientSeq(device: DeviceId): number {
    return this.seenSeqs(device).highest;
  }

  clientSeqStanding(device: DeviceId, clientSeq: number): ClientSeqStanding {
    return standingOf(this.seenSeqs(device), clientSeq);
  }

  availableKeyPackages(device: DeviceId, now: number): number {
    return this.#statements.availableKeyPackages.get(device, now)?.count ?? 0;
  }

  keptKeyPackages(device: DeviceId): number {
    return this.#statements.keptKeyPackages.get(device)?.count ?? 0;
  }

  welcomes(device: DeviceId, limit: number, maxBytes: number): WaitingWelcome[] {
    const welcomes: WaitingWelcome[] = [];
    let bytes = 0;
    for (const row of this.#statements.welcomes.iterate(device, limit)) {
      bytes += row.message.length;
      if (welcomes.length > 0 && bytes > maxBytes) break;
      welcomes.push({ id: row.id, group: parseId<GroupId>(row.name), seq: row.seq, message: plain(row.message) });
    }
    return welcomes;
  }

  countWelcomes(device: DeviceId): number {
    return this.#statements.countWelcomes.get(device)?.count ?? 0;
  }

  pushSubscription(device: DeviceId): PushSubscription | null {
    return this.#statements.pushSubscription.get(device) ?? null;
  }

  pushDevices(group: GroupId): DeviceId[] {
    return this.#statements.pushDevices.all(group).map((row) => parseId<DeviceId>(row.name));
  }

  blob(name: Uint8Array): StoredBlob | null {
    const row = this.#statements.blob.get(name);
    return row ? { ...row, erase: plain(row.erase) } : null;
  }

  blobSums(): { bytes: number; missing: number } {
    return this.#statements.blobSums.get() ?? { bytes: 0, missing: 0 };
  }

  blobsOver(now: number, wholeBefore: number, unfinishedBefore: number, limit: number): Uint8Array[] {
    const rows = this.#statements.blobsOver.all(now, wholeBefore, unfinishedBefore, limit);
    return rows.map((row) => plain(row.name));
  }

  protected seenSeqs(device: DeviceId): SeenSeqs {
    const row = this.#statements.clientSeq.get(device);
    return { highest: row?.highest ?? 0, ring: row?.ring ?? null };
  }
}

function prepareReads(database: Database.Database) {
  const sql = <Parameters extends unknown[], Row>(text: string) => database.prepare<Parameters, Row>(text);
  return {
    setting: sql<[string], { value: Buffer }>('SELECT value FROM setting WHERE name = ?'),
    logSize: sql<[], { size: number }>('SELECT coalesce(max(position) + 1, 0) AS size FROM log_entry'),
    logEnvelopes: sql<[number, number], { envelope: Buffer }>(
      'SELECT envelope FROM log_entry WHERE position >= ? ORDER BY position LIMIT ?',
    ),
    group: sql<[string], { epoch: number; head: number }>('SELECT epoch, head FROM mls_group WHERE name = ?'),
    place: sql<[string, string], RosterPlace>(
      `SELECT joined_at AS joinedAt, left_at AS leftAt, cursor ${PLACE} WHERE mls_group.name = ? AND device.name = ?`,
    ),
    roster: sql<[string], { name: string }>(`SELECT device.name ${PLACE} WHERE mls_group.name = ? AND left_at IS NULL`),
    placesOf: sql<[string], { name: string; head: number; cursor: number; epoch: number; leftAt: number | null }>(
      `SELECT mls_group.name, head, cursor, epoch, left_at AS leftAt ${PLACE}
       WHERE device.name = ? AND (left_at IS NULL OR cursor < left_at)
       ORDER BY (SELECT max(id) FROM envelope WHERE group_id = mls_group.id AND seq = mls_group.head) DESC, mls_group.id`,
    ),
    envelopes: sql<[string, number, number, number], EnvelopeRow>(
      `SELECT seq, epoch, kind, message, at FROM envelope
       WHERE group_id = (SELECT id FROM mls_group WHERE name = ?) AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    ),
    findEnvelope: sql<[string, bigint, Uint8Array], { seq: number }>(
      `SELECT seq FROM envelope WHERE group_id = (SELECT id FROM mls_group WHERE name = ?) AND epoch = ? AND message = ?
       ORDER BY seq DESC LIMIT 1`,
    ),
    clientSeq: sql<[string], { highest: number; ring: Buffer | null }>(
      'SELECT client_seq AS highest, accepted AS ring FROM device WHERE name = ?',
    ),
    availableKeyPackages: sql<[string, number], { count: number }>(
      `SELECT count(*) AS count FROM key_package JOIN device ON device.id = device_id
       WHERE device.name = ? AND last_resort = 0 AND bytes IS NOT NULL AND not_after > ?`,
    ),
    keptKeyPackages: sql<[string], { count: number }>(
      `SELECT count(*) AS count FROM key_package JOIN device ON device.id = device_id
       WHERE device.name = ? AND bytes IS NOT NULL`,
    ),
    welcomes: sql<[string, number], { id: number; name: string; seq: number; message: Buffer }>(
      `SELECT welcome.id, mls_group.name, welcome.seq, welcome.message FROM welcome_recipient
       JOIN device ON device.id = device_id JOIN welcome ON welcome.id = welcome_id
       JOIN mls_group ON mls_group.id = welcome.group_id WHERE device.name = ? ORDER BY welcome.id LIMIT ?`,
    ),
    countWelcomes: sql<[string], { count: number }>(
      'SELECT count(*) AS count FROM welcome_recipient JOIN device ON device.id = device_id WHERE device.name = ?',
    ),
    pushSubscription: sql<[string], PushSubscription>(
      `SELECT endpoint, topic FROM push_subscription JOIN device ON device.id = device_id WHERE device.name = ?`,
    ),
    // From the subscriptions: of a large room, few devices may have one.
    pushDevices: sql<[string], { name: string }>(
      `SELECT device.name FROM push_subscription JOIN device ON device.id = push_subscription.device_id
       JOIN roster ON roster.device_id = push_subscription.device_id
       WHERE roster.group_id = (SELECT id FROM mls_group WHERE name = ?) AND left_at IS NULL`,
    ),
    blob: sql<[Uint8Array], Omit<StoredBlob, 'erase'> & { erase: Buffer }>(
      'SELECT bytes, pieces, have, erase, at, expires_at AS expiresAt FROM blob WHERE name = ?',
    ),
    blobSums: sql<[], { bytes: number; missing: number }>(
      'SELECT coalesce(sum(bytes), 0) AS bytes, coalesce(sum(pieces - have), 0) AS missing FROM blob',
    ),
    blobsOver: sql<[number, number, number, number], { name: Buffer }>(
      `SELECT name FROM blob
       WHERE expires_at <= ? OR (have = pieces AND at <= ?) OR (have < pieces AND at <= ?) LIMIT ?`,
    ),
  };
}
