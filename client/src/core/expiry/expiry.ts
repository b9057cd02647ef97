/**
 * Lets messages disappear: each at its moment, and those whose moment came while the app was closed before anything is
 * shown. With a message go its history, its reactions, its place in counts and previews, and what waits to be sent of it;
 * search and the windows follow the journal.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { counted, isUnread } from '../groups/for-me.ts';
import { messageOf } from '../groups/intents.ts';
import type { Recorded } from '../groups/journal.ts';
import { lastWithout } from '../groups/last.ts';
import { withoutPin } from '../groups/pins.ts';
import { bringOut, leaveThread, threadsAround, withoutNewReply } from '../groups/threads.ts';
import { HOUR } from '../groups/timed.ts';
import type { Timers } from '../groups/timers.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ExpiringRow } from '../storage/records.ts';

/** So many go in one record: what comes meanwhile waits no longer than for these. */
const AT_ONCE = 200;

export interface Expiry {
  /** Lets go what is due. @throws StorageError. */
  sweep(): Promise<void>;
  /** Something may be due sooner than was known. */
  recorded(recorded: Recorded): void;
  /** The relay's time is known better than before. */
  look(): void;
}

export function createExpiry(device: Device, timers: Timers, fault: (error: unknown) => void): Expiry {
  const { journal } = device;
  let sweeping: Promise<void> | undefined;

  /** When the content goes of which a row speaks; undefined: it is gone already. */
  const endOf = async ({ table, conversation, row }: ExpiringRow): Promise<number | undefined> => {
    try {
      const found = await journal.read.get(table, conversation, row);
      return found !== undefined && 'expiresAt' in found ? found.expiresAt : undefined;
    } catch (error) {
      // What does not open cannot be shown either.
      if (isDamagedRow(error)) return undefined;
      throw error;
    }
  };

  const letGo = async (conversation: GroupId, due: readonly ExpiringRow[]): Promise<void> => {
    const ids = new Set(due.filter(({ table }) => table === 'messages').map(({ row }) => row));
    const without = await lastWithout(device, conversation, ids);
    const { over, begun } = await threadsAround(device, conversation, ids);
    await journal.record(
      (write) => {
        for (const id of ids) {
          const row = write.message(conversation, id);
          if (row?.kind !== 'text') continue;
          leaveThread(write, orgOf(device), row);
          if (row.replies !== undefined) bringOut(write, device.self.user, row, begun);
          write.deleteMessage(row);
          write.changeConversation(conversation, (before) => {
            const after = withoutNewReply(withoutPin(before, row.id), row);
            if (row.recalledAt !== undefined || !isUnread(before, row, device.self.user)) return after;
            return counted(after, -1, row.forMe === true ? -1 : 0);
          });
        }
        for (const mark of write.marks()) {
          if (due.some(({ table, row }) => table === 'marks' && row === mark.id)) write.deleteMark(mark);
        }
        for (const job of journal.memory.outbox.values()) {
          if (job.group === conversation && ids.has(messageOf(job) ?? '')) write.deleteJob(job.id);
        }
        for (const one of due) write.delete('expiring', one.due, one.id);
        write.changeConversation(conversation, without);
      },
      { conversation, messages: [...ids, ...over], marks: true },
    );
  };

  const sweepOnce = async (): Promise<void> => {
    const now = device.relayNow();
    const due = new Map<GroupId, ExpiringRow[]>();
    const over: ExpiringRow[] = [];
    let next = now + HOUR;
    for (const row of await journal.read.expiring(Math.floor(now / HOUR) + 1)) {
      if (row.at > now) {
        next = Math.min(next, row.at);
        continue;
      }
      const end = await endOf(row);
      if (end === undefined || end > now) over.push(row);
      else due.set(row.conversation, [...(due.get(row.conversation) ?? []), row]);
    }
    for (const [conversation, rows] of due) {
      for (let start = 0; start < rows.length; start += AT_ONCE) {
        await letGo(conversation, rows.slice(start, start + AT_ONCE));
      }
    }
    if (over.length > 0) {
      await journal.record((write) => {
        for (const { due: hour, id } of over) write.delete('expiring', hour, id);
      });
    }
    plan(next);
  };

  const plan = (at: number) => timers.later('expiry', Math.max(0, Math.min(at - device.relayNow(), HOUR)), look);
  const look = () => void sweep().catch(fault);
  const sweep = async (): Promise<void> => {
    while (sweeping !== undefined) await sweeping;
    sweeping = sweepOnce().finally(() => {
      sweeping = undefined;
    });
    await sweeping;
  };

  return {
    sweep,
    look,
    recorded({ expires }) {
      if (expires !== undefined) plan(expires);
    },
  };
}
