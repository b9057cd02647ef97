/** How much a message matters, as whoever sends it says. Pure. */
import { z } from 'zod/mini';

export const urgencySchema = z.strictObject({
  level: z.enum(['important', 'urgent']),
  /** Everybody is asked to say that they have taken note of it. */
  acknowledge: z.optional(z.literal(true)),
});

export type Urgency = z.infer<typeof urgencySchema>;
