/**
 * What an MLS application message holds: the plaintext schema of the product. The relay's code cannot name these types.
 */
import { z } from 'zod/mini';
import { decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import { EMOJI_MAX } from './emoji.ts';
import { filesSchema } from './files.ts';
import { areShown, mentionsSchema, type Words } from './mentions.ts';
import { ownEntriesSchema } from './own-state.ts';
import { pad, unpad } from './padding.ts';
import { chosenSchema, isQuestion, type Poll, pollSchema } from './poll.ts';
import { timerSchema } from './timer.ts';
import { urgencySchema } from './urgency.ts';

/** The longest text of one message, in UTF-16 units. */
export const TEXT_MAX = 16_000;
const PAYLOAD_BYTES_MAX = 128 * 1024;
const ROOM_STATE_TEXT_MAX = 64 * 1024;
const NOTE_MAX = 2_048;

/** Devices of which one payload tells what was heard. */
export const HEARD_MAX = 64;

/** Conversations of which one payload tells until where they were read. */
export const OWN_READ_MAX = 40;
/** A place in a conversation, as rows have it. */
const PLACE = /^[!-~]{1,64}$/;
/** A thread, as windows name it: the author and the id of the message under which it stands. */
const THREAD = /^[\w-]{22}\.[\w-]{22}$/;

const sequence = z.int().check(z.minimum(0));
const heardSchema = z.strictObject({
  upTo: sequence,
  without: z.array(sequence).check(z.maxLength(HEARD_MAX)),
  /** Until which of them the sender's person has read, where they tell. */
  read: z.optional(sequence),
});

const messageId = z.custom<MessageId>(isId);
const userId = z.custom<UserId>(isId);
const words = z.string().check(z.minLength(1), z.maxLength(TEXT_MAX));
/** Ids are unique per author only: anybody can give a message of their own the id of another's. */
const target = z.strictObject({ author: userId, id: messageId });

/** Whom the words speak to, one for each place in them. */
const mentions = z.optional(mentionsSchema);
const timer = z.optional(timerSchema);
const shown = z.refine<Words>(areShown);
/** The message under which a thread stands, and whether what is said there is said to the room, too. */
const thread = z.optional(z.strictObject({ author: userId, id: messageId, also: z.optional(z.literal(true)) }));
/**
 * Where a message that is passed on comes from, as whoever passes it on says. Ids only: the name is that of each reader's own
 * log, and a reader who is there too can compare.
 */
export const originSchema = z.strictObject({ conversation: z.custom<GroupId>(isId), author: userId, id: messageId });
/** Words may be wanting where there are files, and nowhere else. */
const wordsOrFiles = z.refine<{ text: string; files?: unknown }>(
  ({ text, files }) => text !== '' || files !== undefined,
);
/** Words of somebody else speak to nobody, answer and ask nothing here, and are not urgent by themselves. */
const passedOn = z.refine<Partial<Record<'forwarded' | 'mentions' | 'reply' | 'thread' | 'poll' | 'urgency', unknown>>>(
  ({ forwarded, mentions, reply, thread, poll, urgency }) =>
    forwarded === undefined || !(mentions ?? reply ?? thread ?? poll ?? urgency),
);
/** A question is short, calls nobody, and answers nothing. */
const asked = z.refine<{
  text: string;
  poll?: Poll | undefined;
  mentions?: unknown;
  reply?: unknown;
  files?: unknown;
}>(
  ({ text, poll, mentions, reply, files }) => poll === undefined || (isQuestion(text) && !(mentions ?? reply ?? files)),
);

/** A signature of the sender's device under the words, for those who come later; see `words-statement.ts`. */
const sig = z.optional(z.string().check(z.length(86)));

/** Something that was said, as whoever hands it on has it. */
export const pastSchema = z
  .strictObject({
    author: userId,
    /** The author's device that has signed it, or that it came from. */
    device: z.custom<DeviceId>(isId),
    id: messageId,
    /** The author's clock, in ms. */
    sentAt: z.int().check(z.minimum(0)),
    /** The relay's number and time of the message, as whoever hands it on was given them. */
    seq: z.int().check(z.minimum(1)),
    at: sequence,
    text: words,
    mentions,
    reply: z.optional(target),
    thread,
    forwarded: z.optional(originSchema),
    /** These are other words than the first, and the signature is of them. */
    edit: z.optional(z.literal(true)),
    sig,
  })
  .check(shown);
/** How much of what was said before is handed on. */
export const shareSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('last'), count: z.int().check(z.minimum(1), z.maximum(10_000)) }),
  z.strictObject({ kind: z.literal('days'), days: z.int().check(z.minimum(1), z.maximum(3_650)) }),
  z.strictObject({ kind: z.literal('all') }),
]);
/** The most pieces of one transfer, and messages of one piece. */
export const PIECES_MAX = 400;
const PIECE_MAX = 200;
const transfer = z.string().check(z.length(22));
const pieces = z.int().check(z.minimum(0), z.maximum(PIECES_MAX));

const bodySchema = z.discriminatedUnion('kind', [
  /** `timer`: it disappears. Within the policy of who sent it; receivers see to that. */
  z
    .strictObject({
      kind: z.literal('text'),
      text: z.string().check(z.maxLength(TEXT_MAX)),
      mentions,
      reply: z.optional(target),
      thread,
      timer,
      forwarded: z.optional(originSchema),
      /** The text is a question, and these are its answers. */
      poll: z.optional(pollSchema),
      urgency: z.optional(urgencySchema),
      files: z.optional(filesSchema),
      sig,
    })
    .check(shown, passedOn, asked, wordsOrFiles),
  /**
   * Other words for a message of the sender's own: whose it is, is who sent this. `timer`: what is left to the message, where
   * it disappears, for those to whom it comes late, or never.
   */
  z.strictObject({ kind: z.literal('edit'), of: messageId, text: words, mentions, timer, sig }).check(shown),
  /** Takes back a message of the sender's own, for everybody. */
  z.strictObject({ kind: z.literal('recall'), of: messageId }),
  /** Whether `emoji` is one is judged where it is applied: browsers do not all know the same ones. */
  z.strictObject({
    kind: z.literal('reaction'),
    author: userId,
    of: messageId,
    emoji: z.string().check(z.minLength(1), z.maxLength(EMOJI_MAX)),
    on: z.boolean(),
  }),
  /** Puts a message where everybody in the conversation finds it, or takes it away from there. */
  z.strictObject({ kind: z.literal('pin'), author: userId, of: messageId, on: z.boolean() }),
  /** What the sender chooses of a poll's answers, in place of whatever they have chosen before. */
  z.strictObject({ kind: z.literal('vote'), author: userId, of: messageId, chosen: chosenSchema }),
  /** Ends a poll, for good. */
  z.strictObject({ kind: z.literal('close'), author: userId, of: messageId }),
  /** The sender has taken note of a message that asks for it. */
  z.strictObject({ kind: z.literal('acknowledge'), author: userId, of: messageId }),
  /**
   * The room state whose hash the sender's next commit will put into the group context, as canonical JSON. It comes before
   * the commit, so that receivers can judge the commit by what it changes.
   */
  z.strictObject({ kind: z.literal('room-state'), state: z.string().check(z.maxLength(ROOM_STATE_TEXT_MAX)) }),
  /**
   * What the sender's device has: for each device that it has heard, until which of its payloads, and which before that
   * never came. Not by the relay's numbers, which a relay may give to whatever it likes.
   */
  z.strictObject({
    kind: z.literal('delivered'),
    heard: z.record(z.string(), heardSchema).check(z.refine((heard) => Object.keys(heard).length <= HEARD_MAX)),
  }),
  /** What the sender's device has followed: a commit that took devices out, by the epoch that it led to; see `removal.ts`. */
  z.strictObject({ kind: z.literal('removal'), epoch: sequence, at: sequence, sig: z.string().check(z.length(86)) }),
  /**
   * Until where a person has read on another of their devices, by the places that messages have in their conversations. Counts
   * in the group of own devices only.
   */
  z.strictObject({
    kind: z.literal('own-read'),
    read: z
      .array(
        z.strictObject({
          conversation: z.custom<GroupId>(isId),
          /** Absent: what stands in the conversation itself. */
          thread: z.optional(z.string().check(z.regex(THREAD))),
          upTo: z.string().check(z.regex(PLACE)),
        }),
      )
      .check(z.minLength(1), z.maxLength(OWN_READ_MAX)),
  }),
  /**
   * What a person's own devices are to have alike; see `own-state.ts`. `ask`: the sender wants all of it; `answers`: with this,
   * whoever asked has it. Counts in the group of own devices only.
   */
  z.strictObject({
    kind: z.literal('own-state'),
    entries: ownEntriesSchema,
    ask: z.optional(messageId),
    answers: z.optional(messageId),
  }),
  /** Tells a room that the sender hands on what was said before some came, to those whom the sender has brought in. */
  z.strictObject({
    kind: z.literal('shared-history'),
    transfer,
    with: z.array(userId).check(z.minLength(1), z.maxLength(50)),
    what: shareSchema,
    of: pieces,
  }),
  /** A piece of that, in the conversation of the two. */
  z.strictObject({
    kind: z.literal('history'),
    room: z.custom<GroupId>(isId),
    transfer,
    part: pieces,
    of: pieces,
    said: z.array(pastSchema).check(z.maxLength(PIECE_MAX)),
  }),
  /** Asks a moderator, in the conversation of the two, to be brought into a room. Who asks is who sends it. */
  z.strictObject({ kind: z.literal('join-request'), room: z.custom<GroupId>(isId) }),
  /** Declines that: in the room, to the other moderators; in the conversation of the two, to who has asked. */
  z.strictObject({ kind: z.literal('join-answer'), room: z.custom<GroupId>(isId), user: userId }),
  /** The sender leaves: somebody else commits the removal, as a member cannot remove itself (RFC 9420 §12.2). */
  z.strictObject({ kind: z.literal('leave') }),
]);

const payloadSchema = z.strictObject({
  v: z.literal(1),
  /** Names the logical message; a second payload with a seen id is dropped (an insider can encrypt a copy again). */
  id: messageId,
  /**
   * The how-many-th payload of this device in this conversation it is, from 1 and across epochs: a relay that drops one
   * and numbers the rest anew, or drops the last ones of an epoch, is found out by the next.
   */
  nth: z.int().check(z.minimum(1)),
  /** The sender's clock, in ms; shown, never used for order. */
  sentAt: z.int().check(z.minimum(0)),
  /**
   * Gossip: the head of the log as the sender has replayed it, and the newest checkpoint that the relay has signed for the
   * sender. Two signed heads that contradict each other convict the relay; without the note it would be a member's word.
   */
  log: z.optional(
    z.strictObject({
      size: sequence,
      root: z.string().check(z.length(43)),
      note: z.optional(z.string().check(z.maxLength(NOTE_MAX))),
    }),
  ),
  body: bodySchema,
});

/** One payload, parsed. */
export type Payload = z.infer<typeof payloadSchema>;
/** What a payload says, without who and when. */
export type Body = z.infer<typeof bodySchema>;
/** A body of one kind. */
export type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;
/** Whether it says something of a message without words: it takes an open conversation, and no right to write there. */
export function isWordless(kind: string): boolean {
  return kind === 'reaction' || kind === 'vote' || kind === 'close' || kind === 'acknowledge';
}

/** One message, by who wrote it and the id that they gave it. */
export type Target = z.infer<typeof target>;
/** The same, across conversations. */
export type Origin = z.infer<typeof originSchema>;
/** Something that was said, as somebody hands it on. */
export type Past = z.infer<typeof pastSchema>;
export type HistoryShare = z.infer<typeof shareSchema>;

/**
 * Encodes and pads a payload.
 * @throws RangeError when it is larger than a payload may be; ZodError when it is not a payload.
 */
export function encodePayload(payload: Payload): Uint8Array {
  const bytes = encodeUtf8(JSON.stringify(payloadSchema.parse(payload)));
  if (bytes.length > PAYLOAD_BYTES_MAX) throw new RangeError('payload is too large');
  return pad(bytes);
}

/**
 * Parses the plaintext of an application message. A member may send anything: all of it is judged here.
 * @throws Error when it is too large, wrongly padded, not UTF-8, not JSON or not a payload.
 */
export function parsePayload(plaintext: Uint8Array): Payload {
  if (plaintext.length > PAYLOAD_BYTES_MAX * 2) throw new RangeError('payload is too large');
  return payloadSchema.parse(JSON.parse(decodeUtf8(unpad(plaintext))));
}
