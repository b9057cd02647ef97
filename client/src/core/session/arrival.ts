/**
 * Follows the way to the relay while the core is open: what this device does, and in which order, each time that it has
 * signed in, until it has everything that came while it was away.
 */
import type { RelayClock } from '../expiry/relay-clock.ts';
import { TransportError, unlessFinal } from '../transport/errors.ts';
import type { RelayTransport, SignedIn, TransportState } from '../transport/transport.ts';
import { signInAsDevice } from './account.ts';
import { clockWrongBy } from './connection.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { OpenCore } from './open-core.ts';
import type { OwnSync } from './own-sync.ts';
import type { Persistence } from './persistence.ts';
import type { Farewell } from './shut-out.ts';

/** Whom it wakes on the way, in the order in which they are needed. */
export interface ArrivalParts
  extends Pick<
    OpenCore,
    | 'identity'
    | 'device'
    | 'journal'
    | 'timers'
    | 'log'
    | 'membership'
    | 'inbox'
    | 'attention'
    | 'outbox'
    | 'files'
    | 'later'
    | 'moment'
  > {
  readonly clock: RelayClock;
  readonly ownSync: OwnSync;
  readonly housekeeping: Housekeeping;
  readonly farewell: Farewell;
  readonly persist: Persistence['persist'];
  readonly fault: (error: unknown) => void;
  /** What is seen of the connection has changed. */
  readonly changed: () => void;
}

/** The pause before signing in once more, in ms, where the relay does not say. */
const SIGN_IN_AGAIN_MS = 2_000;

export interface Arrival {
  /** Signed in, and through with what comes before anything can be sent. */
  readonly isOnline: boolean;
  /** What is being fetched after signing in. */
  readonly catchingUp: { readonly done: number; readonly total: number } | undefined;
  /** By how much this computer's clock is wrong, in ms, as far as the relay has said. */
  readonly clockBy: number | undefined;
  /** So many envelopes more have been applied. */
  progress(count: number): void;
  /** Signs in as the device that this is now, where the connection is not signed in as that already. */
  begin(): void;
  follow(state: TransportState): void;
  close(): void;
}

/** @param parts is first asked when the connection changes: by then all of them are there. */
export function createArrival(transport: RelayTransport, now: () => number, parts: () => ArrivalParts): Arrival {
  let isOnline = false;
  let catchingUp: { done: number; total: number } | undefined;
  let clockBy: number | undefined;
  let signIns = 0;
  /** The sign-in whose count of key packages has not been made up for yet: doing it twice would leave too many. */
  let unsupplied: SignedIn | undefined;

  const arrive = async (session: SignedIn): Promise<void> => {
    const { journal, log, membership, inbox, outbox, attention, files, ownSync, later, moment, changed } = parts();
    const mine = ++signIns;
    const here = () => mine === signIns && transport.state.kind === 'signed-in';
    // The relay has seen more of this device than it remembers itself: its storage was put back to an older state, and
    // every key in it may have been used.
    const forgot = session.clientSeq >= journal.memory.nextClientSequence;
    const cursors = new Map(journal.memory.cursors);
    await log.sync();
    if (!here()) return;
    // First of all, so that nobody brings this device in by what it cannot open; and before the loss is settled, so that a
    // tab that ends in between does all of it again.
    if (unsupplied === session) {
      await membership.supply(session.keyPackages.available, forgot).catch(unlessFinal);
      unsupplied = undefined;
    }
    if (forgot) await rolledBack(session.clientSeq);
    if (!here()) return;
    isOnline = true;
    changed();
    await membership.fetchWelcomes();
    const places = session.groups.filter(({ group }) => journal.memory.conversations.has(group));
    const total = places.reduce(
      (sum, one) => sum + Math.max(0, one.head - (journal.memory.cursors.get(one.group) ?? 0)),
      0,
    );
    catchingUp = { done: 0, total };
    try {
      await inbox.backfill(places, cursors);
    } finally {
      catchingUp = undefined;
      changed();
    }
    if (!here()) return;
    attention.back();
    await membership.online(session.groups.map(({ group }) => group));
    outbox.pump();
    outbox.receiptsDue();
    files.online();
    ownSync.look();
    later.scheduled.arrived();
    moment.presence.arrived();
  };

  const rolledBack = async (above: number): Promise<void> => {
    const { device, journal, membership } = parts();
    await journal.record((write) => write.raiseClientSequence(above));
    for (const { id, status } of [...journal.memory.conversations.values()]) {
      if (status !== 'ready' && status !== 'setting-up') continue;
      await device.groups.exclusive(id, () => membership.fellOut(id));
    }
  };

  /** Signs in on the connection that there is, if there is one; the transport does so on all that follow. */
  const signIn = (): void => {
    const { identity, timers, fault } = parts();
    signInAsDevice(transport, identity).catch((error: unknown) => {
      if (!(error instanceof TransportError)) fault(error);
      else if (error.next !== 'retry-later') {
        follow({ kind: 'refused', code: error.code, sentence: error.message });
      } else if (transport.state.kind === 'connected') {
        timers.later('sign-in', error.retryAfterMs ?? SIGN_IN_AGAIN_MS, signIn);
      }
    });
  };

  const follow = (state: TransportState): void => {
    const { attention, later, clock, housekeeping, persist, farewell, changed } = parts();
    if (state.kind !== 'signed-in') {
      isOnline = false;
      attention.away();
      later.scheduled.away();
    } else {
      clock.heard(state.challenge.time);
      housekeeping.look();
      later.look();
    }
    clockBy = clockWrongBy(state, now()) ?? (state.kind === 'signed-in' ? undefined : clockBy);
    changed();
    if (state.kind === 'signed-in' && state.as === 'device') {
      unsupplied = state.session;
      persist('arrive', () => arrive(state.session));
    }
    farewell.follow(state);
  };

  return {
    get isOnline() {
      return isOnline;
    },
    get catchingUp() {
      return catchingUp;
    },
    get clockBy() {
      return clockBy;
    },
    progress(count) {
      if (catchingUp === undefined) return;
      catchingUp.done = Math.min(catchingUp.total, catchingUp.done + count);
      parts().changed();
    },
    begin() {
      const { state } = transport;
      // Signed in already as what it is now, or as what it was before.
      if (state.kind === 'signed-in' && state.as === 'device') follow(state);
      else signIn();
    },
    follow,
    close() {
      signIns += 1;
      isOnline = false;
    },
  };
}
