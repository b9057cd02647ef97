/** What waits to be said, as it stands in the outbox table. */
import { z } from 'zod/mini';
import { type GroupId, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import { shareSchema } from '../content/payload.ts';
import type { OutboxRow } from '../storage/records.ts';

const count = z.int().check(z.minimum(0));
const messageId = z.custom<MessageId>(isId);

const intentSchema = z.discriminatedUnion('kind', [
  /** The text of a message row. */
  z.strictObject({ kind: z.literal('text'), message: messageId }),
  /** A change that stands in a message row. */
  z.strictObject({ kind: z.literal('change'), message: messageId, change: messageId }),
  /** Confirms a removal; signed when it was applied. */
  z.strictObject({ kind: z.literal('removal'), epoch: count, at: count, sig: z.string() }),
  /** Tells one's own devices until where was read, by conversation or thread. */
  z.strictObject({ kind: z.literal('own-read'), read: z.record(z.string(), z.string()) }),
  /** Tells one's own devices what they are to have alike; `batch`: by which it is known that it has arrived. */
  z.strictObject({
    kind: z.literal('own-state'),
    batch: messageId,
    /** As JSON. */
    entries: z.string(),
    ask: z.nullable(messageId),
    answers: z.nullable(messageId),
  }),
  /** Tells the room that what was said before is handed on, and to whom. */
  z.strictObject({
    kind: z.literal('shared-history'),
    transfer: z.string(),
    with: z.array(z.custom<UserId>(isId)),
    what: shareSchema,
    of: count,
  }),
  /** A piece of it, by the ids of the messages: what they say is looked up when it leaves. */
  z.strictObject({
    kind: z.literal('history'),
    room: z.custom<GroupId>(isId),
    transfer: z.string(),
    part: count,
    of: count,
    ids: z.array(z.string()),
  }),
  /** Asks to be brought into a room, and declines that. */
  z.strictObject({ kind: z.literal('join-request'), room: z.custom<GroupId>(isId) }),
  z.strictObject({
    kind: z.literal('join-answer'),
    room: z.custom<GroupId>(isId),
    user: z.custom<UserId>(isId),
  }),
  z.strictObject({ kind: z.literal('delivered'), upTo: count, read: count }),
]);
export type Intent = z.infer<typeof intentSchema>;
/** One that is about a message. */
export type Worded = Extract<Intent, { readonly message: MessageId }>;

/** Tells the outbox's jobs from membership's. */
export const OUTBOX_JOB = 'say';

/** The message that a job is about, by the id of its row. */
export function messageOf(job: OutboxRow): MessageId | undefined {
  const intent = job.kind === OUTBOX_JOB ? intentOf(job) : undefined;
  return intent !== undefined && 'message' in intent ? intent.message : undefined;
}

/** The message whose words a job is to say, where they are not encrypted yet. */
export function unsaidOf(job: OutboxRow): MessageId | undefined {
  const intent = job.kind === OUTBOX_JOB && job.ready === undefined ? intentOf(job) : undefined;
  return intent?.kind === 'text' ? intent.message : undefined;
}

/** What a job wants; undefined for one that this version does not know. */
export function intentOf(job: OutboxRow): Intent | undefined {
  return intentSchema.safeParse(job.intent).data;
}
