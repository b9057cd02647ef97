import { createContext } from 'react';
import type { AppLink } from '#client/bridge/permalink.ts';
import type { ThreadId, TimelineKey } from '#client/bridge/port.ts';
import type { GroupId } from '#shared/ids/index.ts';

/** What becomes of links in messages that lead to messages. */
export interface PermalinkWays {
  /** Undefined for every other link. */
  readonly parse: (href: string) => AppLink | undefined;
  /** The name of its conversation; undefined where one is not in it. */
  readonly titleOf: (link: AppLink) => string | undefined;
  readonly follow: (link: AppLink) => void;
  /** Goes to a place whose message is known to be there. */
  readonly jumpTo: (to: {
    readonly conversation: GroupId;
    readonly key: TimelineKey;
    readonly thread?: ThreadId;
  }) => void;
}

export const PermalinkContext = createContext<PermalinkWays | undefined>(undefined);
