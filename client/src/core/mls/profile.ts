/**
 * Our profile of RFC 9420: what a group, a leaf, a proposal or a GroupInfo may be here. The library judges what the RFC
 * asks for; everything here is narrower. Each rule is a pure function that throws MlsError `refused`.
 */
import type { ClientState, Extension, KeyPackage, LeafNode, Proposal } from 'ts-mls';
import { equalBytes } from '#shared/encoding/index.ts';
import { type SuiteName, suites } from '../crypto/mls-provider.ts';
import { MlsError } from './errors.ts';
import { isReadable, type Retained, type RetentionLimits } from './retention.ts';

/** The extension that holds the hash of the room state in the GroupContext (private range, RFC 9420 §17.3). */
export const ROOM_STATE_HASH_EXTENSION = 0xf7a0;
/** The extension that carries the room state itself in a Welcome's GroupInfo. */
export const ROOM_STATE_EXTENSION = 0xf7a1;
/** The leaf extension that says when its device put these keys in. */
export const FRESH_AT_EXTENSION = 0xf7a2;
/** Milliseconds since the epoch, big-endian. */
export const FRESH_AT_BYTES = 8;
/** The `last_resort` KeyPackage extension (draft-ietf-mls-extensions §5): may be handed out more than once. */
export const LAST_RESORT_EXTENSION = 0x000a;

const ROOM_STATE_HASH_BYTES = 32;
const ROOM_STATE_BYTES_MAX = 64 * 1024;
const IDENTITY_BYTES_MAX = 8 * 1024;
const SIGNATURE_KEY_BYTES = 32;

function refuseUnless(holds: boolean, detail: string): asserts holds {
  if (!holds) throw new MlsError('refused', detail);
}

/** The GroupContext extensions for this room state hash. */
export function roomStateExtensions(hash: Uint8Array | undefined): Extension[] {
  if (hash === undefined) return [];
  refuseUnless(hash.length === ROOM_STATE_HASH_BYTES, 'room state hash has the wrong length');
  return [{ extensionType: ROOM_STATE_HASH_EXTENSION, extensionData: hash }];
}

/** The GroupInfo extensions that carry this room state. */
export function groupInfoExtensions(roomState: Uint8Array | undefined): Extension[] {
  if (roomState === undefined) return [];
  refuseUnless(roomState.length <= ROOM_STATE_BYTES_MAX, 'room state is too large');
  return [{ extensionType: ROOM_STATE_EXTENSION, extensionData: roomState }];
}

/** The room state in a GroupInfo. An `external_pub` there would invite external commits, which may remove anybody. */
export function roomStateOf(extensions: readonly Extension[]): Uint8Array | undefined {
  const types = extensions.map(({ extensionType }) => extensionType);
  const known = types.every((type) => type === 'ratchet_tree' || type === ROOM_STATE_EXTENSION);
  refuseUnless(known && new Set(types).size === types.length, 'extensions of the GroupInfo');
  const found = extensions.find(({ extensionType }) => extensionType === ROOM_STATE_EXTENSION)?.extensionData;
  refuseUnless(found === undefined || found.length <= ROOM_STATE_BYTES_MAX, 'room state is too large');
  return found;
}

/**
 * Whatever a commit or Welcome says: a group has our one extension at most, no more leaves than the policy allows, and
 * only leaves and node keys that every member can work with. Looks at what is new since `before`, or at all of it.
 */
export function requireAllowedGroup(
  state: ClientState,
  suite: SuiteName,
  groupDevices: number,
  before?: ClientState,
): void {
  const { extensions } = state.groupContext;
  const ours = extensions.every(
    ({ extensionType, extensionData }) =>
      extensionType === ROOM_STATE_HASH_EXTENSION && extensionData.length === ROOM_STATE_HASH_BYTES,
  );
  // `external_senders` would let somebody outside the group propose removals and additions (RFC 9420 §12.1.8.1).
  refuseUnless(ours && extensions.length <= 1, 'group context extensions');
  let leaves = 0;
  for (const [index, node] of state.ratchetTree.entries()) {
    if (node?.nodeType === 'leaf') leaves += 1;
    if (node === undefined || node === before?.ratchetTree[index]) continue;
    if (node.nodeType === 'leaf') requireAllowedLeaf(node.leaf, suite);
    else requireEncryptionKey(node.parent.hpkePublicKey, suite);
  }
  refuseUnless(leaves <= groupDevices, 'group is too large');
}

/** A leaf of our profile (RFC 9420 §7.2): it can do what the group needs, and claims nothing that we do not know. */
export function requireAllowedLeaf(leaf: LeafNode, suite: SuiteName): void {
  const { credential, capabilities } = leaf;
  refuseUnless(credential.credentialType === 'basic', 'credential is not basic');
  const size = credential.identity.length;
  refuseUnless(size > 0 && size <= IDENTITY_BYTES_MAX, 'identity has the wrong length');
  refuseUnless(leaf.signaturePublicKey.length === SIGNATURE_KEY_BYTES, 'signature key has the wrong length');
  requireEncryptionKey(leaf.hpkePublicKey, suite);
  // Nothing but the time of its keys, once: what nobody knows must not lie in everybody's tree.
  const known = leaf.extensions.every(
    ({ extensionType, extensionData }) =>
      extensionType === FRESH_AT_EXTENSION && extensionData.length === FRESH_AT_BYTES,
  );
  refuseUnless(known && leaf.extensions.length <= 1, 'leaf extensions');
  const able =
    capabilities.versions.includes('mls10') &&
    capabilities.ciphersuites.includes(suites[suite].libraryName) &&
    capabilities.credentials.includes('basic') &&
    capabilities.extensions.includes(ROOM_STATE_HASH_EXTENSION);
  refuseUnless(able, 'leaf lacks a capability that the group needs');
}

// A key of the wrong length is a trap: it lies still until the next commit must be encrypted to it.
function requireEncryptionKey(key: Uint8Array, suite: SuiteName): void {
  refuseUnless(key.length === suites[suite].kem.publicKeyBytes, 'encryption key has the wrong length');
}

/** A key package of our profile (RFC 9420 §10). */
export function requireAllowedKeyPackage(keyPackage: KeyPackage, suite: SuiteName): void {
  const [extension, ...more] = keyPackage.extensions;
  const ours = extension === undefined || extension.extensionType === LAST_RESORT_EXTENSION;
  refuseUnless(ours && more.length === 0, 'key package extensions');
  requireEncryptionKey(keyPackage.initKey, suite);
  requireAllowedLeaf(keyPackage.leafNode, suite);
}

/** A removed device neither sends nor receives (RFC 9420 §12.4.2). */
export function requireActive(state: ClientState): void {
  refuseUnless(state.groupActiveState.kind === 'active', 'no longer a member');
}

/** A message is for this group, and for an epoch whose keys may be used. */
export function requireOwnGroupAndEpoch(
  { state, ended }: Retained,
  message: { groupId: Uint8Array; epoch: bigint; contentType: string },
  limits: RetentionLimits,
  now: number,
): void {
  if (!equalBytes(message.groupId, state.groupContext.groupId)) throw new MlsError('wrong-group', 'another group');
  const current = state.groupContext.epoch;
  if (message.contentType === 'commit' && message.epoch !== current) throw new MlsError('wrong-epoch', 'commit');
  if (message.epoch > current) throw new MlsError('wrong-epoch', 'message of a later epoch');
  if (message.epoch < current) {
    const readable =
      state.historicalReceiverData.has(message.epoch) && isReadable(ended.get(message.epoch), now, limits);
    if (!readable) throw new MlsError('wrong-epoch', 'message of an epoch whose keys are gone');
  }
}

const ALLOWED_PROPOSALS = new Set<unknown>(['add', 'remove', 'group_context_extensions']);

/** Why a commit of this sender with these proposals is forbidden; undefined when it is not. */
export function forbiddenCommit(
  senderLeaf: number | undefined,
  ownLeaf: number,
  proposals: readonly { proposal: Proposal }[],
): string | undefined {
  if (senderLeaf === undefined) return 'commit of somebody outside the group';
  // Our own commits are applied as the candidates that they were; coming back they prove nothing that we do not know.
  if (senderLeaf === ownLeaf) return 'our own commit';
  const found = proposals.find(({ proposal }) => !ALLOWED_PROPOSALS.has(proposal.proposalType));
  return found === undefined ? undefined : `proposal ${found.proposal.proposalType}`;
}
