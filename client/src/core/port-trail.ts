/** The log in words, as the administration shows it: types only, a part of the contract in `port.ts`. */
import type { UserId } from '#shared/ids/index.ts';

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
