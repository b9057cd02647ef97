/** Writing to SQLite. Only the store makes one, and only calls it inside a transaction. */
import type Database from 'better-sqlite3';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import {
  type ClaimedKeyPackage,
  type NewEnvelope,
  type NewKeyPackage,
  type PushSubscription,
  type StoredBlob,
  StoreError,
  type StoreTransactor,
} from '../contract.ts';
import { withAccepted } from './client-seq.ts';
import { plain, SqliteReader } from './reader.ts';

const GROUP = '(SELECT id FROM mls_group WHERE name = ?)';
const DEVICE = '(SELECT id FROM device WHERE name = ?)';

export class SqliteTransactor extends SqliteReader implements StoreTransactor {
  readonly #statements: ReturnType<typeof prepareWrites>;

  constructor(database: Database.Database) {
    super(database);
    this.#statements = prepareWrites(database);
  }

  setSetting(name: string, value: Uint8Array | null): void {
    if (value === null) this.#statements.dropSetting.run(name);
    else this.#statements.setSetting.run(name, value);
  }

  appendLog(from: number, envelopes: readonly Uint8Array[]): void {
    if (this.logSize() !== from) throw new StoreError('conflict', 'the log has grown meanwhile');
    for (const [index, envelope] of envelopes.entries()) this.#statements.appendLog.run(from + index, envelope);
  }

  createGroup(group: GroupId): void {
    if (this.#statements.createGroup.run(group).changes !== 1) throw new StoreError('conflict', 'the group exists');
  }

  setEpoch(group: GroupId, epoch: bigint): void {
    this.#statements.setEpoch.run(epoch, group);
  }

  appendEnvelope(group: GroupId, { epoch, kind, message, at, expiresAt }: NewEnvelope): number {
    const place = this.#statements.advance.get(group);
    if (place === undefined) throw new StoreError('conflict', 'there is no such group');
    this.#statements.appendEnvelope.run(place.id, place.head, epoch, kind, message, at, expiresAt);
    return place.head;
  }

  join(group: GroupId, device: DeviceId, seq: number): void {
    this.#statements.addDevice.run(device);
    this.#statements.join.run(group, device, seq, seq);
  }

  leave(group: GroupId, device: DeviceId, seq: number): void {
    this.#statements.leave.run(seq, group, device);
  }

  forgetPlace(group: GroupId, device: DeviceId): void {
    this.#statements.forgetPlace.run(group, device);
    for (const { id } of this.#statements.deserted.all(group)) this.#dropGroup(id);
  }

  #dropGroup(id: number): void {
    this.#statements.dropEnvelopesOf.run(id);
    this.#statements.dropRecipientsOf.run(id);
    this.#statements.dropWelcomesOf.run(id);
    this.#statements.dropGroup.run(id);
  }

  acknowledge(group: GroupId, device: DeviceId, seq: number): void {
    this.#statements.acknowledge.run(seq, group, group, device);
  }

  acceptClientSeq(device: DeviceId, clientSeq: number): void {
    const { highest, ring } = withAccepted(this.seenSeqs(device), clientSeq);
    this.#statements.acceptClientSeq.run(device, highest, ring);
  }

  putKeyPackage(device: DeviceId, { bytes, ref, notAfter, lastResort }: NewKeyPackage): void {
    this.#statements.addDevice.run(device);
    this.#statements.putKeyPackage.run(device, ref, bytes, notAfter, lastResort ? 1 : 0);
  }

  claimKeyPackage(device: DeviceId, now: number): ClaimedKeyPackage | null {
    const single = this.#statements.oldestSingleUse.get(device, now);
    if (single) {
      // The row stays as a mark until its time is over, so that publishing it again cannot bring it back.
      this.#statements.spendKeyPackage.run(single.id);
      return { bytes: plain(single.bytes), lastResort: false };
    }
    const last = this.#statements.newestLastResort.get(device, now);
    return last ? { bytes: plain(last.bytes), lastResort: true } : null;
  }

  putWelcome(group: GroupId, seq: number, message: Uint8Array, devices: readonly DeviceId[], at: number): void {
    const { lastInsertRowid } = this.#statements.putWelcome.run(group, seq, message, at);
    for (const device of devices) {
      this.#statements.addDevice.run(device);
      this.#statements.addRecipient.run(device, lastInsertRowid);
    }
  }

  acknowledgeWelcomes(device: DeviceId, ids: readonly number[]): void {
    for (const id of ids) this.#statements.dropRecipient.run(device, id);
    this.#statements.dropWelcomes.run();
  }

  dropKeyPackages(device: DeviceId): void {
    this.#statements.dropKeyPackages.run(device);
  }

  putPushSubscription(device: DeviceId, { endpoint, topic }: PushSubscription): void {
    this.#statements.addDevice.run(device);
    this.#statements.putPushSubscription.run(device, endpoint, topic);
  }

  dropPushSubscription(device: DeviceId): void {
    this.#statements.dropPushSubscription.run(device);
  }

  putBlob(name: Uint8Array, { bytes, pieces, have, erase, at, expiresAt }: StoredBlob): void {
    this.#statements.putBlob.run(name, bytes, pieces, have, erase, at, expiresAt);
  }

  dropBlob(name: Uint8Array): void {
    this.#statements.dropBlob.run(name);
  }

  forgetDevice(device: DeviceId): void {
    this.dropKeyPackages(device);
    this.dropPushSubscription(device);
    this.#statements.dropRecipients.run(device);
    this.#statements.dropPlaces.run(device);
    this.#statements.dropWelcomes.run();
  }

  sweepAcknowledged(groups: readonly GroupId[], limit = Number.MAX_SAFE_INTEGER): number {
    let left = limit;
    let unfinished = groups;
    while (unfinished.length > 0 && left > 0) {
      // A share of each: what came at the same time lies side by side, and a page of it is rewritten once for all groups.
      const share = Math.ceil(left / unfinished.length);
      unfinished = unfinished.filter((group) => {
        const gone = this.#sweep(group, share);
        left -= gone;
        return gone === share;
      });
    }
    return limit - left;
  }

  /** @returns how many envelopes went: at most `limit`. */
  #sweep(group: GroupId, limit: number): number {
    const found = this.#statements.sweepable.get(group);
    if (found === undefined) return 0;
    const { id, upTo, behind } = found;
    if (behind === 0) return this.#statements.sweepEnvelopes.run(id, upTo, limit).changes;
    const gone = this.#statements.sweepUnread.run(id, upTo, limit).changes;
    this.#statements.sweepPlaces.run(id);
    return gone;
  }

  expire(now: number, welcomesBefore: number): number {
    const gone = this.#statements.expireEnvelopes.run(now).changes;
    this.#statements.expirePlaces.run();
    for (const { id } of this.#statements.allDeserted.all()) this.#dropGroup(id);
    this.#statements.expireRecipients.run(welcomesBefore);
    this.#statements.dropWelcomes.run();
    this.#statements.expireKeyPackages.run(now);
    return gone;
  }
}

function prepareWrites(database: Database.Database) {
  const sql = <Parameters extends unknown[], Row = unknown>(text: string) => database.prepare<Parameters, Row>(text);
  const keyPackageOf = `SELECT id, bytes FROM key_package
    WHERE device_id = ${DEVICE} AND bytes IS NOT NULL AND not_after > ? AND last_resort =`;
  return {
    setSetting: sql<[string, Uint8Array]>('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)'),
    dropSetting: sql<[string]>('DELETE FROM setting WHERE name = ?'),
    appendLog: sql<[number, Uint8Array]>('INSERT INTO log_entry (position, envelope) VALUES (?, ?)'),
    createGroup: sql<[string]>('INSERT OR IGNORE INTO mls_group (name, epoch, head) VALUES (?, 0, 0)'),
    setEpoch: sql<[bigint, string]>('UPDATE mls_group SET epoch = ? WHERE name = ?'),
    advance: sql<[string], { id: number; head: number }>(
      'UPDATE mls_group SET head = head + 1 WHERE name = ? RETURNING id, head',
    ),
    appendEnvelope: sql<[number, number, bigint, string, Uint8Array, number, number]>(
      'INSERT INTO envelope (group_id, seq, epoch, kind, message, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    addDevice: sql<[string]>('INSERT OR IGNORE INTO device (name) VALUES (?)'),
    join: sql<[string, string, number, number]>(
      `INSERT OR REPLACE INTO roster (group_id, device_id, joined_at, left_at, cursor)
       VALUES (${GROUP}, ${DEVICE}, ?, NULL, ?)`,
    ),
    leave: sql<[number, string, string]>(
      `UPDATE roster SET left_at = ? WHERE left_at IS NULL AND group_id = ${GROUP} AND device_id = ${DEVICE}`,
    ),
    forgetPlace: sql<[string, string]>(`DELETE FROM roster WHERE group_id = ${GROUP} AND device_id = ${DEVICE}`),
    deserted: sql<[string], { id: number }>(
      'SELECT id FROM mls_group WHERE name = ? AND NOT EXISTS (SELECT 1 FROM roster WHERE group_id = mls_group.id)',
    ),
    allDeserted: sql<[], { id: number }>(
      'SELECT id FROM mls_group WHERE NOT EXISTS (SELECT 1 FROM roster WHERE group_id = mls_group.id)',
    ),
    dropEnvelopesOf: sql<[number]>('DELETE FROM envelope WHERE group_id = ?'),
    dropRecipientsOf: sql<[number]>(
      'DELETE FROM welcome_recipient WHERE welcome_id IN (SELECT id FROM welcome WHERE group_id = ?)',
    ),
    dropWelcomesOf: sql<[number]>('DELETE FROM welcome WHERE group_id = ?'),
    dropGroup: sql<[number]>('DELETE FROM mls_group WHERE id = ?'),
    acknowledge: sql<[number, string, string, string]>(
      `UPDATE roster SET cursor =
         max(cursor, min(?, coalesce(left_at, (SELECT head FROM mls_group WHERE name = ?))))
       WHERE group_id = ${GROUP} AND device_id = ${DEVICE}`,
    ),
    acceptClientSeq: sql<[string, number, Uint8Array]>(
      `INSERT INTO device (name, client_seq, accepted) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET client_seq = excluded.client_seq, accepted = excluded.accepted`,
    ),
    putKeyPackage: sql<[string, Uint8Array, Uint8Array, number, number]>(
      `INSERT OR IGNORE INTO key_package (device_id, ref, bytes, not_after, last_resort) VALUES (${DEVICE}, ?, ?, ?, ?)`,
    ),
    oldestSingleUse: sql<[string, number], { id: number; bytes: Buffer }>(`${keyPackageOf} 0 ORDER BY id LIMIT 1`),
    newestLastResort: sql<[string, number], { id: number; bytes: Buffer }>(
      `${keyPackageOf} 1 ORDER BY id DESC LIMIT 1`,
    ),
    spendKeyPackage: sql<[number]>('UPDATE key_package SET bytes = NULL WHERE id = ?'),
    dropKeyPackages: sql<[string]>(`UPDATE key_package SET bytes = NULL WHERE device_id = ${DEVICE}`),
    putWelcome: sql<[string, number, Uint8Array, number]>(
      `INSERT INTO welcome (group_id, seq, message, at) VALUES (${GROUP}, ?, ?, ?)`,
    ),
    addRecipient: sql<[string, number | bigint]>(
      `INSERT OR IGNORE INTO welcome_recipient (device_id, welcome_id) VALUES (${DEVICE}, ?)`,
    ),
    dropRecipient: sql<[string, number]>(
      `DELETE FROM welcome_recipient WHERE device_id = ${DEVICE} AND welcome_id = ?`,
    ),
    dropRecipients: sql<[string]>(`DELETE FROM welcome_recipient WHERE device_id = ${DEVICE}`),
    dropWelcomes: sql<[]>(
      'DELETE FROM welcome WHERE NOT EXISTS (SELECT 1 FROM welcome_recipient WHERE welcome_id = welcome.id)',
    ),
    dropPlaces: sql<[string]>(`DELETE FROM roster WHERE device_id = ${DEVICE}`),
    putPushSubscription: sql<[string, string, string]>(
      `INSERT OR REPLACE INTO push_subscription (device_id, endpoint, topic) VALUES (${DEVICE}, ?, ?)`,
    ),
    dropPushSubscription: sql<[string]>(`DELETE FROM push_subscription WHERE device_id = ${DEVICE}`),
    putBlob: sql<[Uint8Array, number, number, number, Uint8Array, number, number | null]>(
      'INSERT OR REPLACE INTO blob (name, bytes, pieces, have, erase, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    dropBlob: sql<[Uint8Array]>('DELETE FROM blob WHERE name = ?'),
    // Up to the slowest cursor of those who are in the group. Those who have left are looked at where there are any.
    sweepable: sql<[string], { id: number; upTo: number; behind: number }>(
      `SELECT id, coalesce((SELECT min(cursor) FROM roster WHERE group_id = id AND left_at IS NULL), head) AS upTo,
         EXISTS (SELECT 1 FROM roster WHERE group_id = id AND left_at IS NOT NULL) AS behind
       FROM mls_group WHERE name = ?`,
    ),
    sweepEnvelopes: sql<[number, number, number]>(
      `DELETE FROM envelope WHERE id IN
         (SELECT id FROM envelope WHERE group_id = ? AND seq <= ? ORDER BY seq LIMIT ?)`,
    ),
    // Not what one who has left may still read.
    sweepUnread: sql<[number, number, number]>(
      `DELETE FROM envelope WHERE id IN
         (SELECT id FROM envelope WHERE group_id = ? AND seq <= ? AND NOT EXISTS
           (SELECT 1 FROM roster WHERE roster.group_id = envelope.group_id AND left_at IS NOT NULL
             AND cursor < seq AND joined_at < seq AND seq <= left_at)
         ORDER BY seq LIMIT ?)`,
    ),
    sweepPlaces: sql<[number]>('DELETE FROM roster WHERE group_id = ? AND left_at IS NOT NULL AND cursor >= left_at'),
    expireEnvelopes: sql<[number]>('DELETE FROM envelope WHERE expires_at <= ?'),
    expirePlaces: sql<[]>(
      `DELETE FROM roster WHERE left_at IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM envelope WHERE group_id = roster.group_id AND seq > cursor AND seq <= left_at)`,
    ),
    expireRecipients: sql<[number]>(
      'DELETE FROM welcome_recipient WHERE (SELECT at FROM welcome WHERE id = welcome_id) <= ?',
    ),
    expireKeyPackages: sql<[number]>('DELETE FROM key_package WHERE not_after <= ?'),
  };
}
