/** The part of search that is there from the start. The rest is loaded when it is needed, or when the app has settled. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { Journal, Recorded } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { SearchPage } from '../port.ts';
import type { Store } from '../storage/store.ts';
import { say } from '../words/saying.ts';
import type { SearchEngine } from './engine.ts';

/** How long after opening the index is looked at, in ms: what is on the screen goes first. */
const SETTLED_MS = 2_000;
/** When the code could not be loaded, it is tried again after this, in ms. */
const AGAIN_MS = 60_000;

export interface SearchParts {
  readonly journal: Pick<Journal, 'memory' | 'read'>;
  readonly storage: Pick<Store, 'transaction'>;
  readonly timers: Timers;
  readonly me: UserId;
  readonly now: () => number;
  readonly nameOf: (user: UserId) => string | undefined;
  /** What people and conversations are called now. */
  readonly names: () => {
    readonly people: readonly { readonly id: UserId; readonly name: string }[];
    readonly conversations: readonly { readonly id: GroupId; readonly title: string }[];
  };
  /** Whether there is something that goes first. */
  readonly busy?: () => boolean;
  /** Whether somebody is about to look at something: what is indexed in the background waits a moment. */
  readonly looks?: () => boolean;
  readonly fault: (error: unknown) => void;
  /** How many messages make a shard full, where that is not the default. */
  readonly shardMessages?: number;
}

export interface Search {
  /** @throws Refused `invalid-input`, `offline`; StorageError. */
  search(query: string, cursor?: string): Promise<SearchPage>;
  recorded(recorded: Recorded): void;
  /** Goes on indexing, soon. */
  begin(): void;
}

export function createSearch(parts: SearchParts): Search {
  let engine: SearchEngine | undefined;
  let loading: Promise<SearchEngine> | undefined;
  /** What happens while it loads. What happened before stands in notes on the disk. */
  let meanwhile: Recorded[] = [];

  const load = async (): Promise<SearchEngine> => {
    const { openSearch } = await import('./engine.ts').catch(() => {
      throw new Refused('offline', say('talk', 'searchMissing'));
    });
    const opened = await openSearch(parts);
    for (const recorded of meanwhile.splice(0)) opened.recorded(recorded);
    engine = opened;
    opened.begin();
    return opened;
  };
  const loaded = (): Promise<SearchEngine> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      meanwhile = [];
      throw error;
    });
    return loading;
  };
  const begin = () => {
    if (parts.busy?.() === true) {
      parts.timers.later('search', SETTLED_MS, begin);
      return;
    }
    loaded().catch((error: unknown) => {
      if (error instanceof Refused) parts.timers.later('search', AGAIN_MS, begin);
      else parts.fault(error);
    });
  };

  return {
    search: async (query, cursor) => (await loaded()).search(query, cursor),
    recorded(recorded) {
      if (recorded.note === undefined) return;
      if (engine !== undefined) engine.recorded(recorded);
      else if (loading !== undefined) meanwhile.push(recorded);
    },
    begin: () => parts.timers.later('search', SETTLED_MS, begin),
  };
}
