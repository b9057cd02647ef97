/** The timelines that windows have open: whole once, and then what changes, in order. */
import type { GroupId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { createExclusive } from '../groups/exclusive.ts';
import { reachIn, reachOfAll } from '../groups/hearing.ts';
import type { Journal, MessageChange } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { CoreUpdate, MessageView, QuoteView, TimelineId, TimelineSnapshot } from '../port.ts';
import type { MessageRow } from '../storage/records.ts';
import type { DamagedMessage } from '../storage/store.ts';
import { draftView } from './drafts.ts';
import { findTime } from './find-time.ts';
import { type Eyes, messageView, quoteOf, type Reached, sentState } from './messages.ts';
import { Quotes } from './quotes.ts';
import { END, type Stretch, stretchAt, withStretch } from './stretches.ts';
import { type Source, sourceOf } from './threads.ts';

const FIRST_PAGE = 60;
const PAGE = 120;
/** What is read on either side of a place to which somebody jumps. */
const AROUND = 60;

interface OpenTimeline extends Source {
  count: number;
  /** What windows have; at least the newest. */
  stretches: readonly Stretch[];
  hasOlder: boolean;
  reached: Reached;
  readonly entries: Map<string, MessageView>;
  /** The how-many-th payload of this device an own message is, by its place. */
  readonly nths: Map<string, number>;
  readonly quotes: Quotes;
  /** What happens while rows are read: they may be of before or after it. Undefined: none are being read. */
  early: MessageChange[] | undefined;
}

export interface Timelines {
  open(timeline: TimelineId): Promise<TimelineSnapshot>;
  /** @throws Refused `not-found` when it is not open; StorageError. So do the next two. */
  loadOlder(timeline: TimelineId, within?: string): Promise<{ readonly loaded: number; readonly hasOlder: boolean }>;
  loadNewer(timeline: TimelineId, within: string): Promise<void>;
  loadAround(timeline: TimelineId, key: string): Promise<void>;
  /** @throws Refused `not-found`; StorageError. */
  findTime(conversation: GroupId, at: number): Promise<string | null>;
  close(timeline: TimelineId): void;
  /** The open timelines as they are, for a window that has just come. */
  snapshots(): TimelineSnapshot[];
  messages(changes: readonly MessageChange[]): void;
  /** These files are elsewhere than before. */
  files(ids: ReadonlySet<string>): void;
  /** The conversation's own row has changed: until where the others have everything, for one. */
  conversation(id: GroupId): void;
}

export interface TimelineParts {
  readonly journal: Journal;
  readonly eyes: Eyes;
  readonly state: () => OrgState;
  readonly push: (update: CoreUpdate) => void;
  /** Somebody wants to see what is not shown yet. */
  readonly looked?: () => void;
}

export function createTimelines({ journal, eyes, state, push, looked }: TimelineParts): Timelines {
  const { me } = eyes;
  const open = new Map<TimelineId, OpenTimeline>();
  const reading = createExclusive();
  const reachedIn = (id: GroupId): Reached => {
    const row = journal.memory.conversations.get(id);
    const tells = eyes.tellsRead();
    return (nth) => (row === undefined ? 'none' : reachOfAll(row, me, nth, tells));
  };
  const viewOf = (timeline: OpenTimeline, row: MessageRow | DamagedMessage): MessageView => {
    if (row.kind === 'text' && row.nth !== undefined) timeline.nths.set(row.order, row.nth);
    return messageView(row, eyes, timeline.reached, row.kind === 'text' ? timeline.quotes.of(row) : undefined);
  };
  /** Those at `places`, as they are or are about to be, with what they quote as it is now. */
  const quotedAnew = (
    { entries }: OpenTimeline,
    upsert: ReadonlyMap<string, MessageView>,
    places: readonly string[],
    reply: QuoteView,
  ): MessageView[] =>
    places.flatMap((place) => {
      const view = upsert.get(place) ?? entries.get(place);
      return view?.kind === 'text' && view.reply !== undefined ? { ...view, reply } : [];
    });
  const breaksOf = ({ stretches }: OpenTimeline) =>
    stretches.length < 2 ? {} : { breaks: stretches.slice(1).map(({ from }) => from) };
  const snapshotOf = (timeline: OpenTimeline): TimelineSnapshot => {
    const { conversation, thread } = timeline;
    const { readUpTo, threadDrafts } = journal.memory.conversations.get(conversation) ?? {};
    const draft = thread === undefined ? undefined : threadDrafts?.[thread];
    const entries = [...timeline.entries.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
    return {
      conversation,
      ...(thread === undefined ? {} : { thread }),
      entries,
      hasOlder: timeline.hasOlder,
      ...breaksOf(timeline),
      ...(readUpTo === undefined || thread !== undefined ? {} : { readUpTo }),
      ...draftView(draft, eyes.nameOf),
    };
  };

  const pushDiff = (id: TimelineId, timeline: OpenTimeline, upsert: MessageView[], remove: string[]) => {
    for (const key of remove) timeline.entries.delete(key);
    for (const view of upsert) timeline.entries.set(view.key, view);
    if (open.get(id) !== timeline) return;
    const { conversation, thread } = timeline;
    push({
      topic: `timeline:${id}`,
      diff: {
        conversation,
        ...(thread === undefined ? {} : { thread }),
        upsert,
        remove,
        hasOlder: timeline.hasOlder,
        ...breaksOf(timeline),
      },
    });
  };

  const applyChanges = (id: TimelineId, timeline: OpenTimeline, changes: readonly MessageChange[]) => {
    const upsert = new Map<string, MessageView>();
    const remove = new Set<string>();
    for (const { row, was } of changes) {
      if (was !== undefined) {
        upsert.delete(was);
        remove.add(was);
      }
      const gone = row === undefined && was !== undefined ? timeline.quotes.forget(was) : undefined;
      for (const view of gone === undefined ? [] : quotedAnew(timeline, upsert, gone.places, gone.quote)) {
        if (!remove.has(view.key)) upsert.set(view.key, view);
      }
      if (row?.kind === 'text') {
        for (const view of quotedAnew(timeline, upsert, timeline.quotes.note(row), quoteOf(row, eyes.nameOf))) {
          if (!remove.has(view.key)) upsert.set(view.key, view);
        }
      }
      // What belongs where nothing has been read yet is read with the rest of it.
      if (row === undefined || !timeline.shows(row) || !covers(timeline, row.order)) continue;
      remove.delete(row.order);
      upsert.set(row.order, viewOf(timeline, row));
    }
    if (upsert.size + remove.size > 0) pushDiff(id, timeline, [...upsert.values()], [...remove]);
    const rows = changes.flatMap(({ row }) => (row !== undefined && timeline.shows(row) ? [row] : []));
    // A quote of what is not in sight; should the app be locked meanwhile, nobody looks at it any more.
    timeline.quotes.find(rows).then(
      (places) => {
        if (places.length > 0) drawAgain(id, timeline, rows, new Set(places));
      },
      () => undefined,
    );
  };

  const drawAgain = (
    id: TimelineId,
    timeline: OpenTimeline,
    rows: readonly MessageRow[],
    places: ReadonlySet<string>,
  ) => {
    const upsert = rows.flatMap((row) => {
      const view = timeline.entries.get(row.order);
      const reply = row.kind === 'text' && places.has(row.order) ? timeline.quotes.of(row) : undefined;
      return view?.kind === 'text' && reply !== undefined ? [{ ...view, reply }] : [];
    });
    if (upsert.length > 0) pushDiff(id, timeline, upsert, []);
  };

  const put = async (
    timeline: OpenTimeline,
    read: readonly (MessageRow | DamagedMessage)[],
  ): Promise<MessageView[]> => {
    const rows = read.filter((row) => timeline.shows(row));
    await timeline.quotes.find(rows);
    for (const row of rows) if (row.kind === 'text') timeline.quotes.note(row);
    const views = rows.map((row) => viewOf(timeline, row));
    for (const view of views) timeline.entries.set(view.key, view);
    return views;
  };

  /** Reads rows into the timeline, one reading after the other; what changes meanwhile counts after it. */
  const load = <T>(id: TimelineId, work: (timeline: OpenTimeline) => Promise<T>): Promise<T> => {
    looked?.();
    return reading.run(id, async () => {
      const timeline = open.get(id);
      if (timeline === undefined) throw new Refused('not-found');
      timeline.early = [];
      try {
        return await work(timeline);
      } finally {
        const { early = [] } = timeline;
        timeline.early = undefined;
        applyChanges(id, timeline, early);
      }
    });
  };

  /** Rows without a gap between them, from the place `from` up to `to`, are there from now on. */
  const show = async (
    id: TimelineId,
    timeline: OpenTimeline,
    rows: readonly (MessageRow | DamagedMessage)[],
    added: Stretch & { readonly hasOlder?: boolean },
  ) => {
    const views = await put(timeline, rows);
    timeline.stretches = withStretch(timeline.stretches, added);
    if (added.hasOlder !== undefined && timeline.stretches[0]?.from === added.from) timeline.hasOlder = added.hasOlder;
    pushDiff(id, timeline, views, []);
  };

  return {
    async open(id) {
      const source = sourceOf(journal, state, id);
      if (source === undefined) throw new Refused('not-found');
      const known = open.get(id);
      if (known !== undefined) {
        known.count += 1;
        const snapshot = snapshotOf(known);
        push({ topic: `timeline:${id}`, snapshot });
        return snapshot;
      }
      const timeline: OpenTimeline = {
        ...source,
        count: 1,
        stretches: [{ from: '', to: END }],
        hasOlder: false,
        reached: reachedIn(source.conversation),
        entries: new Map(),
        nths: new Map(),
        quotes: new Quotes(journal.read, source, state, eyes.nameOf),
        early: [],
      };
      open.set(id, timeline);
      return load(id, async () => {
        const page = await timeline.page(undefined, FIRST_PAGE);
        await put(timeline, page.entries);
        timeline.hasOlder = page.hasOlder;
        timeline.stretches = [{ from: page.entries[0]?.order ?? '', to: END }];
        const snapshot = snapshotOf(timeline);
        push({ topic: `timeline:${id}`, snapshot });
        return snapshot;
      });
    },
    loadOlder: (id, within) =>
      load(id, async (timeline) => {
        const { stretches } = timeline;
        const stretch = (within === undefined ? undefined : stretchAt(stretches, within)) ?? stretches.at(-1);
        if (stretch === undefined || (stretch === stretches[0] && !timeline.hasOlder)) {
          return { loaded: 0, hasOlder: false };
        }
        const page = await timeline.page(stretch.from, PAGE);
        const from = page.entries[0]?.order ?? stretch.from;
        await show(id, timeline, page.entries, { from, to: stretch.from, hasOlder: page.hasOlder });
        return { loaded: page.entries.length, hasOlder: page.hasOlder };
      }),
    loadNewer: (id, within) =>
      load(id, async (timeline) => {
        const stretch = stretchAt(timeline.stretches, within);
        if (stretch === undefined || stretch === timeline.stretches.at(-1)) return;
        const rows = await timeline.from(stretch.to, PAGE);
        await show(id, timeline, rows, { from: stretch.to, to: endOf(rows, PAGE) });
      }),
    loadAround: (id, key) =>
      load(id, async (timeline) => {
        if (covers(timeline, key)) return;
        const older = await timeline.page(key, AROUND);
        const newer = await timeline.from(key, AROUND);
        const from = older.entries[0]?.order ?? key;
        const rows = [...older.entries, ...newer];
        await show(id, timeline, rows, { from, to: endOf(newer, AROUND), hasOlder: older.hasOlder });
      }),
    async findTime(id, at) {
      if (!journal.memory.conversations.has(id)) throw new Refused('not-found');
      return (await findTime(journal.read, id, at)) ?? null;
    },
    close(id) {
      const timeline = open.get(id);
      if (timeline === undefined) return;
      timeline.count -= 1;
      if (timeline.count <= 0) open.delete(id);
    },
    snapshots: () => [...open.values()].map(snapshotOf),
    messages(changes) {
      for (const [id, timeline] of open) {
        const list = changes.filter(({ conversation }) => conversation === timeline.conversation);
        if (list.length === 0) continue;
        if (timeline.early !== undefined) timeline.early.push(...list);
        else applyChanges(id, timeline, list);
      }
    },
    files(ids) {
      for (const [key, timeline] of open) {
        const upsert = [...timeline.entries.values()].flatMap((view) => withFiles(view, ids, eyes.fileState));
        if (upsert.length > 0) pushDiff(key, timeline, upsert, []);
      }
    },
    conversation(id) {
      for (const [key, timeline] of open) {
        if (timeline.conversation !== id) continue;
        timeline.reached = reachedIn(id);
        const upsert = [...timeline.entries.values()].flatMap((view) => withReach(view, timeline));
        if (upsert.length > 0) pushDiff(key, timeline, upsert, []);
      }
    },
  };
}

function covers({ stretches, hasOlder }: OpenTimeline, place: string): boolean {
  return stretchAt(stretches, place) !== undefined || (!hasOlder && place < (stretches[0]?.from ?? ''));
}

/** How far these rows go: a page that is not full goes to the newest. */
function endOf(rows: readonly { readonly order: string }[], full: number): string {
  return rows.length < full ? END : (rows.at(-1)?.order ?? END);
}

/** A message with some of these files, as they are now. */
function withFiles(view: MessageView, ids: ReadonlySet<string>, stateOf: Eyes['fileState']): MessageView[] {
  if (view.kind !== 'text' || view.files?.some(({ id }) => ids.has(id)) !== true) return [];
  return [{ ...view, files: view.files.map((file) => ({ ...file, state: stateOf(file.id) })) }];
}

/** An own message as far as it has come by now, if that is another place than before. */
function withReach(view: MessageView, { nths, reached }: OpenTimeline): MessageView[] {
  if (view.kind !== 'text' || view.state === undefined) return [];
  const { kind } = view.state;
  if (kind !== 'sent' && kind !== 'delivered' && kind !== 'read') return [];
  const nth = nths.get(view.key);
  const state = sentState(nth === undefined ? 'none' : reachIn(reached(nth), view.aside));
  return state.kind === kind ? [] : [{ ...view, state }];
}
