/** What the sealed rows hold, parsed on every read: a disk is no more trusted than a network. */
import { z } from 'zod/mini';
import { type DeviceId, type GroupId, isId, type MessageId, type UserId } from '#shared/ids/index.ts';
import { filesSchema } from '../content/files.ts';
import { mentionsSchema } from '../content/mentions.ts';
import { originSchema } from '../content/payload.ts';
import { pollSchema } from '../content/poll.ts';
import { timerSchema } from '../content/timer.ts';
import { urgencySchema } from '../content/urgency.ts';
import type { accountSchema } from './account-records.ts';
import { changeSchema, failureSchema, proofSchema } from './change-records.ts';
import { eventSchema } from './event-records.ts';
import { comingIn } from './history-records.ts';
import type { searchSchema, searchShardSchema } from './search-records.ts';
import { sentenceSchema } from './sentence.ts';

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);
const time = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(0));
const groupId = z.custom<GroupId>(isId);
const userId = z.custom<UserId>(isId);
const messageId = z.custom<MessageId>(isId);
/** Whom words speak to, one for each place in them. */
const mentions = z.optional(mentionsSchema);

export const logSchema = z.strictObject({ index: count, bytes });
/** A piece of the state that the log leads to. */
export const logStateSchema = z.strictObject({ part: count, bytes });
export const groupStateSchema = z.strictObject({ group: groupId, record: z.string(), bytes });

export const evidenceSchema = z.strictObject({
  id: z.string(),
  at: time,
  kind: z.string(),
  sentence: sentenceSchema,
  /** What proves it, such as two signed heads, in a form that the audit tool reads. */
  material: z.array(z.strictObject({ name: z.string(), bytes })),
});

/** A commit that has taken devices out, or what a member's device has confirmed of one. */
export const removalSchema = z.strictObject({
  group: groupId,
  /** The epoch that it led to; and of a confirmation `:` and the device, behind it. */
  id: z.string(),
  /** The relay's time of the commit, as this device has it, or as the other one says. */
  at: time,
  done: z.optional(
    z.strictObject({
      epoch: count,
      commit: z.string(),
      by: z.custom<DeviceId>(isId),
      devices: z.array(z.custom<DeviceId>(isId)),
    }),
  ),
  /** The signature, base64url; judged when a receipt is made. */
  confirmed: z.optional(z.string()),
});

export const alarmSchema = z.strictObject({
  id: z.string(),
  at: time,
  sentence: sentenceSchema,
  dismissed: z.boolean(),
});

export const keyPackageSchema = z.strictObject({
  ref: z.string(),
  suite: z.string(),
  keyPackage: bytes,
  secrets: bytes,
  notAfter: time,
  lastResort: z.boolean(),
  published: z.boolean(),
});

/** What a person is about to say. */
const draft = {
  text: z.string(),
  mentions,
  /** Versions of their other devices that it takes account of, the one that it was made from first. */
  seen: z.optional(z.array(z.string())),
  /** What another of their devices has written at the same time. */
  other: z.optional(z.strictObject({ text: z.string(), mentions, version: z.string() })),
};

const heardSchema = z.strictObject({
  upTo: count,
  /** What was passed over, and the line of the timeline that says so. */
  holes: z.array(z.strictObject({ nth: count, line: z.string() })),
});

export const conversationSchema = z.strictObject({
  id: groupId,
  kind: z.enum(['direct', 'room', 'own']),
  suite: z.string(),
  /** The room state that the members agree on, as its canonical text. */
  roomState: z.optional(z.string()),
  status: z.enum(['setting-up', 'ready', 're-synchronising', 'left', 'removed', 'broken', 'deleted']),
  /** Of one that was deleted for everybody: what it was called, by whom it was, and when. */
  gone: z.optional(z.strictObject({ title: z.string(), by: userId, at: time })),
  /** What lies of it on this disk is being deleted. */
  erasing: z.optional(z.literal(true)),
  /** The relay has still to be told that this device is out. */
  leaves: z.optional(z.literal(true)),
  /** Why it is broken, for a person. */
  trouble: z.optional(sentenceSchema),
  members: z.array(userId),
  unread: count,
  /** How many of those speak to this person; absent: none. */
  mentioned: z.optional(count),
  lastAt: time,
  last: z.optional(
    z.strictObject({
      author: z.optional(userId),
      preview: z.string(),
      /** Of the preview. */
      mentions,
      /** Whose row it is: what is edited or recalled there changes here. */
      message: z.optional(messageId),
      recalled: z.optional(z.boolean()),
      /** It has files: how many, and what the first is. */
      files: z.optional(z.strictObject({ count, name: z.string(), picture: z.boolean() })),
    }),
  ),
  /** What the person has decided for it; what is not there is as it is for everybody. */
  preferences: z.optional(
    z.strictObject({
      favourite: z.optional(z.boolean()),
      muted: z.optional(z.boolean()),
      archived: z.optional(z.boolean()),
      level: z.optional(z.enum(['everything', 'mentions', 'nothing'])),
      markedUnread: z.optional(z.boolean()),
    }),
  ),
  /** The pinned messages, in the order in which they were pinned. */
  pins: z.optional(
    z.array(
      z.strictObject({
        message: messageId,
        order: z.string(),
        /** The change that pinned it. */
        pin: messageId,
        by: userId,
        at: time,
        /** When its words were last changed: who draws them has to look again. */
        editedAt: z.optional(time),
      }),
    ),
  ),
  ...comingIn,
  /** The first epoch in which only moderators write, as decimal text; absent: as long as this device is here. */
  announcesSince: z.optional(z.string()),
  /** The first epoch in which it is closed; absent: as long as this device is here. */
  closedSince: z.optional(z.string()),
  /** The order of the last message that the person has seen. */
  readUpTo: z.optional(z.string()),
  /** Until where of that the person's other devices have been told, or have told this one. */
  readShared: z.optional(z.string()),
  /** Until where the person has seen threads, the newest; `told`: and their other devices know. */
  threadsSeen: z.optional(
    z.record(z.string(), z.strictObject({ upTo: z.string(), told: z.optional(z.literal(true)) })),
  ),
  /** Of the group of own devices: until where another one has read, by conversation or thread, where this one has not followed yet. */
  elsewhere: z.optional(z.record(z.string(), z.string())),
  /** Of the same: the rows of what others have told and this one has not taken in yet, and what the relay has stored last of its own. */
  ownHeard: z.optional(z.array(messageId)),
  ownTold: z.optional(messageId),
  /** The epoch of the newest own state, as decimal text. */
  epoch: z.optional(z.string()),
  /**
   * The newest epoch in which others have been heard, or into which they have brought this device, and the version of the
   * room then. Beyond it, this device has only the relay's word that its own commits were taken.
   */
  shared: z.optional(z.strictObject({ epoch: z.string(), version: count })),
  /** When this device last put fresh keys into the group. */
  updatedAt: z.optional(time),
  /** What each other device has of what this one has said, by this one's own count. */
  delivered: z.optional(
    z.record(
      z.string(),
      z.strictObject({
        user: userId,
        upTo: count,
        without: z.array(count),
        /** Until which of it its person has read. */
        read: z.optional(count),
      }),
    ),
  ),
  /** Until where the person has read what each other device has said, by its own count; only where they tell. */
  read: z.optional(z.record(z.string(), count)),
  /** How much of that the others have been told: the sum of its counts then. */
  readTold: z.optional(count),
  /** The highest sequence number that the relay has given to a message of this device. */
  placedUpTo: z.optional(count),
  /** Where the newest words of somebody else stand, by sequence number. */
  wordsUpTo: z.optional(count),
  /** Until where this device has told the others that it has everything. */
  receipted: z.optional(count),
  /** Room states that members have announced and not yet committed, newest last. */
  announced: z.optional(z.array(z.string())),
  /** Threads in which others have said something that the person has not seen, with the places of the newest of it. */
  newReplies: z.optional(z.record(z.string(), z.array(z.string()))),
  /** What the person is about to say in threads. */
  threadDrafts: z.optional(z.record(z.string(), z.strictObject(draft))),
  /** People who said that they leave and are still in the group. */
  leaving: z.optional(z.array(userId)),
  /** Devices that were taken out only because nobody used them, and since when this device knows. */
  idle: z.optional(z.record(z.string(), time)),
  /** Sequence numbers at which devices asked to be added again. */
  asking: z.optional(z.record(z.string(), count)),
  /** When this device last asked to be added again. */
  askedAt: z.optional(time),
  /** How often it has, since it fell out. */
  asked: z.optional(count),
  /** How many payloads this device has said here. */
  spoken: z.optional(count),
  /** Until where each other device was heard, by its own count, and which before that never came. */
  heard: z.optional(z.record(z.string(), heardSchema)),
  /** Messages that a line has told to be missing, and whose senders have not spoken since to say that they were theirs. */
  told: z.optional(z.strictObject({ line: z.string(), count, devices: z.array(z.custom<DeviceId>(isId)) })),
});

const certified = z.strictObject({ device: z.custom<DeviceId>(isId), user: userId });

/** A commit of this device of which it is not known whether the relay has accepted it, and what it leads to. */
export const pendingCommitSchema = z.strictObject({
  group: groupId,
  /** The epoch that it ends, as decimal text. */
  epoch: z.string(),
  clientSequence: count,
  commit: bytes,
  welcome: z.optional(bytes),
  welcomeTo: z.array(z.custom<DeviceId>(isId)),
  rosterAdd: z.array(z.custom<DeviceId>(isId)),
  rosterRemove: z.array(z.custom<DeviceId>(isId)),
  /** The room state after it, as its canonical text. */
  roomState: z.string(),
  members: z.array(certified),
  added: z.array(certified),
  removed: z.array(certified),
  /** The records of the next epoch, to be written when it is accepted; without bytes: to be deleted. */
  state: z.array(z.strictObject({ key: z.string(), bytes: z.nullable(bytes) })),
});

const place = {
  conversation: groupId,
  /** Compares as a string; two rows of one conversation never share it. */
  order: z.string(),
  at: time,
};

const target = z.strictObject({ author: userId, id: messageId });

/** A change to a message that has not come yet: late, or never. */
export const markSchema = z.strictObject({
  conversation: groupId,
  id: z.string(),
  target,
  /** The relay's time of it. */
  relayedAt: time,
  change: changeSchema,
  expiresAt: z.optional(time),
});

/** What is to be looked at in an hour, as something of it goes then. */
export const expiringSchema = z.strictObject({
  /** The hour of `at`, since 1970. */
  due: count,
  at: time,
  id: z.string(),
  table: z.enum(['messages', 'marks']),
  conversation: groupId,
  row: z.string(),
});

export const messageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    id: messageId,
    ...place,
    author: userId,
    device: z.optional(z.custom<DeviceId>(isId)),
    /** What is shown: the newest words, or none once it is recalled. */
    text: z.string(),
    mentions,
    /** It speaks to this person. */
    forMe: z.optional(z.boolean()),
    /** The id that its author gave it, where it is kept under another. */
    named: z.optional(messageId),
    /** The message that it answers. */
    reply: z.optional(target),
    /** The message in whose thread it was said, and whether it was said to the room, too. */
    thread: z.optional(z.strictObject({ author: userId, id: messageId, also: z.optional(z.literal(true)) })),
    /** It stands in its thread only. */
    aside: z.optional(z.literal(true)),
    /** What was said in the thread under it: how much, when last, by whom (the last ones), and whether by this person. */
    replies: z.optional(
      z.strictObject({ count, lastAt: time, by: z.array(userId), mine: z.optional(z.literal(true)) }),
    ),
    proof: z.optional(proofSchema),
    /** Handed on by whoever brought this person in; `verified`: the author's device has signed it. */
    shared: z.optional(z.strictObject({ by: userId, verified: z.boolean() })),
    /** Where its words are from, as its author says. */
    forwarded: z.optional(originSchema),
    /** It is the question of this poll. */
    poll: z.optional(pollSchema),
    urgency: z.optional(urgencySchema),
    files: z.optional(filesSchema),
    /** Who was there when it was said, and is asked to acknowledge it. */
    asked: z.optional(z.array(userId)),
    /** The words as they were first, where `text` is not those. Gone once a recall is sent. */
    said: z.optional(z.string()),
    saidMentions: mentions,
    /** In the order in which they count. */
    changes: z.optional(z.array(changeSchema)),
    /** When it was recalled. */
    recalledAt: z.optional(time),
    /** The relay's time of it: from here on it is counted how long it may be changed. */
    relayedAt: z.optional(time),
    /** For how long it stays, and when it goes, by the relay's time. */
    timer: z.optional(timerSchema),
    expiresAt: z.optional(time),
    /** The relay's sequence number, once it has one. */
    sequence: z.optional(count),
    /** The how-many-th payload of its device here it is; not of messages of one's own other devices. */
    nth: z.optional(count),
    /** Of own messages. */
    state: z.optional(z.enum(['queued', 'sent', 'failed'])),
    failure: z.optional(failureSchema),
  }),
  z.strictObject({ kind: z.literal('event'), id: z.string(), ...place, event: eventSchema }),
]);

/** Says of one reply in which thread it stands. */
export const threadSchema = z.strictObject({
  thread: z.string(),
  id: messageId,
  order: z.string(),
  conversation: groupId,
});

export const outboxSchema = z.strictObject({
  id: z.string(),
  order: count,
  group: groupId,
  /** What kind of work: the outbox's and membership's own words. */
  kind: z.string(),
  /** What is wanted, as the one who queued it wrote it. */
  intent: z.json(),
  attempts: count,
  /** No attempt before this time. */
  notBefore: z.optional(time),
  /** The how-many-th payload of this device in the group it is, once it was encrypted. */
  nth: z.optional(count),
  /** Made and stored before it leaves, so that a retry sends the same bytes and no key is used twice. */
  /** `seconds`: for how long the relay keeps it at most. */
  ready: z.optional(
    z.strictObject({ clientSequence: count, epoch: z.string(), message: bytes, seconds: z.optional(count) }),
  ),
});

export const processedSchema = z.strictObject({ kind: z.enum(['welcome', 'ciphertext']), id: z.string(), at: time });
export const draftSchema = z.strictObject({ conversation: groupId, ...draft, at: time });

export const cursorSchema = z.strictObject({ group: groupId, sequence: count });

export type AccountRow = z.infer<typeof accountSchema>;
export type AccountKey = AccountRow['key'];
export type AccountRowOf<Key extends AccountKey> = Extract<AccountRow, { key: Key }>;
export type LogRow = z.infer<typeof logSchema>;
export type LogStateRow = z.infer<typeof logStateSchema>;
export type GroupStateRow = z.infer<typeof groupStateSchema>;
export type EvidenceRow = z.infer<typeof evidenceSchema>;
export type AlarmRow = z.infer<typeof alarmSchema>;
export type KeyPackageRow = z.infer<typeof keyPackageSchema>;
export type ConversationRow = z.infer<typeof conversationSchema>;
export type PendingCommitRow = z.infer<typeof pendingCommitSchema>;
export type MessageRow = z.infer<typeof messageSchema>;
export type TextRow = Extract<MessageRow, { kind: 'text' }>;
export type Change = z.infer<typeof changeSchema>;
export type MarkRow = z.infer<typeof markSchema>;
export type ExpiringRow = z.infer<typeof expiringSchema>;
export type MessageEvent = z.infer<typeof eventSchema>;
export type ThreadRow = z.infer<typeof threadSchema>;
export type OutboxRow = z.infer<typeof outboxSchema>;
export type ProcessedRow = z.infer<typeof processedSchema>;
export type DraftRow = z.infer<typeof draftSchema>;
export type Draft = Omit<DraftRow, 'conversation' | 'at'>;
export type CursorRow = z.infer<typeof cursorSchema>;
export type RemovalRow = z.infer<typeof removalSchema>;
export type SearchRow = z.infer<typeof searchSchema>;
export type SearchShardRow = z.infer<typeof searchShardSchema>;
