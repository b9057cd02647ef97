/** What the rows hold of that which a person means for later: messages, reminders, and words to use again. */
import { z } from 'zod/mini';
import { type DeviceId, type GroupId, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import { mentionsSchema } from '../content/mentions.ts';
import { timerSchema } from '../content/timer.ts';
import { urgencySchema } from '../content/urgency.ts';
import { sentenceSchema } from './sentence.ts';

/** As many as one device keeps of each: all of them are in memory, and drawn as one list. */
export const SCHEDULED_MAX = 100;
export const REMINDERS_MAX = 200;
export const SNIPPETS_MAX = 100;
/** In UTF-16 units. */
export const SNIPPET_TITLE_MAX = 60;
export const SNIPPET_TEXT_MAX = 4_000;

const time = z.int().check(z.minimum(0));
const messageId = z.custom<MessageId>(isId);

const scheduled = {
  id: messageId,
  conversation: z.custom<GroupId>(isId),
  /** By the relay's time. */
  dueAt: time,
};

/** A message that is to be sent at a time. */
export const scheduledSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('waiting'),
    ...scheduled,
    text: z.string(),
    mentions: z.optional(mentionsSchema),
    /** What it answers, by the id of its row, and the thread in which it is to be said. */
    reply: z.optional(messageId),
    thread: z.optional(z.string()),
    alsoToRoom: z.optional(z.literal(true)),
    /** For how long it is to stay; null: for good; absent: as is usual there when it is sent. */
    timer: z.optional(z.nullable(timerSchema)),
    urgency: z.optional(urgencySchema),
    /** The device of the person that sends it, where it is another one. */
    by: z.optional(z.custom<DeviceId>(isId)),
    /** Why it could not be sent when its time had come: it waits for what the person decides. */
    held: z.optional(sentenceSchema),
  }),
  /** It was sent later than was wanted, of which the person is told; its words stand where it was sent. */
  z.strictObject({ kind: z.literal('late'), ...scheduled, message: messageId, sentAt: time }),
]);

/** A message of which a person wants to be reminded. No word of it stands here. */
export const reminderSchema = z.strictObject({
  id: messageId,
  conversation: z.custom<GroupId>(isId),
  message: messageId,
  /** As everybody names it: by who wrote it, and their own id for it, where it is kept under another. */
  author: z.optional(z.custom<UserId>(isId)),
  named: z.optional(messageId),
  /** By the relay's time. */
  dueAt: time,
  /** When the person was told. */
  toldAt: z.optional(time),
});

/** Words to use again. */
export const snippetSchema = z.strictObject({
  id: messageId,
  title: z.string().check(z.refine((title) => title !== '' && title.length <= SNIPPET_TITLE_MAX)),
  text: z.string().check(z.refine((text) => text !== '' && text.length <= SNIPPET_TEXT_MAX)),
});

export type ScheduledRow = z.infer<typeof scheduledSchema>;
export type ReminderRow = z.infer<typeof reminderSchema>;
export type SnippetRow = z.infer<typeof snippetSchema>;
