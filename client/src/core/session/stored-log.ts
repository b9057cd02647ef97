/** The log as this device has stored it: taken up where its state was last put away, or judged from the beginning. */
import type { OrgId } from '#shared/ids/index.ts';
import { emptyState, type OrgState } from '#shared/org-log/index.ts';
import type { Journal } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import { type Advance, advance, emptyReplica, type Replica, withWitnessed } from '../org/replica.ts';
import { StorageError } from '../storage/errors.ts';
import type { Store, StoreTransactor } from '../storage/store.ts';
import type { WholeLog } from './fetch-log.ts';
import { logCrypto } from './log-crypto.ts';
import { ProblemError } from './problems.ts';

/** Entries that are judged before others get a turn: some 30 ms of work. */
const SLICE = 64;
/** How many entries lie between two tellings of how far it is. */
const TELL_EVERY = 1_024;
/** Entries that are read at once. */
const PAGE = 512;
/** The state is put away when so many entries have come since: judging these again takes a tenth of a second. */
export const PUT_AWAY_EVERY = 256;
/** While the whole log is judged, the state is put away after so many entries: a tab may be closed before the end. */
const PUT_AWAY_MIDWAY = 8_192;
/** How long after entries came, in ms: what a person is waiting for goes first. */
const QUIET_MS = 5_000;

/** How far the judging of a log is, in entries. Of none: it is over. */
export type Progress = (done: number, total: number) => void;

/** Putting the state away, and taking it up. Loaded apart; without it, there is no state that was put away. */
const statePart = () => import('./log-state.ts').catch(() => undefined);

/** Judges entries in slices, so that whatever else is asked of this thread does not wait for all of them. */
export async function extendInSlices(
  all: Advance,
  envelopes: readonly Uint8Array[],
  progress?: Progress,
  total = 0,
): Promise<boolean> {
  for (let at = 0; at < envelopes.length; at += SLICE) {
    if (at > 0) await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (!all.extend(envelopes.slice(at, at + SLICE), logCrypto)) return false;
    if (all.size % TELL_EVERY < SLICE) progress?.(all.size, Math.max(total, all.size));
  }
  return true;
}

export interface StoredLog {
  readonly replica: Replica;
  /** The size of the log whose state is put away; 0: none is. */
  readonly putAway: number;
}

/** The log as it was stored when this profile was last open. @throws StorageError, ProblemError `storage-corrupted`. */
export async function storedLog(
  store: Store,
  org: OrgId,
  rootKey: string,
  progress?: Progress,
  midway = PUT_AWAY_MIDWAY,
): Promise<StoredLog> {
  const { read } = store;
  const [head, witnessed, part] = await Promise.all([
    read.account('log-head'),
    read.account('log-witnessed'),
    statePart(),
  ]);
  const empty = emptyReplica(org, rootKey);
  if (head === undefined) return { replica: empty, putAway: 0 };

  const from = async (state: OrgState): Promise<StoredLog | undefined> => {
    let all = advance({ ...empty, state });
    let kept = state.tree.size;
    for (;;) {
      const page = (await read.log(all.size, PAGE)).map(({ bytes }) => bytes);
      if (!(await extendInSlices(all, page, progress, head.size))) return undefined;
      if (page.length < PAGE) break;
      if (all.size - kept < midway) continue;
      const taken = await putAway(store, part, all.state);
      if (taken === undefined) continue;
      kept = all.size;
      // Going on from it, only what comes from now on has to be written the next time.
      all = advance({ ...empty, state: taken() });
    }
    const judged = all.conclude(head.checkpoint, logCrypto);
    return judged.kind === 'accepted' ? { replica: judged.replica, putAway: kept } : undefined;
  };

  const state = await part?.readLogState(read);
  // One that the stored head, or the entries behind it, contradict is thrown away like one that is damaged.
  const stored = (state && (await from(state))) ?? (await from(emptyState()));
  if (stored === undefined) throw new ProblemError('storage-corrupted');
  if (witnessed === undefined) return stored;
  return { ...stored, replica: withWitnessed(stored.replica, witnessed.checkpoint, logCrypto) };
}

type StatePart = Awaited<ReturnType<typeof statePart>>;

/**
 * Puts the state away. A disk that is full has no room for what is only there to save time, and a state that has no bytes,
 * as it is beyond what is ever read, is only judged anew each time.
 * @returns the same state as it will be taken up; undefined: it was not put away.
 */
async function putAway(
  store: Pick<Store, 'read' | 'transaction'>,
  part: StatePart,
  state: OrgState,
): Promise<(() => OrgState) | undefined> {
  try {
    const bytes = await part?.writeLogState(store, state);
    return bytes && (() => part?.stateOf(bytes) ?? state);
  } catch (error) {
    if (error instanceof RangeError || (error instanceof StorageError && error.code === 'storage-full'))
      return undefined;
    throw error;
  }
}

/** Stores the whole log of somebody who has just joined. */
export async function storeWholeLog(
  store: Pick<Store, 'read' | 'transaction'>,
  { replica, envelopes }: WholeLog,
  more: (write: StoreTransactor) => void,
): Promise<void> {
  const { state, head } = replica;
  await store.transaction((write) => {
    more(write);
    for (const [index, bytes] of envelopes.slice(0, state.tree.size).entries()) write.put('log', { index, bytes });
    if (head !== undefined) {
      const { size, root, at, note } = head;
      write.put('account', { key: 'log-head', size, root, at, checkpoint: note });
    }
  });
  if (state.tree.size < PUT_AWAY_EVERY) return;
  try {
    await putAway(store, await statePart(), state);
  } catch (error) {
    // All that counts is stored.
    if (!(error instanceof StorageError)) throw error;
  }
}

/**
 * Puts the state away a while after the log has grown by enough. @param before the size of the log whose state is put away.
 */
export function createPutAway(
  { journal, timers, fault }: { journal: Journal; timers: Timers; fault: (error: unknown) => void },
  before: number,
  current: () => OrgState,
): { look(): void } {
  let kept = before;
  let busy = false;
  const store: Pick<Store, 'read' | 'transaction'> = {
    read: journal.read,
    transaction: (write) => journal.record(write),
  };
  const work = async () => {
    busy = true;
    try {
      const part = await statePart();
      const state = current();
      if ((await putAway(store, part, state)) !== undefined) kept = state.tree.size;
    } finally {
      busy = false;
    }
  };
  return {
    look() {
      if (busy || current().tree.size - kept < PUT_AWAY_EVERY) return;
      timers.later('log-state', QUIET_MS, () => void work().catch(fault));
    },
  };
}
