/** What this device keeps of the files of messages. Their keys stand in the messages, and go with them. */
import { z } from 'zod/mini';
import { type GroupId, isId } from '#shared/ids/index.ts';
import { FILE_BYTES_MAX } from '../content/files.ts';

const count = z.int().check(z.minimum(0));

export const fileSchema = z.strictObject({
  id: z.string(),
  /** Names its pieces in their table. */
  store: z.string(),
  blob: z.custom<string>(isId),
  /** The true size of the file. */
  size: z.int().check(z.minimum(0), z.maximum(FILE_BYTES_MAX)),
  /** Sealed pieces that are here, from the first. */
  pieces: count,
  /** All of them are here, and were compared with what the message says. */
  whole: z.optional(z.literal(true)),
  /** It was added to what is about to be said, and is not in a message yet: gone with the session. */
  added: z.optional(z.literal(true)),
  /** The messages on this device that have it, of those through which it was sent or fetched. */
  messages: z.array(z.strictObject({ conversation: z.custom<GroupId>(isId), id: z.string() })),
  /** This device has put it at the relay, or is to: the secret that erases it there. */
  secret: z.optional(z.instanceof(Uint8Array<ArrayBufferLike>)),
  /** How many of its pieces the relay has. */
  put: z.optional(count),
  /** The person wants it, and it is not wholly here. */
  wanted: z.optional(z.literal(true)),
  /** The relay did not have it any more. */
  gone: z.optional(z.literal(true)),
  /** Nothing on this device has it any more: what is left is to be erased at the relay. */
  erasing: z.optional(z.literal(true)),
  /** When it was last opened or fetched. */
  usedAt: count,
});
export type FileRow = z.infer<typeof fileSchema>;

export const filePieceSchema = z.strictObject({
  store: z.string(),
  piece: count,
  bytes: z.instanceof(Uint8Array<ArrayBufferLike>),
});
export type FilePieceRow = z.infer<typeof filePieceSchema>;
