/**
 * The replicated log: everything that this device believes about its organisation, and the checks by which a relay that
 * shows something else is found out. Pure: no store, no network, no clock; what it holds changes only when the caller says
 * that it has been stored.
 */
import { decodeBase64url, encodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import type { OrgId, UserId } from '#shared/ids/index.ts';
import {
  type Checkpoint,
  emptyState,
  headOf,
  isEntryAt,
  type LogCrypto,
  type OrgState,
  openCheckpoint,
  policyFor,
  type Refused,
  replay,
  rootAtSize,
  witnessedAt,
} from '#shared/org-log/index.ts';
import { type Saying, say } from '../words/saying.ts';

/** A signed head that this device has accepted, with the note as received: evidence, should another one turn up. */
export interface AcceptedHead extends Checkpoint {
  readonly note: string;
}

/** Something that no honest relay shows. Both sides are kept, so that it can be proven to others. */
export interface Evidence {
  readonly kind: 'log-shrunk' | 'log-fork' | 'log-refused' | 'other-organisation';
  readonly sentence: Saying;
  /** The head that this device had accepted before, if any. */
  readonly held: AcceptedHead | undefined;
  /** What was shown instead: a signed note, or the head in a member's message. */
  readonly shown: string;
  readonly refusal?: Refused;
  /** The entries that came with it, up to the one that gives it away, and where in the log they were shown. */
  readonly entries?: { readonly from: number; readonly envelopes: readonly Uint8Array[] };
}

export interface Replica {
  readonly org: OrgId;
  /** The organisation's root key as pinned when this device joined, base64url. */
  readonly rootKey: string;
  readonly state: OrgState;
  readonly head: AcceptedHead | undefined;
  /** The newest head that enough witnesses have cosigned, and when they had; see `WitnessRule`. */
  readonly witnessed: { readonly note: string; readonly at: number } | undefined;
}

export type Offer =
  | { readonly kind: 'accepted'; readonly replica: Replica; readonly added: readonly Uint8Array[] }
  /** The checkpoint is ahead of the entries: more must be fetched before it can be judged. */
  | { readonly kind: 'behind'; readonly size: number }
  /** The note is damaged or signed by another key: noise from the network, not evidence against the relay. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'evidence'; readonly evidence: Evidence };

/** How far a device's clock may be from the relay's before it is said to be wrong, in ms. */
export const CLOCK_TOLERANCE = 10 * 60_000;

/** The replica of a device that has seen nothing yet. */
export function emptyReplica(org: OrgId, rootKey: string): Replica {
  return { org, rootKey, state: emptyState(), head: undefined, witnessed: undefined };
}

/** Entries on their way into a replica: judged as they come, and believed with the signed head that they lead to. */
export interface Advance {
  /** Where the next entry would stand in the log. */
  readonly size: number;
  /** The log with what has come so far, as far as the rules allow it. */
  readonly state: OrgState;
  /** Judges what comes next. @returns whether anything that comes after it can be right. */
  extend(envelopes: readonly Uint8Array[], crypto: LogCrypto): boolean;
  /** Judges the whole by a signed head; more may come after it. */
  conclude(note: string, crypto: LogCrypto): Offer;
}

/**
 * Begins at index `from` of the log. Entries that this device holds already (a push and an answer may bring the same) are
 * compared and left out of `added`.
 */
export function advance(replica: Replica, from: number = replica.state.tree.size): Advance {
  const held = replica.state.tree.size;
  let { state } = replica;
  let size = from;
  const added: Uint8Array[] = [];
  let wrong: Omit<Evidence, 'held' | 'shown'> | undefined;

  const extend: Advance['extend'] = (envelopes, crypto) => {
    if (from > held || wrong !== undefined) return false;
    const again = envelopes.slice(0, Math.max(0, held - size));
    const other = again.findIndex((envelope, index) => !isEntryAt(replica.state, size + index, envelope, crypto));
    if (other >= 0) {
      const sentence = say('evidence', 'placeTaken');
      const entries = { from: size + other, envelopes: again.slice(other, other + 1) };
      wrong = { kind: 'log-fork', sentence, entries };
    } else {
      const fresh = envelopes.slice(again.length);
      const result = replay(fresh, crypto, state);
      for (const envelope of fresh) added.push(envelope);
      state = result.state;
      if (!result.ok) {
        wrong = {
          kind: 'log-refused',
          sentence: say('evidence', 'againstRules'),
          refusal: result.refusal,
          entries: { from: held, envelopes: added.slice(0, added.length - fresh.length + result.index + 1) },
        };
      }
    }
    size += envelopes.length;
    return wrong === undefined;
  };

  const conclude: Advance['conclude'] = (note, crypto) => {
    const evidence = (kind: Evidence['kind'], sentence: Saying, more: Partial<Evidence> = {}): Offer => ({
      kind: 'evidence',
      evidence: { kind, sentence, held: replica.head, shown: note, ...more },
    });
    if (from > held) return { kind: 'behind', size: from };
    if (wrong !== undefined) {
      // A device stops for good only over what the relay has signed: whoever stands between could make it stop otherwise.
      const signed = replica.state.org === undefined || openHead(replica, note, crypto) !== undefined;
      return signed ? evidence(wrong.kind, wrong.sentence, wrong) : { kind: 'unsigned' };
    }
    if (state.org === undefined) return { kind: 'behind', size: 1 };
    if (state.org.id !== replica.org || state.org.rootKey !== replica.rootKey) {
      return evidence('other-organisation', say('evidence', 'otherOrganisation'));
    }
    let shown: Checkpoint;
    try {
      // A new log key of the relay is announced in the log, so the key is taken from the state that the note is about.
      shown = openCheckpoint(note, replica.org, decodeBase64url(state.org.relayLogKey), crypto);
    } catch {
      return { kind: 'unsigned' };
    }
    if (shown.size > state.tree.size) return { kind: 'behind', size: shown.size };
    if (!equalBytes(rootAtSize(state, shown.size, crypto), shown.root)) {
      return evidence('log-fork', say('evidence', 'twoHistories'));
    }
    const head = replica.head;
    if (head !== undefined && shown.size < head.size) {
      // Signed later and yet smaller: the log was rolled back. Signed earlier, it was only overtaken on its way: it is true
      // still, makes nothing fresher, and nothing that came with it is taken.
      if (shown.at < head.at) return { kind: 'accepted', replica, added: [] };
      return evidence('log-shrunk', say('evidence', 'shorter'));
    }
    const newer = head === undefined || shown.at >= head.at;
    const next: Replica = { ...replica, state, head: newer ? { ...shown, note } : head };
    return { kind: 'accepted', replica: withWitnessed(next, note, crypto), added: [...added] };
  };

  return {
    get size() {
      return size;
    },
    get state() {
      return state;
    },
    extend,
    conclude,
  };
}

/**
 * Judges new entries and the signed head that came with them. `envelopes` stand in the log from index `from` on.
 * Never accepts a smaller or conflicting head (rollback, fork), an entry that the rules refuse, or a founding by another
 * root key than the pinned one.
 */
export function offer(
  replica: Replica,
  envelopes: readonly Uint8Array[],
  note: string,
  crypto: LogCrypto,
  from?: number,
): Offer {
  const all = advance(replica, from);
  all.extend(envelopes, crypto);
  return all.conclude(note, crypto);
}

/**
 * Takes `note` for the newest head that was witnessed, if it is one of this log that enough of its witnesses have cosigned.
 * What the log asks of witnesses may have changed, so what was held so far is judged again.
 */
export function withWitnessed(replica: Replica, note: string, crypto: LogCrypto): Replica {
  const { state, witnessed } = replica;
  if (state.witnessRule.witnesses.length === 0) return { ...replica, witnessed: undefined };
  const judged = [note, ...(witnessed === undefined ? [] : [witnessed.note])].flatMap((one) => {
    const head = openHead(replica, one, crypto);
    if (head === undefined || head.size > state.tree.size) return [];
    if (!equalBytes(rootAtSize(state, head.size, crypto), head.root)) return [];
    const at = witnessedAt(one, state.witnessRule, crypto);
    // A witness whose clock is ahead must not make a head last longer than the relay's own time of it allows.
    return at === undefined ? [] : [{ note: one, at: Math.min(at, head.at) }];
  });
  const newest = judged.reduce<Replica['witnessed']>(
    (best, one) => (best && best.at >= one.at ? best : one),
    undefined,
  );
  return { ...replica, witnessed: newest };
}

/** What a note says, if the relay has signed it with the key that this device knows. */
export function openHead(replica: Replica, note: string, crypto: LogCrypto): AcceptedHead | undefined {
  const { org } = replica.state;
  if (org === undefined) return undefined;
  try {
    return { ...openCheckpoint(note, replica.org, decodeBase64url(org.relayLogKey), crypto), note };
  } catch {
    return undefined;
  }
}

export type AheadVerdict =
  /** This device has all that was signed for the colleague, or the relay may yet give it. */
  { readonly kind: 'reached' | 'withheld' } | { readonly kind: 'evidence'; readonly evidence: Evidence };

/**
 * Judges a head that the relay has signed for a colleague and that is ahead of ours. A relay that signs a smaller log for
 * us later than it has signed that one keeps entries from us, such as a revocation, under heads that look fresh.
 */
export function judgeAhead({ state, head }: Replica, ahead: AcceptedHead): AheadVerdict {
  if (state.tree.size >= ahead.size) return { kind: 'reached' };
  if (head === undefined || head.at <= ahead.at) return { kind: 'withheld' };
  const sentence = say('evidence', 'shorterThanColleague');
  return { kind: 'evidence', evidence: { kind: 'log-shrunk', sentence, held: ahead, shown: head.note } };
}

/** The head that goes into encrypted messages: what this device has computed itself, whatever the relay has signed. */
export function gossipOf(replica: Replica, crypto: LogCrypto): { size: number; root: string } {
  const { size, root } = headOf(replica.state, crypto);
  return { size, root: encodeBase64url(root) };
}

export type GossipVerdict =
  | { readonly kind: 'agrees' }
  /** The sender has seen more of the log: fetch, then compare again. */
  | { readonly kind: 'ahead'; readonly size: number }
  | { readonly kind: 'evidence'; readonly evidence: Evidence };

/**
 * Compares the head in a member's message with our own history. A relay that shows two people two logs is found by the
 * first message between them.
 */
export function compareGossip(
  replica: Replica,
  gossip: { readonly size: number; readonly root: string },
  crypto: LogCrypto,
): GossipVerdict {
  if (gossip.size > replica.state.tree.size) return { kind: 'ahead', size: gossip.size };
  if (encodeBase64url(rootAtSize(replica.state, gossip.size, crypto)) === gossip.root) return { kind: 'agrees' };
  return {
    kind: 'evidence',
    evidence: {
      kind: 'log-fork',
      sentence: say('evidence', 'otherHistory'),
      held: replica.head,
      shown: `member ${gossip.size} ${gossip.root}`,
    },
  };
}

/** Whether this device may send, by what it last heard of the log. */
export type Freshness =
  | { readonly kind: 'fresh' }
  /** The relay has signed more of the log for a colleague than it gives this device. */
  | { readonly kind: 'withheld'; readonly since: number }
  /** The freshness leash: a relay that withholds the log may be hiding that somebody was removed. */
  | { readonly kind: 'stale'; readonly since: number }
  /** Too few of the witnesses that the log names have confirmed a head of it lately. */
  | { readonly kind: 'unwitnessed'; readonly since: number }
  /** This device's clock is before the relay's signed time by more than the tolerance: no age can be told. */
  | { readonly kind: 'clock-wrong'; readonly relayTime: number };

/** Judges the age of the newest checkpoint at `now`, under the policy that applies to `user`. */
export function freshness(replica: Replica, user: UserId, now: number): Freshness {
  const at = replica.head?.at;
  if (at === undefined) return { kind: 'stale', since: 0 };
  if (at - now > CLOCK_TOLERANCE) return { kind: 'clock-wrong', relayTime: at };
  const leash = policyFor(replica.state, user, now).freshnessHours * 3_600_000;
  if (now - at > leash) return { kind: 'stale', since: at };
  // A relay that shows this device a log of its own gets nobody to cosign it.
  const { state, witnessed } = replica;
  if (state.witnessRule.required === 0) return { kind: 'fresh' };
  const since = witnessed?.at ?? 0;
  return now - since > leash ? { kind: 'unwitnessed', since } : { kind: 'fresh' };
}

/** The newest time that the relay has signed, and for how long it may stand for the relay's time. */
export function signedTime(
  { head, state }: Replica,
  user: UserId,
  now: number,
): { readonly at: number; readonly leashMs: number } | undefined {
  if (head === undefined) return undefined;
  return { at: head.at, leashMs: policyFor(state, user, now).freshnessHours * 3_600_000 };
}

/**
 * By how many ms this device's clock is off the relay's (positive: ahead), when that is more than the tolerance. For a time
 * that the relay has just said, such as when signing in; a checkpoint may have been on its way or in store.
 */
export function clockError(relayTime: number, now: number): number | undefined {
  const by = now - relayTime;
  return Math.abs(by) > CLOCK_TOLERANCE ? by : undefined;
}
