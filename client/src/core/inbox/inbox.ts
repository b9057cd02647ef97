/**
 * What the relay delivers, brought into order: backfill from the cursor, cutover under a sequence check, then streaming.
 * Each group has a lane: envelopes wait in it until the one before them is there, so a gap is always noticed, whether the
 * relay dropped something, kept it back, or has let it expire.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { type CallAnswer, type Envelope, type GroupPlace, wireLimits } from '#shared/wire/index.ts';
import type { Device, SyncLog } from '../groups/device.ts';
import { tell } from '../groups/hearing.ts';
import { placeBehind } from '../groups/order.ts';
import { mayHaveGone } from '../groups/timed.ts';
import { TransportError } from '../transport/errors.ts';
import { type Applied, applyEnvelopes } from './apply.ts';
import { Gaps } from './gaps.ts';
import { Waiting } from './waiting.ts';

/** Envelopes that one transaction takes at most. */
const STRETCH = 200;
/** Envelopes that wait in one lane at most; what comes beyond is fetched again when its turn comes. */
const WAITING_MAX = 1_000;
const PAGE_BYTES = 1024 * 1024;
/** The first page after signing in is short: what was last spoken in comes in it, and is there before the rest is fetched. */
const FIRST_PAGE_BYTES = 128 * 1024;
const ACK_AFTER_MS = 20;
const AGAIN_AFTER_MS = 1_000;

export interface InboxHooks {
  readonly syncLog: SyncLog;
  /** Something of a group has been applied and is on the disk. */
  readonly applied: (group: GroupId, applied: Applied) => void;
  /** This device cannot follow the group any more. Its state is of no use. */
  readonly fellOut: (group: GroupId, detail: string) => Promise<void>;
  /** How many envelopes were applied, for those who wait. */
  readonly progress: (count: number) => void;
  /** A fault that is nobody's answer to anything. */
  readonly fault: (error: unknown) => void;
}

export interface Inbox {
  deliver(envelopes: readonly Envelope[]): void;
  /**
   * After signing in: fetches and applies everything that waits.
   * @param before the cursors at the moment of signing in; what is delivered since may have moved them on.
   */
  backfill(places: readonly GroupPlace[], before: ReadonlyMap<GroupId, number>): Promise<void>;
  /** Fetches and applies what follows in one group. */
  catchUp(group: GroupId): Promise<void>;
  /** A group that was unknown or out of step is there: goes on behind its cursor. */
  resume(group: GroupId): void;
  /** Resolves when nothing more is under way. */
  idle(): Promise<void>;
  close(): void;
}

interface Lane {
  readonly waiting: Waiting;
  /** What has come under numbers that the cursor has passed. */
  readonly late: Map<number, Envelope>;
  readonly gaps: Gaps;
  /** The newest sequence number that the relay has told of. */
  wanted: number;
  running: Promise<void> | undefined;
}

export function createInbox(device: Device, hooks: InboxHooks): Inbox {
  const lanes = new Map<GroupId, Lane>();
  const acks = new Map<GroupId, number>();
  const retries = new Map<GroupId, ReturnType<typeof setTimeout>>();
  let ackTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const cursorOf = (group: GroupId) => device.journal.memory.cursors.get(group) ?? 0;

  const laneOf = (group: GroupId): Lane => {
    const known = lanes.get(group);
    if (known !== undefined) return known;
    const lane: Lane = {
      waiting: new Waiting(WAITING_MAX),
      late: new Map(),
      gaps: new Gaps(),
      wanted: 0,
      running: undefined,
    };
    lanes.set(group, lane);
    return lane;
  };

  const put = (envelopes: readonly Envelope[]): Set<GroupId> => {
    const touched = new Set<GroupId>();
    for (const envelope of envelopes) {
      const { group, seq } = envelope;
      const lane = laneOf(group);
      lane.wanted = Math.max(lane.wanted, seq);
      touched.add(group);
      if (seq > cursorOf(group)) lane.waiting.put(envelope);
      else if (lane.gaps.has(seq) && lane.late.size < WAITING_MAX) lane.late.set(seq, envelope);
    }
    return touched;
  };

  /** Whether this device applies what comes in the group now. */
  const standing = (group: GroupId): 'applies' | 'passes' | 'waits' => {
    switch (device.journal.memory.conversations.get(group)?.status) {
      case 'ready':
      case 'setting-up':
        return 'applies';
      case 'left':
      case 'removed':
      case 'deleted':
        return 'passes';
      default:
        return 'waits';
    }
  };

  const fetchAfter = (group: GroupId): Promise<CallAnswer<'group.since'>> =>
    device.call('group.since', { requests: [{ group, after: cursorOf(group) }], maxBytes: PAGE_BYTES });

  /** What stands between the cursor and `next` cannot be had: it is said, and left behind. */
  const declareGap = async (group: GroupId, lane: Lane, next: number) => {
    const cursor = cursorOf(group);
    const count = next - 1 - cursor;
    if (count <= 0) return;
    const line = `gap:${next}`;
    await device.journal.record((write) => {
      write.putMessage({
        kind: 'event',
        id: line,
        conversation: group,
        order: placeBehind(next - 1, 'gap'),
        at: device.now(),
        event: { kind: 'missing', count, ...mayHaveGone(device, write.conversation(group)) },
      });
      write.changeConversation(group, (row) => ({ ...row, told: tell(row.told, line, count) }));
      write.moveCursor(group, next - 1);
    });
    lane.gaps.open(cursor + 1, next - 1, line);
  };

  /** The relay's numbers have gone back: it has shown numbers before that were never given. What is lost, nobody knows. */
  const declareReturn = async (group: GroupId, lane: Lane, head: number) => {
    const cursor = cursorOf(group);
    await device.journal.record((write) =>
      write.putMessage({
        kind: 'event',
        id: `back:${cursor}`,
        conversation: group,
        order: placeBehind(cursor, 'back'),
        at: device.now(),
        event: { kind: 'missing' },
      }),
    );
    lane.gaps.open(head + 1, cursor);
  };

  /** Something has come that this line told to be missing. */
  const shorten = async (group: GroupId, line: string) => {
    const row = await device.journal.read.get('messages', group, line);
    if (row?.kind !== 'event' || row.event.kind !== 'missing' || row.event.count === undefined) return;
    const event = { ...row.event, count: row.event.count - 1 };
    await device.journal.record((write) =>
      event.count > 0 ? write.putMessage({ ...row, event }) : write.deleteMessage(row),
    );
  };

  const takeNote = async (group: GroupId, lane: Lane, run: readonly Envelope[], applied: Applied, late: boolean) => {
    const lines = new Set(applied.found.map(({ sequence, line }) => `${sequence} ${line}`));
    const empty = new Set(applied.empty.map(({ sequence }) => sequence));
    for (const { seq } of late ? run : []) {
      if (empty.has(seq)) continue;
      const line = lane.gaps.close(seq);
      if (line !== undefined) lines.add(`${seq} ${line}`);
    }
    if (!late) for (const { sequence, line } of applied.empty) lane.gaps.open(sequence, sequence, line);
    for (const one of lines) await shorten(group, one.slice(one.indexOf(' ') + 1));
  };

  /**
   * Whether this is of an epoch in which this device has been, once it is out. What is of later ones is for a device that
   * was put in again, whose Welcome is still to come: it waits for that.
   */
  const isPast = ({ group, epoch }: Envelope): boolean =>
    epoch <= BigInt(device.journal.memory.conversations.get(group)?.epoch ?? 0);

  const pass = async (group: GroupId, run: readonly Envelope[]): Promise<boolean> => {
    const later = run.findIndex((one) => !isPast(one));
    const last = run.slice(0, later < 0 ? run.length : later).at(-1);
    if (last === undefined) return false;
    await device.journal.record((write) => write.moveCursor(group, last.seq));
    acknowledge(group, last.seq);
    return later < 0;
  };

  /** Whether there is something that could be taken now. */
  const isDue = (group: GroupId, lane: Lane): boolean => {
    const [next] = lane.waiting.run(cursorOf(group), 1);
    switch (standing(group)) {
      case 'applies':
        return next !== undefined || lane.late.size > 0;
      case 'passes':
        return next !== undefined && isPast(next);
      case 'waits':
        return false;
    }
  };

  const applyNext = async (group: GroupId, lane: Lane): Promise<boolean> => {
    const cursor = cursorOf(group);
    lane.waiting.pass(cursor);
    const run = lane.waiting.run(cursor, STRETCH);
    const last = run.at(-1);
    if (last === undefined) return applyLate(group, lane);
    if (standing(group) === 'passes') return pass(group, run);
    const applied = await applyEnvelopes(device, hooks.syncLog, group, run);
    await takeNote(group, lane, run, applied, false);
    lane.waiting.pass(applied.upTo);
    hooks.progress(run.length);
    acknowledge(group, applied.upTo);
    hooks.applied(group, applied);
    if (applied.lost !== undefined) {
      lane.waiting.clear();
      await hooks.fellOut(group, applied.lost);
      return false;
    }
    return applied.upTo >= last.seq;
  };

  /** What the cursor has passed moves nothing: it is only taken in. */
  const applyLate = async (group: GroupId, lane: Lane): Promise<boolean> => {
    const run = [...lane.late.values()].sort((left, right) => left.seq - right.seq);
    lane.late.clear();
    if (run.length === 0 || standing(group) !== 'applies') return false;
    const applied = await applyEnvelopes(device, hooks.syncLog, group, run, true);
    await takeNote(group, lane, run, applied, true);
    hooks.applied(group, applied);
    return true;
  };

  const drain = async (group: GroupId, lane: Lane): Promise<void> => {
    while (!closed && standing(group) !== 'waits') {
      if (await device.groups.exclusive(group, () => applyNext(group, lane))) continue;
      if (standing(group) !== 'applies' || cursorOf(group) >= lane.wanted) return;
      const page = await fetchAfter(group);
      put(page.envelopes);
      lane.waiting.pass(cursorOf(group));
      const { first } = lane.waiting;
      if (first !== undefined) await declareGap(group, lane, first);
      else {
        await declareGap(group, lane, lane.wanted + 1);
        return;
      }
    }
  };

  const kick = (group: GroupId): Promise<void> => {
    const lane = laneOf(group);
    if (closed || standing(group) === 'waits') return Promise.resolve();
    let failed = false;
    lane.running ??= drain(group, lane)
      .catch((error: unknown) => {
        failed = true;
        if (!(error instanceof TransportError)) hooks.fault(error);
        // Without the relay there is nothing to fetch: the next sign-in begins anew.
        else if (error.code !== 'offline' && error.code !== 'disconnected') tryLater(group, error);
      })
      .finally(() => {
        lane.running = undefined;
        // What came between the last look and now would otherwise wait for the next envelope.
        if (!failed && isDue(group, lane)) void kick(group);
      });
    return lane.running;
  };

  const tryLater = (group: GroupId, { retryAfterMs = AGAIN_AFTER_MS }: TransportError) => {
    if (retries.has(group)) return;
    const again = () => {
      retries.delete(group);
      void kick(group);
    };
    retries.set(group, setTimeout(again, retryAfterMs));
  };

  const acknowledge = (group: GroupId, seq: number) => {
    acks.set(group, seq);
    ackTimer ??= setTimeout(() => {
      ackTimer = undefined;
      const cursors = [...acks].map(([id, upTo]) => ({ group: id, seq: upTo }));
      acks.clear();
      // A lost acknowledgement costs nothing: the cursor here decides what is applied again.
      device.call('group.ack', { cursors: cursors.slice(0, wireLimits.groupsPerCall) }).catch(() => undefined);
    }, ACK_AFTER_MS);
  };

  return {
    deliver(envelopes) {
      for (const group of put(envelopes)) void kick(group);
    },
    async backfill(places, before) {
      for (const { group, head } of places) {
        const lane = laneOf(group);
        lane.wanted = Math.max(lane.wanted, head);
        const returned = head < (before.get(group) ?? 0);
        if (returned && standing(group) === 'applies') await declareReturn(group, lane, head);
      }
      // Those of the relay's places first, and in their order: what was last spoken in is looked at first.
      const known = () => new Set([...places.map(({ group }) => group), ...lanes.keys()]);
      const behind = () =>
        [...known()].filter((group) => standing(group) === 'applies' && laneOf(group).wanted > cursorOf(group));
      // Many groups in one call while there is more; then each lane by itself, which also finds the gaps.
      let maxBytes = FIRST_PAGE_BYTES;
      for (let groups = behind(); groups.length > 0 && !closed; groups = behind()) {
        const requests = groups.slice(0, wireLimits.groupsPerCall).map((group) => ({ group, after: cursorOf(group) }));
        const page = await device.call('group.since', { requests, maxBytes });
        maxBytes = PAGE_BYTES;
        await Promise.all([...put(page.envelopes)].map(kick));
        // A relay that says that there is more and gives nothing is not asked for ever.
        if (!page.more || requests.every(({ group, after }) => cursorOf(group) <= after)) break;
      }
      await Promise.all(places.map(({ group }) => kick(group)));
    },
    async catchUp(group) {
      const page = await fetchAfter(group);
      put(page.envelopes);
      await kick(group);
    },
    resume(group) {
      // Which number its Welcome has, only the relay says: what comes under a smaller one may be meant for this device.
      laneOf(group).gaps.open(1, cursorOf(group));
      void kick(group);
    },
    async idle() {
      for (let running = busy(); running.length > 0; running = busy()) await Promise.all(running);
    },
    close() {
      closed = true;
      clearTimeout(ackTimer);
      for (const timer of retries.values()) clearTimeout(timer);
      lanes.clear();
    },
  };

  function busy(): Promise<void>[] {
    return [...lanes.values()].flatMap(({ running }) => running ?? []);
  }
}
