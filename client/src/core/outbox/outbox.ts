/**
 * The durable queue of what this device says. A message is on the disk before it is acknowledged to the person, encrypted
 * and stored before it leaves, and sent again as the same bytes until the relay has said that it is stored.
 */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { placesIn, type ReadPlace, withElsewhere, withShared } from '../groups/elsewhere.ts';
import type { SentFiles } from '../groups/files.ts';
import { freshId } from '../groups/fresh-id.ts';
import { type Intent, intentOf, messageOf, OUTBOX_JOB, unsaidOf } from '../groups/intents.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { Refused, refusedBy } from '../groups/refused.ts';
import { markSent, messagesOf, placeOf, type Stored } from '../groups/sent.ts';
import { encryptStored, newPayload, sendReady } from '../groups/speak.ts';
import type { Timers } from '../groups/timers.ts';
import type { OutboxRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { type Changes, createChanges } from './changes.ts';
import { createEncrypt } from './encrypting.ts';
import { createReceipts } from './receipts.ts';
import { markFailed, whyClosed } from './say.ts';
import { createWords, type Words } from './words.ts';

/** Messages that are encrypted in one transaction and on their way at the same time. */
const BATCH = 32;
const PAUSE_FIRST_MS = 500;
const PAUSE_LONGEST_MS = 30_000;
/** No pause is longer, the relay's own included: a time that lies further ahead was set by a wrong clock. */
const PAUSE_BELIEVED_MS = 5 * 60_000;
/** How often a refusal that may pass is met before the message is called failed. */
const PATIENCE = 5;

export interface OutboxHooks {
  /** Makes the group ready to be spoken in. @returns whether it is. */
  readonly prepare: (group: GroupId) => Promise<boolean>;
  /** Applies what the group has that this device has not. @throws TransportError. */
  readonly catchUp: (group: GroupId) => Promise<void>;
  /** This device has gone on alone: the relay knows nothing of its epoch. */
  readonly fellOut: (group: GroupId) => Promise<void>;
  readonly files: SentFiles;
  readonly fault: (error: unknown) => void;
}

export interface Outbox extends Words, Changes {
  /** Says at once that this person leaves. @throws Refused. */
  sayLeave(group: GroupId): Promise<void>;
  /** Tells the others, a moment later, until where this device has everything, and its person has read it. */
  receipt(group: GroupId): void;
  /** Tells the person's other devices until where was read. */
  tellOwn(group: GroupId, read: readonly ReadPlace[]): Promise<void>;
  /** Tells them what they are to have alike: one such at a time. @returns false while one is on its way. */
  tellOwnState(group: GroupId, state: Omit<Extract<Intent, { kind: 'own-state' }>, 'kind'>): Promise<boolean>;
  /** Does so wherever it was not done before the app was closed. */
  receiptsDue(): void;
  /** A message will not be sent, as one of its files cannot be. */
  failMessage(group: GroupId, message: MessageId, why: Refused): Promise<void>;
  /** Puts something to say into the queue of each group, in one record with what `also` writes. */
  enqueue(
    items: readonly { readonly group: GroupId; readonly intent: Intent }[],
    also?: (write: JournalWriter) => void,
  ): Promise<void>;
  /** Sends what waits: in one group, or in all. */
  pump(group?: GroupId): void;
  /** How many messages of the person wait. */
  readonly queued: number;
}

export function createOutbox(device: Device, timers: Timers, hooks: OutboxHooks): Outbox {
  const { journal, groups, now } = device;
  const pumping = new Map<GroupId, boolean>();
  let lastOrder = Math.max(0, ...[...journal.memory.outbox.values()].map(({ order }) => order));

  const nextOrder = () => {
    lastOrder = Math.max(lastOrder + 1, now());
    return lastOrder;
  };
  const jobFor = (group: GroupId, intent: Intent, id: string = freshId()): OutboxRow => ({
    id,
    order: nextOrder(),
    group,
    kind: OUTBOX_JOB,
    intent,
    attempts: 0,
  });
  const jobsOf = (group: GroupId): OutboxRow[] =>
    [...journal.memory.outbox.values()]
      .filter((job) => job.group === group && job.kind === OUTBOX_JOB)
      .sort((left, right) => left.order - right.order);

  /** What is not held up by files that are still on their way to the relay: words go in front of them. */
  const dueJobsOf = (group: GroupId): OutboxRow[] =>
    jobsOf(group).filter((job) => {
      const message = unsaidOf(job);
      return message === undefined || !hooks.files.waits(group, message);
    });

  const kick = (group: GroupId): void => {
    const running = pumping.get(group);
    if (running !== undefined) {
      // Something may have been added behind the last look.
      pumping.set(group, true);
      return;
    }
    pumping.set(group, false);
    void drain(group)
      .catch(hooks.fault)
      .finally(() => {
        const again = pumping.get(group) === true;
        pumping.delete(group);
        if (again) kick(group);
      });
  };

  const queue = { jobFor, kick, files: hooks.files };

  const drain = async (group: GroupId): Promise<void> => {
    for (;;) {
      if (!device.maySend()) return;
      const status = journal.memory.conversations.get(group)?.status;
      const closed = whyClosed(device, group);
      if (closed !== undefined) {
        await failAll(group, closed);
        return;
      }
      const [first] = dueJobsOf(group);
      if (status !== 'ready' || first === undefined) return;
      const wait = (first.notBefore ?? 0) - now();
      if (wait > 0 && wait <= PAUSE_BELIEVED_MS) {
        timers.later(`send:${group}`, wait, () => kick(group));
        return;
      }
      if (!(await hooks.prepare(group))) {
        timers.later(`send:${group}`, PAUSE_FIRST_MS * 4, () => kick(group));
        return;
      }
      const ready = await groups.exclusive(group, () => makeReady(group));
      if (ready.length === 0) return;
      const sent = await Promise.all(ready.map((job) => attempt(group, job)));
      if (!(await settle(group, sent))) return;
    }
  };

  /** Encrypts the next jobs that are not yet encrypted. */
  const makeReady = async (group: GroupId): Promise<OutboxRow[]> => {
    const batch = dueJobsOf(group).slice(0, BATCH);
    const isThere = await encrypt(
      group,
      batch.filter((job) => job.ready === undefined),
    );
    return isThere ? jobsAmong(group, batch) : [];
  };

  /** Those of `batch` that are ready to go. */
  const jobsAmong = (group: GroupId, batch: readonly OutboxRow[]): OutboxRow[] => {
    const ids = new Set(batch.map(({ id }) => id));
    return jobsOf(group).filter((job) => ids.has(job.id) && job.ready !== undefined);
  };

  type Attempt = { readonly job: OutboxRow; readonly stored?: Stored; readonly error?: TransportError };

  const attempt = async (group: GroupId, job: OutboxRow): Promise<Attempt> => {
    if (job.ready === undefined) return { job };
    const { epoch } = job.ready;
    try {
      return { job, stored: await sendReady(device, group, { ...job.ready, epoch: BigInt(epoch) }) };
    } catch (error) {
      if (error instanceof TransportError) return { job, error };
      throw error;
    }
  };

  /** Takes note of what came of it. @returns whether to go on at once. */
  const settle = async (group: GroupId, attempts: readonly Attempt[]): Promise<boolean> => {
    const done = attempts.flatMap(({ job, stored }) => (stored === undefined ? [] : [{ job, stored }]));
    const places = new Map<string, string | undefined>();
    for (const { job, stored } of done) places.set(job.id, await placeOf(journal.read, job, stored.sequence));
    await journal.record(
      (write) => {
        for (const { job, stored } of done) {
          // The message may have come back from the relay before its answer, and be settled.
          if (write.job(job.id) !== undefined) markSent(write, device, job, stored, places.get(job.id));
          const intent = intentOf(job);
          if (intent?.kind === 'own-read') {
            for (const place of placesIn({ elsewhere: intent.read })) {
              write.changeConversation(place.conversation, (row) => withShared(row, place));
            }
          }
          if (intent?.kind === 'own-state') {
            write.changeConversation(group, (row) => ({ ...row, ownTold: intent.batch }));
          }
          if (intent?.kind !== 'delivered') continue;
          const { upTo, read } = intent;
          write.changeConversation(group, (row) => ({
            ...row,
            receipted: Math.max(row.receipted ?? 0, upTo),
            ...(read > (row.readTold ?? 0) ? { readTold: read } : {}),
          }));
        }
      },
      { conversation: group, messages: messagesOf(done.map(({ job }) => job)) },
    );
    const failed = attempts.filter(({ error }) => error !== undefined);
    if (failed.length === 0) return true;
    if (failed.some(({ error }) => error?.code === 'stale-epoch' || error?.code === 'sequence-used')) {
      await encryptAnew(failed);
      await hooks.catchUp(group).catch(refusedBy);
      const epoch = journal.memory.conversations.get(group)?.epoch;
      for (const { job, error } of failed) {
        // Nothing has come that would let it go better: a relay that calls everything late is asked ever more rarely.
        if (error !== undefined && job.ready?.epoch === epoch) await postpone(job, error, true);
      }
      return true;
    }
    if (failed.some(({ error }) => error?.code === 'epoch-ahead')) {
      await encryptAnew(failed);
      await hooks.fellOut(group);
      return true;
    }
    for (const { job, error } of failed) if (error !== undefined) await postpone(job, error);
    if (failed.some(({ error }) => error?.code === 'not-in-roster')) await hooks.catchUp(group).catch(refusedBy);
    return true;
  };

  /** What the relay has refused was never sent: the same words go under new keys. */
  const encryptAnew = (attempts: readonly Attempt[]) =>
    journal.record((write) => {
      for (const { job } of attempts) {
        const current = write.job(job.id);
        if (current === undefined) continue;
        const { ready: _old, ...again } = current;
        write.putJob(again);
      }
    });

  const postpone = async (job: OutboxRow, error: TransportError, mayPass = false): Promise<void> => {
    const passing =
      mayPass || error.next === 'retry-later' || error.next === 'sign-in' || error.code === 'not-in-roster';
    const attempts = job.attempts + (error.code === 'offline' || error.isUncertain ? 0 : 1);
    if (!passing || (attempts > PATIENCE && error.code !== 'rate-limited')) {
      await fail(job, refusedBy(error));
      return;
    }
    const pause = Math.min(PAUSE_FIRST_MS * 2 ** attempts, PAUSE_LONGEST_MS);
    await journal.record((write) => {
      const current = write.job(job.id);
      if (current !== undefined) {
        write.putJob({ ...current, attempts, notBefore: now() + Math.max(pause, error.retryAfterMs ?? 0) });
      }
    });
  };

  const fail = (job: OutboxRow, why: Refused, canRetry = true): Promise<void> =>
    journal.record((write) => markFailed(write, device, job, why, canRetry), {
      conversation: job.group,
      messages: messagesOf([job]),
    });

  const failAll = async (group: GroupId, why: Refused): Promise<void> => {
    for (const job of jobsOf(group)) await fail(job, why);
  };

  const encrypt = createEncrypt(device, fail);
  const receipts = createReceipts(device, timers, {
    jobFor,
    kick,
    fault: hooks.fault,
  });

  return {
    ...createWords(device, queue),
    ...createChanges(device, queue),
    async sayLeave(group) {
      if (!(await hooks.prepare(group))) throw new Refused('offline');
      const [ready] = await groups.exclusive(group, async () => {
        const state = await groups.load(group);
        if (state === undefined) throw new Refused('not-found');
        return encryptStored(device, group, state, [newPayload(device, { kind: 'leave' }, undefined)]);
      });
      try {
        if (ready !== undefined) await sendReady(device, group, ready);
      } catch (error) {
        throw refusedBy(error);
      }
    },
    async failMessage(group, message, why) {
      const job = jobsOf(group).find((one) => unsaidOf(one) === message);
      if (job !== undefined && hooks.files.waits(group, message)) await fail(job, why);
    },
    async enqueue(items, also = () => undefined) {
      await journal.record((write) => {
        also(write);
        for (const { group, intent } of items) write.putJob(jobFor(group, intent));
      });
      for (const group of new Set(items.map((item) => item.group))) kick(group);
    },
    receipt: (group) => receipts.soon([group]),
    async tellOwn(group, read) {
      const id = `own-read:${group}`;
      // One that is on its way says a part of it; what it does not is due again when it has arrived.
      if (journal.memory.outbox.get(id)?.ready !== undefined) return;
      await journal.record((write) =>
        write.putJob(jobFor(group, { kind: 'own-read', read: withElsewhere(undefined, read) }, id)),
      );
      kick(group);
    },
    async tellOwnState(group, state) {
      const id = `own-state:${group}`;
      if (journal.memory.outbox.has(id)) return false;
      await journal.record((write) => write.putJob(jobFor(group, { kind: 'own-state', ...state }, id)));
      kick(group);
      return true;
    },
    receiptsDue: () => receipts.due(),
    pump(group) {
      const waiting = new Set(
        [...journal.memory.outbox.values()].filter(({ kind }) => kind === OUTBOX_JOB).map((job) => job.group),
      );
      for (const id of group === undefined ? waiting : [group]) kick(id);
    },
    get queued() {
      let count = 0;
      for (const job of journal.memory.outbox.values()) {
        if (messageOf(job) !== undefined) count += 1;
      }
      return count;
    },
  };
}
