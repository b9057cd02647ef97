/** Policies, as the administration shows them and as a change of one is asked for: types only, a part of the contract in `port.ts`. */
import type { OrgId, SecurityGroupId } from '#shared/ids/index.ts';
import type { PolicyChangeView, TrailEntry } from './port-trail.ts';

/** Whose policy it is: a security group's; or of the organisation, under its own id, what is locked for all groups. */
export type PolicyScope = SecurityGroupId | OrgId;

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
