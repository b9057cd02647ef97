/**
 * The MLS engine: the only way in which the rest of the core meets MLS. Small enough that another implementation could
 * stand behind it. Pure in meaning: a group in; a candidate group, bytes and facts out. No clock, no storage, no network.
 *
 * A candidate takes effect only when the caller has stored it. `spent` secrets are to be wiped after that, never before:
 * while a candidate can still be refused, the old state needs them.
 */
import {
  type CiphersuiteImpl,
  type ClientConfig,
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroup,
  type Extension,
  emptyPskIndex,
  joinGroupWithExtensions,
  type Proposal,
  processMessage,
} from 'ts-mls';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { equalBytes } from '#shared/encoding/index.ts';
import { createCiphersuite, type SuiteName } from '../crypto/mls-provider.ts';
import { wipe } from '../crypto/primitives.ts';
import { guarded, MlsError } from './errors.ts';
import {
  diffOf,
  type Member,
  type MlsGroup,
  membersOf,
  ROOM_STATE_EXTENSION,
  ROOM_STATE_HASH_EXTENSION,
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
import { decodePrivateMessage, decodeWelcome, encodePrivateMessage, encodeWelcome } from './messages.ts';
import { decodeRecords, encodeRecords, type StateRecord } from './state-records.ts';

/** A device's signature key pair; the private half is a 32-byte seed. */
export interface SignatureKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Limits of the signed policy that reach into MLS. */
export interface MlsLimits {
  /** Ended epochs whose late messages can still be read. */
  readonly pastEpochs: number;
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
  readonly limits: MlsLimits;
}

/** The outcome of our own commit: nothing has happened until the relay has accepted it. */
export interface CommitCandidate {
  readonly group: MlsGroup;
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | undefined;
  readonly diff: TreeDiff;
  readonly spent: readonly Uint8Array[];
}

/** Our own application message. The group must be stored before the message leaves (a key used twice is a broken key). */
export interface EncryptedMessage {
  readonly group: MlsGroup;
  readonly message: Uint8Array;
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
  /** @throws MlsError `no-key-package` when the Welcome is for none of `find`, `refused` when the group is not allowed. */
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
  encodeState(group: MlsGroup, previous?: MlsGroup): StateRecord[];
  decodeState(records: readonly StateRecord[], signatureKey: SignatureKey): MlsGroup;
}

const ROOM_STATE_HASH_BYTES = 32;

/** Makes the engine. libsodium must be ready before any of its functions is called. */
export function createMlsEngine({ authenticate, limits }: MlsEngineParts): MlsEngine {
  const ciphersuites = new Map<SuiteName, CiphersuiteImpl>();
  const ciphersuite = (suite: SuiteName): CiphersuiteImpl => {
    const known = ciphersuites.get(suite) ?? createCiphersuite(suite);
    ciphersuites.set(suite, known);
    return known;
  };
  const clientConfig: ClientConfig = {
    keyRetentionConfig: {
      retainKeysForGenerations: limits.skippedKeys,
      retainKeysForEpochs: limits.pastEpochs,
      maximumForwardRatchetSteps: limits.forwardSteps,
    },
    // Judged by the sender when it adds, and not by receivers: clocks differ, and members that judge differently fork.
    lifetimeConfig: { maximumTotalLifetime: 2n ** 32n, validateLifetimeOnReceive: false },
    keyPackageEqualityConfig: {
      compareKeyPackages: (left, right) =>
        equalBytes(left.leafNode.signaturePublicKey, right.leafNode.signaturePublicKey),
      compareKeyPackageToLeafNode: (keyPackage, leaf) =>
        equalBytes(keyPackage.leafNode.signaturePublicKey, leaf.signaturePublicKey),
    },
    // Content is padded before it is encrypted, by the layer that knows what it is.
    paddingConfig: { kind: 'alwaysPad', paddingLength: 0 },
    authService: {
      async validateCredential(credential, signaturePublicKey) {
        return credential.credentialType === 'basic' && authenticate(credential.identity, signaturePublicKey);
      },
    },
  };

  function memberAt(state: ClientState, leaf: number): Member {
    const member = membersOf(state).find((one) => one.leaf === leaf);
    if (member === undefined) throw new MlsError('refused', `no member at leaf ${leaf}`);
    return member;
  }

  return {
    createKeyPackage: (options) => createKeyPackage(ciphersuite(options.suite), options),
    inspectKeyPackage: (keyPackage) => guarded('malformed', () => inspectKeyPackage(keyPackage, ciphersuite)),

    async createGroup(options) {
      const cs = ciphersuite(options.suite);
      const made = await createKeyPackage(cs, { ...options, lastResort: false });
      const { keyPackage } = parseKeyPackage(made.keyPackage);
      const privateKeys = privateKeysOf(made.secrets, options.signatureKey.privateKey);
      const extensions = roomStateExtensions(options.roomStateHash);
      const state = await createGroup(options.groupId, keyPackage, privateKeys, extensions, cs, clientConfig);
      wipe(made.secrets);
      return wrapGroup(state, options.suite);
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
        const [state, groupInfoExtensions, signer] = await guarded('refused', () =>
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
        requireAllowedContext(state, limits);
        // The signer of the GroupInfo is the committer (RFC 9420 §12.4.3.1); it is the only member that a joiner can name.
        const roomState = groupInfoExtensions.find(({ extensionType }) => extensionType === ROOM_STATE_EXTENSION);
        const group = wrapGroup(state, suite);
        return {
          group,
          sender: memberAt(state, signer),
          keyPackageRef: newMember,
          roomState: roomState?.extensionData,
        };
      }
      throw new MlsError('no-key-package', 'the Welcome is for none of our key packages');
    },

    async commit(group, { add = [], remove = [], roomStateHash, roomState, aad = new Uint8Array(0) }) {
      const state = stateOf(group);
      const cs = ciphersuite(group.suite);
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
          { state, cipherSuite: cs },
          {
            extraProposals: proposals,
            ratchetTreeExtension: true,
            authenticatedData: aad,
            groupInfoExtensions:
              roomState === undefined ? [] : [{ extensionType: ROOM_STATE_EXTENSION, extensionData: roomState }],
          },
        ),
      );
      if (result.commit.wireformat !== 'mls_private_message') throw new MlsError('refused', 'commit is not private');
      requireAllowedContext(result.newState, limits);
      return {
        group: wrapGroup(result.newState, group.suite),
        commit: encodePrivateMessage(result.commit.privateMessage),
        welcome: result.welcome === undefined ? undefined : encodeWelcome(result.welcome),
        diff: diffOf(state, result.newState),
        spent: result.consumed,
      };
    },

    async encrypt(group, plaintext, aad = new Uint8Array(0)) {
      const state = stateOf(group);
      if (state.groupActiveState.kind !== 'active') throw new MlsError('refused', 'no longer a member');
      const result = await createApplicationMessage(state, plaintext, ciphersuite(group.suite), aad);
      return {
        group: wrapGroup(result.newState, group.suite),
        message: encodePrivateMessage(result.privateMessage),
        generation: result.generation,
        spent: result.consumed,
      };
    },

    async receive(group, bytes) {
      const state = stateOf(group);
      if (state.groupActiveState.kind !== 'active') throw new MlsError('refused', 'no longer a member');
      const privateMessage = decodePrivateMessage(bytes);
      requireOwnGroupAndEpoch(state, privateMessage);
      let forbidden: string | undefined;
      const result = await guarded('not-decryptable', () =>
        processMessage(
          { wireformat: 'mls_private_message', privateMessage },
          state,
          emptyPskIndex,
          (incoming) => {
            forbidden = incoming.kind === 'commit' ? forbiddenProposal(incoming.proposals) : 'proposal';
            return forbidden === undefined ? 'accept' : 'reject';
          },
          ciphersuite(group.suite),
        ),
      );
      if (forbidden !== undefined) throw new MlsError('refused', forbidden);
      const after = result.newState;
      if (result.kind === 'applicationMessage') {
        const past = state.historicalReceiverData.get(result.epoch);
        const senderTree = past === undefined ? state : { ...state, ratchetTree: past.ratchetTree };
        return {
          kind: 'application',
          group: wrapGroup(after, group.suite),
          plaintext: result.message,
          aad: result.authenticatedData,
          sender: memberAt(senderTree, result.senderLeafIndex),
          epoch: result.epoch,
          generation: result.generation,
          spent: result.consumed,
        };
      }
      if (result.senderLeafIndex === undefined) throw new MlsError('refused', 'commit without a member as sender');
      requireAllowedContext(after, limits);
      return {
        kind: 'commit',
        group: wrapGroup(after, group.suite),
        aad: privateMessage.authenticatedData,
        sender: memberAt(state, result.senderLeafIndex),
        diff: diffOf(state, after),
        roomStateHash: roomStateHashOf(after),
        removedSelf: after.groupActiveState.kind === 'removedFromGroup',
        spent: result.consumed,
      };
    },

    members: (group) => membersOf(stateOf(group)),
    ownLeaf: (group) => stateOf(group).privatePath.leafIndex,
    isActive: (group) => stateOf(group).groupActiveState.kind === 'active',
    roomStateHash: (group) => roomStateHashOf(stateOf(group)),
    epochAuthenticator: (group) => stateOf(group).keySchedule.epochAuthenticator,
    encodeState: (group, previous) =>
      encodeRecords(stateOf(group), previous === undefined ? undefined : stateOf(previous)),
    decodeState(records, signatureKey) {
      const { state, suiteName } = decodeRecords(records, clientConfig, signatureKey.privateKey);
      return wrapGroup(state, suiteOf(suiteName));
    },
  };
}

function roomStateExtensions(hash: Uint8Array | undefined): Extension[] {
  if (hash === undefined) return [];
  if (hash.length !== ROOM_STATE_HASH_BYTES) throw new MlsError('refused', 'room state hash has the wrong length');
  return [{ extensionType: ROOM_STATE_HASH_EXTENSION, extensionData: hash }];
}

/** Whatever a commit or Welcome says, a group has our one extension at most and no more leaves than the policy allows. */
function requireAllowedContext(state: ClientState, limits: MlsLimits): void {
  const { extensions } = state.groupContext;
  const ours = extensions.every(
    ({ extensionType, extensionData }) =>
      extensionType === ROOM_STATE_HASH_EXTENSION && extensionData.length === ROOM_STATE_HASH_BYTES,
  );
  // `external_senders` would let somebody outside the group propose removals and additions (RFC 9420 §12.1.8.1).
  if (!ours || extensions.length > 1) throw new MlsError('refused', 'group context extensions');
  if (membersOf(state).length > limits.groupDevices) throw new MlsError('refused', 'group is too large');
}

function requireOwnGroupAndEpoch(
  state: ClientState,
  message: { groupId: Uint8Array; epoch: bigint; contentType: string },
) {
  if (!equalBytes(message.groupId, state.groupContext.groupId)) throw new MlsError('wrong-group', 'another group');
  const current = state.groupContext.epoch;
  if (message.contentType === 'commit' && message.epoch !== current) throw new MlsError('wrong-epoch', 'commit');
  if (message.epoch > current) throw new MlsError('wrong-epoch', 'message of a later epoch');
  if (message.epoch < current && !state.historicalReceiverData.has(message.epoch)) {
    throw new MlsError('wrong-epoch', 'message of an epoch whose keys are gone');
  }
}

const ALLOWED_PROPOSALS = new Set<unknown>(['add', 'remove', 'group_context_extensions']);

function forbiddenProposal(proposals: readonly { proposal: Proposal }[]): string | undefined {
  const found = proposals.find(({ proposal }) => !ALLOWED_PROPOSALS.has(proposal.proposalType));
  return found === undefined ? undefined : `proposal ${found.proposal.proposalType}`;
}
