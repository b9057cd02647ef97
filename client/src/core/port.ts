/**
 * The contract between a window and the core: types only. Everything here is made of values that can be copied between
 * threads; no key, no MLS state and no function of the core ever crosses it (the one exception is the root key, which a
 * person must print).
 *
 * Two rules hold for every action. It never rejects: what can go wrong is in the answer, as a `CoreProblem`. And what it
 * changes is seen in the snapshots, not in the answer: a view draws snapshots and nothing else.
 *
 * Times are integer milliseconds since the epoch.
 */
import type { DeviceId, GroupId, InvitationId, MessageId, OrgId, UserId } from '#shared/ids/index.ts';
import type { AdminPort } from './port-admin.ts';

export type * from './port-admin.ts';

/** What a person may do in the organisation. */
export type Role = 'owner' | 'admin' | 'member' | 'guest';

/** Every way in which an action can fail. The interface switches on it, and has words for each. */
export type CoreProblemCode =
  // the way to the relay
  | 'offline'
  | 'timeout'
  | 'rate-limited'
  | 'relay-refused'
  // founding
  | 'already-founded'
  | 'wrong-founding-code'
  | 'root-key-check-failed'
  // invitations
  | 'invitation-used'
  | 'invitation-expired'
  | 'invitation-revoked'
  | 'invitation-tampered'
  // vault
  | 'wrong-passphrase'
  | 'weak-passphrase'
  | 'too-many-failures'
  | 'vault-corrupted'
  | 'locked'
  // storage
  | 'storage-corrupted'
  | 'storage-full'
  // what was asked for
  | 'not-allowed'
  | 'not-found'
  | 'invalid-input'
  | 'message-too-long'
  | 'nobody-reachable'
  // safety stops
  | 'stopped'
  | 'frozen'
  // the core itself
  | 'core-ended'
  | 'internal';

/**
 * What went wrong. Windows have words for each code; the core brings some where it knows more than the code says: `sentence`
 * says what happened, `nextStep` what the person can do.
 */
export interface CoreProblem {
  readonly code: CoreProblemCode;
  readonly sentence?: string;
  readonly nextStep?: string;
  /** When trying again may succeed, if the core knows. */
  readonly retryAt?: number;
}

/** A problem as a person is told it. */
export interface ToldProblem extends CoreProblem {
  readonly sentence: string;
  readonly nextStep: string;
}

/** The answer of an action. */
export type Outcome<T = void> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: CoreProblem };

/** The organisation that this device belongs to or is about to join. */
export interface OrganisationView {
  readonly id: OrgId;
  readonly name: string;
}

/** The person whose device this is. */
export interface MeView {
  readonly id: UserId;
  readonly device: DeviceId;
  readonly name: string;
  readonly role: Role;
}

/** The signed policy, as far as the interface needs it before it asks the core. */
export interface PolicyView {
  readonly passphraseMinLength: number;
  readonly messageLengthMax: number;
  readonly autoLockMinutes: number;
  readonly peoplePerRoomMax: number;
  /** Whether people tell each other what they have read: nobody, as each of them likes, or everybody. */
  readonly readReceipts: 'off' | 'choice' | 'required';
  /** How long messages may stay, in seconds; no `most`: for good. `burn`: whether they may go after they were read. */
  readonly timers: { readonly least: number; readonly most: number | undefined; readonly burn: boolean };
  /** Whether people may pass messages on. */
  readonly mayForward: boolean;
}

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

/** For how long a message stays, counted since it was sent, or since its reader has first read it. */
export interface TimerView {
  readonly seconds: number;
  readonly from: 'sent' | 'read';
}

/** Two heads of the log that cannot both be true, or whatever else made the core stop; downloadable by `exportEvidence`. */
export interface EvidenceView {
  readonly at: number;
  readonly sentence: string;
}

/** Why the core has stopped for good. Each of them needs a person; none is repaired by trying again. */
export type StopReason =
  | 'log-fork'
  | 'log-shrunk'
  | 'log-refused'
  | 'other-organisation'
  | 'device-revoked'
  | 'user-removed'
  | 'suspended'
  | 'rolled-back'
  | 'storage-corrupted'
  | 'storage-newer'
  | 'storage-unavailable'
  | 'unsupported-browser';

/** How far the log of a large organisation has been verified, in entries. It is done once; the next time goes on from it. */
export interface CheckingView {
  readonly done: number;
  readonly total: number;
}

/** Where this browser profile stands. Exactly one screen of the app belongs to each kind. */
export type SessionView =
  | { readonly kind: 'starting' }
  /** Another tab holds the core and this browser cannot share it. Said by the bridge only. */
  | { readonly kind: 'elsewhere' }
  /** The first contact with the relay fails, and nothing is stored that could be opened without it. */
  | { readonly kind: 'unreachable'; readonly sentence: string; readonly retryAt?: number }
  | { readonly kind: 'not-founded'; readonly policy: PolicyView }
  /** The organisation exists, this browser profile has no account in it (new, or its storage was emptied). */
  | { readonly kind: 'no-account'; readonly policy: PolicyView; readonly checking?: CheckingView }
  | {
      readonly kind: 'locked';
      readonly organisation: OrganisationView;
      readonly name: string;
      /** Wrong passphrases in a row. */
      readonly failures: number;
      /** No attempt is accepted before this time. Absent: now. */
      readonly retryAt?: number;
      readonly checking?: CheckingView;
    }
  /** Founded, and the root key not yet confirmed as kept: `rootKey()` shows it, `confirmRootKept()` ends this. */
  | { readonly kind: 'keep-root-key'; readonly organisation: OrganisationView; readonly me: MeView }
  | {
      readonly kind: 'open';
      readonly organisation: OrganisationView;
      readonly me: MeView;
      readonly policy: PolicyView;
    }
  | {
      readonly kind: 'stopped';
      readonly reason: StopReason;
      readonly sentence: string;
      /** What to do now, where that is known better than by the reason alone. */
      readonly next?: string;
      readonly evidence?: EvidenceView;
    };

/** The state of the way to the relay. `offline` and `connecting` are quiet; the others need attention. */
export type LinkView =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'catching-up'; readonly done: number; readonly total: number }
  | { readonly kind: 'offline'; readonly since: number; readonly retryAt?: number }
  /** Nothing is sent: the newest checkpoint is older than the policy allows (freshness leash). */
  | { readonly kind: 'frozen'; readonly checkpointAt: number; readonly sentence: string }
  /** This computer's clock is wrong by `byMs` (positive: ahead of the relay's). */
  | { readonly kind: 'clock-wrong'; readonly byMs: number };

/** Connection, and what a person should know about the health of the device. */
export interface ConnectionView {
  readonly link: LinkView;
  /** Messages waiting to be sent. */
  readonly queued: number;
  /** Newest checkpoint accepted. */
  readonly log?: { readonly size: number; readonly at: number };
  /** Contradictions on record; the core may still be running. */
  readonly evidence: readonly EvidenceView[];
  /** Things that happened to one's own account and must be seen, such as a device that one did not add. */
  readonly alarms: readonly AlarmView[];
}

export interface AlarmView {
  readonly id: string;
  readonly at: number;
  readonly sentence: string;
}

export interface PersonView {
  readonly id: UserId;
  /** Display names are chosen by people: they are never identity. Draw as text only. */
  readonly name: string;
  readonly role: Role;
  readonly isMe: boolean;
  readonly active: boolean;
  readonly deviceCount: number;
  readonly since: number;
}

export interface SafetyNumberView {
  readonly user: UserId;
  /** 60 digits in groups of five. */
  readonly groups: readonly string[];
}

export type InvitationState = 'open' | 'used' | 'expired' | 'revoked';

export interface InvitationView {
  readonly id: InvitationId;
  readonly nameHint: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly state: InvitationState;
  readonly createdBy: UserId;
  /** Who enrolled with it. */
  readonly usedBy?: UserId;
}

/** What a link says before anything is done with it, checked against the log. */
export interface InvitationPreview {
  readonly organisation: OrganisationView;
  readonly nameHint: string;
  readonly role: Role;
  readonly expiresAt: number;
  readonly policy: PolicyView;
}

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
  | { readonly kind: 'joined'; readonly who: readonly UserId[]; readonly by: UserId }
  | { readonly kind: 'left'; readonly who: UserId }
  | { readonly kind: 'removed'; readonly who: UserId; readonly by: UserId }
  | { readonly kind: 'named'; readonly name: string; readonly by: UserId }
  | { readonly kind: 'topic'; readonly topic: string; readonly by: UserId }
  | { readonly kind: 'writing'; readonly who: WhoMay; readonly by: UserId }
  | { readonly kind: 'adding'; readonly who: WhoMay; readonly by: UserId }
  | { readonly kind: 'moderator'; readonly who: UserId; readonly on: boolean; readonly by: UserId }
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
  readonly what: 'edit' | 'recall' | 'reaction' | 'pin';
  readonly problem: ToldProblem;
  readonly canRetry: boolean;
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
      /** The newest words; none once it is recalled. */
      readonly text: string;
      readonly mentions?: readonly MentionSpan[];
      /** It mentions this person or everybody here, or has one of this person's keywords. */
      readonly forMe?: true;
      readonly reply?: QuoteView;
      /** Passed on: its words are said to be those of somebody else. `originOf()` says what is known of that. */
      readonly forwarded?: { readonly author: UserId };
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

/** Whether words can be written into a conversation, and if not, why. */
export type ConversationState =
  | { readonly kind: 'ready' }
  /** The others' devices have not been reached yet; messages queue. */
  | { readonly kind: 'setting-up' }
  | { readonly kind: 're-synchronising' }
  | { readonly kind: 'left' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'broken'; readonly problem: ToldProblem };

/** Of what comes in a conversation, what a person is told of. */
export type NotifyLevel = 'everything' | 'mentions' | 'nothing';

/** What the person has decided for a conversation on this device. */
export interface ConversationPreferences {
  /** Stands in a section of its own, at the top. */
  readonly favourite: boolean;
  /** Tells of nothing, and counts nowhere but in its own line. */
  readonly muted: boolean;
  readonly level: NotifyLevel;
  /** Shown as unread although all was seen: to come back to. Ends when it is read. */
  readonly markedUnread: boolean;
}

/** What the person has decided for this device. */
export interface SettingsView {
  /** Tell of messages in a window of the system. */
  readonly notify: boolean;
  /** What such a window shows: author and words, the author only, or that there is something. */
  readonly notifyContent: 'text' | 'name' | 'nothing';
  /** Between these, in minutes of the local day, nothing is told. `from` after `to`: over midnight. */
  readonly quietHours: { readonly from: number; readonly to: number } | null;
  /** Tell others what was read, and be told. */
  readonly readReceipts: boolean;
  /** Tell others that one is writing, and be told. */
  readonly typing: boolean;
  /** Words that count as a mention, on this device and for this person only. At most 50, of at most 60 characters. */
  readonly keywords: readonly string[];
  /** Sections of the sidebar that are closed. */
  readonly collapsed: readonly SidebarSection[];
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
    }
  /** Messages that came while this device was away, together. */
  | {
      readonly kind: 'missed';
      readonly messages: number;
      readonly conversations: number;
      /** Where they are all in one. */
      readonly conversation?: GroupId;
    }
  /** What was told of this conversation is not to be seen any more. */
  | { readonly kind: 'over'; readonly conversation: GroupId };

export type SidebarSection = 'favourites' | 'direct' | 'rooms';

/** Who may do something in a room. */
export type WhoMay = 'everybody' | 'moderators';

export interface RoomView {
  /** May be empty. Draw as text only. */
  readonly topic: string;
  readonly writing: WhoMay;
  readonly adding: WhoMay;
  /** Whether this person may write, and bring people in. */
  readonly mayWrite: boolean;
  readonly mayAdd: boolean;
}

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

export interface ConversationSummary {
  readonly id: GroupId;
  readonly kind: 'direct' | 'room';
  /** The room's name, or the other person's. Draw as text only. */
  readonly title: string;
  /** Of a direct conversation: the other person. */
  readonly peer?: UserId;
  readonly members: readonly UserId[];
  readonly moderators: readonly UserId[];
  /** For how long messages stay whose author wishes nothing else; absent: for good. */
  readonly timer?: TimerView;
  /** Of a room: what it is for, and who may do what. */
  readonly room?: RoomView;
  readonly unread: number;
  /** How many of the unread ones speak to this person. */
  readonly mentions: number;
  readonly lastMessage?: { readonly author?: UserId; readonly preview: string; readonly recalled?: boolean };
  /** Orders the sidebar. */
  readonly lastAt: number;
  readonly draft?: string;
  readonly draftMentions?: readonly MentionSpan[];
  /** Threads that this person follows, in which others have said something new. */
  readonly newReplies?: readonly ThreadId[];
  readonly preferences: ConversationPreferences;
  /** The pinned messages, in the order in which they were pinned; `pins()` says what is in them. Absent: none are. */
  readonly pins?: readonly PinMark[];
  readonly state: ConversationState;
}

/** A whole timeline window, as it is when opened and after it was torn. */
export interface TimelineSnapshot {
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
  /** Of a thread: what the person is about to say there. */
  readonly draft?: string;
  readonly draftMentions?: readonly MentionSpan[];
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

/** What the core pushes. Small topics come whole; timelines come whole once and then as differences, in order. */
export type CoreUpdate =
  | { readonly topic: 'session'; readonly snapshot: SessionView }
  | { readonly topic: 'connection'; readonly snapshot: ConnectionView }
  | { readonly topic: 'conversations'; readonly snapshot: readonly ConversationSummary[] }
  | { readonly topic: 'people'; readonly snapshot: readonly PersonView[] }
  | { readonly topic: 'invitations'; readonly snapshot: readonly InvitationView[] }
  | { readonly topic: 'settings'; readonly snapshot: SettingsView }
  | { readonly topic: 'typing'; readonly snapshot: TypingView }
  /** In the order in which they were saved; comes anew also when the words of one of them change. */
  | { readonly topic: 'saved'; readonly snapshot: readonly SavedMark[] }
  /** Not a state but something to be told of once. */
  | { readonly topic: 'notice'; readonly notice: NoticeView }
  | { readonly topic: `timeline:${TimelineId}`; readonly snapshot: TimelineSnapshot }
  | { readonly topic: `timeline:${TimelineId}`; readonly diff: TimelineDiff };

export type CoreListener = (update: CoreUpdate) => void;

/** The root key as a person keeps it. It exists in the browser until `confirmRootKept`. */
export interface RootKeyView {
  /** Groups of letters and digits with a checksum, for the printed page. */
  readonly text: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Which group of `text` (from 1) the person must type to show that it was kept. */
  readonly checkGroup: number;
}

export interface FoundingRequest {
  readonly organisation: string;
  readonly name: string;
  readonly passphrase: string;
}

export interface EnrolmentRequest {
  /** What stood behind `#` in the link. */
  readonly fragment: string;
  readonly name: string;
  readonly passphrase: string;
}

export interface InvitationRequest {
  readonly name: string;
  readonly role: Role;
  readonly expiresInHours: number;
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
  /** Makes somebody a moderator, or no longer one. The last one stays one. */
  readonly moderator?: { readonly user: UserId; readonly on: boolean };
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
}

/** All that a window can ask of the core. */
export interface CorePort extends AdminPort {
  /** The session as it is now. */
  getSession(): Promise<SessionView>;
  /**
   * Calls `listener` at once with the current snapshot of every small topic and of each open timeline, then with every
   * change, in order. The returned function ends it.
   */
  subscribe(listener: CoreListener): Promise<() => void>;
  /** Tries the relay at once instead of waiting for the next attempt. */
  retryConnection(): Promise<Outcome>;

  // Founding: `not-founded` → beginFounding → found → `keep-root-key` → confirmRootKept → `open`.
  /** Shows the one-time code of the founding link to the relay. Problems: wrong-founding-code, already-founded, offline. */
  beginFounding(code: string): Promise<Outcome>;
  found(request: FoundingRequest): Promise<Outcome<RootKeyView>>;
  /** The root key again, while it has not been confirmed. */
  rootKey(): Promise<Outcome<RootKeyView>>;
  /** `typedCheck` is the group of the printed text that was asked for. Right: the key leaves the browser. */
  confirmRootKept(typedCheck: string): Promise<Outcome>;

  // Enrolment: `no-account` → previewInvitation → enrol → `open`.
  /** Problems: invitation-used, -expired, -revoked, -tampered, offline. */
  previewInvitation(fragment: string): Promise<Outcome<InvitationPreview>>;
  enrol(request: EnrolmentRequest): Promise<Outcome>;

  // The vault.
  /** Problems: wrong-passphrase, too-many-failures, vault-corrupted. */
  unlock(passphrase: string): Promise<Outcome>;
  /** Zeroes the keys and ends the core; the window meets a new one, which is `locked`. */
  lock(): Promise<Outcome>;
  /** The person did something: puts auto-lock off. Call at most every few seconds. */
  touch(): Promise<void>;
  /** Strength of a passphrase, judged in the core so that founding, enrolment and change use one measure. */
  ratePassphrase(passphrase: string): Promise<PassphraseRating>;
  changePassphrase(current: string, next: string): Promise<Outcome>;

  // Invitations (owners and admins).
  /** Answers with the whole link; it is shown once and kept nowhere. */
  createInvitation(request: InvitationRequest): Promise<Outcome<{ readonly id: InvitationId; readonly link: string }>>;
  listInvitations(): Promise<Outcome<readonly InvitationView[]>>;
  revokeInvitation(id: InvitationId): Promise<Outcome>;

  // Timelines. Opening is counted: as many closes as opens.
  /**
   * Pushes the newest entries as a whole `timeline:<id>` before the first difference, and answers with them too: the push
   * keeps its order among the differences, which an answer does not.
   */
  openTimeline(timeline: TimelineId): Promise<Outcome<TimelineSnapshot>>;
  /** Puts a page of older entries before the stretch in which `within` lies; without it, before the newest stretch. */
  loadOlder(
    timeline: TimelineId,
    within?: TimelineKey,
  ): Promise<Outcome<{ readonly loaded: number; readonly hasOlder: boolean }>>;
  /** Puts a page of newer entries behind the stretch in which `within` lies, until it meets the next. */
  loadNewer(timeline: TimelineId, within: TimelineKey): Promise<Outcome>;
  /** Puts the entries around `key` into the open timeline, as a stretch of their own unless they are there. */
  loadAround(timeline: TimelineId, key: TimelineKey): Promise<Outcome>;
  /** The message that its author and everybody else name by this id. */
  findMessage(conversation: GroupId, author: UserId, id: MessageId): Promise<Outcome<FoundMessage>>;
  /** The first message of that time or later, as far as its authors' clocks say; null: there is none. */
  findTime(conversation: GroupId, at: number): Promise<Outcome<TimelineKey | null>>;
  closeTimeline(timeline: TimelineId): Promise<void>;
  /** A person looks at the conversation in this window, which has the focus. Counted, as opening is. */
  watch(conversation: GroupId): Promise<void>;
  unwatch(conversation: GroupId): Promise<void>;

  // Words.
  /**
   * Messages on this device, the newest first, by words, "phrases", -words and `from: in: before: after: on: has:link
   * is:mine is:unread is:mention is:saved`. Problems: invalid-input (longer than 500), offline (its code was never loaded).
   */
  search(query: string, cursor?: string): Promise<Outcome<SearchPage>>;
  /** Answers as soon as the message is stored: it is then sent, whatever happens to this window. */
  sendMessage(conversation: GroupId, text: string, options?: MessageOptions): Promise<Outcome<MessageId>>;
  /**
   * Passes a message on into 1 to 20 conversations, behind a comment if there is one; into all of them or none. Problems:
   * not-found, not-allowed (the policy; a message that disappears; one cannot write there), message-too-long.
   */
  forwardMessage(conversation: GroupId, message: MessageId, to: readonly GroupId[], comment?: string): Promise<Outcome>;
  /** Where a message that was passed on is from. */
  originOf(conversation: GroupId, message: MessageId): Promise<Outcome<OriginView>>;
  /** How far an own message came with each of the others. */
  messageReach(conversation: GroupId, message: MessageId): Promise<Outcome<ReachView>>;
  /** The person is writing, or has stopped. Call as often as one likes; it is told a few times a minute. */
  sayTyping(conversation: GroupId, typing: boolean): Promise<void>;
  retryMessage(conversation: GroupId, message: MessageId): Promise<Outcome>;
  /** Takes back a message that was never sent. */
  discardMessage(conversation: GroupId, message: MessageId): Promise<Outcome>;
  /** Other words for an own message. Problems: not-allowed (too late, not one's own), message-too-long, not-found. */
  editMessage(
    conversation: GroupId,
    message: MessageId,
    text: string,
    mentions?: readonly MentionSpan[],
  ): Promise<Outcome>;
  /** Takes an own message back, for everybody. Problems: not-allowed, not-found. */
  recallMessage(conversation: GroupId, message: MessageId): Promise<Outcome>;
  /** Puts a reaction to a message, or takes one's own away. */
  react(conversation: GroupId, message: MessageId, emoji: string, on: boolean): Promise<Outcome>;
  /** Pins a message for everybody in the conversation, or unpins it. Problems: not-allowed (who may not write; full). */
  pin(conversation: GroupId, message: MessageId, on: boolean): Promise<Outcome>;
  /** The pinned messages of a conversation, the one that was pinned last first. */
  pins(conversation: GroupId): Promise<Outcome<readonly PinView[]>>;
  /** Saves a message for oneself, or no longer. Nobody else learns of it. Problems: not-found, not-allowed (not sent; full). */
  save(conversation: GroupId, message: MessageId, on: boolean): Promise<Outcome>;
  /** The saved messages, the one that was saved last first. */
  saved(): Promise<Outcome<readonly SavedView[]>>;
  /** Sends an edit, recall, reaction or pin once more that failed. */
  retryChange(conversation: GroupId, message: MessageId, change: MessageId): Promise<Outcome>;
  /** Takes one back that failed. */
  undoChange(conversation: GroupId, message: MessageId, change: MessageId): Promise<Outcome>;
  /** Every wording of a message, the first one first. */
  messageHistory(conversation: GroupId, message: MessageId): Promise<Outcome<readonly VersionView[]>>;
  /** What the person is about to say: in the conversation, or in one of its threads. */
  saveDraft(
    conversation: GroupId,
    text: string,
    mentions?: readonly MentionSpan[],
    thread?: ThreadId,
  ): Promise<Outcome>;
  /** The person has seen everything up to `key`; without it, everything. */
  markRead(conversation: GroupId, key?: TimelineKey): Promise<Outcome>;
  /** The person has seen everything of a thread up to `key`. */
  markThreadRead(conversation: GroupId, thread: ThreadId, key: TimelineKey): Promise<Outcome>;

  /** Decides something for one conversation; what is not named stays as it is. */
  setPreferences(conversation: GroupId, change: Partial<ConversationPreferences>): Promise<Outcome>;
  /** Decides something for this device; what is not named stays as it is. */
  changeSettings(change: Partial<SettingsView>): Promise<Outcome>;

  // Conversations.
  /** The direct conversation with `user`; the existing one if there is one. */
  startDirect(user: UserId): Promise<Outcome<GroupId>>;
  createRoom(request: RoomRequest): Promise<Outcome<GroupId>>;
  addPeople(conversation: GroupId, people: readonly UserId[]): Promise<Outcome>;
  removePerson(conversation: GroupId, user: UserId): Promise<Outcome>;
  leaveRoom(conversation: GroupId): Promise<Outcome>;
  /** Problems: not-allowed, invalid-input, offline, timeout. */
  changeRoom(conversation: GroupId, change: RoomChange): Promise<Outcome>;
  /**
   * For how long messages stay from now on whose author wishes nothing else; null: for good. Problems: not-allowed (beyond
   * the policy, no moderator), offline, timeout.
   */
  setTimer(conversation: GroupId, timer: TimerView | null): Promise<Outcome>;

  // People and the log.
  safetyNumber(user: UserId): Promise<Outcome<SafetyNumberView>>;
  dismissAlarm(id: string): Promise<Outcome>;
  /** The replicated log as a file for `npm run audit -- log`. */
  exportLog(): Promise<Outcome<Uint8Array>>;
  /** The contradicting heads as a file. */
  exportEvidence(): Promise<Outcome<Uint8Array>>;
}

/** How good a passphrase is. `acceptable` is what the core will accept, `level` is for a meter. */
export interface PassphraseRating {
  readonly acceptable: boolean;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly sentence: string;
}
