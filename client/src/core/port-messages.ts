/** Timelines and what stands in them, what is pinned, saved and found: types only, a part of the contract in `port.ts`. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { FileId, FileView } from './port-files.ts';
import type { LevelName, TimerView, ToldProblem } from './port-session.ts';

/** Where a message that somebody passed on is from, as far as this device can tell. */
export type OriginView =
  /** It stands there with the same words; `thread`: where it stands in one only. */
  | {
      readonly kind: 'same';
      readonly conversation: GroupId;
      readonly key: TimelineKey;
      readonly thread?: ThreadId;
    }
  /** This device has that message, and it has never had these words. */
  | { readonly kind: 'other' }
  /** This person is not there, or does not have it: there is the word of who passed it on, and nothing else. */
  | { readonly kind: 'unknown' };

/** How much of what was said before a newcomer gets: the last so many, of so many days, or everything. */
export type HistoryChoice =
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'all' };

/** The colours that a room can have. */
export type RoomColour = 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink' | 'grey';

/** Who may do something in a room. */
export type WhoMay = 'everybody' | 'moderators';

/**
 * How far an own message came. `delivered`: at least one device of every other person has it; `read`: every other person
 * has read it.
 */
export type MessageState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'delivered' }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly problem: ToldProblem; readonly canRetry: boolean };

/** Who of the others has an own message, and who has read it. */
export interface ReachView {
  readonly read: readonly UserId[];
  /** They have it, and have not said that they have read it. */
  readonly delivered: readonly UserId[];
  /** None of their devices has said that it has it. */
  readonly waiting: readonly UserId[];
  /** Whether it is told here what was read. */
  readonly tellsRead: boolean;
  /** There are too many people here for receipts: nobody gives any. */
  readonly tooMany: boolean;
}

/** Names a thread of a conversation. Opaque; it stands in addresses. */
export type ThreadId = string;

/** A timeline that can be opened: of a conversation, or of one of its threads. */
export type TimelineId = GroupId | `${GroupId}/${ThreadId}`;

/** A place in a timeline's order. Opaque; compares as a string. */
export type TimelineKey = string;

interface TimelineEntry {
  readonly key: TimelineKey;
  readonly at: number;
}

/** What happened in a conversation, other than words. */
export type ConversationEvent =
  | { readonly kind: 'created'; readonly by: UserId }
  /** `back`: they were taken out only because nobody used their device, and use it again. */
  | {
      readonly kind: 'joined';
      readonly who: readonly UserId[];
      readonly by: UserId;
      readonly back?: boolean | undefined;
    }
  | { readonly kind: 'left'; readonly who: UserId }
  /** `idle`: nobody had used their device for as long as the policy allows. */
  | { readonly kind: 'removed'; readonly who: UserId; readonly by: UserId; readonly idle?: boolean | undefined }
  | { readonly kind: 'named'; readonly name: string; readonly by: UserId }
  | { readonly kind: 'topic'; readonly topic: string; readonly by: UserId }
  /** The room has another colour or picture. */
  | { readonly kind: 'picture'; readonly by: UserId }
  /** How secret the room is; without one, as the policy says. */
  | { readonly kind: 'level'; readonly level?: LevelName; readonly by: UserId }
  | { readonly kind: 'writing'; readonly who: WhoMay; readonly by: UserId }
  /** Whoever has the room's link may ask to be brought in, or no longer. */
  | { readonly kind: 'requests'; readonly on: boolean; readonly by: UserId }
  /** A moderator has declined to bring this person into a room. */
  | { readonly kind: 'declined'; readonly by: UserId }
  /** Nobody writes in the room any more, or may again. */
  | { readonly kind: 'closed'; readonly on: boolean; readonly by: UserId }
  | { readonly kind: 'adding'; readonly who: WhoMay; readonly by: UserId }
  | { readonly kind: 'moderator'; readonly who: UserId; readonly on: boolean; readonly by: UserId }
  | {
      readonly kind: 'history-shared';
      readonly by: UserId;
      readonly with: readonly UserId[];
      readonly what: HistoryChoice;
    }
  | { readonly kind: 'pinned'; readonly by: UserId; readonly on: boolean }
  /** Somebody's app sent what it may not: it is not shown, but that it was tried is. */
  | { readonly kind: 'refused'; readonly by: UserId; readonly sentence: string }
  | { readonly kind: 'device-added'; readonly who: UserId }
  | { readonly kind: 'device-removed'; readonly who: UserId }
  /** This device fell out of step and was added again by a colleague. */
  | { readonly kind: 're-synchronised'; readonly recovered: number }
  /** From now on messages stay so long whose author wishes nothing else; without a timer: for good. */
  | { readonly kind: 'timer'; readonly timer?: TimerView; readonly by: UserId }
  /** Messages that this device could not read: `count` of them, or unknown. `timed`: they may have disappeared. */
  | { readonly kind: 'missing'; readonly count?: number; readonly timed?: boolean }
  /** A stored row did not open: the local copy is damaged. */
  | { readonly kind: 'damaged' };

/** The message that another one answers, as far as this device has it. */
export type QuoteView =
  /** `excerpt`: the beginning of its words as they are now. */
  | {
      readonly kind: 'here';
      readonly id: MessageId;
      /** Where it stands. */
      readonly key: TimelineKey;
      readonly author: UserId;
      readonly excerpt: string;
      /** Where it stands in a thread only. */
      readonly thread?: ThreadId;
    }
  | { readonly kind: 'recalled'; readonly author: UserId }
  /** It never came, or is just being looked for. */
  | { readonly kind: 'missing'; readonly author: UserId };

export interface ReactionView {
  readonly emoji: string;
  /** In the order in which they did. */
  readonly by: readonly UserId[];
  readonly mine: boolean;
}

/** What this person did with a message and could not be sent. Others see the message as if it had not been done. */
export interface FailedChangeView {
  readonly id: MessageId;
  readonly what: 'edit' | 'recall' | 'reaction' | 'pin' | 'vote' | 'close' | 'acknowledge';
  readonly problem: ToldProblem;
  readonly canRetry: boolean;
}

/** What is asked in a poll; its question is the text of its message. */
export interface PollOptions {
  /** 2 to 10, of at most 100 UTF-16 units, no two of them the same. */
  readonly answers: readonly string[];
  /** More than one may be chosen. */
  readonly multiple?: true;
  /** From when on nobody votes any more, by this computer’s clock, in ms. */
  readonly endsAt?: number;
}

/** A poll as this device counts it. Whoever is in the conversation can see who voted for what. */
export interface PollView {
  readonly answers: readonly {
    readonly text: string;
    /** Who has chosen it, in the order in which they first voted. */
    readonly by: readonly UserId[];
    readonly mine: boolean;
  }[];
  readonly multiple: boolean;
  /** When it ends by itself, by this computer's clock. */
  readonly endsAt?: number;
  /** Who has ended it. */
  readonly closedBy?: UserId;
}

/** How much a message matters, as its author says. */
export interface UrgencyView {
  readonly level: 'important' | 'urgent';
  /** Everybody who was there is asked to acknowledge it. */
  readonly acknowledge?: true | undefined;
}

/** Who has acknowledged a message that asks for it. */
export interface AcknowledgedView {
  /** The first first. */
  readonly by: readonly UserId[];
  /** Who was in the conversation when it was said, without its author; nobody while it waits to be sent. */
  readonly asked: readonly UserId[];
  readonly mine: boolean;
}

/** What was said in a thread. */
export interface RepliesView {
  readonly count: number;
  readonly lastAt: number;
  /** Who spoke last, the newest at the end. */
  readonly by: readonly UserId[];
}

/** Whom a mention speaks to: a person, or everybody in the room. */
export type Mentioned = UserId | 'room';

/**
 * `@` and a name within a text: from, and up to but not including (UTF-16). In order, and apart from one another. Of what
 * comes from others the name is that of this device's own log.
 */
export interface MentionSpan {
  readonly start: number;
  readonly end: number;
  readonly who: Mentioned;
}

/** Earlier words of an edited message. */
export interface VersionView {
  readonly at: number;
  readonly text: string;
}

/** One line of a timeline. */
export type MessageView =
  | (TimelineEntry & {
      readonly kind: 'text';
      readonly id: MessageId;
      /** The id by which everybody names it, where that is another one. */
      readonly named?: MessageId;
      readonly author: UserId;
      readonly mine: boolean;
      /** The newest words; none once it is recalled, and where it has files only. */
      readonly text: string;
      readonly files?: readonly FileView[];
      readonly mentions?: readonly MentionSpan[];
      /** It mentions this person or everybody here, or has one of this person's keywords. */
      readonly forMe?: true;
      readonly reply?: QuoteView;
      /** Passed on: its words are said to be those of somebody else. `originOf()` says what is known of that. */
      readonly forwarded?: { readonly author: UserId };
      /** Its words are a question, and these are the answers. */
      readonly poll?: PollView;
      readonly urgency?: UrgencyView;
      readonly acknowledged?: AcknowledgedView;
      /** Said before this person came: shared by whoever brought them in. `verified`: its author's device has signed it. */
      readonly shared?: { readonly by: UserId; readonly verified: boolean };
      /** When it was last edited. */
      readonly editedAt?: number;
      /** When it was recalled; nothing else of it is left. */
      readonly recalledAt?: number;
      readonly reactions?: readonly ReactionView[];
      /** It disappears. */
      readonly timer?: TimerView;
      /** When, by this computer's clock; where it goes after reading and was not read yet, at the latest. */
      readonly expiresAt?: number;
      readonly failedChanges?: readonly FailedChangeView[];
      /** The thread in which it stands, or that stands under it, or would. */
      readonly thread?: ThreadId;
      /** It was said in a thread; `aside`: there only. */
      readonly isReply?: boolean;
      readonly aside?: boolean;
      /** What was said in the thread under it. */
      readonly replies?: RepliesView;
      /** Until when its author may edit or recall it, by the policy. Of own messages only. */
      readonly editUntil?: number;
      readonly recallUntil?: number;
      /** Of own messages only. */
      readonly state?: MessageState;
    })
  | (TimelineEntry & { readonly kind: 'event'; readonly event: ConversationEvent });

/** Where a link to a message leads. */
export type FoundMessage =
  /** `thread`: where it stands in one only. */
  | { readonly kind: 'here'; readonly key: TimelineKey; readonly thread?: ThreadId }
  /** Said before this person came, expired, or never received. */
  | { readonly kind: 'missing' }
  /** This person is not in the conversation, or there is none of that id. */
  | { readonly kind: 'no-member' };

/** A pinned message of a conversation. */
export interface PinMark {
  readonly message: MessageId;
  /** Who pinned it, and when. */
  readonly by: UserId;
  readonly at: number;
  /** When its words were last changed. */
  readonly editedAt?: number | undefined;
}

/** What a pinned message says. */
export interface PinView extends PinMark {
  readonly key: TimelineKey;
  /** Where it stands in a thread only. */
  readonly thread?: ThreadId;
  readonly author: UserId;
  readonly saidAt: number;
  /** The beginning of its words as they are now. */
  readonly excerpt: string;
}

/** A message that this person has saved, on this device only. */
export interface SavedMark {
  readonly conversation: GroupId;
  readonly message: MessageId;
  /** When it was saved. */
  readonly at: number;
}

/** What a saved message says. */
export interface SavedView extends SavedMark {
  readonly key: TimelineKey;
  /** Where it stands in a thread only. */
  readonly thread?: ThreadId;
  readonly author: UserId;
  readonly saidAt: number;
  /** The beginning of its words as they are now. */
  readonly excerpt: string;
}

/** What a person is about to say somewhere, on whichever of their devices they wrote it. */
export interface DraftView {
  readonly draft?: string;
  readonly draftMentions?: readonly MentionSpan[];
  /** By which another device's version is named that this was made from, or ended by; see `saveDraft`. Absent: none was. */
  readonly draftFrom?: string;
  /** What another device has written at the same time, which this does not take account of. */
  readonly draftElsewhere?: { readonly text: string; readonly mentions: readonly MentionSpan[] };
}

/** A whole timeline window, as it is when opened and after it was torn. The draft is that of a thread. */
export interface TimelineSnapshot extends DraftView {
  readonly conversation: GroupId;
  /** Of one thread of it, its beginning first. */
  readonly thread?: ThreadId;
  /** In order of `key`, oldest first. */
  readonly entries: readonly MessageView[];
  readonly hasOlder: boolean;
  /** Before each of these keys messages are missing; what lies between two is whole. Absent: none are missing. */
  readonly breaks?: readonly TimelineKey[];
  /** The last entry that the person had seen when the timeline was opened: the "New" line stands below it. */
  readonly readUpTo?: TimelineKey;
}

/**
 * What changed in an open timeline. Entries are found by `key`; `upsert` replaces or inserts in key order. An entry that
 * moves (a queued message that was placed by the relay) is a `remove` and an `upsert` in one diff.
 */
export interface TimelineDiff {
  readonly conversation: GroupId;
  readonly thread?: ThreadId;
  readonly upsert: readonly MessageView[];
  readonly remove: readonly TimelineKey[];
  readonly hasOlder: boolean;
  readonly breaks?: readonly TimelineKey[];
}

/** A message that a search found. */
export interface SearchHit {
  readonly conversation: GroupId;
  /** Where it stands in the timeline. */
  readonly key: TimelineKey;
  readonly id: MessageId;
  /** Where it stands in a thread only. */
  readonly thread?: ThreadId;
  readonly author: UserId;
  readonly at: number;
  /** A piece of its text, on one line. */
  readonly snippet: string;
  /** What was found in it: from, and up to but not including (UTF-16). */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** Some of what a search found, the newest first. */
export interface SearchPage {
  readonly hits: readonly SearchHit[];
  /** Asks for what comes after these; absent: there is nothing more. A page may be short and not be the last. */
  readonly cursor?: string;
  /** Messages older than this are not all in the index yet; absent: none is in it, or all are. */
  readonly indexedBackTo?: number;
  /** Every message on this device was looked at. */
  readonly complete: boolean;
}

/** What belongs to the words of a message that is sent. */
export interface MessageOptions {
  /** The message that it answers. */
  readonly reply?: MessageId;
  /** Whom its words speak to; who is not in the conversation is plain text. */
  readonly mentions?: readonly MentionSpan[];
  /** For how long it stays; null: for good; absent: as is usual in the conversation. */
  readonly timer?: TimerView | null;
  /** The thread in which it is said, and whether it is said to the room, too. */
  readonly thread?: ThreadId;
  readonly alsoToRoom?: boolean;
  /** The words are the question of a poll: at most 300 UTF-16 units, which mention nobody and answer nothing. */
  readonly poll?: PollOptions;
  readonly urgency?: UrgencyView;
  /** 1 to 10 that were added before (`addFile`); the words may be empty then. Not with a poll, nor with what is sent later. */
  readonly files?: readonly FileId[];
}
