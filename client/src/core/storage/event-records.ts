/** What happened in a conversation other than words, as the lines of its timeline that say so. */
import { z } from 'zod/mini';
import { isId, type UserId } from '#shared/ids/index.ts';
import { shareSchema } from '../content/payload.ts';
import { levelSchema } from '../content/room-state.ts';
import { timerSchema } from '../content/timer.ts';
import { sentenceSchema } from './sentence.ts';

const count = z.int().check(z.minimum(0));
const userId = z.custom<UserId>(isId);

export const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('created'), by: userId }),
  /** `back`: they were taken out only because nobody used their device. */
  z.strictObject({ kind: z.literal('joined'), who: z.array(userId), by: userId, back: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('left'), who: userId }),
  z.strictObject({ kind: z.literal('removed'), who: userId, by: userId, idle: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('named'), name: z.string(), by: userId }),
  z.strictObject({ kind: z.literal('topic'), topic: z.string(), by: userId }),
  /** The room has another colour or picture. */
  z.strictObject({ kind: z.literal('picture'), by: userId }),
  z.strictObject({ kind: z.literal('level'), level: z.optional(levelSchema), by: userId }),
  z.strictObject({ kind: z.literal('writing'), who: z.enum(['everybody', 'moderators']), by: userId }),
  /** The other one has declined to bring this person into a room. */
  z.strictObject({ kind: z.literal('declined'), by: userId }),
  z.strictObject({ kind: z.literal('requests'), on: z.boolean(), by: userId }),
  /** The room was closed, or opened again. */
  z.strictObject({ kind: z.literal('closed'), on: z.boolean(), by: userId }),
  z.strictObject({ kind: z.literal('adding'), who: z.enum(['everybody', 'moderators']), by: userId }),
  z.strictObject({ kind: z.literal('moderator'), who: userId, on: z.boolean(), by: userId }),
  z.strictObject({ kind: z.literal('history-shared'), by: userId, with: z.array(userId), what: shareSchema }),
  /** A message of the conversation was pinned, or no longer is. */
  z.strictObject({ kind: z.literal('pinned'), by: userId, on: z.boolean() }),
  /** A message that its sender was not allowed to send: not shown, but that it was tried is. */
  z.strictObject({ kind: z.literal('refused'), by: userId, sentence: sentenceSchema }),
  z.strictObject({ kind: z.literal('device-added'), who: userId }),
  z.strictObject({ kind: z.literal('device-removed'), who: userId }),
  z.strictObject({ kind: z.literal('re-synchronised'), recovered: count }),
  z.strictObject({ kind: z.literal('timer'), timer: z.optional(timerSchema), by: userId }),
  /** `timed`: they may have disappeared before they could be fetched. */
  z.strictObject({ kind: z.literal('missing'), count: z.optional(count), timed: z.optional(z.boolean()) }),
]);
