/** What a person lets others know of whether they can be reached. Pure. */
import { z } from 'zod/mini';
import { EMOJI_MAX, isEmoji } from './emoji.ts';

/** The longest words of a status, in UTF-16 units, and in bytes of UTF-8: it has to fit into a signal. */
export const STATUS_MAX = 60;
const STATUS_BYTES = 160;

/** One line: no control characters, which could also take six bytes each in JSON. */
const isLine = (text: string): boolean =>
  text.length <= STATUS_MAX &&
  text.isWellFormed() &&
  !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) &&
  new TextEncoder().encode(text).length <= STATUS_BYTES;

export const statusText = z.string().check(z.minLength(1), z.refine(isLine));
export const statusEmoji = z.string().check(z.maxLength(EMOJI_MAX), z.refine(isEmoji));

export const presenceSchema = z.strictObject({
  state: z.enum(['available', 'away', 'dnd']),
  text: z.optional(statusText),
  emoji: z.optional(statusEmoji),
  /** When words and emoji, and not to be disturbed, end; by the relay's time, ms. */
  until: z.optional(z.int().check(z.minimum(0))),
  /** Its sender has just come, and knows nothing of the others. */
  asks: z.optional(z.literal(true)),
});

export type Presence = z.infer<typeof presenceSchema>;
