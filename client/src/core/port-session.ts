/**
 * Where a browser profile stands, who is in the organisation, and what a person has set: types only, a part of the contract
 * in `port.ts`.
 */
import type { DeviceId, InvitationId, OrgId, UserId } from '#shared/ids/index.ts';

/** How secret what is said is, from least to most. */
export type LevelName = 'unclassified' | 'restricted' | 'confidential' | 'secret' | 'top-secret';

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
  // linking a device
  | 'linking-wrong-code'
  | 'linking-used'
  | 'linking-expired'
  | 'linking-cancelled'
  | 'linking-tampered'
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
  /** Wrong passphrases in a row after which a browser deletes what it holds; 0: never. */
  readonly wipeAfterFailures: number;
  readonly peoplePerRoomMax: number;
  /** Whether people tell each other what they have read: nobody, as each of them likes, or everybody. */
  readonly readReceipts: 'off' | 'choice' | 'required';
  /** Whether people tell each other that they can be reached: nobody, or as each of them likes. */
  readonly presence: 'off' | 'choice';
  /** How long messages may stay, in seconds; no `most`: for good. `burn`: whether they may go after they were read. */
  readonly timers: { readonly least: number; readonly most: number | undefined; readonly burn: boolean };
  /** Whether files may be sent, of how many bytes at most, and whether the app offers to save them. */
  readonly files: { readonly allowed: boolean; readonly bytesMost: number; readonly saving: boolean };
  /** Whether people may pass messages on. */
  readonly mayForward: boolean;
  /** Whether whoever adds somebody to a room can share what was said before. */
  readonly mayShareHistory: boolean;
  /** Whether safety numbers are to be compared before a conversation. */
  readonly mustVerify: boolean;
  /** Whether the app offers to copy and print. */
  readonly mayCopy: boolean;
  /** How conversations are marked at least, and the highest level that a moderator may give a room. */
  readonly levels: { readonly least: LevelName | 'none'; readonly most: LevelName | 'none' };
  /** The most that a notification shows. */
  readonly notificationContent: 'nothing' | 'name' | 'text';
  /** Whether the relay may have closed browsers woken. */
  readonly mayBeWoken: boolean;
}

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
  | 'wiped'
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
      /** After so many more wrong ones, this browser deletes what it holds. Absent: it never does. */
      readonly triesLeft?: number;
      readonly checking?: CheckingView;
    }
  /** Founded, and the root key not yet confirmed as kept: `rootKey()` shows it, `confirmRootKept()` ends this. */
  | { readonly kind: 'keep-root-key'; readonly organisation: OrganisationView; readonly me: MeView }
  /** Unlocked, and nothing is shown before the person has accepted these words: `acceptConsent`. Draw as text only. */
  | { readonly kind: 'consent'; readonly organisation: OrganisationView; readonly text: string }
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
  /** The relay lets nobody in from this network, as the policy says. It is asked again now and then. */
  | { readonly kind: 'elsewhere'; readonly sentence: string }
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

/** Whether this person has compared safety numbers with somebody; `changed`: before one of the two had another identity. */
export type VerifiedState = 'no' | 'yes' | 'changed';

export type DetailName = 'title' | 'department' | 'location' | 'contact';
/** What admins say of somebody, for everybody to see. */
export type Details = Readonly<Partial<Record<DetailName, string>>>;

export interface PersonView {
  readonly id: UserId;
  /** Display names are chosen by people: they are never identity. Draw as text only. */
  readonly name: string;
  readonly role: Role;
  readonly isMe: boolean;
  readonly active: boolean;
  readonly deviceCount: number;
  readonly since: number;
  readonly verified: VerifiedState;
  /** What admins say of them. Draw as text only. */
  readonly details: Details;
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
  /** It gives somebody who is in already a new identity. */
  readonly resets?: UserId;
}

/** What a link says before anything is done with it, checked against the log. */
export interface InvitationPreview {
  readonly organisation: OrganisationView;
  readonly nameHint: string;
  /** It is for somebody who is in already and has lost their devices: they get new keys, under the name that they have. */
  readonly replaces?: true;
  readonly role: Role;
  readonly expiresAt: number;
  readonly policy: PolicyView;
}

/** What a person has set of how they can be reached. `auto`: available, and away when they do nothing. */
export interface StatusView {
  readonly state: 'auto' | 'away' | 'dnd';
  /** One line of at most 60 UTF-16 units, and one emoji; empty: none. */
  readonly text: string;
  readonly emoji: string;
  /** When all of it ends, by the relay's time; null: when it is changed. */
  readonly until: number | null;
}

export type SidebarSection = 'favourites' | 'direct' | 'rooms';

/** What the person has decided for this device. */
export interface SettingsView {
  /** Tell of messages in a window of the system. */
  readonly notify: boolean;
  /** What such a window shows: author and words, the author only, or that there is something. */
  readonly notifyContent: 'text' | 'name' | 'nothing';
  /** Between these, in minutes of the local day, nothing is told. `from` after `to`: over midnight. */
  readonly quietHours: { readonly from: number; readonly to: number } | null;
  /** Tell of urgent messages also then, and from conversations that are muted or tell of nothing. */
  readonly urgentAlways: boolean;
  /** Tell others what was read, and be told. */
  readonly readReceipts: boolean;
  /** Tell others that one is writing, and be told. */
  readonly typing: boolean;
  /** Tell others that one can be reached, and be told. */
  readonly presence: boolean;
  /** What of oneself one has set; changed by `setStatus`. */
  readonly status: StatusView;
  /** Words that count as a mention, on this device and for this person only. At most 50, of at most 60 characters. */
  readonly keywords: readonly string[];
  /** Sections of the sidebar that are closed. */
  readonly collapsed: readonly SidebarSection[];
}

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

/** A new browser that waits to be linked: what the person types on the device that they have already. */
export interface LinkingCode {
  /** In groups, as it is shown. */
  readonly code: string;
  readonly until: number;
}

/** The device that a person is about to add to their account. */
export interface LinkingView {
  /** In two groups: equal on both screens, or somebody stands in the middle. */
  readonly digits: string;
  /** What its person calls it. Draw as text only. */
  readonly device: string;
}

/** The account that this browser has been linked to, before it has a passphrase of its own. */
export interface LinkedView {
  readonly organisation: OrganisationView;
  readonly name: string;
  readonly policy: PolicyView;
}

/** One of a person's own devices. */
export interface OwnDeviceView {
  readonly id: DeviceId;
  /** As the person calls it; absent: they have not said. Draw as text only. */
  readonly name?: string;
  readonly addedAt: number;
  /** The device that added it, where that is known. */
  readonly addedBy?: DeviceId;
  readonly until: number;
  readonly isThis: boolean;
}

/** How good a passphrase is. `acceptable` is what the core will accept, `level` is for a meter. */
export interface PassphraseRating {
  readonly acceptable: boolean;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly sentence: string;
}
