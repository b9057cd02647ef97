/**
 * The MLS engine: the only way in which the rest of the core meets MLS. Small enough that another implementation could
 * stand behind it. Pure in meaning: a group in; a candidate group, bytes and facts out. No storage, no network, and no
 * clock but the one that it is given.
 *
 * A candidate takes effect only when the caller has stored it. `spent` secrets are to be wiped after that, never before:
 * while a candidate can still be refused, the old state needs them.
 */
import type { Label } from '#shared/encoding/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import type { Member, MlsGroup, TreeDiff } from './group.ts';
import type { CreatedKeyPackage, KeyPackageFacts } from './key-packages.ts';
import type { MessageFacts } from './messages.ts';
import type { RetentionLimits } from './retention.ts';
import type { StateRecord } from './state-records.ts';

/** A device's signature key pair; the private half is a 32-byte seed. */
export interface SignatureKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Limits of the signed policy that reach into MLS. */
export interface MlsLimits extends RetentionLimits {
  /** Message keys kept per sender for messages that arrive out of order. */
  readonly skippedKeys: number;
  /** How far one sender's ratchet may be moved forward by one message: a bound on the work a member can cause. */
  readonly forwardSteps: number;
  /** The most leaves a group may have. */
  readonly groupDevices: number;
}

export interface MlsEngineParts {
  /**
   * The authentication service (RFC 9420 §5.3.1): whether `signatureKey` belongs to the device that `identity` certifies.
   * Must be a pure function of its arguments and the replicated log: members that answer differently fork the group.
   */
  readonly authenticate: (identity: Uint8Array, signatureKey: Uint8Array) => boolean;
  /** The time in ms: for lifetimes of key packages that are added, and for how long an ended epoch can be read. */
  readonly now: () => number;
  readonly limits: MlsLimits;
}

/** The outcome of our own commit: nothing has happened until the relay has accepted it. */
export interface CommitCandidate {
  /** The next epoch: stored when the relay has accepted the commit, dropped when it has not. */
  readonly group: MlsGroup;
  /**
   * The old epoch, with the key that protects the commit gone from it: stored before the commit leaves, and the state to
   * go on from when it is not accepted. Otherwise a second commit of the same epoch would use that key again.
   */
  readonly base: MlsGroup;
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | undefined;
  readonly diff: TreeDiff;
  readonly spent: readonly Uint8Array[];
}

/** Our own application message. The group must be stored before the message leaves (a key used twice is a broken key). */
export interface EncryptedMessage {
  readonly group: MlsGroup;
  readonly message: Uint8Array;
  readonly epoch: bigint;
  readonly generation: number;
  readonly spent: readonly Uint8Array[];
}

/** A received message, as a candidate. `sender` is proven by a signature; nothing that an envelope says is. */
export type Received =
  | {
      readonly kind: 'application';
      readonly group: MlsGroup;
      readonly plaintext: Uint8Array;
      readonly aad: Uint8Array;
      readonly sender: Member;
      readonly epoch: bigint;
      readonly generation: number;
      /** How many messages that its sender encrypted before it, in this epoch, have not come: a relay that drops shows here. */
      readonly skipped: number;
      readonly spent: readonly Uint8Array[];
    }
  | {
      readonly kind: 'commit';
      readonly group: MlsGroup;
      readonly aad: Uint8Array;
      readonly sender: Member;
      readonly diff: TreeDiff;
      readonly roomStateHash: Uint8Array | undefined;
      /** The commit removed this device: the group is over for it. */
      readonly removedSelf: boolean;
      readonly spent: readonly Uint8Array[];
    };

export interface JoinCandidate {
  readonly group: MlsGroup;
  /** The member who added us. */
  readonly sender: Member;
  /** The key package that was used; its secrets are to be deleted unless it is the last resort. */
  readonly keyPackageRef: Uint8Array;
  /** Everybody who is in, as added: a gate that judges differences judges these. */
  readonly diff: TreeDiff;
  /** Checked by nobody yet: it is to be held against `roomStateHash(group)` by whoever knows how that hash is made. */
  readonly roomState: Uint8Array | undefined;
}

/** A key package of ours, as stored. */
export interface StoredKeyPackage {
  readonly keyPackage: Uint8Array;
  readonly secrets: Uint8Array;
}

export interface MlsEngine {
  createKeyPackage(options: {
    suite: SuiteName;
    identity: Uint8Array;
    signatureKey: SignatureKey;
    notBefore: number;
    notAfter: number;
    lastResort: boolean;
  }): Promise<CreatedKeyPackage>;
  inspectKeyPackage(keyPackage: Uint8Array): Promise<KeyPackageFacts>;
  /** What anybody can read of a message. @throws MlsError for anything but a private message of our profile or a Welcome. */
  inspectMessage(message: Uint8Array): MessageFacts;
  /** A group of one. Lifetimes of its first leaf are `notBefore` to `notAfter`, in ms. */
  createGroup(options: {
    groupId: Uint8Array;
    suite: SuiteName;
    identity: Uint8Array;
    signatureKey: SignatureKey;
    notBefore: number;
    notAfter: number;
    roomStateHash?: Uint8Array;
  }): Promise<MlsGroup>;
  /**
   * The caller must know the group id: a Welcome into a group that it is in already replaces that group or is refused.
   * @throws MlsError `no-key-package` when the Welcome is for none of `find`, `refused` when the group is not allowed.
   */
  join(options: {
    welcome: Uint8Array;
    find: (ref: Uint8Array) => StoredKeyPackage | undefined;
    signatureKey: SignatureKey;
  }): Promise<JoinCandidate>;
  /** With nothing to add, remove or change this is a self-update. @throws MlsError. */
  commit(
    group: MlsGroup,
    changes: {
      add?: readonly Uint8Array[];
      remove?: readonly number[];
      roomStateHash?: Uint8Array;
      /** For those who join: goes into the Welcome, encrypted. */
      roomState?: Uint8Array;
      aad?: Uint8Array;
    },
  ): Promise<CommitCandidate>;
  encrypt(group: MlsGroup, plaintext: Uint8Array, aad?: Uint8Array): Promise<EncryptedMessage>;
  receive(group: MlsGroup, message: Uint8Array): Promise<Received>;
  members(group: MlsGroup): Member[];
  ownLeaf(group: MlsGroup): number;
  isActive(group: MlsGroup): boolean;
  roomStateHash(group: MlsGroup): Uint8Array | undefined;
  /** Equal on all members of one epoch, and on nobody else (RFC 9420 §8.7). */
  epochAuthenticator(group: MlsGroup): Uint8Array;
  /** A secret of 32 bytes that the members of this epoch have, for use outside of MLS (RFC 9420 §8.5). */
  exportSecret(group: MlsGroup, label: Label): Promise<Uint8Array>;
  /** Gives up the keys of past epochs that have become too old; undefined when there are none. */
  expire(group: MlsGroup): { readonly group: MlsGroup; readonly spent: readonly Uint8Array[] } | undefined;
  /** The records that differ from those of `previous`, which must be what `group` was made from; or all of them. */
  encodeState(group: MlsGroup, previous?: MlsGroup): StateRecord[];
  /** The signature key is not part of the state: one device has one, in one place. @throws MlsError `corrupt-state`. */
  decodeState(records: readonly StateRecord[], signatureKey: SignatureKey): MlsGroup;
}
