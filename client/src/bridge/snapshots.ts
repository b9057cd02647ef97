/** What a window knows: the newest snapshot of each topic. Pure functions; `bridge.ts` holds the value. */
import type {
  ConnectionView,
  ConversationSummary,
  CoreUpdate,
  InvitationView,
  LaterView,
  MessageView,
  PersonView,
  PresenceView,
  SavedMark,
  SessionView,
  SettingsView,
  TimelineDiff,
  TimelineId,
  TimelineSnapshot,
  TypingView,
} from '#core/port.ts';

export interface Snapshots {
  readonly session: SessionView;
  readonly connection: ConnectionView;
  readonly conversations: readonly ConversationSummary[];
  readonly people: readonly PersonView[];
  readonly invitations: readonly InvitationView[];
  readonly settings: SettingsView;
  readonly typing: TypingView;
  readonly saved: readonly SavedMark[];
  readonly later: LaterView;
  readonly presence: PresenceView;
  /** Of the open timelines. */
  readonly timelines: Readonly<Record<TimelineId, TimelineSnapshot>>;
}

/** Nothing is known. Also the state after a lock: no word of a conversation may stay in the window. */
export const nothingKnown: Snapshots = {
  session: { kind: 'starting' },
  connection: { link: { kind: 'connecting' }, queued: 0, evidence: [], alarms: [] },
  conversations: [],
  people: [],
  invitations: [],
  typing: [],
  saved: [],
  later: { scheduled: [], reminders: [], snippets: [], responses: [] },
  presence: [],
  settings: {
    notify: false,
    notifyContent: 'nothing',
    quietHours: null,
    urgentAlways: false,
    readReceipts: false,
    typing: false,
    presence: false,
    status: { state: 'auto', text: '', emoji: '', until: null },
    keywords: [],
    collapsed: [],
  },
  timelines: {},
};

/** `snapshots` after `update`. */
export function applyUpdate(snapshots: Snapshots, update: CoreUpdate): Snapshots {
  switch (update.topic) {
    case 'session':
      // Whatever ends the session ends what was shown of it.
      if (update.snapshot.kind !== 'open' && snapshots.session.kind === 'open') {
        return { ...nothingKnown, connection: snapshots.connection, session: update.snapshot };
      }
      return { ...snapshots, session: update.snapshot };
    case 'connection':
      return { ...snapshots, connection: update.snapshot };
    case 'conversations':
      return { ...snapshots, conversations: unchangedKept(snapshots.conversations, update.snapshot) };
    case 'people':
      return { ...snapshots, people: update.snapshot };
    case 'invitations':
      return { ...snapshots, invitations: update.snapshot };
    case 'typing':
      return { ...snapshots, typing: update.snapshot };
    case 'saved':
      return { ...snapshots, saved: update.snapshot };
    case 'later':
      return { ...snapshots, later: update.snapshot };
    case 'presence':
      return { ...snapshots, presence: update.snapshot };
    case 'settings':
      return { ...snapshots, settings: update.snapshot };
    case 'notice':
      // Told and gone.
      return snapshots;
    default:
      if ('diff' in update) return withDiff(snapshots, update.diff);
      return withTimeline(snapshots, update.snapshot);
  }
}

/** `after`, in which what did not change is the same object as before, so that a view draws only what did. */
function unchangedKept(
  before: readonly ConversationSummary[],
  after: readonly ConversationSummary[],
): readonly ConversationSummary[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return after.map((one) => {
    const was = known.get(one.id);
    return was !== undefined && JSON.stringify(was) === JSON.stringify(one) ? was : one;
  });
}

/** `snapshots` with this whole timeline. */
export function withTimeline(snapshots: Snapshots, timeline: TimelineSnapshot): Snapshots {
  return { ...snapshots, timelines: { ...snapshots.timelines, [timelineIdOf(timeline)]: timeline } };
}

/** How a timeline is asked for. */
export function timelineIdOf({ conversation, thread }: Pick<TimelineSnapshot, 'conversation' | 'thread'>): TimelineId {
  return thread === undefined ? conversation : `${conversation}/${thread}`;
}

/** `snapshots` without this timeline. */
export function withoutTimeline(snapshots: Snapshots, id: TimelineId): Snapshots {
  const { [id]: _closed, ...timelines } = snapshots.timelines;
  return { ...snapshots, timelines };
}

function withDiff(snapshots: Snapshots, diff: TimelineDiff): Snapshots {
  const timeline = snapshots.timelines[timelineIdOf(diff)];
  // Another window's timeline.
  if (timeline === undefined) return snapshots;
  return withTimeline(snapshots, applyTimelineDiff(timeline, diff));
}

/** `timeline` after `diff`. Entries that did not change stay the same objects, so that a view draws only what did. */
export function applyTimelineDiff(timeline: TimelineSnapshot, diff: TimelineDiff): TimelineSnapshot {
  const gone = new Set(diff.remove);
  const changed = new Map(diff.upsert.map((entry) => [entry.key, entry]));
  const kept = timeline.entries.filter((entry) => !gone.has(entry.key) && !changed.has(entry.key));
  const added = [...changed.values()].sort(byKey);
  const { breaks: _before, ...rest } = timeline;
  const breaks = diff.breaks === undefined ? {} : { breaks: diff.breaks };
  return { ...rest, entries: merge(kept, added), hasOlder: diff.hasOlder, ...breaks };
}

function merge(left: readonly MessageView[], right: readonly MessageView[]): MessageView[] {
  const merged: MessageView[] = [];
  let next = 0;
  for (const entry of left) {
    for (let other = right[next]; other !== undefined && byKey(other, entry) < 0; other = right[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...right.slice(next)];
}

function byKey(left: MessageView, right: MessageView): number {
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}
