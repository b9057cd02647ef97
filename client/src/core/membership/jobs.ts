/** Membership work that outlives a restart, as it stands in the outbox table. */
import { z } from 'zod/mini';
import { isId, type UserId } from '#shared/ids/index.ts';
import type { OutboxRow } from '../storage/records.ts';

const intentSchema = z.discriminatedUnion('kind', [
  /** Make the group known to the relay, and bring these people in. */
  z.strictObject({ kind: z.literal('create'), people: z.array(z.custom<UserId>(isId)) }),
  /** Bring in people who could not be reached when they were added. */
  z.strictObject({ kind: z.literal('add'), people: z.array(z.custom<UserId>(isId)) }),
]);

export type MembershipIntent = z.infer<typeof intentSchema>;

/** Tells membership jobs from the outbox's own. */
export const MEMBERSHIP_JOB = 'membership';

/** What a job wants; undefined for a job of another kind, or one that this version does not know. */
export function membershipIntent(job: OutboxRow): MembershipIntent | undefined {
  return job.kind === MEMBERSHIP_JOB ? intentSchema.safeParse(job.intent).data : undefined;
}
