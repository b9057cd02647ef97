/** What the administration of an organisation shows and asks for: types only, a part of the contract in `port.ts`. */
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import type { PolicyBook, PolicyFieldView, PolicyInput, PolicyPreview, PolicyScope } from './port-policy.ts';
import type { CoreProblem, Details, Outcome, Role } from './port-session.ts';
import type { PolicyChangeView, TrailEntry, TrailPage, TrailQuery } from './port-trail.ts';

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
