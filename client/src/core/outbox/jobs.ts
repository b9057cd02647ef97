/** What waits to be said, as it stands in the outbox table. */
import { z } from 'zod/mini';
import { isId, type MessageId } from '#shared/ids/index.ts';
import type { OutboxRow } from '../storage/records.ts';

const intentSchema = z.discriminatedUnion('kind', [
  /** The text of a message row. */
  z.strictObject({ kind: z.literal('text'), message: z.custom<MessageId>(isId) }),
  z.strictObject({ kind: z.literal('delivered'), upTo: z.int().check(z.minimum(0)) }),
]);
export type Intent = z.infer<typeof intentSchema>;

/** Tells the outbox's jobs from membership's. */
export const OUTBOX_JOB = 'say';

/** What a job wants; undefined for one that this version does not know. */
export function intentOf(job: OutboxRow): Intent | undefined {
  return intentSchema.safeParse(job.intent).data;
}
