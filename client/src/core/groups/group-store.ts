/** The MLS state of each group: one copy in memory, the same on the disk, and one operation at a time. */
import type { GroupId } from '#shared/ids/index.ts';
import type { MlsEngine, SignatureKey } from '../mls/engine.ts';
import { MlsError } from '../mls/errors.ts';
import type { MlsGroup } from '../mls/group.ts';
import type { StateRecord } from '../mls/state-records.ts';
import { isDamagedRow } from '../storage/errors.ts';
import { createExclusive } from './exclusive.ts';
import type { Journal, JournalWriter, Over } from './journal.ts';

/**
 * Groups whose state is kept in memory: the ones that are spoken in. One that is not is read and decoded for each stretch of
 * its messages, so there is place for as many as somebody is in; but a state of 250 devices takes a few megabytes.
 */
const CACHED = { groups: 256, people: 4_000 } as const;

export interface GroupStore {
  /** Runs `work` while nobody else works on the MLS state of this group. */
  exclusive<T>(group: GroupId, work: () => Promise<T>): Promise<T>;
  /**
   * The state of a group; undefined when this device has none, or none that can be read: to be added again helps against
   * both. Only within `exclusive`. @throws StorageError.
   */
  load(group: GroupId): Promise<MlsGroup | undefined>;
  /** Writes `next`, which was made from what `load` gave, together with `alsoWrite`, in one transaction. */
  save<T>(
    group: GroupId,
    next: MlsGroup,
    alsoWrite: (write: JournalWriter) => T extends PromiseLike<unknown> ? never : T,
    over?: Over,
  ): Promise<T>;
  /** Writes a state that does not come from the stored one: founded, joined, or stored as records before. */
  replace<T>(
    group: GroupId,
    records: readonly StateRecord[],
    alsoWrite: (write: JournalWriter) => T extends PromiseLike<unknown> ? never : T,
  ): Promise<T>;
  /** Deletes the state: this device can read nothing more here. */
  drop<T>(group: GroupId, alsoWrite: (write: JournalWriter) => T extends PromiseLike<unknown> ? never : T): Promise<T>;
}

export function createGroupStore(journal: Journal, engine: MlsEngine, signatureKey: SignatureKey): GroupStore {
  const queues = createExclusive();
  // In the order of their use: the first is the one that was used longest ago.
  const cache = new Map<GroupId, MlsGroup>();
  const sizeOf = (id: GroupId) => journal.memory.conversations.get(id)?.members.length ?? 1;
  const keep = (id: GroupId, group: MlsGroup) => {
    cache.delete(id);
    cache.set(id, group);
    let people = [...cache.keys()].reduce((sum, one) => sum + sizeOf(one), 0);
    for (const oldest of cache.keys()) {
      if (oldest === id || (cache.size <= CACHED.groups && people <= CACHED.people)) break;
      people -= sizeOf(oldest);
      cache.delete(oldest);
    }
  };

  return {
    exclusive: (group, work) => queues.run(group, work),
    async load(id) {
      const cached = cache.get(id);
      if (cached !== undefined) {
        keep(id, cached);
        return cached;
      }
      const group = await readState(journal, engine, signatureKey, id);
      if (group !== undefined) keep(id, group);
      return group;
    },
    async save(id, next, alsoWrite, over) {
      const records = engine.encodeState(next, cache.get(id));
      const result = await journal.record((write) => {
        putRecords(write, id, records);
        return alsoWrite(write);
      }, over);
      keep(id, next);
      return result;
    },
    async replace(id, records, alsoWrite) {
      cache.delete(id);
      return journal.record((write) => {
        write.deleteGroupState(id);
        putRecords(write, id, records);
        return alsoWrite(write);
      });
    },
    async drop(id, alsoWrite) {
      cache.delete(id);
      return journal.record((write) => {
        write.deleteGroupState(id);
        return alsoWrite(write);
      });
    },
  };
}

async function readState(
  journal: Journal,
  engine: MlsEngine,
  signatureKey: SignatureKey,
  id: GroupId,
): Promise<MlsGroup | undefined> {
  try {
    const rows = await journal.read.groupState(id);
    if (rows.length === 0) return undefined;
    return engine.decodeState(
      rows.map(({ record, bytes }) => ({ key: record, bytes })),
      signatureKey,
    );
  } catch (error) {
    if (error instanceof MlsError || isDamagedRow(error)) return undefined;
    throw error;
  }
}

/** Writes records of a group's state; those without bytes are deleted. */
export function putRecords(write: JournalWriter, group: GroupId, records: readonly StateRecord[]): void {
  for (const { key, bytes } of records) {
    if (bytes === null) write.delete('groupState', group, key);
    else write.put('groupState', { group, record: key, bytes });
  }
}
