/** The MLS engine over ts-mls. */
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
import { equalBytes } from '#shared/encoding/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { createLibraryConfig } from './config.ts';
import type { MlsEngine, MlsEngineParts } from './engine.ts';
import { guarded, MlsError } from './errors.ts';
import { diffOf, memberAt, membersOf, partsOf, roomStateHashOf, stateOf, wrapGroup } from './group.ts';
import { createKeyPackage, inspectKeyPackage, parseKeyPackage, privateKeysOf, suiteOf } from './key-packages.ts';
import {
  decodePrivateMessage,
  decodeWelcome,
  encodePrivateMessage,
  encodeWelcome,
  inspectMessage,
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
import { type Retained, retain } from './retention.ts';
import { withSignOfLife } from './sign-of-life.ts';
import { decodeRecords, encodeRecords } from './state-records.ts';

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
      // A commit that only adds leaves our own leaf as it was (RFC 9420 §12.4), and its sign of life with it.
      const renews = proposals.length === 0 || proposals.some(({ proposalType }) => proposalType !== 'add');
      const from = renews ? withSignOfLife(state, now()) : state;
      const result = await guarded('refused', () =>
        createCommit(
          { state: from, cipherSuite: ciphersuite(group.suite) },
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
      const { ratchetTree } = state;
      if (justEnded) past.set(group.epoch, { ...justEnded, ratchetTree, secretTree: result.senderState.secretTree });
      const next = retain({ state: { ...result.newState, historicalReceiverData: past }, ended }, limits, now());
      return {
        group: wrapGroup(next, group.suite),
        base: wrapGroup({ state: { ...result.senderState, ratchetTree }, ended }, group.suite),
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
