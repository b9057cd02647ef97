/**
 * What the relay asks of a store. Implementations differ in where they keep rows, never in what these promises mean; one
 * contract suite holds all of them to it.
 *
 * A store knows no session, no signature and no rule: whoever calls it has already decided.
 */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { Envelope, EnvelopeKind, GroupPlace, WaitingWelcome } from '#shared/wire/index.ts';

/** A group as the relay sees it: where it stands. */
export interface StoredGroup {
  readonly epoch: bigint;
  /** The newest sequence number. */
  readonly head: number;
}

/** What a device may read of a group: everything after `joinedAt`, up to `leftAt` when it has left. */
export interface RosterPlace {
  readonly joinedAt: number;
  readonly leftAt: number | null;
  readonly cursor: number;
}

export interface NewEnvelope {
  readonly epoch: bigint;
  readonly kind: EnvelopeKind;
  readonly message: Uint8Array;
  readonly at: number;
  readonly expiresAt: number;
}

export interface NewKeyPackage {
  readonly bytes: Uint8Array;
  readonly ref: Uint8Array;
  readonly notAfter: number;
  readonly lastResort: boolean;
}

export interface ClaimedKeyPackage {
  readonly bytes: Uint8Array;
  readonly lastResort: boolean;
}

/** Where a device's browser is woken. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly topic: string;
}

/** What is known of a blob: nothing of whose it is or where it is spoken of. */
export interface StoredBlob {
  /** Its size in all, and in how many pieces it comes. */
  readonly bytes: number;
  readonly pieces: number;
  /** How many pieces are there, from the first. */
  readonly have: number;
  /** The SHA-256 of the secret by which it is erased. */
  readonly erase: Uint8Array;
  /** When the newest piece came; before the first, when it was announced. */
  readonly at: number;
  /** When it is to go in any case; null: nobody said so. */
  readonly expiresAt: number | null;
}

/** Where a client's sequence number stands: never seen, accepted before, or too old to tell. */
export type ClientSeqStanding = 'new' | 'accepted' | 'forgotten';

/** Looks, and cannot write. Outside of a transaction it sees what is durable and nothing else. */
export interface StoreReader {
  /** A setting of the relay itself; null when it was never set. */
  setting(name: string): Uint8Array | null;
  logSize(): number;
  /** Log envelopes from index `from`, at most `limit`. */
  logEnvelopes(from: number, limit: number): Uint8Array[];
  group(group: GroupId): StoredGroup | null;
  place(group: GroupId, device: DeviceId): RosterPlace | null;
  /** The devices that are in the group now. */
  roster(group: GroupId): DeviceId[];
  /**
   * The groups that have something for `device`, those it has left included until it has read them to the end. First comes the
   * one with the newest envelope; last those of which nothing is kept.
   */
  placesOf(device: DeviceId): (GroupPlace & { readonly left: boolean })[];
  /** Envelopes with `after < seq <= upTo` in order; at most `limit`, and at least one whatever `maxBytes` says. */
  envelopes(group: GroupId, after: number, upTo: number, limit: number, maxBytes: number): Envelope[];
  /** The newest envelope of this epoch with exactly these bytes; null when there is none. */
  findEnvelope(group: GroupId, epoch: bigint, message: Uint8Array): number | null;
  /** The highest sequence number ever accepted from `device`; 0 before the first. */
  highestClientSeq(device: DeviceId): number;
  clientSeqStanding(device: DeviceId, clientSeq: number): ClientSeqStanding;
  /** How many single-use key packages of `device` can be claimed at `now`. */
  availableKeyPackages(device: DeviceId, now: number): number;
  /** How many key packages of `device` are kept, of all kinds. */
  keptKeyPackages(device: DeviceId): number;
  /** Waiting Welcomes, oldest first; at most `limit`, and at least one whatever `maxBytes` says. */
  welcomes(device: DeviceId, limit: number, maxBytes: number): WaitingWelcome[];
  countWelcomes(device: DeviceId): number;
  /** Where `device` is woken; null: nowhere. */
  pushSubscription(device: DeviceId): PushSubscription | null;
  /** The devices that are in the group now and can be woken. */
  pushDevices(group: GroupId): DeviceId[];
  blob(name: Uint8Array): StoredBlob | null;
  /** Of all blobs, the bytes that they have or will have, and how many pieces are still to come. */
  blobSums(): { readonly bytes: number; readonly missing: number };
  /**
   * The names of at most `limit` blobs that are over at `now`: those that were to go by then, the whole ones that got their
   * newest piece at `wholeBefore` or earlier, and the others that did at `unfinishedBefore` or earlier.
   */
  blobsOver(now: number, wholeBefore: number, unfinishedBefore: number, limit: number): Uint8Array[];
}

/** Writes, within one transaction. A method that throws leaves the whole piece of work undone. */
export interface StoreTransactor extends StoreReader {
  setSetting(name: string, value: Uint8Array | null): void;
  /** @throws StoreError `conflict` unless `from` is the size of the log: somebody else has appended. */
  appendLog(from: number, envelopes: readonly Uint8Array[]): void;
  /** @throws StoreError `conflict` when the group exists. */
  createGroup(group: GroupId): void;
  setEpoch(group: GroupId, epoch: bigint): void;
  /** Gives `envelope` the next sequence number of the group and returns it. @throws StoreError `conflict` without a group. */
  appendEnvelope(group: GroupId, envelope: NewEnvelope): number;
  /** `device` reads what comes after `seq`; a place that it had before is forgotten. */
  join(group: GroupId, device: DeviceId, seq: number): void;
  /** `device` reads up to `seq`, and nothing after it. */
  leave(group: GroupId, device: DeviceId, seq: number): void;
  /**
   * Forgets the place of `device`, whatever waits for it. Without anybody left, the group goes with all that waits in it.
   */
  forgetPlace(group: GroupId, device: DeviceId): void;
  /** Moves the cursor forward, never back nor past what the device may read. */
  acknowledge(group: GroupId, device: DeviceId, seq: number): void;
  /** Records that the call with this sequence number was accepted. */
  acceptClientSeq(device: DeviceId, clientSeq: number): void;
  /** Keeps a package unless one with its `ref` was ever kept, claimed ones included. */
  putKeyPackage(device: DeviceId, keyPackage: NewKeyPackage): void;
  /** Takes a single-use package that holds at `now`, or else shows the newest last-resort one. */
  claimKeyPackage(device: DeviceId, now: number): ClaimedKeyPackage | null;
  putWelcome(group: GroupId, seq: number, message: Uint8Array, devices: readonly DeviceId[], at: number): void;
  acknowledgeWelcomes(device: DeviceId, ids: readonly number[]): void;
  /** Removes what nobody may claim any more. */
  dropKeyPackages(device: DeviceId): void;
  /** In the place of the one that `device` had. */
  putPushSubscription(device: DeviceId, subscription: PushSubscription): void;
  dropPushSubscription(device: DeviceId): void;
  /** In the place of what was known of it. */
  putBlob(name: Uint8Array, blob: StoredBlob): void;
  dropBlob(name: Uint8Array): void;
  /** Removes everything that was kept for a device that will never come back. */
  forgetDevice(device: DeviceId): void;
  /**
   * Removes what every entitled device of these groups has acknowledged, oldest first. With a limit, about so many, and the
   * rest when called again. @returns how many envelopes went: fewer than the limit when nothing is left.
   */
  sweepAcknowledged(groups: readonly GroupId[], limit?: number): number;
  /**
   * Removes what has outlived its time: envelopes, Welcomes older than `welcomesBefore`, spent key packages, places of
   * devices that left and have nothing more to read, and groups that nobody is in any more. @returns how many envelopes went.
   */
  expire(now: number, welcomesBefore: number): number;
}

/** Something that the store cannot do. */
export class StoreError extends Error {
  readonly code: 'conflict' | 'failed' | 'closed' | 'unusable';

  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

export interface Store {
  readonly read: StoreReader;
  /**
   * Runs `work`, makes what it wrote durable, and only then resolves. Pieces of work that arrive together may be made
   * durable together, but each sees those before it, and one that throws undoes itself alone.
   *
   * `work` must not do anything but read and write: it may run and then be undone. Effects come after the promise.
   */
  transact<T>(work: (transactor: StoreTransactor) => T): Promise<T>;
  /** Finishes what was asked for, then closes. Work that comes later is refused with `closed`. */
  close(): Promise<void>;
}
