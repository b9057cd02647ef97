/** What the administration of an organisation shows and asks for: types only, a part of the contract in `port.ts`. */
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import type { CoreProblem, Outcome, Role } from './port-session.ts';

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
  };
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
      }
    /** Lines of text, or none. Draw as text only. */
    | { readonly kind: 'text'; readonly longest: number }
    | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] };
  /**
   * Who holds people to it: `others`: honest devices, and the relay where it can, refuse what breaks it; `own-app`: each
   * person's own app keeps to it, and a modified one need not; `nobody`: this version does not act on it.
   */
  readonly heldBy: 'others' | 'own-app' | 'nobody';
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
}

export type PolicyInput = Readonly<Record<string, number | string>>;

/** What an admin decides. Each becomes one signed entry of the log. */
export type Decision =
  | { readonly kind: 'suspend' | 'restore' | 'remove'; readonly user: UserId }
  | { readonly kind: 'role'; readonly user: UserId; readonly role: Role }
  | { readonly kind: 'move'; readonly user: UserId; readonly group: SecurityGroupId }
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
  /** Drops what waits for its time or for a second admin. */
  | { readonly kind: 'withdraw-policy'; readonly group: PolicyScope; readonly base: number };

/** What came of a decision. */
export type Decided =
  | { readonly kind: 'done' }
  | { readonly kind: 'waits'; readonly until: number }
  /** It counts once another admin approves it. */
  | { readonly kind: 'proposed' };

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

export interface AdminPort {
  /** For everybody, about themselves. */
  whatApplies(): Promise<Outcome<AppliesView>>;
  staff(): Promise<Outcome<StaffView>>;
  /** Problem: not-found. */
  personFile(user: UserId): Promise<Outcome<PersonFile>>;
  /** Of the conversations that this device is in; of others it knows nothing. Problem: not-found. */
  removalReceipt(user: UserId): Promise<Outcome<RemovalReceipt>>;
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
