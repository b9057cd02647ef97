/** Receipts: what tells the others until where this device has everything, and its person has read it. */
import type { GroupId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { RECEIPTS_UP_TO, readCount } from '../groups/hearing.ts';
import type { Intent } from '../groups/intents.ts';
import type { Timers } from '../groups/timers.ts';
import type { ConversationRow, OutboxRow } from '../storage/records.ts';

const RECEIPT_AFTER_MS = 400;

export interface ReceiptParts {
  readonly jobFor: (group: GroupId, intent: Intent, id: string) => OutboxRow;
  readonly kick: (group: GroupId) => void;
  readonly fault: (error: unknown) => void;
}

export interface Receipts {
  /** Tells the others in these groups a moment later: all of them in one record. */
  soon(groups: readonly GroupId[]): void;
  /** Does so wherever the others have not been told all. */
  due(): void;
}

export function createReceipts(device: Device, timers: Timers, { jobFor, kick, fault }: ReceiptParts): Receipts {
  const { journal } = device;
  const planned = new Set<GroupId>();
  const idOf = (group: GroupId) => `receipt:${group}`;
  /** Whether the person has read more than the others have been told. */
  const isReadDue = (row: ConversationRow): boolean => device.tellsRead() && readCount(row) > (row.readTold ?? 0);

  const tell = () => {
    const rows = [...planned].flatMap((group) => journal.memory.conversations.get(group) ?? []);
    planned.clear();
    const due = rows
      .map((row) => ({ row, upTo: journal.memory.cursors.get(row.id) ?? 0 }))
      .filter(({ row, upTo }) => upTo > (row.receipted ?? 0) || isReadDue(row));
    // One that is on its way already says less; the next look says the rest.
    const isUnderWay = ({ row }: { row: ConversationRow }) =>
      journal.memory.outbox.get(idOf(row.id))?.ready !== undefined;
    soon(due.filter(isUnderWay).map(({ row }) => row.id));
    const now = due.filter((one) => !isUnderWay(one));
    if (now.length === 0) return;
    journal
      .record((write) => {
        for (const { row, upTo } of now) {
          const read = device.tellsRead() ? readCount(row) : 0;
          write.putJob(jobFor(row.id, { kind: 'delivered', upTo, read }, idOf(row.id)));
        }
      })
      .then(() => {
        for (const { row } of now) kick(row.id);
      }, fault);
  };

  const soon = (groups: readonly GroupId[]) => {
    for (const group of groups) {
      const row = journal.memory.conversations.get(group);
      if (row !== undefined && row.members.length <= RECEIPTS_UP_TO) planned.add(group);
    }
    if (planned.size > 0) timers.later('receipts', RECEIPT_AFTER_MS, tell);
  };

  return {
    soon,
    due() {
      const isDue = (row: ConversationRow) => (row.wordsUpTo ?? 0) > (row.receipted ?? 0) || isReadDue(row);
      const rows = [...journal.memory.conversations.values()].filter((row) => row.status === 'ready' && isDue(row));
      soon(rows.map(({ id }) => id));
    },
  };
}
