/** What a person means for later: reminders, and messages that one of their devices sends at a time. */
import type { MessageId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Later } from '../later/later.ts';
import { REMINDERS_MAX, type ReminderRow, SCHEDULED_MAX } from '../storage/later-records.ts';
import { stands } from './decisions.ts';
import { findMessage, keyOfMessage, messageOfKey } from './kept.ts';
import type { Values } from './values.ts';

const keyOf = ({ conversation, message, author, named }: ReminderRow): string | undefined =>
  author === undefined ? undefined : keyOfMessage(conversation, { author, id: named ?? message });

export function reminderValues(device: Device, later: Later): Values<'reminder'> {
  const { shelf } = later.reminders;
  const { conversations } = device.journal.memory;
  return {
    kind: 'reminder',
    here: () =>
      new Map(
        [...shelf.rows.values()].flatMap((row) => {
          const key = keyOf(row);
          const { dueAt, toldAt } = row;
          return key === undefined ? [] : [[key, { dueAt, ...(toldAt === undefined ? {} : { toldAt }) }] as const];
        }),
      ),
    isHere: (key) => stands(conversations.get(messageOfKey(key).conversation)),
    async bring(entries) {
      const rows = new Map([...shelf.rows.values()].map((row) => [keyOf(row), row]));
      let room = REMINDERS_MAX - shelf.rows.size;
      const found = await Promise.all(
        entries.map(async (entry) => ({ entry, message: await findMessage(device, entry.key) })),
      );
      // Of a message that is not here, nobody can be reminded here: it waits.
      const taken = found.filter(
        ({ entry: { key, value }, message }) =>
          value === null || (message !== undefined && (rows.has(key) || room-- > 0)),
      );
      return {
        taken: taken.map(({ entry }) => entry),
        write(write) {
          const settled = taken.flatMap(({ entry: { key, value }, message }) => {
            const before = rows.get(key);
            if (value === null) return before === undefined ? [] : [shelf.within(write, before.id, undefined)];
            if (message === undefined) return [];
            const { id, conversation, author, named } = message;
            const name = { author, ...(named === undefined ? {} : { named }) };
            const of = { id: before?.id ?? freshId<MessageId>(), conversation, message: id, ...name };
            return [shelf.within(write, of.id, { ...of, ...value })];
          });
          return () => {
            for (const settle of settled) settle();
            later.reminders.look();
          };
        },
      };
    },
  };
}

export function scheduledValues(device: Device, later: Later): Values<'scheduled'> {
  const { shelf } = later.scheduled;
  const { conversations } = device.journal.memory;
  const { device: self } = device.self;
  return {
    kind: 'scheduled',
    here: () =>
      new Map(
        [...shelf.rows.values()].flatMap((row) => {
          if (row.kind !== 'waiting') return [];
          const { kind: _kind, id, held: _held, by = self, ...value } = row;
          return [[id, { ...value, by }] as const];
        }),
      ),
    async bring(entries) {
      let room = SCHEDULED_MAX - shelf.rows.size;
      const taken = entries.filter(({ key, value }) => {
        if (value === null) return true;
        return stands(conversations.get(value.conversation)) && (shelf.rows.has(key) || room-- > 0);
      });
      return {
        taken,
        write(write) {
          const settled = taken.flatMap(({ key, value }) => {
            const row = shelf.rows.get(key);
            // That it was sent late is told until the person has put that aside.
            if (row?.kind === 'late' || (row === undefined && value === null)) return [];
            if (value === null) return [shelf.within(write, key, undefined)];
            const { by, ...rest } = value;
            const sender = by === self ? {} : { by };
            // That the key is an id was judged when it came.
            return [shelf.within(write, key, { kind: 'waiting', id: key as MessageId, ...rest, ...sender })];
          });
          return () => {
            for (const settle of settled) settle();
            later.scheduled.look();
          };
        },
      };
    },
  };
}
