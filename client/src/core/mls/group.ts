/** An MLS group as the core sees it: opaque, immutable, and read only through the functions here. */
import type { ClientState, LeafNode, RatchetTree } from 'ts-mls';
import { equalBytes } from '#shared/encoding/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import { MlsError } from './errors.ts';
import { ROOM_STATE_HASH_EXTENSION } from './profile.ts';
import type { Retained } from './retention.ts';
import { signOfLife } from './sign-of-life.ts';

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
  /** When it last put fresh keys in, in ms, as it says itself; undefined: it does not say. */
  readonly aliveAt: number | undefined;
}

/** What a commit does to the membership. The policy gate judges exactly this. */
export interface TreeDiff {
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
  /** Leaves whose keys are new; before and after are the same device, or the commit is refused. */
  readonly changed: readonly { readonly before: Member; readonly after: Member }[];
}

const parts = new WeakMap<object, Retained>();

/** Wraps the library's state and the ends of its past epochs. */
export function wrapGroup({ state, ended }: Retained, suite: SuiteName): MlsGroup {
  const group = { groupId: state.groupContext.groupId, epoch: state.groupContext.epoch, suite };
  parts.set(group, { state, ended });
  return group as MlsGroup;
}

/** What lies behind `group`. @throws MlsError for an object that did not come from here. */
export function partsOf(group: MlsGroup): Retained {
  const known = parts.get(group);
  if (known === undefined) throw new MlsError('corrupt-state', 'not a group of this engine');
  return known;
}

/** The library's state of `group`. @throws MlsError for an object that did not come from here. */
export function stateOf(group: MlsGroup): ClientState {
  return partsOf(group).state;
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

/** The member at this leaf. @throws MlsError `refused` when the leaf is blank or does not exist. */
export function memberAt(tree: RatchetTree, leaf: number): Member {
  const node = tree[leaf * 2];
  if (node?.nodeType !== 'leaf') throw new MlsError('refused', `no member at leaf ${leaf}`);
  return memberOf(leaf, node.leaf);
}

function memberOf(leaf: number, node: LeafNode): Member {
  if (node.credential.credentialType !== 'basic') throw new MlsError('refused', 'credential is not basic');
  const { signaturePublicKey: signatureKey } = node;
  return { leaf, identity: node.credential.identity, signatureKey, aliveAt: signOfLife(node) };
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
