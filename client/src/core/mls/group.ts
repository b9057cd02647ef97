/** An MLS group as the core sees it: opaque, immutable, and read only through the functions here. */
import type { ClientState, LeafNode } from 'ts-mls';
import { equalBytes } from '#shared/encoding/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import { MlsError } from './errors.ts';

declare const opaque: unique symbol;

/** The state of one group at one moment. Every operation gives a new one and leaves the old one as it was. */
export interface MlsGroup {
  readonly [opaque]: 'MlsGroup';
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly suite: SuiteName;
}

/** One leaf of the tree: a device. `identity` is its credential, the encoded device certificate. */
export interface Member {
  readonly leaf: number;
  readonly identity: Uint8Array;
  readonly signatureKey: Uint8Array;
}

/** What a commit does to the membership. The policy gate judges exactly this. */
export interface TreeDiff {
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
  /** Leaves whose keys are new; before and after are the same device, or the commit is refused. */
  readonly changed: readonly { readonly before: Member; readonly after: Member }[];
}

/** The extension that holds the hash of the room state in the GroupContext (private range, RFC 9420 §17.3). */
export const ROOM_STATE_HASH_EXTENSION = 0xf7a0;
/** The extension that carries the room state itself in a Welcome's GroupInfo. */
export const ROOM_STATE_EXTENSION = 0xf7a1;

interface GroupParts {
  readonly state: ClientState;
  readonly suite: SuiteName;
}

const parts = new WeakMap<object, GroupParts>();

/** Wraps the library's state. */
export function wrapGroup(state: ClientState, suite: SuiteName): MlsGroup {
  const group = { groupId: state.groupContext.groupId, epoch: state.groupContext.epoch, suite };
  parts.set(group, { state, suite });
  return group as MlsGroup;
}

/** The library's state of `group`. @throws MlsError for an object that did not come from here. */
export function stateOf(group: MlsGroup): ClientState {
  const known = parts.get(group);
  if (known === undefined) throw new MlsError('corrupt-state', 'not a group of this engine');
  return known.state;
}

/** All members in leaf order. */
export function membersOf(state: ClientState): Member[] {
  const members: Member[] = [];
  for (let index = 0; index < state.ratchetTree.length; index += 2) {
    const node = state.ratchetTree[index];
    if (node?.nodeType === 'leaf') members.push(memberOf(index / 2, node.leaf));
  }
  return members;
}

function memberOf(leaf: number, node: LeafNode): Member {
  if (node.credential.credentialType !== 'basic') throw new MlsError('refused', 'credential is not basic');
  return { leaf, identity: node.credential.identity, signatureKey: node.signaturePublicKey };
}

/**
 * What lies between two states of one group.
 * A leaf that holds another device than before counts as one removed and one added, whatever the commit called it: so a
 * peer cannot pass a new device off as somebody's key rotation.
 */
export function diffOf(before: ClientState, after: ClientState): TreeDiff {
  const added: Member[] = [];
  const removed: Member[] = [];
  const changed: { before: Member; after: Member }[] = [];
  const length = Math.max(before.ratchetTree.length, after.ratchetTree.length);
  for (let index = 0; index < length; index += 2) {
    const [oldNode, newNode] = [before.ratchetTree[index], after.ratchetTree[index]];
    if (oldNode === newNode) continue;
    const old = oldNode?.nodeType === 'leaf' ? memberOf(index / 2, oldNode.leaf) : undefined;
    const fresh = newNode?.nodeType === 'leaf' ? memberOf(index / 2, newNode.leaf) : undefined;
    if (old && fresh && newNode?.nodeType === 'leaf' && newNode.leaf.leafNodeSource === 'commit') {
      if (!equalBytes(old.identity, fresh.identity) || !equalBytes(old.signatureKey, fresh.signatureKey)) {
        throw new MlsError('refused', 'a leaf changed its credential or signature key');
      }
      changed.push({ before: old, after: fresh });
      continue;
    }
    if (old) removed.push(old);
    if (fresh) added.push(fresh);
  }
  return { added, removed, changed };
}

/** The hash of the room state that all members agree on; undefined when the group has none. */
export function roomStateHashOf(state: ClientState): Uint8Array | undefined {
  return state.groupContext.extensions.find(({ extensionType }) => extensionType === ROOM_STATE_HASH_EXTENSION)
    ?.extensionData;
}
