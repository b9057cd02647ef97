/**
 * The delivery service (RFC 9750 §5): orders, stores and forwards opaque bytes, and lets one commit per group and epoch
 * through. Knows no socket and no SQL; its callers have proven which device they are.
 */

import type { NewEnvelope, Store, StoredGroup, StoreTransactor } from '#server/store/contract.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import {
  type CallAnswer,
  type CallRequest,
  type Envelope,
  type GroupPlace,
  RelayError,
  wireLimits,
} from '#shared/wire/index.ts';
import { isPrivateMessage, isWelcome } from './mls-header.ts';
import type { Outlet } from './outlet.ts';

/** What is swept at once. Messages wait meanwhile: what a busy relay sweeps would hold them up for tens of milliseconds. */
const SWEEP_GROUPS = 16;
const SWEEP_ENVELOPES = 128;
/** After each piece sweeping rests for so many times as long as it took, so that it has a fifth of the time at most. */
const SWEEP_REST = 4;

export interface DeliveryParts {
  readonly store: Store;
  readonly outlet: Outlet;
  readonly now: () => number;
  /** How long an envelope waits for those who have not fetched it, in ms. */
  readonly retentionMs: number;
  /** Whether the log knows `device` and lets it act. */
  readonly isActive: (device: DeviceId) => boolean;
  /** Resolves after about `ms`. */
  readonly pause: (ms: number) => Promise<void>;
}

type Stored = CallAnswer<'group.send'>;
type Outcome = { readonly answer: Stored; readonly envelope: Envelope | null };

export interface Delivery {
  create(device: DeviceId, request: CallRequest<'group.create'>): Promise<CallAnswer<'group.create'>>;
  commit(device: DeviceId, request: CallRequest<'group.commit'>): Promise<Stored>;
  send(device: DeviceId, request: CallRequest<'group.send'>): Promise<Stored>;
  requestReAdd(device: DeviceId, request: CallRequest<'group.readd'>): Promise<Stored>;
  since(device: DeviceId, request: CallRequest<'group.since'>): CallAnswer<'group.since'>;
  acknowledge(device: DeviceId, request: CallRequest<'group.ack'>): Promise<CallAnswer<'group.ack'>>;
  /** Takes the device out of the roster at once; with the last one goes the group. */
  leave(device: DeviceId, request: CallRequest<'group.leave'>): Promise<CallAnswer<'group.leave'>>;
  pendingWelcomes(device: DeviceId): CallAnswer<'welcome.pending'>;
  acknowledgeWelcomes(device: DeviceId, ids: readonly number[]): Promise<CallAnswer<'welcome.ack'>>;
  signal(device: DeviceId, request: CallRequest<'signal'>): CallAnswer<'signal'>;
  /** Where `device` stands in each group that has something for it. */
  places(device: DeviceId): (GroupPlace & { readonly left: boolean })[];
  countWelcomes(device: DeviceId): number;
  /** The highest sequence number ever accepted from `device`. */
  highestClientSeq(device: DeviceId): number;
  /** Removes what has been acknowledged by all since the last time. */
  sweep(): Promise<void>;
  /** Removes what has outlived its time. */
  expire(): Promise<void>;
}

export function createDelivery(parts: DeliveryParts): Delivery {
  return new RelayDelivery(parts);
}

class RelayDelivery implements Delivery {
  readonly #parts: DeliveryParts;
  #acknowledged = new Set<GroupId>();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  async create(device: DeviceId, { group }: CallRequest<'group.create'>): Promise<CallAnswer<'group.create'>> {
    await this.#parts.store.transact((transactor) => {
      const existing = transactor.group(group);
      if (existing === null) {
        transactor.createGroup(group);
        transactor.join(group, device, 0);
        return;
      }
      const mine = transactor.place(group, device);
      if (existing.head !== 0 || mine === null) throw new RelayError('group-exists');
    });
    this.#parts.outlet.add({ kind: 'group', group, device });
    return {};
  }

  async commit(device: DeviceId, request: CallRequest<'group.commit'>): Promise<Stored> {
    const { group, epoch, message, welcome, welcomeTo, rosterAdd, rosterRemove } = request;
    if (!isPrivateMessage(message, group, epoch, 'commit')) throw new RelayError('malformed');
    if (welcome === undefined ? welcomeTo.length > 0 : !isWelcome(welcome)) throw new RelayError('malformed');
    // A Welcome without a place in the roster would never be followed by a message, and the other way round.
    const added = new Set(rosterAdd);
    if (welcomeTo.some((one) => !added.has(one)) || added.size !== new Set(welcomeTo).size) {
      throw new RelayError('malformed');
    }
    for (const one of added) if (!this.#parts.isActive(one)) throw new RelayError('unknown-device');

    const { answer, envelope } = await this.#parts.store.transact((transactor) => {
      const known = this.#enter(transactor, device, request, epoch, message);
      if ('answer' in known) return known;
      if (known.epoch > epoch) throw this.#stale(transactor, group, device, known);
      const stored = this.#append(transactor, group, { epoch, kind: 'commit', message });
      transactor.setEpoch(group, epoch + 1n);
      for (const one of rosterRemove) transactor.leave(group, one, stored.seq);
      for (const one of added) transactor.join(group, one, stored.seq);
      if (transactor.roster(group).length > wireLimits.rosterDevices) throw new RelayError('too-large');
      if (welcome !== undefined && welcomeTo.length > 0) {
        transactor.putWelcome(group, stored.seq, welcome, welcomeTo, stored.at);
      }
      transactor.acceptClientSeq(device, request.clientSeq);
      return { answer: { seq: stored.seq, at: stored.at, duplicate: false }, envelope: stored };
    });
    if (envelope !== null) {
      const left = rosterRemove.filter((one) => !added.has(one));
      this.#parts.outlet.add({ kind: 'envelope', envelope, joined: rosterAdd, left });
      if (welcomeTo.length > 0) this.#parts.outlet.add({ kind: 'welcome', devices: welcomeTo });
    }
    return answer;
  }

  async send(device: DeviceId, request: CallRequest<'group.send'>): Promise<Stored> {
    const { group, epoch, message, expiresAt } = request;
    if (!isPrivateMessage(message, group, epoch, 'application')) throw new RelayError('malformed');
    const outcome = await this.#parts.store.transact((transactor): Outcome => {
      const known = this.#enter(transactor, device, request, epoch, message);
      if ('answer' in known) return known;
      // Its writer may not have seen the newest commits; but one who was removed long ago must not be able to read it.
      if (known.epoch - epoch > BigInt(wireLimits.pastEpochs)) {
        throw this.#stale(transactor, group, device, known);
      }
      const stored = this.#append(transactor, group, { epoch, kind: 'application', message }, expiresAt);
      transactor.acceptClientSeq(device, request.clientSeq);
      return { answer: { seq: stored.seq, at: stored.at, duplicate: false }, envelope: stored };
    });
    return this.#delivered(outcome);
  }

  async requestReAdd(device: DeviceId, request: CallRequest<'group.readd'>): Promise<Stored> {
    const { group, request: message } = request;
    const outcome = await this.#parts.store.transact((transactor): Outcome => {
      const epoch = transactor.group(group)?.epoch ?? 0n;
      const known = this.#enter(transactor, device, request, epoch, message);
      if ('answer' in known) return known;
      const stored = this.#append(transactor, group, { epoch, kind: 're-add-request', message });
      transactor.acceptClientSeq(device, request.clientSeq);
      return { answer: { seq: stored.seq, at: stored.at, duplicate: false }, envelope: stored };
    });
    return this.#delivered(outcome);
  }

  since(device: DeviceId, { requests, maxBytes }: CallRequest<'group.since'>): CallAnswer<'group.since'> {
    const { read } = this.#parts.store;
    const envelopes: Envelope[] = [];
    let bytesLeft = Math.min(maxBytes, wireLimits.pageBytes);
    for (const { group, after } of requests) {
      const place = read.place(group, device);
      const stored = read.group(group);
      if (place === null || stored === null) continue;
      const from = Math.max(after, place.joinedAt);
      const upTo = place.leftAt ?? stored.head;
      if (from >= upTo) continue;
      const room = wireLimits.envelopesPerPage - envelopes.length;
      if (room <= 0 || bytesLeft <= 0) return { envelopes, more: true };
      const page = read.envelopes(group, from, upTo, room + 1, bytesLeft);
      const taken = page.slice(0, room);
      // The store gives at least one whatever the size; in a page that has something already, it waits for the next.
      const size = taken.reduce((sum, { message }) => sum + message.length, 0);
      if (envelopes.length > 0 && size > bytesLeft) return { envelopes, more: true };
      envelopes.push(...taken);
      bytesLeft -= size;
      const last = taken.at(-1)?.seq ?? upTo;
      if (page.length > taken.length || (last < upTo && read.envelopes(group, last, upTo, 1, 1).length > 0)) {
        return { envelopes, more: true };
      }
    }
    return { envelopes, more: false };
  }

  async acknowledge(device: DeviceId, { cursors }: CallRequest<'group.ack'>): Promise<CallAnswer<'group.ack'>> {
    await this.#parts.store.transact((transactor) => {
      for (const { group, seq } of cursors) transactor.acknowledge(group, device, seq);
    });
    for (const { group } of cursors) this.#acknowledged.add(group);
    return {};
  }

  async leave(device: DeviceId, { group }: CallRequest<'group.leave'>): Promise<CallAnswer<'group.leave'>> {
    await this.#parts.store.transact((transactor) => transactor.forgetPlace(group, device));
    // What waited for nobody else can go.
    this.#acknowledged.add(group);
    this.#parts.outlet.add({ kind: 'left', group, device });
    return {};
  }

  pendingWelcomes(device: DeviceId): CallAnswer<'welcome.pending'> {
    const { read } = this.#parts.store;
    const welcomes = read.welcomes(device, wireLimits.welcomesPerPage, wireLimits.pageBytes);
    return { welcomes, more: read.countWelcomes(device) > welcomes.length };
  }

  async acknowledgeWelcomes(device: DeviceId, ids: readonly number[]): Promise<CallAnswer<'welcome.ack'>> {
    await this.#parts.store.transact((transactor) => transactor.acknowledgeWelcomes(device, ids));
    return {};
  }

  signal(device: DeviceId, { group, bytes }: CallRequest<'signal'>): CallAnswer<'signal'> {
    requireMember(this.#parts.store.read.place(group, device));
    this.#parts.outlet.add({ kind: 'signal', group, bytes, from: device });
    return {};
  }

  places(device: DeviceId): (GroupPlace & { readonly left: boolean })[] {
    return this.#parts.store.read.placesOf(device);
  }

  countWelcomes(device: DeviceId): number {
    return this.#parts.store.read.countWelcomes(device);
  }

  highestClientSeq(device: DeviceId): number {
    return this.#parts.store.read.highestClientSeq(device);
  }

  sweep(): Promise<void> {
    const next = () => this.#sweepAcknowledged();
    this.#sweeping = this.#sweeping.then(next, next);
    return this.#sweeping;
  }

  async #sweepAcknowledged(): Promise<void> {
    const { store, now, pause } = this.#parts;
    const groups = [...this.#acknowledged];
    this.#acknowledged = new Set();
    for (let start = 0; start < groups.length; start += SWEEP_GROUPS) {
      const some = groups.slice(start, start + SWEEP_GROUPS);
      for (;;) {
        const began = now();
        const gone = await store.transact((transactor) => transactor.sweepAcknowledged(some, SWEEP_ENVELOPES));
        if (gone < SWEEP_ENVELOPES) break;
        await pause(1 + SWEEP_REST * (now() - began));
      }
    }
  }

  async expire(): Promise<void> {
    const now = this.#parts.now();
    await this.#parts.store.transact((transactor) => transactor.expire(now, now - this.#parts.retentionMs));
  }

  /**
   * What comes before anything is written: a repeated call is answered as before, a stranger and a call from the future are
   * refused. The repeat is looked for first: a commit that succeeded would otherwise be told that it came too late.
   */
  #enter(
    transactor: StoreTransactor,
    device: DeviceId,
    { group, clientSeq }: { readonly group: GroupId; readonly clientSeq: number },
    epoch: bigint,
    message: Uint8Array,
  ): StoredGroup | Outcome {
    requireMember(transactor.place(group, device));
    const stored = transactor.group(group);
    if (stored === null) throw new RelayError('not-in-roster');
    const standing = transactor.clientSeqStanding(device, clientSeq);
    if (standing === 'accepted') {
      return { answer: { seq: transactor.findEnvelope(group, epoch, message), duplicate: true }, envelope: null };
    }
    if (standing === 'forgotten') throw new RelayError('sequence-used');
    if (epoch > stored.epoch) throw new RelayError('epoch-ahead');
    return stored;
  }

  #append(
    transactor: StoreTransactor,
    group: GroupId,
    { epoch, kind, message }: Pick<NewEnvelope, 'epoch' | 'kind' | 'message'>,
    expiresAt?: number,
  ): Envelope {
    const at = this.#parts.now();
    const latest = at + this.#parts.retentionMs;
    const expiry = Math.min(expiresAt ?? latest, latest);
    const seq = transactor.appendEnvelope(group, { epoch, kind, message, at, expiresAt: expiry });
    return { group, seq, epoch, kind, message, at };
  }

  #delivered({ answer, envelope }: Outcome): Stored {
    if (envelope !== null) this.#parts.outlet.add({ kind: 'envelope', envelope, joined: [], left: [] });
    return answer;
  }

  /** The refusal of one who was too slow, with what follows its cursor: it has to apply that first. */
  #stale(transactor: StoreTransactor, group: GroupId, device: DeviceId, { head }: StoredGroup): RelayError {
    const after = transactor.place(group, device)?.cursor ?? 0;
    const missed = transactor.envelopes(group, after, head, wireLimits.envelopesPerPage, wireLimits.pageBytes);
    return new RelayError('stale-epoch', { missed });
  }
}

/** One answer for a group that does not exist and one that the device is not in: which it is, is nobody's business. */
function requireMember(place: { readonly leftAt: number | null } | null): void {
  if (place === null || place.leftAt !== null) throw new RelayError('not-in-roster');
}
