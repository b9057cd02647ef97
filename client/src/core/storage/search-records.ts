/** What the sealed rows of the index of words hold. */
import { z } from 'zod/mini';
import { type GroupId, isId } from '#shared/ids/index.ts';

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);
const count = z.int().check(z.minimum(0));
const time = count;
const groupId = z.custom<GroupId>(isId);

/** The index of words, all but its shards. It is made of message rows and can be made again at any time. */
export const searchSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shard'),
    id: z.string(),
    /** Of the rules by which text becomes words. */
    v: count,
    /** Which new messages it still takes in. */
    takes: z.enum(['new', 'old', 'none']),
    /** The times of its newest and its oldest message. */
    to: time,
    from: time,
    /** Hashes of the messages that are in it, and a filter of the beginnings of its words. */
    messages: bytes,
    words: bytes,
  }),
  /** How far back a conversation has been indexed: to `before`, which stands at the time `at`. */
  z.strictObject({
    kind: z.literal('mark'),
    id: groupId,
    before: z.optional(z.string()),
    at: time,
    done: z.boolean(),
  }),
  /** Messages that a record has written or deleted and that the shards do not know of yet. */
  z.strictObject({ kind: z.literal('note'), id: z.string(), of: z.array(z.tuple([groupId, z.string()])) }),
]);
export const searchShardSchema = z.strictObject({ id: z.string(), bytes });
