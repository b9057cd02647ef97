/**
 * The MLS engine: the only way in which the rest of the core meets MLS. Small enough that another implementation could
 * stand behind it. Pure in meaning: a group in; a candidate group, bytes and facts out. No storage, no network, and no
 * clock but the one that it is given.
 *
 * A candidate takes effect only when the caller has stored it. `spent` secrets are to be wiped after that, never before:
 * while a candidate can still be refused, the old state needs them.
 */
import {
  createApplicationMessage,
  createCommit,
  createGroup,
  emptyPskIndex,
  joinGroupWithExtensions,
  mlsExporter,
  type Proposal,
  processMessage,
} from 'ts-mls';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { equalBytes, type Label } from '#shared/encoding/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import { wipe } from '../crypto/primitives.ts';
import { createLibraryConfig } from './config.ts';
import { guarded, MlsError } from './errors.ts';
import {
  diffOf,
  type Member,
  type MlsGroup,
  memberAt,
  membersOf,
  partsOf,
  roomStateHashOf,
  stateOf,
  type TreeDiff,
  wrapGroup,
} from './group.ts';
import {
  type CreatedKeyPackage,
  createKeyPackage,
  inspectKeyPackage,
  type KeyPackageFacts,
  parseKeyPackage,
  privateKeysOf,
  suiteOf,
} from './key-packages.ts';
import {
  decodePrivateMessage,
  decodeWelcome,
  encodePrivateMessage,
  encodeWelcome,
  inspectMessage,
  type MessageFacts,
} from './messages.ts';
import {
  forbiddenCommit,
  groupInfoExtensions,
  requireActive,
  requireAllowedGroup,
  requireOwnGroupAndEpoch,
  roomStateExtensions,
  roomStateOf,
} from './profile.ts';
import { type Retained, type RetentionLimits, retain } from './retention.ts';
import { decodeRecords, encodeRecords, type StateRecord } from './state-records.ts';

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

/** Makes the engine. libsodium must be ready before any of its functions is called. */
export function createMlsEngine(engineParts: MlsEngineParts): MlsEngine {
  const { limits, now } = engineParts;
  const { ciphersuite, clientConfig } = createLibraryConfig(engineParts);

  return {
    createKeyPackage: (options) => createKeyPackage(ciphersuite(options.suite), options),
    inspectKeyPackage: (keyPackage) => guarded('malformed', () => inspectKeyPackage(keyPackage, ciphersuite)),
    inspectMessage,

    async createGroup(options) {
      const cs = ciphersuite(options.suite);
      const made = await createKeyPackage(cs, { ...options, lastResort: false });
      const { keyPackage } = parseKeyPackage(made.keyPackage);
      const privateKeys = privateKeysOf(made.secrets, options.signatureKey.privateKey);
      const extensions = roomStateExtensions(options.roomStateHash);
      const state = await createGroup(options.groupId, keyPackage, privateKeys, extensions, cs, clientConfig);
      wipe(made.secrets);
      return wrapGroup({ state, ended: new Map() }, options.suite);
    },

    async join({ welcome: bytes, find, signatureKey }) {
      const welcome = decodeWelcome(bytes);
      const suite = suiteOf(welcome.cipherSuite);
      const cs = ciphersuite(suite);
      for (const { newMember } of welcome.secrets) {
        const stored = find(newMember);
        if (stored === undefined) continue;
        const { keyPackage } = parseKeyPackage(stored.keyPackage);
        if (!equalBytes(await makeKeyPackageRef(keyPackage, cs.hash), newMember)) {
          throw new MlsError('corrupt-state', 'stored key package has another reference');
        }
        const privateKeys = privateKeysOf(stored.secrets, signatureKey.privateKey);
        const [state, extensions, signer] = await guarded('refused', () =>
          joinGroupWithExtensions(
            welcome,
            keyPackage,
            privateKeys,
            emptyPskIndex,
            cs,
            undefined,
            undefined,
            clientConfig,
          ),
        );
        requireAllowedGroup(state, suite, limits.groupDevices);
        const roomState = roomStateOf(extensions);
        return {
          group: wrapGroup({ state, ended: new Map() }, suite),
          // The signer of the GroupInfo is the committer (RFC 9420 §12.4.3.1): the only member whom a joiner can name.
          sender: memberAt(state.ratchetTree, signer),
          keyPackageRef: newMember,
          diff: { added: membersOf(state), removed: [], changed: [] },
          roomState,
        };
      }
      throw new MlsError('no-key-package', 'the Welcome is for none of our key packages');
    },

    async commit(group, { add = [], remove = [], roomStateHash, roomState, aad = new Uint8Array(0) }) {
      const { state, ended } = partsOf(group);
      requireActive(state);
      const proposals: Proposal[] = [
        ...remove.map((removed): Proposal => ({ proposalType: 'remove', remove: { removed } })),
        ...add.map((bytes): Proposal => {
          const { keyPackage, suite } = parseKeyPackage(bytes);
          if (suite !== group.suite) throw new MlsError('refused', 'key package of another cipher suite');
          return { proposalType: 'add', add: { keyPackage } };
        }),
      ];
      if (roomStateHash !== undefined) {
        const extensions = roomStateExtensions(roomStateHash);
        proposals.push({ proposalType: 'group_context_extensions', groupContextExtensions: { extensions } });
      }
      const result = await guarded('refused', () =>
        createCommit(
          { state, cipherSuite: ciphersuite(group.suite) },
          {
            extraProposals: proposals,
            ratchetTreeExtension: true,
            authenticatedData: aad,
            groupInfoExtensions: groupInfoExtensions(roomState),
          },
        ),
      );
      if (result.commit.wireformat !== 'mls_private_message') throw new MlsError('refused', 'commit is not private');
      requireAllowedGroup(result.newState, group.suite, limits.groupDevices, state);
      // The ended epoch is kept as it is after the commit was protected: its used handshake key is gone from there too.
      const past = new Map(result.newState.historicalReceiverData);
      const justEnded = past.get(group.epoch);
      if (justEnded) past.set(group.epoch, { ...justEnded, secretTree: result.senderState.secretTree });
      const next = retain({ state: { ...result.newState, historicalReceiverData: past }, ended }, limits, now());
      return {
        group: wrapGroup(next, group.suite),
        base: wrapGroup({ state: result.senderState, ended }, group.suite),
        commit: encodePrivateMessage(result.commit.privateMessage),
        welcome: result.welcome === undefined ? undefined : encodeWelcome(result.welcome),
        diff: diffOf(state, next.state),
        spent: [...result.consumed, ...next.spent],
      };
    },

    async encrypt(group, plaintext, aad = new Uint8Array(0)) {
      const { state, ended } = partsOf(group);
      requireActive(state);
      const result = await createApplicationMessage(state, plaintext, ciphersuite(group.suite), aad);
      return {
        group: wrapGroup({ state: result.newState, ended }, group.suite),
        message: encodePrivateMessage(result.privateMessage),
        epoch: group.epoch,
        generation: result.generation,
        spent: result.consumed,
      };
    },

    async receive(group, bytes) {
      const before = partsOf(group);
      const { state, ended } = before;
      requireActive(state);
      const privateMessage = decodePrivateMessage(bytes);
      requireOwnGroupAndEpoch(before, privateMessage, limits, now());
      const ownLeaf = state.privatePath.leafIndex;
      let forbidden: string | undefined;
      const result = await guarded('not-decryptable', () =>
        processMessage(
          { wireformat: 'mls_private_message', privateMessage },
          state,
          emptyPskIndex,
          (incoming) => {
            if (incoming.kind === 'proposal') forbidden = 'standalone proposal';
            else forbidden = forbiddenCommit(incoming.senderLeafIndex, ownLeaf, incoming.proposals);
            return forbidden === undefined ? 'accept' : 'reject';
          },
          ciphersuite(group.suite),
        ),
      );
      if (forbidden !== undefined) throw new MlsError('refused', forbidden);
      if (result.kind === 'applicationMessage') {
        const tree = state.historicalReceiverData.get(result.epoch)?.ratchetTree ?? state.ratchetTree;
        return {
          kind: 'application',
          group: wrapGroup({ state: result.newState, ended }, group.suite),
          plaintext: result.message,
          aad: result.authenticatedData,
          sender: memberAt(tree, result.senderLeafIndex),
          epoch: result.epoch,
          generation: result.generation,
          skipped: skippedBefore(before, result.epoch, result.senderLeafIndex, result.generation),
          spent: result.consumed,
        };
      }
      if (result.senderLeafIndex === undefined) throw new MlsError('refused', 'commit without a member as sender');
      requireAllowedGroup(result.newState, group.suite, limits.groupDevices, state);
      const next = retain({ state: result.newState, ended }, limits, now());
      return {
        kind: 'commit',
        group: wrapGroup(next, group.suite),
        aad: privateMessage.authenticatedData,
        sender: memberAt(state.ratchetTree, result.senderLeafIndex),
        diff: diffOf(state, next.state),
        roomStateHash: roomStateHashOf(next.state),
        removedSelf: next.state.groupActiveState.kind === 'removedFromGroup',
        spent: [...result.consumed, ...next.spent],
      };
    },

    members: (group) => membersOf(stateOf(group)),
    ownLeaf: (group) => stateOf(group).privatePath.leafIndex,
    isActive: (group) => stateOf(group).groupActiveState.kind === 'active',
    roomStateHash: (group) => roomStateHashOf(stateOf(group)),
    epochAuthenticator: (group) => stateOf(group).keySchedule.epochAuthenticator,
    exportSecret: (group, label) =>
      guarded('corrupt-state', () =>
        mlsExporter(stateOf(group).keySchedule.exporterSecret, label, new Uint8Array(), 32, ciphersuite(group.suite)),
      ),
    expire(group) {
      const before = partsOf(group);
      const after = retain(before, limits, now());
      if (after.ended.size === before.ended.size) return undefined;
      return { group: wrapGroup(after, group.suite), spent: after.spent };
    },
    encodeState: (group, previous) => encodeRecords(partsOf(group), previous && stateOf(previous)),
    decodeState(records, signatureKey) {
      const { suiteName, ...decoded } = decodeRecords(records, clientConfig, signatureKey.privateKey);
      return wrapGroup(decoded, suiteOf(suiteName));
    },
  };
}

function skippedBefore({ state }: Retained, epoch: bigint, sender: number, generation: number): number {
  const current = epoch === state.groupContext.epoch;
  const tree = current ? state.secretTree : state.historicalReceiverData.get(epoch)?.secretTree;
  const expected = tree?.[sender * 2]?.application.generation ?? generation;
  return Math.max(0, generation - expected);
}
