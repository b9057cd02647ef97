/** Conversations and rooms as a window sees and changes them: types only, a part of the contract in `port.ts`. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { DraftView, PinMark, RoomColour, ThreadId, TimelineKey, WhoMay } from './port-messages.ts';
import type { LevelName, TimerView, ToldProblem } from './port-session.ts';

/** Whether words can be written into a conversation, and if not, why. */
export type ConversationState =
  | { readonly kind: 'ready' }
  /** The others' devices have not been reached yet; messages queue. */
  | { readonly kind: 'setting-up' }
  | { readonly kind: 're-synchronising' }
  | { readonly kind: 'left' }
  | { readonly kind: 'removed' }
  /** A moderator has deleted it for everybody: nothing of it is on this device. */
  | { readonly kind: 'deleted'; readonly by: UserId; readonly at: number }
  | { readonly kind: 'broken'; readonly problem: ToldProblem };

/** Of what comes in a conversation, what a person is told of. */
export type NotifyLevel = 'everything' | 'mentions' | 'nothing';

/** What the person has decided for a conversation. */
export interface ConversationPreferences {
  /** Stands in a section of its own, at the top. */
  readonly favourite: boolean;
  /** Tells of nothing, and counts nowhere but in its own line. */
  readonly muted: boolean;
  /** Put away: stands in a section of its own until something new comes, or, muted, until it is taken out. */
  readonly archived: boolean;
  readonly level: NotifyLevel;
  /** Shown as unread although all was seen: to come back to. Ends when it is read. */
  readonly markedUnread: boolean;
}

/** Where others are writing at this moment. */
export type TypingView = readonly { readonly conversation: GroupId; readonly people: readonly UserId[] }[];

/** Something that a person wants to be told of in a window of the system. Holds no more than they want to be seen. */
export type NoticeView =
  | {
      readonly kind: 'message';
      readonly conversation: GroupId;
      readonly author?: string;
      /** The room's name, where it is one. */
      readonly room?: string;
      readonly text?: string;
      /** Its author says that it is urgent. */
      readonly urgent?: true;
    }
  /** Messages that came while this device was away, together. */
  | {
      readonly kind: 'missed';
      readonly messages: number;
      readonly conversations: number;
      /** Where they are all in one. */
      readonly conversation?: GroupId;
    }
  /** A message of which the person wanted to be reminded. */
  | {
      readonly kind: 'reminder';
      readonly conversation: GroupId;
      readonly key: TimelineKey;
      /** Where it stands in a thread only. */
      readonly thread?: ThreadId;
      readonly author?: string;
      readonly room?: string;
      readonly text?: string;
    }
  /** What was told of this conversation is not to be seen any more. */
  | { readonly kind: 'over'; readonly conversation: GroupId };

export interface RoomView {
  /** May be empty. Draw as text only. */
  readonly topic: string;
  readonly writing: WhoMay;
  readonly adding: WhoMay;
  /** What stands behind its picture; absent: a window takes one by its id. */
  readonly colour?: RoomColour;
  /** Its picture, one emoji; absent: its initials. */
  readonly emoji?: string;
  /** Nobody writes here any more, until a moderator opens it again. */
  readonly closed: boolean;
  /** The level that a moderator has given it; absent: none. What is shown is the conversation's `level`. */
  readonly level?: LevelName;
  /** Whoever has the room's link may ask to be brought in. */
  readonly openToRequests: boolean;
  /** Who asks, and when; for moderators. */
  readonly requests: readonly { readonly user: UserId; readonly at: number }[];
  /** Whether this person may write, and bring people in. */
  readonly mayWrite: boolean;
  readonly mayAdd: boolean;
}

export interface ConversationSummary extends DraftView {
  readonly id: GroupId;
  readonly kind: 'direct' | 'room';
  /** The room's name, or the other person's. Draw as text only. */
  readonly title: string;
  /** Of a direct conversation: the other person. */
  readonly peer?: UserId;
  readonly members: readonly UserId[];
  readonly moderators: readonly UserId[];
  /** How secret it is, as its moderators and the policy say; absent: it is not marked. Always shown. */
  readonly level?: LevelName;
  /** For how long messages stay whose author wishes nothing else; absent: for good. */
  readonly timer?: TimerView;
  /** Of a room: what it is for, and who may do what. */
  readonly room?: RoomView;
  /** Messages from before are coming to this person, or going to newcomers; in pieces. */
  readonly history?: { readonly way: 'coming' | 'going'; readonly done: number; readonly of: number };
  readonly unread: number;
  /** How many of the unread ones speak to this person. */
  readonly mentions: number;
  readonly lastMessage?: { readonly author?: UserId; readonly preview: string; readonly recalled?: boolean };
  /** Orders the sidebar. */
  readonly lastAt: number;
  /** Threads that this person follows, in which others have said something new. */
  readonly newReplies?: readonly ThreadId[];
  readonly preferences: ConversationPreferences;
  /** The pinned messages, in the order in which they were pinned; `pins()` says what is in them. Absent: none are. */
  readonly pins?: readonly PinMark[];
  readonly state: ConversationState;
}

export interface RoomRequest {
  readonly name: string;
  readonly people: readonly UserId[];
}

/** What a moderator wants to be otherwise in a room; absent: as it is. */
export interface RoomChange {
  readonly name?: string;
  readonly topic?: string;
  readonly writing?: WhoMay;
  readonly adding?: WhoMay;
  /** Null: none. */
  readonly colour?: RoomColour | null;
  readonly emoji?: string | null;
  /** Null: as the policy says. */
  readonly level?: LevelName | null;
  /** Whether whoever has the room's link may ask to be brought in. */
  readonly requests?: boolean;
  /** Closes the room: nobody writes in it. */
  readonly closed?: boolean;
  /** Makes somebody a moderator, or no longer one. The last one stays one. */
  readonly moderator?: { readonly user: UserId; readonly on: boolean };
}
