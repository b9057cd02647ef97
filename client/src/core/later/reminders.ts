/** Messages of which a person wants to be reminded: told at their time, or, where the app was closed then, when it is opened. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Journal, Recorded } from '../groups/journal.ts';
import { isInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { ReminderMark, When } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import { REMINDERS_MAX, type ReminderRow } from '../storage/later-records.ts';
import type { TextRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { momentOf } from './when.ts';

/** No timer is set for longer: a computer that sleeps does not count its time. */
const LOOK_AGAIN_MS = 3_600_000;
const FULL = say('later', 'remindersFull', REMINDERS_MAX);

export interface ReminderParts {
  readonly device: Pick<Device, 'relayNow'>;
  readonly journal: Journal;
  readonly timers: Timers;
  /** The person is to be told of this message now. */
  readonly tell: (conversation: GroupId, message: TextRow) => void;
  readonly changed: () => void;
  readonly fault: (error: unknown) => void;
}

export interface Reminders {
  readonly shelf: Shelf<ReminderRow>;
  readonly now: readonly ReminderMark[];
  /** Reminds of a message, instead of when it was to be before. @throws Refused, StorageError. */
  remind(conversation: GroupId, message: MessageId, when: When): Promise<MessageId>;
  /** Takes a reminder out, and puts it back. @throws Refused, StorageError. */
  cancel(id: MessageId): Promise<void>;
  restore(id: MessageId): Promise<void>;
  /** Of what is gone nobody is reminded. */
  recorded(recorded: Pick<Recorded, 'messages'>): void;
  /** Something may be due. */
  look(): void;
}

/** Reads the reminders. @throws StorageError. */
export async function openReminders(parts: ReminderParts): Promise<Reminders> {
  const { device, journal, timers, tell, changed, fault } = parts;
  const shelf = await openShelf(journal, 'reminders', { most: REMINDERS_MAX, full: FULL, changed });

  /** The message while it has words; undefined: it is gone, recalled, or does not open. @throws StorageError. */
  const messageOf = async ({ conversation, message }: Pick<ReminderRow, 'conversation' | 'message'>) => {
    try {
      const row = await journal.read.get('messages', conversation, message);
      return row?.kind === 'text' && row.recalledAt === undefined ? row : undefined;
    } catch (error) {
      if (isDamagedRow(error)) return undefined;
      throw error;
    }
  };
  const find = (conversation: GroupId, message: MessageId) =>
    [...shelf.rows.values()].find((row) => row.conversation === conversation && row.message === message);

  const ring = (id: string): Promise<void> =>
    shelf.alone(async () => {
      const row = shelf.rows.get(id);
      const toldAt = device.relayNow();
      if (row === undefined || row.toldAt !== undefined || row.dueAt > toldAt) return;
      const message = await messageOf(row);
      if (message === undefined) {
        await shelf.remove(id);
        return;
      }
      await shelf.put({ ...row, toldAt });
      tell(row.conversation, message);
    });
  const run = async (): Promise<void> => {
    const now = device.relayNow();
    const ahead = [...shelf.rows.values()]
      .filter(({ toldAt }) => toldAt === undefined)
      .sort((left, right) => left.dueAt - right.dueAt);
    for (const { id, dueAt } of ahead) if (dueAt <= now) await ring(id);
    const next = ahead.find(({ dueAt }) => dueAt > now);
    if (next !== undefined) timers.later('reminders', Math.min(next.dueAt - now, LOOK_AGAIN_MS), look);
  };
  const look = () => void run().catch(fault);

  const dropGone = (id: string): Promise<void> =>
    shelf.alone(async () => {
      const row = shelf.rows.get(id);
      if (row !== undefined && (await messageOf(row)) === undefined) await shelf.remove(id);
    });
  // What went while this device was about to close.
  for (const id of [...shelf.rows.keys()]) await dropGone(id);

  return {
    shelf,
    get now() {
      return [...shelf.rows.values()]
        .sort((left, right) => left.dueAt - right.dueAt)
        .map(({ author: _author, named: _named, ...mark }) => mark);
    },
    async remind(conversation, message, when) {
      const dueAt = momentOf(when, device.relayNow());
      const id = await shelf.alone(async () => {
        const row = await messageOf({ conversation, message });
        if (row === undefined) throw new Refused('not-found');
        // It has no place to come back to yet.
        if (isInQueue(row.order)) throw new Refused('not-allowed', say('talk', 'notSentYet'));
        const known = find(conversation, message)?.id ?? freshId<MessageId>();
        const { author, named } = row;
        await shelf.put({ id: known, conversation, message, author, ...(named && { named }), dueAt });
        return known;
      });
      look();
      return id;
    },
    cancel: (id) => shelf.alone(() => shelf.remove(id)),
    async restore(id) {
      await shelf.alone(() => shelf.restore(id));
      await dropGone(id);
      look();
    },
    recorded({ messages }) {
      if (shelf.rows.size === 0) return;
      const gone = new Set(
        messages.flatMap(({ conversation, row }) =>
          row === undefined || (row.kind === 'text' && row.recalledAt !== undefined) ? [conversation] : [],
        ),
      );
      for (const { id, conversation } of [...shelf.rows.values()]) {
        if (gone.has(conversation)) dropGone(id).catch(fault);
      }
    },
    look,
  };
}
