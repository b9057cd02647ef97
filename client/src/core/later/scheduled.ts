/**
 * Messages that are sent at a time: by the device that was asked to, when it is unlocked and connected and that time has come,
 * and judged then, as the policy and the conversation are then. What cannot be sent is kept, and says why; what was sent late
 * says so. The person's other devices have it, too, and can change it and take it back; none of them sends it, so that it is
 * never sent twice. Where its device has been taken out, the person decides.
 */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { activeDevicesOf } from '#shared/org-log/index.ts';
import { withNames } from '../content/mentions.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Journal } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import { parseThreadId } from '../groups/threads.ts';
import type { Timers } from '../groups/timers.ts';
import { saidIn } from '../outbox/say.ts';
import type { TextOptions, Words } from '../outbox/words.ts';
import type { ScheduledChange, ScheduledView, When } from '../port.ts';
import { SCHEDULED_MAX, type ScheduledRow } from '../storage/later-records.ts';
import { say, spoken } from '../words/saying.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { momentOf } from './when.ts';

/** What is sent later than this after its time is said to be late. */
const LATE_MS = 60_000;
/** No timer is set for longer: a computer that sleeps does not count its time. */
const LOOK_AGAIN_MS = 3_600_000;
const FULL = say('later', 'scheduledFull', SCHEDULED_MAX);

export interface ScheduledParts {
  readonly device: Device;
  readonly journal: Journal;
  readonly timers: Timers;
  readonly words: Pick<Words, 'sendText' | 'requireText'>;
  readonly changed: () => void;
  readonly fault: (error: unknown) => void;
}

export interface Scheduled {
  readonly shelf: Shelf<ScheduledRow>;
  readonly now: readonly ScheduledView[];
  /** Keeps a message until its time. @throws Refused, as for one that is sent now; StorageError. */
  schedule(group: GroupId, text: string, options: TextOptions, when: When): Promise<MessageId>;
  /** Other words, another time, or the conversation's usual timer. @throws Refused, StorageError. */
  change(id: MessageId, change: ScheduledChange): Promise<void>;
  /** Sends it without waiting, or has its device do so once that hears of it. @throws Refused when it cannot be sent; it is kept then. */
  sendNow(id: MessageId): Promise<void>;
  /** Takes it out of the list, and puts it back. @throws Refused, StorageError. */
  cancel(id: MessageId): Promise<void>;
  restore(id: MessageId): Promise<void>;
  /** What came while this device was away has been applied: what is due can be judged. */
  arrived(): void;
  away(): void;
  /** Something may be due. */
  look(): void;
}

type Waiting = Extract<ScheduledRow, { kind: 'waiting' }>;

/** Reads what waits. @throws StorageError. */
export async function openScheduled(parts: ScheduledParts): Promise<Scheduled> {
  const { device, journal, timers, words, changed, fault } = parts;
  const shelf = await openShelf(journal, 'scheduled', { most: SCHEDULED_MAX, full: FULL, changed });
  let here = false;

  const nameOf = (user: UserId) => orgOf(device).users.get(user)?.name;
  const waiting = (id: MessageId): Waiting => {
    const row = shelf.rows.get(id);
    if (row?.kind !== 'waiting') throw new Refused('not-found');
    return row;
  };
  /** Which device of the person sends it: this one, another, or one that is no more. */
  const senderOf = ({ by }: Waiting): 'this' | 'other' | 'gone' => {
    if (by === undefined || by === device.self.device) return 'this';
    const own = activeDevicesOf(orgOf(device), device.self.user, device.now());
    return own.some(({ id }) => id === by) ? 'other' : 'gone';
  };
  /** As it would be said now, with the names that people have now. */
  const saidNow = (row: Waiting): { readonly text: string; readonly options: TextOptions } => {
    const { reply, thread, alsoToRoom, timer, urgency } = row;
    const { text, mentions } = withNames(row, nameOf);
    return {
      text,
      options: {
        ...(mentions === undefined ? {} : { mentions }),
        ...(reply === undefined ? {} : { reply }),
        ...(thread === undefined ? {} : { thread }),
        ...(alsoToRoom === undefined ? {} : { alsoToRoom }),
        ...(timer === undefined ? {} : { timer }),
        ...(urgency === undefined ? {} : { urgency }),
      },
    };
  };

  /** In one transaction with its message, so that a crash neither loses it nor sends it twice. @param next stands in its place. */
  const send = async (row: Waiting, next?: (message: MessageId) => ScheduledRow): Promise<void> => {
    const { text, options } = saidNow(row);
    let settled = () => {};
    await words.sendText(row.conversation, text, options, (write, message) => {
      settled = shelf.within(write, row.id, next?.(message));
    });
    settled();
  };

  const release = ({ id }: Waiting): Promise<void> =>
    shelf.alone(async () => {
      const row = shelf.rows.get(id);
      const sentAt = device.relayNow();
      // It may have been taken back, or put off, since it was seen to be due.
      if (row?.kind !== 'waiting' || row.dueAt > sentAt || senderOf(row) !== 'this') return;
      const { conversation, dueAt } = row;
      const late = (message: MessageId) => ({ kind: 'late' as const, id, conversation, dueAt, message, sentAt });
      try {
        await send(row, sentAt - dueAt > LATE_MS ? late : undefined);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await shelf.put({ ...row, held: error.sentence ?? say('talk', 'couldNotBeSent') });
      }
    });

  const inOrder = () => [...shelf.rows.values()].sort((left, right) => left.dueAt - right.dueAt);
  const run = async (): Promise<void> => {
    const now = device.relayNow();
    const ahead = inOrder().flatMap((row) =>
      row.kind === 'waiting' && row.held === undefined && senderOf(row) === 'this' ? [row] : [],
    );
    if (here && device.maySend()) for (const row of ahead) if (row.dueAt <= now) await release(row);
    const next = ahead.find(({ dueAt }) => dueAt > now);
    if (next !== undefined) timers.later('scheduled', Math.min(next.dueAt - now, LOOK_AGAIN_MS), look);
  };
  const look = () => void run().catch(fault);

  const viewOf = (row: ScheduledRow): ScheduledView => {
    if (row.kind === 'late') return row;
    const { kind, id, conversation, dueAt, thread, timer } = row;
    const sender = senderOf(row);
    const held = sender === 'gone' ? say('later', 'deviceGone') : row.held;
    return {
      kind,
      id,
      conversation,
      dueAt,
      ...withNames(row, nameOf),
      ...(thread === undefined ? {} : { thread }),
      ...(timer === undefined ? {} : { timer }),
      ...(sender === 'other' ? { elsewhere: true as const } : {}),
      ...(held === undefined ? {} : { held: spoken(held) }),
    };
  };

  return {
    shelf,
    get now() {
      return inOrder().map(viewOf);
    },
    async schedule(group, text, options, when) {
      const dueAt = momentOf(when, device.relayNow());
      const { thread, reply, alsoToRoom, timer, mentions, urgency, poll, files = [] } = options;
      if (poll !== undefined) throw new Refused('not-allowed', say('later', 'pollAtOnce'));
      // Nobody knows how long it would have to be kept.
      if (files.length > 0) throw new Refused('not-allowed', say('files', 'atOnce'));
      if (thread !== undefined && parseThreadId(thread) === undefined) throw new Refused('invalid-input');
      // What could not be sent now is said at once, and not when its time has come.
      await words.requireText(group, text, options);
      const id = freshId<MessageId>();
      await shelf.alone(() =>
        shelf.put({
          kind: 'waiting',
          id,
          conversation: group,
          dueAt,
          ...saidIn(device, group, text, mentions),
          ...(reply === undefined ? {} : { reply }),
          ...(thread === undefined ? {} : { thread }),
          ...(alsoToRoom === true ? { alsoToRoom } : {}),
          ...(timer === undefined ? {} : { timer }),
          ...(urgency === undefined ? {} : { urgency }),
        }),
      );
      look();
      return id;
    },
    async change(id, { text, mentions, when, usualTimer }) {
      await shelf.alone(async () => {
        const { held: _past, ...found } = waiting(id);
        // Nobody else sends it any more: who changes it has decided that it is to go from here.
        const { by: _gone, ...own } = found;
        const row = senderOf(found) === 'gone' ? own : found;
        const { mentions: _then, ...unworded } = row;
        const base = text === undefined ? row : { ...unworded, ...saidIn(device, row.conversation, text, mentions) };
        const { timer, ...rest } = base;
        const next: Waiting = {
          ...rest,
          ...(timer === undefined || usualTimer === true ? {} : { timer }),
          dueAt: when === undefined ? row.dueAt : momentOf(when, device.relayNow()),
        };
        const said = saidNow(next);
        await words.requireText(next.conversation, said.text, said.options);
        await shelf.put(next);
      });
      look();
    },
    sendNow: (id) =>
      shelf.alone(async () => {
        const row = waiting(id);
        if (senderOf(row) === 'other') await shelf.put({ ...row, dueAt: Math.min(row.dueAt, device.relayNow()) });
        else await send(row);
      }),
    cancel: (id) => shelf.alone(() => shelf.remove(id)),
    async restore(id) {
      // Under another id, and sent by this device: what was taken back on one is so for good on all.
      await shelf.alone(() =>
        shelf.restore(id, (row) => {
          if (row.kind !== 'waiting') return row;
          const { by: _by, ...own } = row;
          return { ...own, id: freshId<MessageId>() };
        }),
      );
      look();
    },
    arrived() {
      here = true;
      look();
    },
    away() {
      here = false;
    },
    look,
  };
}
