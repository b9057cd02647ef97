/**
 * Keeps the replica up with the relay's log: every entry and every signed head is judged, stored, and only then believed.
 * What no honest relay shows is kept as evidence, and stops this device.
 */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Payload } from '../content/payload.ts';
import { randomBytes, sha256 } from '../crypto/primitives.ts';
import type { Journal } from '../groups/journal.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { alarmsFor } from '../org/alarms.ts';
import {
  type AcceptedHead,
  type Advance,
  advance,
  CLOCK_TOLERANCE,
  compareGossip,
  type Evidence,
  judgeAhead,
  offer,
  openHead,
  type Replica,
} from '../org/replica.ts';
import type { AlarmRow, EvidenceRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport } from '../transport/transport.ts';
import { say } from '../words/saying.ts';
import { fetchInto } from './fetch-log.ts';
import { logCrypto } from './log-crypto.ts';

/** Entries that are kept as evidence: the last of those that were shown. */
const ENTRIES_MAX = 64;

export interface LogSyncParts {
  readonly replica: Replica;
  readonly journal: Journal;
  readonly call: RelayTransport['call'];
  readonly user: Parameters<typeof alarmsFor>[0];
  readonly now: () => number;
  /** The replica has a new head; `grown`: and new entries. */
  readonly accepted: (grown: boolean) => void;
  /** The relay has shown what no honest relay shows: nothing more may be sent. */
  readonly convicted: (evidence: EvidenceRow) => void;
  /** Somebody has said something about the log that cannot be proven, or one's own account was touched. */
  readonly alarmed: () => void;
}

export interface LogSync {
  readonly replica: Replica;
  /** The relay has signed more of the log for a colleague than it gives this device. */
  readonly withheld: boolean;
  /** A head that the relay has pushed. */
  heard(note: string): Promise<void>;
  /** Fetches what is new. @returns whether there was anything. */
  sync(): Promise<boolean>;
  /**
   * Takes in what has been judged elsewhere, if nothing has come in between: that this device is shut out. No head comes
   * with it, and nothing is fresher by it.
   */
  grow(from: OrgState, to: OrgState, added: readonly Uint8Array[]): Promise<void>;
  /** What a colleague's device says that it was shown. */
  gossip(said: NonNullable<Payload['log']>, by: CertifiedDevice): Promise<void>;
  /** Appends entries of ours, and takes in what follows. @throws TransportError, ProblemError. */
  append(envelopes: readonly Uint8Array[]): Promise<void>;
}

export function createLogSync(parts: LogSyncParts): LogSync {
  const { journal, call, now } = parts;
  let replica = parts.replica;
  let convicted = false;
  /** A head that a colleague was shown, while this device has not been given what it is about. */
  let ahead: AcceptedHead | undefined;
  const own = new Set<string>();
  let turn: Promise<unknown> = Promise.resolve();
  /** One judgement at a time: two that start from one replica would each forget what the other accepted. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };

  const convict = async (evidence: Evidence): Promise<void> => {
    if (convicted) return;
    convicted = true;
    const row = evidenceRow(evidence, now());
    await journal.record((write) => write.put('evidence', row));
    parts.convicted(row);
  };

  const take = async (note: string, all: Advance = advance(replica)): Promise<'accepted' | 'behind' | 'refused'> => {
    const before = replica.state.tree.size;
    const judged = all.conclude(note, logCrypto);
    if (judged.kind === 'behind') return 'behind';
    if (judged.kind === 'evidence') {
      await convict(judged.evidence);
      return 'refused';
    }
    if (judged.kind === 'unsigned') return 'refused';
    const { added } = judged;
    const next = withoutFuture(judged.replica, replica, now());
    const isOwn = (envelope: Uint8Array) => own.has(encodeBase64url(sha256(envelope)));
    const alarms = alarmsFor(parts.user, added, before, next.state, isOwn).map(
      ({ name, at, sentence }): AlarmRow => ({ id: name, at, sentence, dismissed: false }),
    );
    if (added.length > 0 || next.head !== replica.head) {
      await journal.record((write) => {
        for (const [offset, bytes] of added.entries()) write.put('log', { index: before + offset, bytes });
        if (next.head !== undefined) {
          const { size, root, at, note: checkpoint } = next.head;
          write.put('account', { key: 'log-head', size, root, at, checkpoint });
        }
        if (next.witnessed !== undefined) {
          write.put('account', { key: 'log-witnessed', checkpoint: next.witnessed.note });
        }
        for (const alarm of alarms) write.put('alarms', alarm);
      });
    }
    replica = next;
    await settleAhead();
    parts.accepted(added.length > 0);
    if (alarms.length > 0) parts.alarmed();
    return 'accepted';
  };

  const settleAhead = async (): Promise<void> => {
    if (ahead === undefined) return;
    const verdict = judgeAhead(replica, ahead);
    if (verdict.kind === 'evidence') await convict(verdict.evidence);
    if (verdict.kind !== 'reached') return;
    const { note } = ahead;
    ahead = undefined;
    // Now that its entries are there, it can be held against them.
    const judged = offer(replica, [], note, logCrypto);
    if (judged.kind === 'evidence') await convict(judged.evidence);
  };

  /** A head of the relay's that a colleague was shown. */
  const takeNote = async (note: string): Promise<void> => {
    if ((await take(note)) !== 'behind') return;
    await syncNow().catch(unlessTransport);
    const head = openHead(replica, note, logCrypto);
    if ((await take(note)) !== 'behind' || head === undefined) return;
    if (ahead === undefined || ahead.size <= head.size) ahead = head;
    await settleAhead();
    parts.accepted(false);
  };

  const syncNow = async (): Promise<boolean> => {
    const before = replica.state.tree.size;
    const all = advance(replica);
    while (!convicted) {
      // A checkpoint may be ahead of what came with it; what is ahead comes next.
      const { checkpoint, fetched } = await fetchInto(call, all);
      if ((await take(checkpoint, all)) !== 'behind' || fetched === 0) break;
    }
    return replica.state.tree.size > before;
  };

  return {
    get replica() {
      return replica;
    },
    get withheld() {
      return ahead !== undefined;
    },
    heard: (note) =>
      inTurn(async () => {
        if ((await take(note)) === 'behind') await syncNow();
      }),
    sync: () =>
      inTurn(async () => {
        try {
          return await syncNow();
        } catch (error) {
          if (error instanceof TransportError) return false;
          throw error;
        }
      }),
    grow: (from, to, added) =>
      inTurn(async () => {
        if (replica.state !== from) return;
        await journal.record((write) => {
          for (const [offset, bytes] of added.entries()) write.put('log', { index: from.tree.size + offset, bytes });
        });
        replica = { ...replica, state: to };
      }),
    gossip: (said, by) =>
      inTurn(async () => {
        // A signed head that contradicts ours convicts the relay, whoever brought it.
        if (said.note !== undefined) await takeNote(said.note);
        const verdict = compareGossip(replica, said, logCrypto);
        if (verdict.kind !== 'evidence' || convicted) return;
        // A member's word alone proves nothing: it is told to the person, once, and stops nobody.
        const name = replica.state.users.get(by.user)?.name ?? say('evidence', 'colleague');
        const sentence = say('evidence', 'saidBy', name);
        const row = evidenceRow({ ...verdict.evidence, sentence }, now(), by);
        const told = await journal.read.get('alarms', row.id);
        if (told?.dismissed === false) return;
        await journal.record((write) => {
          write.put('evidence', row);
          write.put('alarms', { id: row.id, at: row.at, sentence: row.sentence, dismissed: false });
        });
        parts.alarmed();
      }),
    append: (envelopes) =>
      inTurn(async () => {
        for (const envelope of envelopes) own.add(encodeBase64url(sha256(envelope)));
        await call('log.append', { envelopes: [...envelopes] });
        await syncNow();
      }),
  };
}

/**
 * A head that was signed in the future makes nothing fresher: kept, it would hold this device up until its time has come,
 * long after the relay that signed it has been put right.
 */
function withoutFuture(next: Replica, before: Replica, now: number): Replica {
  return next.head !== undefined && next.head.at > now + CLOCK_TOLERANCE ? { ...next, head: before.head } : next;
}

function unlessTransport(error: unknown): void {
  if (!(error instanceof TransportError)) throw error;
}

/** Evidence that convicts the relay has an id by chance; a member's word has one by whose it is: it is told once. */
function evidenceRow(evidence: Evidence, at: number, saidBy?: CertifiedDevice): EvidenceRow {
  const { kind, sentence, held, shown, entries } = evidence;
  return {
    id: saidBy === undefined ? encodeBase64url(randomBytes(9)) : `gossip:${saidBy.device}`,
    at,
    kind: saidBy === undefined ? kind : 'gossip',
    sentence,
    material: [
      ...(held === undefined ? [] : [{ name: 'held', bytes: encodeUtf8(held.note) }]),
      { name: 'shown', bytes: encodeUtf8(shown) },
      ...(entries?.envelopes ?? [])
        .map((bytes, index) => ({ name: `entry ${(entries?.from ?? 0) + index}`, bytes }))
        .slice(-ENTRIES_MAX),
    ],
  };
}
