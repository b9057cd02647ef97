/** What a person means for later, composed: messages, reminders, and words to use again. */
import { orgOf, policyOf } from '../groups/device.ts';
import { asideIn } from '../groups/threads.ts';
import type { LaterView, ReminderView } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import { wordsOfMessage } from '../views/files.ts';
import { openReminders, type ReminderParts, type Reminders } from './reminders.ts';
import { openScheduled, type Scheduled, type ScheduledParts } from './scheduled.ts';
import { openSnippets, type Snippets } from './snippets.ts';

/** What of a message is shown, in UTF-16 units. */
const EXCERPT = 300;

export interface Later {
  readonly scheduled: Scheduled;
  readonly reminders: Reminders;
  readonly snippets: Snippets;
  readonly now: LaterView;
  /** The reminders with the words of their messages. @throws StorageError. */
  reminderViews(): Promise<ReminderView[]>;
  /** Something may be due. */
  look(): void;
}

/** Reads all of it. @throws StorageError. */
export async function openLater(parts: ScheduledParts & Omit<ReminderParts, 'device'>): Promise<Later> {
  const { device, journal, changed } = parts;
  const [scheduled, reminders, snippets] = await Promise.all([
    openScheduled(parts),
    openReminders(parts),
    openSnippets(journal, changed),
  ]);
  return {
    scheduled,
    reminders,
    snippets,
    get now() {
      const { quickResponses } = policyOf(device);
      return {
        scheduled: scheduled.now,
        reminders: reminders.now,
        snippets: snippets.now,
        responses: quickResponses === '' ? [] : quickResponses.split('\n'),
      };
    },
    async reminderViews() {
      const views = reminders.now.map(async (mark): Promise<ReminderView[]> => {
        const row = await journal.read.get('messages', mark.conversation, mark.message).catch((error: unknown) => {
          if (isDamagedRow(error)) return undefined;
          throw error;
        });
        if (row?.kind !== 'text' || row.recalledAt !== undefined) return [];
        const text = wordsOfMessage(row, (user) => orgOf(device).users.get(user)?.name);
        return [{ ...mark, key: row.order, ...asideIn(row), author: row.author, excerpt: text.slice(0, EXCERPT) }];
      });
      return (await Promise.all(views)).flat();
    },
    look() {
      scheduled.look();
      reminders.look();
    },
  };
}
