/**
 * The relay's copy of the organisation's log. It admits what `admit` admits, signs checkpoints, and draws the conclusions
 * that are the relay's own: whose sockets close, whose key packages go.
 */

import type { Store } from '#server/store/contract.ts';
import type { EventSink } from '#server/stream/events.ts';
import { admittedEvent } from '#server/stream/log-events.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, UserId } from '#shared/ids/index.ts';
import {
  consistencyProof,
  cosignedAt,
  emptyState,
  headOf,
  isDeviceActive,
  type LogCrypto,
  type LogEntry,
  type OrgState,
  parseEnvelope,
  replay,
  signCheckpoint,
} from '#shared/org-log/index.ts';
import { RelayError, wireLimits } from '#shared/wire/index.ts';
import type { Outlet } from './outlet.ts';

/** An entry may be this far ahead of the relay's clock, in ms. One from the future would make all later ones backdated. */
const CLOCK_AHEAD_MS = 10 * 60_000;
const PAGE = 1_024;

/** The relay's log key: signs checkpoints, and nothing else. */
export interface CheckpointKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export type Appender =
  | { readonly kind: 'founder' }
  | { readonly kind: 'invitation'; readonly invitation: InvitationId }
  | { readonly kind: 'device'; readonly device: DeviceId };

/** Looks at what the log would become, before it does. May throw a RelayError: then nothing is admitted. */
export type Look = (before: OrgState, after: OrgState) => void;

export interface OrgLogParts {
  readonly store: Store;
  readonly outlet: Outlet;
  readonly crypto: LogCrypto;
  readonly key: CheckpointKey;
  readonly now: () => number;
  /** Settings that end with the founding, such as the founding code. */
  readonly endsWithFounding: readonly string[];
  /** Hears what the log admits and refuses. */
  readonly events: EventSink;
}

export interface OrgLog {
  /** What holds now; durable. */
  readonly state: OrgState;
  readonly relayLogKey: Uint8Array;
  /** The newest checkpoint; null before the founding. */
  readonly checkpoint: string | null;
  /** Admits all of `envelopes` or none. @throws RelayError `refused-entry`, `forbidden`, `already-founded`. */
  append(envelopes: readonly Uint8Array[], by: Appender, look?: Look): Promise<{ checkpoint: string }>;
  /** @throws RelayError `not-founded`. */
  since(size: number, limit: number): { envelopes: Uint8Array[]; checkpoint: string };
  /**
   * The same for a device that the log has shut out, no further than the newest entry that did: it may judge that for
   * itself, and learns nothing of what its organisation decided later. With what shows that this beginning is one of the
   * log that the relay has signed.
   * @throws RelayError `forbidden` when there is no such entry.
   */
  farewell(device: DeviceId, size: number, limit: number): Farewell;
  /** What shows that the log of `to` entries grew out of that of `from`; undefined when it never had these sizes. */
  consistency(from: number, to: number): readonly Uint8Array[] | undefined;
  /**
   * Takes the line of a witness that the log names, over the newest checkpoint.
   * @returns whether it is one: nobody else can make the checkpoint longer.
   */
  addCosignature(line: string): boolean;
  /** Signs the head again with the time of now, and tells everyone: a client that hears nothing new stops sending. */
  refresh(): void;
}

export interface Farewell {
  readonly envelopes: Uint8Array[];
  readonly checkpoint: string;
  /** From what the entries reach to, to the checkpoint. */
  readonly consistency: Uint8Array[];
}

/** Replays what the store holds. @throws Error when it holds an entry that is not admitted: the file was tampered with. */
export function openOrgLog(parts: OrgLogParts): OrgLog {
  let state = emptyState();
  for (let from = 0; ; ) {
    const envelopes = parts.store.read.logEnvelopes(from, PAGE);
    if (envelopes.length === 0) break;
    const result = replay(envelopes, parts.crypto, state);
    if (!result.ok) {
      throw new Error(`The stored log is damaged at entry ${from + result.index}: ${result.refusal.sentence}`);
    }
    state = result.state;
    from += envelopes.length;
  }
  return new RelayOrgLog(parts, state);
}

class RelayOrgLog implements OrgLog {
  readonly #parts: OrgLogParts;
  #state: OrgState;
  #checkpoint: string | null;
  /** Appends are judged one after the other: each against the state that the one before it left durable. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Whether the witnesses had confirmed too little when it was last looked at. */
  #lacking = false;

  constructor(parts: OrgLogParts, state: OrgState) {
    this.#parts = parts;
    this.#state = state;
    this.#checkpoint = this.#sign(state);
  }

  get state(): OrgState {
    return this.#state;
  }

  get relayLogKey(): Uint8Array {
    return this.#parts.key.publicKey;
  }

  get checkpoint(): string | null {
    return this.#checkpoint;
  }

  append(envelopes: readonly Uint8Array[], by: Appender, look: Look = () => {}): Promise<{ checkpoint: string }> {
    const result = this.#queue.then(() => this.#append(envelopes, by, look));
    this.#queue = result.catch((error: unknown) => {
      const { events } = this.#parts;
      if (error instanceof RelayError) events.note('log.refused', refusedEvent(envelopes, by, error));
    });
    return result;
  }

  async #append(envelopes: readonly Uint8Array[], by: Appender, look: Look): Promise<{ checkpoint: string }> {
    const before = this.#state;
    const entries = envelopes.map(parseOrRefuse);
    requireOwnBusiness(entries, before, by);
    const now = this.#parts.now();
    for (const entry of entries) {
      if (entry.at > now + CLOCK_AHEAD_MS) throw new RelayError('clock');
      // Another key would make every client distrust this relay's checkpoints from the next one on.
      const named = entry.kind === 'org.create' || entry.kind === 'relay-key.set' ? entry.relayLogKey : undefined;
      if (named !== undefined && named !== encodeBase64url(this.relayLogKey)) {
        throw new RelayError('refused-entry', {
          sentence: 'The entry names a log key that is not that of this server.',
        });
      }
    }
    const result = replay(envelopes, this.#parts.crypto, before);
    if (!result.ok) throw new RelayError('refused-entry', { sentence: result.refusal.sentence });
    look(before, result.state);

    const out = devicesPutOut(before, result.state, now);
    await this.#parts.store.transact((transactor) => {
      transactor.appendLog(before.tree.size, envelopes);
      for (const { device, forever } of out) {
        // Nobody may add such a device to a group any more; one that may come back keeps its places.
        if (forever) transactor.forgetDevice(device);
        else {
          transactor.dropKeyPackages(device);
          transactor.dropPushSubscription(device);
        }
      }
      if (before.org === undefined) for (const name of this.#parts.endsWithFounding) transactor.setSetting(name, null);
    });
    this.#state = result.state;
    const { events, crypto } = this.#parts;
    for (const [index, envelope] of envelopes.entries()) {
      events.note('log.admitted', admittedEvent(before.tree.size + index, envelope, crypto.sha256));
    }
    for (const { device, user, forever } of out) {
      events.note('device.cut-off', { device, user, reason: forever ? 'revoked' : 'suspended' });
    }
    const checkpoint = this.#announce();
    for (const reason of ['revoked', 'suspended'] as const) {
      const devices = out.filter((one) => one.forever === (reason === 'revoked')).map((one) => one.device);
      if (devices.length > 0) this.#parts.outlet.add({ kind: 'close', devices, reason });
    }
    return { checkpoint };
  }

  since(size: number, limit: number): { envelopes: Uint8Array[]; checkpoint: string } {
    if (this.#checkpoint === null) throw new RelayError('not-founded');
    // Not beyond the checkpoint that goes with them, even when the store is a turn ahead of it.
    const count = Math.min(limit, wireLimits.logEnvelopesPerPage, this.#state.tree.size - size);
    const envelopes = count > 0 ? this.#parts.store.read.logEnvelopes(size, count) : [];
    return { envelopes, checkpoint: this.#checkpoint };
  }

  farewell(device: DeviceId, size: number, limit: number): Farewell {
    const { touched, devices, tree } = this.#state;
    const user = devices.get(device)?.user;
    const subjects = [`device:${device}`, `standing:${user}`, `identity:${user}`];
    const end = 1 + Math.max(...subjects.map((subject) => touched.get(subject) ?? -1));
    if (size > end) throw new RelayError('forbidden');
    const { envelopes, checkpoint } = this.since(size, Math.min(limit, end - size));
    const reached = size + envelopes.length;
    return { envelopes, checkpoint, consistency: consistencyProof(tree, reached, tree.size, this.#parts.crypto) };
  }

  consistency(from: number, to: number): readonly Uint8Array[] | undefined {
    const { tree } = this.#state;
    if (!(from <= to && to <= tree.size)) return undefined;
    return consistencyProof(tree, from, to, this.#parts.crypto);
  }

  addCosignature(line: string): boolean {
    const signed = this.#checkpoint;
    if (signed === null || !/^\u2014 \S{1,60} \S{1,200}\n$/.test(line)) return false;
    const { witnesses } = this.#state.witnessRule;
    const { crypto } = this.#parts;
    const [before] = signed.split('\n\n');
    const by = witnesses.filter((one) => cosignedAt(`${before}\n\n${line}`, [one], crypto).size > 0);
    if (by.length === 0) return false;
    if (cosignedAt(signed, by, crypto).size > 0) return true;
    this.#checkpoint = signed + line;
    const names = by.map(({ name }) => name);
    this.#parts.events.note('witness.cosigned', { size: this.#state.tree.size, witnesses: names });
    this.#parts.outlet.add({ kind: 'log-head', checkpoint: this.#checkpoint });
    return true;
  }

  refresh(): void {
    if (this.#state.org === undefined) return;
    this.#lookAtWitnesses();
    this.#announce();
  }

  /** Says once that too few witnesses have confirmed the head that is about to be replaced. */
  #lookAtWitnesses(): void {
    const { witnesses, required } = this.#state.witnessRule;
    const { crypto, events } = this.#parts;
    const have = this.#checkpoint === null ? 0 : cosignedAt(this.#checkpoint, witnesses, crypto).size;
    const lacking = have < required;
    if (lacking && !this.#lacking) {
      events.note('witness.lacking', { size: this.#state.tree.size, required, have });
    }
    this.#lacking = lacking;
  }

  #announce(): string {
    const checkpoint = this.#sign(this.#state);
    if (checkpoint === null) throw new Error('there is no organisation to announce');
    this.#checkpoint = checkpoint;
    this.#parts.outlet.add({ kind: 'log-head', checkpoint });
    return checkpoint;
  }

  #sign(state: OrgState): string | null {
    if (state.org === undefined) return null;
    const { key, crypto, now } = this.#parts;
    const head = { org: state.org.id, ...headOf(state, crypto), at: now() };
    return signCheckpoint(head, key.publicKey, (message) => key.sign(message), crypto);
  }
}

function parseOrRefuse(envelope: Uint8Array): LogEntry {
  try {
    return parseEnvelope(envelope).entry;
  } catch {
    throw new RelayError('malformed');
  }
}

/**
 * Who has signed in with less than a device key may write only what that key is for. The signatures would decide the same;
 * this keeps a leaked link from being a way to make the relay check any amount of foreign entries.
 */
function requireOwnBusiness(entries: readonly LogEntry[], state: OrgState, by: Appender): void {
  const [first, second, ...rest] = entries;
  switch (by.kind) {
    case 'device':
      return;
    case 'founder':
      if (state.org !== undefined) throw new RelayError('already-founded');
      if (first?.kind !== 'org.create' || second?.kind !== 'device.add' || rest.length > 0) {
        throw new RelayError('forbidden');
      }
      return;
    case 'invitation': {
      const enters = first?.kind === 'user.enrol' || first?.kind === 'identity.reset';
      const own = enters && first.invitation === by.invitation;
      if (!own || second?.kind !== 'device.add' || second.user !== first.user || rest.length > 0) {
        throw new RelayError('forbidden');
      }
      return;
    }
  }
}

interface PutOut {
  readonly device: DeviceId;
  readonly user: UserId;
  readonly forever: boolean;
}

/** What is told of entries that were not admitted: their kinds, and not what is in them, which nobody has judged. */
function refusedEvent(envelopes: readonly Uint8Array[], by: Appender, { code }: RelayError) {
  const kinds = envelopes.slice(0, 8).map((envelope) => {
    try {
      return parseEnvelope(envelope).entry.kind;
    } catch {
      return 'malformed';
    }
  });
  return { kinds, code, ...(by.kind === 'device' ? { device: by.device } : {}) };
}

/** The devices that could act before and cannot after. */
function devicesPutOut(before: OrgState, after: OrgState, now: number): PutOut[] {
  const out: PutOut[] = [];
  for (const { id, user, revoked } of after.devices.values()) {
    if (isDeviceActive(after, id, now) || !isPutOut(before, id)) continue;
    out.push({ device: id, user, forever: revoked || after.users.get(user)?.standing !== 'suspended' });
  }
  return out;

  function isPutOut(state: OrgState, device: DeviceId): boolean {
    const record = state.devices.get(device);
    // One that was suspended and is then removed is put out a second time, now for good.
    return record !== undefined && !record.revoked && state.users.get(record.user)?.standing !== 'removed';
  }
}
