/** What the rows hold of what people did with a message after it was said. */
import { z } from 'zod/mini';
import { type DeviceId, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import { mentionsSchema } from '../content/mentions.ts';
import { chosenSchema } from '../content/poll.ts';
import { sentenceSchema } from './sentence.ts';

const time = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(0));
const userId = z.custom<UserId>(isId);
const messageId = z.custom<MessageId>(isId);
const mentions = z.optional(mentionsSchema);

/** Why something of this device's own was not sent. */
export const failureSchema = z.strictObject({ code: z.string(), sentence: sentenceSchema, canRetry: z.boolean() });

/** The author's signature under words, and what it was made over besides them. */
export const proofSchema = z.strictObject({ sig: z.string(), sentAt: time, device: z.custom<DeviceId>(isId) });

const changeCommon = {
  /** The id of the payload that brought it, unique per author. */
  id: messageId,
  by: userId,
  /** The clock of whoever made it. */
  at: time,
  /** By the relay: the later one counts, on all devices alike. Without it, it is this device's own and waits to be sent. */
  sequence: z.optional(count),
  /** It was not sent, and counts for nothing until it is tried again. */
  failure: z.optional(failureSchema),
};

/** What somebody did with a message after it was said. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('edit'),
    ...changeCommon,
    text: z.string(),
    mentions,
    proof: z.optional(proofSchema),
  }),
  z.strictObject({ kind: z.literal('recall'), ...changeCommon }),
  z.strictObject({ kind: z.literal('reaction'), ...changeCommon, emoji: z.string(), on: z.boolean() }),
  z.strictObject({ kind: z.literal('pin'), ...changeCommon, on: z.boolean() }),
  z.strictObject({ kind: z.literal('vote'), ...changeCommon, chosen: chosenSchema }),
  z.strictObject({ kind: z.literal('close'), ...changeCommon }),
  z.strictObject({ kind: z.literal('acknowledge'), ...changeCommon }),
]);
