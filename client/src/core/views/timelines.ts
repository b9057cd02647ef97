/** The timelines that windows have open: whole once, and then what changes, in order. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { hasArrived } from '../groups/hearing.ts';
import type { Journal, MessageChange } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { CoreUpdate, MessageView, TimelineSnapshot } from '../port.ts';
import type { MessageRow } from '../storage/records.ts';
import type { DamagedMessage } from '../storage/store.ts';
import { type Arrived, messageView } from './messages.ts';

const FIRST_PAGE = 60;
const OLDER_PAGE = 120;

interface OpenTimeline {
  count: number;
  /** The place of the oldest entry that windows have. */
  from: string;
  hasOlder: boolean;
  arrived: Arrived;
  readonly entries: Map<string, MessageView>;
  /** The how-many-th payload of this device an own message is, by its place. */
  readonly nths: Map<string, number>;
  /** What happens while the first page is read. */
  early: MessageChange[] | undefined;
}

export interface Timelines {
  open(conversation: GroupId): Promise<TimelineSnapshot>;
  loadOlder(conversation: GroupId): Promise<{ readonly loaded: number; readonly hasOlder: boolean }>;
  close(conversation: GroupId): void;
  /** The open timelines as they are, for a window that has just come. */
  snapshots(): TimelineSnapshot[];
  messages(changes: readonly MessageChange[]): void;
  /** The conversation's own row has changed: until where the others have everything, for one. */
  conversation(id: GroupId): void;
}

export function createTimelines(journal: Journal, me: UserId, push: (update: CoreUpdate) => void): Timelines {
  const open = new Map<GroupId, OpenTimeline>();
  const arrivedIn = (id: GroupId): Arrived => {
    const row = journal.memory.conversations.get(id);
    return (nth) => row !== undefined && hasArrived(row, me, nth);
  };
  const viewOf = (timeline: OpenTimeline, row: MessageRow | DamagedMessage): MessageView => {
    if (row.kind === 'text' && row.nth !== undefined) timeline.nths.set(row.order, row.nth);
    return messageView(row, me, timeline.arrived);
  };
  const snapshotOf = (id: GroupId, timeline: OpenTimeline): TimelineSnapshot => {
    const readUpTo = journal.memory.conversations.get(id)?.readUpTo;
    const entries = [...timeline.entries.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
    return {
      conversation: id,
      entries,
      hasOlder: timeline.hasOlder,
      ...(readUpTo === undefined ? {} : { readUpTo }),
    };
  };

  const pushDiff = (id: GroupId, timeline: OpenTimeline, upsert: MessageView[], remove: string[]) => {
    for (const key of remove) timeline.entries.delete(key);
    for (const view of upsert) timeline.entries.set(view.key, view);
    if (upsert.length === 0 && remove.length === 0) return;
    push({
      topic: `timeline:${id}`,
      diff: { conversation: id, upsert, remove, hasOlder: timeline.hasOlder },
    });
  };

  const applyChanges = (id: GroupId, timeline: OpenTimeline, changes: readonly MessageChange[]) => {
    const upsert = new Map<string, MessageView>();
    const remove = new Set<string>();
    for (const { row, was } of changes) {
      if (was !== undefined) {
        upsert.delete(was);
        remove.add(was);
      }
      // What belongs among older entries is read with them.
      if (row === undefined || (timeline.hasOlder && row.order < timeline.from)) continue;
      remove.delete(row.order);
      upsert.set(row.order, viewOf(timeline, row));
    }
    pushDiff(id, timeline, [...upsert.values()], [...remove]);
  };

  const put = (timeline: OpenTimeline, rows: readonly (MessageRow | DamagedMessage)[]): MessageView[] => {
    const views = rows.map((row) => viewOf(timeline, row));
    for (const view of views) timeline.entries.set(view.key, view);
    const first = rows[0];
    if (first !== undefined && (timeline.from === '' || first.order < timeline.from)) timeline.from = first.order;
    return views;
  };

  return {
    async open(id) {
      if (!journal.memory.conversations.has(id)) throw new Refused('not-found');
      const known = open.get(id);
      if (known !== undefined) {
        known.count += 1;
        const snapshot = snapshotOf(id, known);
        push({ topic: `timeline:${id}`, snapshot });
        return snapshot;
      }
      const timeline: OpenTimeline = {
        count: 1,
        from: '',
        hasOlder: false,
        arrived: arrivedIn(id),
        entries: new Map(),
        nths: new Map(),
        early: [],
      };
      open.set(id, timeline);
      const page = await journal.read.messages({ conversation: id, limit: FIRST_PAGE });
      timeline.hasOlder = page.hasOlder;
      put(timeline, page.entries);
      const snapshot = snapshotOf(id, timeline);
      push({ topic: `timeline:${id}`, snapshot });
      const { early = [] } = timeline;
      timeline.early = undefined;
      applyChanges(id, timeline, early);
      return snapshot;
    },
    async loadOlder(id) {
      const timeline = open.get(id);
      if (timeline === undefined) throw new Refused('not-found');
      if (!timeline.hasOlder) return { loaded: 0, hasOlder: false };
      const page = await journal.read.messages({ conversation: id, before: timeline.from, limit: OLDER_PAGE });
      timeline.hasOlder = page.hasOlder;
      pushDiff(id, timeline, put(timeline, page.entries), []);
      return { loaded: page.entries.length, hasOlder: page.hasOlder };
    },
    close(id) {
      const timeline = open.get(id);
      if (timeline === undefined) return;
      timeline.count -= 1;
      if (timeline.count <= 0) open.delete(id);
    },
    snapshots: () => [...open].map(([id, timeline]) => snapshotOf(id, timeline)),
    messages(changes) {
      const byConversation = new Map<GroupId, MessageChange[]>();
      for (const change of changes) {
        if (!open.has(change.conversation)) continue;
        const list = byConversation.get(change.conversation);
        if (list === undefined) byConversation.set(change.conversation, [change]);
        else list.push(change);
      }
      for (const [id, list] of byConversation) {
        const timeline = open.get(id);
        if (timeline === undefined) continue;
        if (timeline.early !== undefined) timeline.early.push(...list);
        else applyChanges(id, timeline, list);
      }
    },
    conversation(id) {
      const timeline = open.get(id);
      if (timeline === undefined) return;
      timeline.arrived = arrivedIn(id);
      const upsert = [...timeline.entries.values()].flatMap((view) => markDelivered(view, timeline));
      pushDiff(id, timeline, upsert, []);
    },
  };
}

/** An own message that the others have by now, as it is drawn then. */
function markDelivered(view: MessageView, { nths, arrived }: OpenTimeline): MessageView[] {
  if (view.kind !== 'text' || view.state?.kind !== 'sent') return [];
  const nth = nths.get(view.key);
  return nth !== undefined && arrived(nth) ? [{ ...view, state: { kind: 'delivered' } }] : [];
}
