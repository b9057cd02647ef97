/** What the administration of an organisation shows and asks for: types only, a part of the contract in `port.ts`. */
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import type { CoreProblem, Details, Outcome, Role } from './port-session.ts';

export type Standing = 'active' | 'suspended' | 'removed';

/** Somebody of the organisation, as its log has them. */
export interface StaffMember {
  readonly id: UserId;
  /** Draw as text only. */
  readonly name: string;
  readonly isMe: boolean;
  readonly role: Role;
  readonly group: SecurityGroupId;
  readonly standing: Standing;
  readonly standingSince: number;
  readonly enrolledAt: number;
  /** Devices that may act now. */
  readonly devices: number;
  /** What admins say of them. Draw as text only. */
  readonly details: Details;
}

/** Whose policy it is: a security group's; or of the organisation, under its own id, what is locked for all groups. */
export type PolicyScope = SecurityGroupId | OrgId;

export interface SecurityGroupView {
  readonly id: SecurityGroupId;
  readonly name: string;
  /** New people come into this one, unless their invitation says another. */
  readonly isDefault: boolean;
  /** People who are active. */
  readonly people: number;
  /** Something of its policy waits for its time or for a second admin. */
  readonly isWaiting: boolean;
}

export interface StaffView {
  readonly people: readonly StaffMember[];
  readonly groups: readonly SecurityGroupView[];
  readonly organisation: OrgId;
  readonly owners: number;
  /** How many owners must sign what only owners decide. */
  readonly quorum: number;
  /** Active owners and admins: with one of them only, nobody can sign a weakening as the second. */
  readonly admins: number;
}

export interface DeviceView {
  readonly id: DeviceId;
  readonly kind: 'browser' | 'bot' | 'retention';
  readonly addedAt: number;
  /** Its certificate's end. */
  readonly until: number;
  readonly state: 'active' | 'shut-out' | 'expired' | 'revoked';
  readonly revoked?: { readonly at: number; readonly by: string };
  readonly isThis: boolean;
}

/** What an entry of the log is about. */
export type TrailArea = 'people' | 'devices' | 'invitations' | 'policy' | 'organisation';

/** One field of a policy that became another. */
export interface PolicyChangeView {
  readonly field: string;
  readonly title: string;
  /** In words, with units. */
  readonly before: string;
  readonly after: string;
  readonly weaker: boolean;
  /** Words where there were none: they protect nobody more, or less. */
  readonly isNew?: true;
}

/** One entry of the log, in words. */
export interface TrailEntry {
  /** Its place in the log, from 0. */
  readonly index: number;
  readonly at: number;
  readonly kind: string;
  readonly area: TrailArea;
  /** Who signed it: people by name, "the root key", "an invitation". */
  readonly by: readonly string[];
  readonly sentence: string;
  readonly about?: UserId;
  readonly changes?: readonly PolicyChangeView[];
}

/** Which entries are asked for; what is absent excludes none. */
export interface TrailQuery {
  readonly words?: string;
  readonly area?: TrailArea;
  /** Signed by this person or about them. */
  readonly person?: UserId;
  /** Times, from and up to but not including. */
  readonly from?: number;
  readonly to?: number;
}

export interface TrailPage {
  /** The newest first. */
  readonly entries: readonly TrailEntry[];
  /** How many there are in all. */
  readonly found: number;
}

/** What may be decided about somebody now, by the log's own rules. */
export interface PersonFile {
  readonly person: StaffMember;
  readonly devices: readonly DeviceView[];
  /** The newest first, at most a few hundred. */
  readonly entries: readonly TrailEntry[];
  readonly may: {
    readonly roles: readonly Role[];
    readonly groups: readonly SecurityGroupId[];
    readonly suspend: boolean;
    readonly restore: boolean;
    readonly remove: boolean;
    readonly revoke: boolean;
    /** Say otherwise what they are: title, department, location, contact. */
    readonly details: boolean;
    /** Give them a new identity by a link. */
    readonly reset: boolean;
    /** Of these, what others have to sign too: it is proposed, and comes about when they have. */
    readonly needsOthers: {
      readonly roles: readonly Role[];
      readonly groups: readonly SecurityGroupId[];
      readonly reset: boolean;
    };
  };
}

/** Something that several people have to sign, and that waits for them. */
export interface PendingDecision {
  /** Names it in decisions about it. */
  readonly index: number;
  readonly sentence: string;
  readonly by: string;
  readonly isMine: boolean;
  readonly at: number;
  /** It counts for nothing after this. */
  readonly until: number;
  /** Whose word for it counts now. */
  readonly signedBy: readonly string[];
  /** How many must sign it. */
  readonly needed: number;
  /** It protects everybody less, so it holds from then on at the earliest. */
  readonly notBefore?: number;
  /** What this person can do: sign it as one of several, or bring it about. */
  readonly can?: 'sign' | 'bring-about';
  /** Why not. */
  readonly obstacle?: string;
}

export interface OwnerView {
  readonly id: UserId;
  readonly name: string;
  readonly isMe: boolean;
  readonly active: boolean;
}

export interface WitnessView {
  readonly name: string;
  /** Its verifier key, as C2SP signed notes have it. */
  readonly key: string;
  /** When it has cosigned what this device has seen last; absent: this device has seen nothing of it. */
  readonly cosigned?: { readonly at: number; readonly size: number };
}

/** Who decides what only owners decide, and who watches the log. */
export interface GovernanceView {
  readonly owners: readonly OwnerView[];
  /** How many of them must sign. */
  readonly quorum: number;
  /** Whether this person is one of them. */
  readonly isOwner: boolean;
  readonly pending: readonly PendingDecision[];
  readonly witnesses: readonly WitnessView[];
  readonly required: number;
  /** Of the log, as this device knows it. */
  readonly size: number;
}

/** A link that gives somebody a new identity. It is shown once and kept nowhere. */
export interface ResetLink {
  readonly link: string;
  /** It works once others have signed it too. */
  readonly proposed: boolean;
}

export type PolicyArea = 'keys' | 'access' | 'messages' | 'files' | 'rooms' | 'reach' | 'notices';

/** A field of a policy, and what it is now. */
export interface PolicyFieldView {
  readonly name: string;
  readonly area: PolicyArea;
  readonly title: string;
  readonly sentence: string;
  readonly value: number | string;
  /** The value in words, with its unit. */
  readonly words: string;
  readonly range:
    | {
        readonly kind: 'number';
        readonly least: number;
        readonly most: number;
        readonly unit: string;
        readonly weaker: 'more' | 'less';
        /** What 0, which may be typed besides, means: none at all, which is weaker than anything in the range. */
        readonly none?: string;
      }
    /** Lines of text, or none. Draw as text only. */
    | {
        readonly kind: 'text';
        readonly longest: number;
        /** Each line is something of its own: how many there can be, and how long each. None is empty. */
        readonly lines?: { readonly most: number; readonly longest: number };
        /** Each line is a network in CIDR notation; a list within another is stricter. */
        readonly networks?: true;
      }
    | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] };
  /**
   * Who holds people to it: `others`: honest devices, and the relay where it can, refuse what breaks it; `own-app`: each
   * person's own app keeps to it, and a modified one need not; `relay`: the relay alone, and one that lies need not; `nobody`: this version does not act on it.
   */
  readonly heldBy: 'others' | 'own-app' | 'relay' | 'nobody';
  /** What the organisation has locked of it: no group's policy protects less. Absent: nothing. */
  readonly lock?: {
    readonly value: number | string;
    readonly words: string;
    /** The group itself asks for more. */
    readonly exceeded: boolean;
  };
  /** Of what is locked for the whole organisation: the value that locks nothing. */
  readonly unlocked?: number | string;
}

export interface PolicyScopeView {
  readonly id: PolicyScope;
  readonly name: string;
  /** What is locked for all groups. */
  readonly isOrganisation: boolean;
}

/** The policy of a security group, what waits, and how it came to be so. */
export interface PolicyBook {
  readonly group: PolicyScopeView;
  /** Stands for what was decided so far: a decision names it, so that it cannot undo one that its author has not seen. */
  readonly base: number;
  readonly fields: readonly PolicyFieldView[];
  /** Decided, and not in effect yet. */
  readonly waiting?: {
    readonly effectiveAt: number;
    readonly changes: readonly PolicyChangeView[];
    readonly by: readonly string[];
    /** Of those who signed it, who is no admin any more. */
    readonly doubtful: readonly string[];
  };
  /** Signed by one admin, and waiting for a second. */
  readonly proposed?: {
    readonly index: number;
    readonly at: number;
    readonly by: string;
    readonly isMine: boolean;
    readonly changes: readonly PolicyChangeView[];
    /** Absent: it can be approved by this person. */
    readonly obstacle?: string;
  };
  /** Where something has to be withdrawn before what waits here can be: else people would be less protected without notice. */
  readonly heldUpBy?: readonly PolicyScopeView[];
  /** The newest first. */
  readonly history: readonly TrailEntry[];
}

/** What a change of a policy would do, before it is signed. */
export interface PolicyPreview {
  readonly changes: readonly PolicyChangeView[];
  /**
   * `now`: one admin decides it, at once; `delayed`: there is no second admin, so it waits a day only; `propose`: a second
   * admin has to sign it, and then it waits a day.
   */
  readonly way: 'now' | 'delayed' | 'propose';
  readonly people: number;
  /** What waits already in this group would be dropped. */
  readonly dropsWaiting: boolean;
  /** The log would refuse it for that, until what is loosened here is withdrawn. */
  readonly heldUpBy?: readonly PolicyScopeView[];
}

export type PolicyInput = Readonly<Record<string, number | string>>;

/** What an admin decides. Each becomes one signed entry of the log. */
export type Decision =
  | { readonly kind: 'suspend' | 'restore' | 'remove'; readonly user: UserId }
  | { readonly kind: 'role'; readonly user: UserId; readonly role: Role }
  | { readonly kind: 'move'; readonly user: UserId; readonly group: SecurityGroupId }
  /** What is absent stays as it is; what is empty is said no more. At least one; each one line of at most 80 characters. */
  | { readonly kind: 'details'; readonly user: UserId; readonly details: Details }
  | { readonly kind: 'revoke-device'; readonly device: DeviceId }
  /** Absent `group`: a new one. */
  | { readonly kind: 'name-group'; readonly group?: SecurityGroupId; readonly name: string }
  | {
      readonly kind: 'set-policy';
      readonly group: PolicyScope;
      readonly base: number;
      /** The fields that are to be otherwise. */
      readonly change: PolicyInput;
    }
  | { readonly kind: 'approve-policy'; readonly group: PolicyScope; readonly proposal: number }
  /** Who the owners are from now on, and how many of them must sign. */
  | { readonly kind: 'owners'; readonly owners: readonly UserId[]; readonly quorum: number }
  /** Who watches the log, as verifier keys, and how many of them must have cosigned. */
  | { readonly kind: 'witnesses'; readonly keys: readonly string[]; readonly required: number }
  /** Signs what waits for several people, and brings it about where that is enough. */
  | { readonly kind: 'approve'; readonly proposal: number }
  | { readonly kind: 'withdraw'; readonly proposal: number }
  /** Drops what waits for its time or for a second admin. */
  | { readonly kind: 'withdraw-policy'; readonly group: PolicyScope; readonly base: number };

/** What came of a decision. */
export type Decided =
  | { readonly kind: 'done' }
  | { readonly kind: 'waits'; readonly until: number }
  /** It counts once others approve it. */
  | { readonly kind: 'proposed' }
  /** Signed, and waits for more signatures or for its day. */
  | { readonly kind: 'signed' };

/** What came of each of many decisions, in their order. */
export interface DecidedMany {
  readonly results: readonly (
    | { readonly ok: true }
    /** Why not: the log does not let this person decide it alone, or it was so already. */
    | { readonly ok: false; readonly sentence: string }
  )[];
}

export interface InviteLine {
  readonly name: string;
  readonly role: Role;
  readonly group?: SecurityGroupId;
}

export interface InvitedMany {
  /** `line` counts from 0 in what was asked for. The links are kept nowhere. */
  readonly made: readonly { readonly line: number; readonly id: InvitationId; readonly link: string }[];
  /** Why not all of them were made. */
  readonly problem?: CoreProblem;
}

/** The policy that applies to this person, and what the log says of them. */
export interface AppliesView {
  readonly group: string;
  readonly fields: readonly PolicyFieldView[];
  readonly signedBy: readonly string[];
  readonly since: number;
  readonly waiting?: { readonly effectiveAt: number; readonly changes: readonly PolicyChangeView[] };
  /** Somebody can take this person’s place with a link that is open; `stopReset` ends it. */
  readonly replacedBy?: { readonly by: string; readonly until: number };
  readonly record: StaffMember;
  readonly devices: readonly DeviceView[];
  /** The newest first. */
  readonly entries: readonly TrailEntry[];
}

/** The calls of the administration. All but `whatApplies` are for owners and admins; problem: not-allowed. */
/** What this device can show of somebody's removal, as a file that `npm run audit -- receipt` judges. */
export interface RemovalReceipt {
  readonly file: Uint8Array;
  /** Removals that somebody else's device has confirmed. */
  readonly confirmed: number;
  /** Removals that only this device speaks for. */
  readonly alone: number;
  /** Conversations of this device in which the person still is. */
  readonly stillIn: number;
  /** Conversations that the person was in, and of whose removal this device has no record. */
  readonly noRecord: number;
}

/** How fresh keys are in the conversations of this device; of others it knows nothing. */
export interface KeyHealthView {
  readonly now: number;
  /** After how many days without fresh keys a device is taken out. */
  readonly inactiveDays: number;
  /** The one first in which a device has longest put no fresh keys in. */
  readonly rooms: readonly {
    /** Draw as text only. */
    readonly title: string;
    readonly suite: string;
    readonly devices: number;
    /** When its oldest keys were put in, as the devices say in the tree: since then it has not healed as a whole. Absent: none says. */
    readonly oldestAt?: number;
  }[];
  /** Until when the certificate of each active device of the organisation is good. */
  readonly certificates: readonly number[];
}

export interface AdminPort {
  /** For everybody, about themselves. */
  whatApplies(): Promise<Outcome<AppliesView>>;
  staff(): Promise<Outcome<StaffView>>;
  /** Problem: not-found. */
  personFile(user: UserId): Promise<Outcome<PersonFile>>;
  /** Of the conversations that this device is in; of others it knows nothing. Problem: not-found. */
  removalReceipt(user: UserId): Promise<Outcome<RemovalReceipt>>;
  /**
   * At most 25, each about somebody else, in one batch. What the log would refuse is left out and said; the rest comes about
   * together or, with a problem, not at all. Nothing is proposed to others.
   */
  decideMany(decisions: readonly Decision[]): Promise<Outcome<DecidedMany>>;
  governance(): Promise<Outcome<GovernanceView>>;
  /** Makes a link that gives somebody a new identity, or proposes it. Problems: not-allowed, not-found. */
  resetIdentity(user: UserId, expiresInHours: number): Promise<Outcome<ResetLink>>;
  /** For everybody: revokes the open links that would give oneself a new identity. */
  stopReset(): Promise<Outcome>;
  /**
   * For everybody: names this person the only owner, with the root key as it was printed or saved. Problems:
   * root-key-check-failed, relay-refused.
   */
  recoverOwners(rootKey: string): Promise<Outcome>;
  /** The same invitation with a new link; the old link is revoked if it still works. Problems: not-allowed, not-found. */
  reinvite(
    invitation: InvitationId,
    expiresInHours: number,
  ): Promise<Outcome<{ readonly id: InvitationId; readonly link: string }>>;
  /** Of the conversations that this device is in, and of the log's certificates. */
  keyHealth(): Promise<Outcome<KeyHealthView>>;
  policyBook(group: PolicyScope): Promise<Outcome<PolicyBook>>;
  /** Problem: invalid-input where a value is out of its range. */
  previewPolicy(group: PolicyScope, change: PolicyInput): Promise<Outcome<PolicyPreview>>;
  /** Signs and sends a decision. Problems: not-allowed, not-found, invalid-input, relay-refused, offline, timeout. */
  decide(decision: Decision): Promise<Outcome<Decided>>;
  /** Entries of the log, the newest first. @param limit at most 500. */
  trail(query: TrailQuery, limit: number): Promise<Outcome<TrailPage>>;
  /** All entries that a query finds, the oldest first, as a file. */
  exportTrail(query: TrailQuery, format: 'jsonl' | 'csv'): Promise<Outcome<Uint8Array>>;
  /** At most 1,000 lines. What was made before something failed is in the answer. */
  inviteMany(lines: readonly InviteLine[], expiresInHours: number): Promise<Outcome<InvitedMany>>;
}
