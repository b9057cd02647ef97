/** What windows look at while the core is open: timelines and search over the journal. */
import type { UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { PolicyValues } from '#shared/policy/index.ts';
import type { Device } from '../groups/device.ts';
import type { Timers } from '../groups/timers.ts';
import type { CoreUpdate } from '../port.ts';
import { createSearch, type Search } from '../search/door.ts';
import type { UnlockedStorage } from '../storage/locked-storage.ts';
import { conversationViews } from '../views/conversations.ts';
import type { Eyes } from '../views/messages.ts';
import { createTimelines, type Timelines } from '../views/timelines.ts';

/** For how long the index waits for somebody who looks, in ms: who has opened one thing often opens the next. */
const LOOKING_MS = 700;

export interface ViewParts extends Pick<Eyes, 'relayAhead' | 'fileState'> {
  readonly device: Device;
  readonly storage: UnlockedStorage;
  readonly timers: Timers;
  readonly org: () => OrgState;
  readonly policy: () => PolicyValues;
  /** What came while this device was away is being taken in. */
  readonly busy: () => boolean;
  readonly push: (update: CoreUpdate) => void;
  readonly fault: (error: unknown) => void;
}

export function createViews({ device, storage, timers, org, policy, push, busy, fault, ...eyes }: ViewParts): {
  readonly timelines: Timelines;
  readonly search: Search;
  readonly nameOf: (user: UserId) => string | undefined;
} {
  const { journal, self, now, tellsRead } = device;
  const { user: me } = self;
  const nameOf = (user: UserId) => org().users.get(user)?.name;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const timelines = createTimelines({
    journal,
    eyes: { me, policy, tellsRead, nameOf, ...eyes },
    state: org,
    push,
    looked: () => {
      lookedAt = now();
    },
  });
  const search = createSearch({
    journal,
    storage,
    timers,
    me,
    now,
    nameOf,
    names: () => ({
      people: [...org().users.values()],
      conversations: conversationViews(journal.memory, org(), me, policy()),
    }),
    busy,
    // A clock that was put back must not keep the index waiting.
    looks: () => Math.abs(now() - lookedAt) < LOOKING_MS,
    fault,
  });
  return { timelines, search, nameOf };
}
