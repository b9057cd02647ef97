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
import type { DeviceId, GroupId, InvitationId, MessageId, UserId } from '#shared/ids/index.ts';
import type { Language } from '../words/languages.ts';
import type { AdminPort } from './port-admin.ts';
import type {
  ConversationPreferences,
  ConversationSummary,
  NoticeView,
  RoomChange,
  RoomRequest,
  TypingView,
} from './port-conversations.ts';
import type { FilesPort } from './port-files.ts';
import type { LaterView, PresenceView, ReminderView, ScheduledChange, StatusRequest, When } from './port-later.ts';
import type {
  FoundMessage,
  HistoryChoice,
  MentionSpan,
  MessageOptions,
  OriginView,
  PinView,
  ReachView,
  SavedMark,
  SavedView,
  SearchPage,
  ThreadId,
  TimelineDiff,
  TimelineId,
  TimelineKey,
  TimelineSnapshot,
  VersionView,
} from './port-messages.ts';
import type {
  ConnectionView,
  EnrolmentRequest,
  FoundingRequest,
  InvitationPreview,
  InvitationRequest,
  InvitationView,
  LinkedView,
  LinkingCode,
  LinkingView,
  Outcome,
  OwnDeviceView,
  PassphraseRating,
  PersonView,
  RootKeyView,
  SafetyNumberView,
  SessionView,
  SettingsView,
  TimerView,
} from './port-session.ts';
import type { WakingPort } from './port-waking.ts';

export type * from './port-admin.ts';
export type * from './port-conversations.ts';
export type * from './port-files.ts';
export type * from './port-later.ts';
export type * from './port-messages.ts';
export type * from './port-policy.ts';
export type * from './port-session.ts';
export type * from './port-trail.ts';
export type * from './port-waking.ts';
export type { Language };

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
  | { readonly topic: 'later'; readonly snapshot: LaterView }
  | { readonly topic: 'presence'; readonly snapshot: PresenceView }
  /** Not a state but something to be told of once. */
  | { readonly topic: 'notice'; readonly notice: NoticeView }
  | { readonly topic: `timeline:${TimelineId}`; readonly snapshot: TimelineSnapshot }
  | { readonly topic: `timeline:${TimelineId}`; readonly diff: TimelineDiff };

export type CoreListener = (update: CoreUpdate) => void;

/** All that a window can ask of the core. */
export interface CorePort extends AdminPort, FilesPort, WakingPort {
  /** The session as it is now. */
  getSession(): Promise<SessionView>;
  /**
   * Calls `listener` at once with the current snapshot of every small topic and of each open timeline, then with every
   * change, in order. The returned function ends it.
   */
  subscribe(listener: CoreListener): Promise<() => void>;
  /** From now on what the core says to people is in this language, as soon as its catalog is there. For all windows. */
  speak(language: Language): Promise<void>;
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

  // Linking. On the new browser, which is `no-account`: beginLinking → linkingDigits → linkedAccount → finishLinking → `open`.
  /** Makes this browser's keys and waits under a code for a device of its person. `name`: what to call this browser. */
  beginLinking(name: string): Promise<Outcome<LinkingCode>>;
  /**
   * Answers when the other device has come, with the digits to compare. Problems, also of the calls after it:
   * linking-expired, -cancelled (the other side has), -tampered; offline.
   */
  linkingDigits(): Promise<Outcome<string>>;
  /** Answers when the person has agreed on the other device and the log has this browser. */
  linkedAccount(): Promise<Outcome<LinkedView>>;
  finishLinking(passphrase: string): Promise<Outcome>;
  // On the existing device: joinLinking → confirmLinking.
  /**
   * Meets the browser that waits under this code. The passphrase is that of this device. Problems: linking-wrong-code, -used,
   * -expired, -cancelled, -tampered; wrong-passphrase, too-many-failures; not-allowed (as many devices as the policy lets
   * one person have); offline, frozen.
   */
  joinLinking(code: string, passphrase: string): Promise<Outcome<LinkingView>>;
  /** Answers when the linking that was joined has ended without having been confirmed. */
  linkingEnds(): Promise<Outcome>;
  /** The person has seen that the digits are equal: the device joins the account, for good and with all rights. */
  confirmLinking(): Promise<Outcome<DeviceId>>;
  /** On either side. */
  cancelLinking(): Promise<void>;

  // A person's own devices.
  ownDevices(): Promise<Outcome<readonly OwnDeviceView[]>>;
  renameDevice(device: DeviceId, name: string): Promise<Outcome>;
  /** Takes one of one's own other devices out for good. Problems: not-found, not-allowed (this one), offline. */
  revokeOwnDevice(device: DeviceId): Promise<Outcome>;

  // The vault.
  /** Problems: wrong-passphrase, too-many-failures, vault-corrupted. */
  unlock(passphrase: string): Promise<Outcome>;
  /** The person has read and accepted this text. Problem: not-allowed (it is another one meanwhile). */
  acceptConsent(text: string): Promise<Outcome>;
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
  /** Chooses answers of a poll by their places, from 0 and in order, in place of what one chose before; none: takes it back. */
  vote(conversation: GroupId, message: MessageId, chosen: readonly number[]): Promise<Outcome>;
  /** Ends a poll for good: its author, and moderators of the room. */
  closePoll(conversation: GroupId, message: MessageId): Promise<Outcome>;
  /** Says to everybody that one has taken note of a message that asks for it. */
  acknowledge(conversation: GroupId, message: MessageId): Promise<Outcome>;
  /** The pinned messages of a conversation, the one that was pinned last first. */
  pins(conversation: GroupId): Promise<Outcome<readonly PinView[]>>;
  /** Saves a message for oneself, or no longer. Nobody else learns of it. Problems: not-found, not-allowed (not sent; full). */
  save(conversation: GroupId, message: MessageId, on: boolean): Promise<Outcome>;
  /** The saved messages, the one that was saved last first. */
  saved(): Promise<Outcome<readonly SavedView[]>>;

  // Later. What was taken out can be put back, until the app is locked.
  /**
   * Keeps a message on this device until its time, and sends it then. Problems: as of `sendMessage`; invalid-input (a time
   * that has passed, or is more than a year away), not-allowed (100 wait).
   */
  scheduleMessage(
    conversation: GroupId,
    text: string,
    when: When,
    options?: MessageOptions,
  ): Promise<Outcome<MessageId>>;
  changeScheduled(id: MessageId, change: ScheduledChange): Promise<Outcome>;
  sendScheduled(id: MessageId): Promise<Outcome>;
  cancelScheduled(id: MessageId): Promise<Outcome>;
  restoreScheduled(id: MessageId): Promise<Outcome>;
  /** Reminds of a message, instead of when it was to be before. Problems: not-found, not-allowed (not sent; 200 wait). */
  remind(conversation: GroupId, message: MessageId, when: When): Promise<Outcome<MessageId>>;
  /** The reminders with what their messages say, by when they are due. */
  reminders(): Promise<Outcome<readonly ReminderView[]>>;
  cancelReminder(id: MessageId): Promise<Outcome>;
  restoreReminder(id: MessageId): Promise<Outcome>;
  /** A new snippet, or other words for one. Problems: invalid-input, not-allowed (100 are there; the title is taken). */
  saveSnippet(snippet: {
    readonly id?: MessageId;
    readonly title: string;
    readonly text: string;
  }): Promise<Outcome<MessageId>>;
  deleteSnippet(id: MessageId): Promise<Outcome>;
  restoreSnippet(id: MessageId): Promise<Outcome>;
  /** Problems: invalid-input. */
  setStatus(status: StatusRequest): Promise<Outcome>;

  /** Sends an edit, recall, reaction, pin, vote or the like once more that failed. */
  retryChange(conversation: GroupId, message: MessageId, change: MessageId): Promise<Outcome>;
  /** Takes one back that failed. */
  undoChange(conversation: GroupId, message: MessageId, change: MessageId): Promise<Outcome>;
  /** Every wording of a message, the first one first. */
  messageHistory(conversation: GroupId, message: MessageId): Promise<Outcome<readonly VersionView[]>>;
  /**
   * What the person is about to say: in the conversation, or in one of its threads. `from`: the `draftFrom` of what it was made
   * of; what other devices have written since stays beside it.
   */
  saveDraft(
    conversation: GroupId,
    text: string,
    mentions?: readonly MentionSpan[],
    thread?: ThreadId,
    from?: string,
  ): Promise<Outcome>;
  /** Lets go of what stands there as `draftElsewhere`, on all devices. */
  dropDraftElsewhere(conversation: GroupId, thread?: ThreadId): Promise<Outcome>;
  /** The person has seen everything up to `key`; without it, everything. */
  markRead(conversation: GroupId, key?: TimelineKey): Promise<Outcome>;
  /** The person has seen everything of a thread up to `key`. */
  markThreadRead(conversation: GroupId, thread: ThreadId, key: TimelineKey): Promise<Outcome>;

  /** Decides something for one conversation; what is not named stays as it is. */
  setPreferences(conversation: GroupId, change: Partial<ConversationPreferences>): Promise<Outcome>;
  /** Decides something for oneself; what is not named stays as it is. */
  changeSettings(change: Partial<SettingsView>): Promise<Outcome>;

  // Conversations.
  /** The direct conversation with `user`; the existing one if there is one. */
  startDirect(user: UserId): Promise<Outcome<GroupId>>;
  createRoom(request: RoomRequest): Promise<Outcome<GroupId>>;
  /** `history`: what of before they get; absent: nothing. Problems: not-allowed (the policy, who may not add), not-found, offline. */
  addPeople(conversation: GroupId, people: readonly UserId[], history?: HistoryChoice): Promise<Outcome>;
  removePerson(conversation: GroupId, user: UserId): Promise<Outcome>;
  leaveRoom(conversation: GroupId): Promise<Outcome>;
  /**
   * Asks moderators, of whom its link names 1 to 3, to be brought into a room. Problems: not-allowed (asked already; the
   * policy), not-found (none of them is there), offline.
   */
  askToJoin(room: GroupId, moderators: readonly UserId[]): Promise<Outcome>;
  /** Declines that somebody is brought in; they are told. Problems: not-found, not-allowed. */
  declineRequest(conversation: GroupId, user: UserId): Promise<Outcome>;
  /**
   * Deletes a room for everybody who is in it, on all their devices and the relay. Problems: not-allowed (no moderator),
   * offline, timeout.
   */
  deleteRoom(conversation: GroupId): Promise<Outcome>;
  /** Deletes from this device what it has of a conversation that is over. Problems: not-found, not-allowed (it is not over). */
  forgetConversation(conversation: GroupId): Promise<Outcome>;
  /** Problems: not-allowed, invalid-input, offline, timeout. */
  changeRoom(conversation: GroupId, change: RoomChange): Promise<Outcome>;
  /**
   * For how long messages stay from now on whose author wishes nothing else; null: for good. Problems: not-allowed (beyond
   * the policy, no moderator), offline, timeout.
   */
  setTimer(conversation: GroupId, timer: TimerView | null): Promise<Outcome>;

  // People and the log.
  safetyNumber(user: UserId): Promise<Outcome<SafetyNumberView>>;
  /**
   * The person has compared this number with somebody's, and it is the same; null: takes the mark back. Problems: not-found,
   * not-allowed (the number is another one meanwhile).
   */
  markVerified(user: UserId, number: readonly string[] | null): Promise<Outcome>;
  dismissAlarm(id: string): Promise<Outcome>;
  /** The replicated log as a file for `npm run audit -- log`. */
  exportLog(): Promise<Outcome<Uint8Array>>;
  /** The contradicting heads as a file. */
  exportEvidence(): Promise<Outcome<Uint8Array>>;
}
