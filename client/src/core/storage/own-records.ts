/** What the rows hold that keep the devices of one person alike. */
import { z } from 'zod/mini';
import { type DeviceId, type GroupId, isId, type MessageId } from '#shared/ids/index.ts';
import { ownEntriesSchema, ownEntrySchema } from '../content/own-state.ts';

const messageId = z.custom<MessageId>(isId);

export const ownStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    id: z.string(),
    kind: z.literal('register'),
    entry: ownEntrySchema,
    /** The others have been told, or have told. */
    told: z.boolean(),
    /** What it says stands where windows see it. */
    applied: z.boolean(),
  }),
  /** What another device has told, until it has been taken in. */
  z.strictObject({
    id: z.string(),
    kind: z.literal('heard'),
    entries: ownEntriesSchema,
    from: z.custom<DeviceId>(isId),
    ask: z.optional(messageId),
    answers: z.optional(messageId),
  }),
  /** This device has asked for all that there is, in this group; `done`: and has it. */
  z.strictObject({
    id: z.string(),
    kind: z.literal('asked'),
    group: z.custom<GroupId>(isId),
    ask: messageId,
    done: z.boolean(),
  }),
]);
export type OwnStateRow = z.infer<typeof ownStateSchema>;
