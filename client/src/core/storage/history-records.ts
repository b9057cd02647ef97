/** The rows of what is handed on to newcomers. */
import { z } from 'zod/mini';
import { type GroupId, isId, type UserId } from '#shared/ids/index.ts';
import { pastSchema } from '../content/payload.ts';

const count = z.int().check(z.minimum(0));
const groupId = z.custom<GroupId>(isId);
const userId = z.custom<UserId>(isId);

/** A piece that has come and waits for its room, or for its turn. */
export const historySchema = z.strictObject({
  room: groupId,
  /** The transfer, `:` and which of its pieces it is. */
  id: z.string(),
  transfer: z.string(),
  part: count,
  of: count,
  by: userId,
  /** The conversation in which it came. */
  via: groupId,
  /** The relay's time of it. */
  at: count,
  said: z.array(pastSchema),
});
export type HistoryRow = z.infer<typeof historySchema>;

/** By transfer: who told the room of it, for whom it is, of how many pieces it is, and how many have come or gone. */
const sharingSchema = z.record(
  z.string(),
  z.strictObject({ by: userId, with: z.array(userId), of: count, done: count, refused: z.optional(z.boolean()) }),
);

/** Of a conversation: how people come into it, and what they are handed of before. */
export const comingIn = {
  /** Who brought this device in, and by the envelope of which number. */
  addedBy: z.optional(userId),
  joinedAt: z.optional(count),
  /** The epoch that it led to, as decimal text: what was said in those before was never for this device. */
  joinedInto: z.optional(z.string()),
  /** Who asks to be brought in, and who was declined, and when. */
  requests: z.optional(z.record(z.string(), count)),
  declined: z.optional(z.record(z.string(), count)),
  /** Rooms into which this person has asked the other one to be brought, and when. */
  rooms: z.optional(z.record(z.string(), count)),
  /** What is handed on here to newcomers. */
  sharing: z.optional(sharingSchema),
  /** Of one for two: it was made to hand something on, and nobody has to see it without words; and pieces that have come and wait. */
  carrier: z.optional(z.literal(true)),
  waiting: z.optional(count),
};
