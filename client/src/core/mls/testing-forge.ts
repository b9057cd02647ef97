/**
 * What a malicious member can make: commits and Welcomes that are right in every signature, key and tag, and break one rule.
 * For tests only. Nothing here validates anything, so that a refusal can only come from the receiver.
 */
import type {
  CiphersuiteImpl,
  ClientState,
  Extension,
  GroupContext,
  GroupInfo,
  KeyPackage,
  LeafNode,
  Proposal,
  ProposalOrRef,
  RatchetTree,
  UpdatePath,
} from 'ts-mls';
import { nextEpochContext } from 'ts-mls/clientState.js';
import { createConfirmationTag, createContentCommitSignature } from 'ts-mls/framedContent.js';
import { extractWelcomeSecret, signGroupInfo } from 'ts-mls/groupInfo.js';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { deriveKeySchedule, initializeEpoch } from 'ts-mls/keySchedule.js';
import { protect } from 'ts-mls/messageProtection.js';
import { addLeafNode, encodeRatchetTree, removeLeafNode } from 'ts-mls/ratchetTree.js';
import { treeHashRoot } from 'ts-mls/treeHash.js';
import { toLeafIndex, toNodeIndex } from 'ts-mls/treemath.js';
import { createUpdatePath } from 'ts-mls/updatePath.js';
import { encryptGroupInfo, encryptGroupSecrets } from 'ts-mls/welcome.js';
import { randomBytes } from '../crypto/primitives.ts';
import { encodePrivateMessage, encodeWelcome } from './messages.ts';

/** The one rule that a forged commit breaks, and how. */
export interface CommitForgery {
  readonly proposals?: readonly Proposal[];
  readonly references?: readonly ProposalOrRef[];
  /** Leaves the UpdatePath out. */
  readonly pathless?: boolean;
  /** Changes the committer's own leaf before it is signed. */
  readonly leaf?: (leaf: LeafNode) => LeafNode;
  /** Signs the commit, or the leaf in it, with another key than the committer's. */
  readonly signatureKey?: Uint8Array;
  readonly leafSignatureKey?: Uint8Array;
  /** Changes the path after it was made: what it encrypts stays as it was. */
  readonly path?: (path: UpdatePath) => UpdatePath;
  /** Chooses key pairs: the first is the leaf's, the next those of the path, from the leaf upwards. */
  readonly keys?: (index: number) => { publicKey: Uint8Array } | undefined;
  readonly confirmationTag?: (tag: Uint8Array) => Uint8Array;
  readonly paddingByte?: number;
}

function applied(tree: RatchetTree, proposals: readonly Proposal[]): { tree: RatchetTree; added: number[] } {
  let next = [...tree];
  const added: number[] = [];
  for (const proposal of proposals) {
    if (proposal.proposalType === 'remove' && next[proposal.remove.removed * 2] !== undefined) {
      next = removeLeafNode(next, toLeafIndex(proposal.remove.removed));
    }
  }
  for (const proposal of proposals) {
    if (proposal.proposalType !== 'add') continue;
    const [grown, node] = addLeafNode(next, proposal.add.keyPackage.leafNode);
    next = grown;
    added.push(node);
  }
  return { tree: next, added };
}

/** The committer's own suite, with key pairs of its choice where `keys` names some. */
function riggedSuite(cs: CiphersuiteImpl, keys: CommitForgery['keys']): CiphersuiteImpl {
  if (keys === undefined) return cs;
  let made = 0;
  return {
    ...cs,
    hpke: {
      ...cs.hpke,
      async deriveKeyPair(ikm) {
        const chosen = keys(made);
        made += 1;
        const honest = await cs.hpke.deriveKeyPair(ikm);
        return chosen ? { ...honest, publicKey: await cs.hpke.importPublicKey(chosen.publicKey) } : honest;
      },
    },
  };
}

/** A commit of the member whose state this is. */
export async function forgeCommit(
  state: ClientState,
  cs: CiphersuiteImpl,
  forgery: CommitForgery,
): Promise<Uint8Array> {
  const { proposals = [] } = forgery;
  const ownLeaf = state.privatePath.leafIndex;
  const extensions = proposals.flatMap((proposal) =>
    proposal.proposalType === 'group_context_extensions' ? proposal.groupContextExtensions.extensions : [],
  );
  const context: GroupContext = {
    ...state.groupContext,
    extensions: extensions.length > 0 ? extensions : state.groupContext.extensions,
  };
  const { tree, added } = applied(state.ratchetTree, proposals);
  const own = tree[ownLeaf * 2];
  if (own?.nodeType === 'leaf' && forgery.leaf) tree[ownLeaf * 2] = { nodeType: 'leaf', leaf: forgery.leaf(own.leaf) };
  const signatureKey = forgery.leafSignatureKey ?? state.signaturePrivateKey;
  let next = tree;
  let path: UpdatePath | undefined;
  let commitSecret: Uint8Array = new Uint8Array(cs.kdf.size);
  if (forgery.pathless !== true) {
    const rigged = riggedSuite(cs, forgery.keys);
    const made = await createUpdatePath(
      tree,
      toLeafIndex(ownLeaf),
      context,
      signatureKey,
      rigged,
      added.map(toNodeIndex),
    );
    next = made[0];
    path = forgery.path ? forgery.path(made[1]) : made[1];
    commitSecret = made[4];
  }
  const inline = proposals.map((proposal): ProposalOrRef => ({ proposalOrRefType: 'proposal', proposal }));
  const { framedContent, signature } = await createContentCommitSignature(
    state.groupContext,
    'mls_private_message',
    { proposals: [...inline, ...(forgery.references ?? [])], path },
    { senderType: 'member', leafIndex: ownLeaf },
    new Uint8Array(0),
    forgery.signatureKey ?? state.signaturePrivateKey,
    cs.signature,
  );
  const after = await nextEpochContext(
    context,
    'mls_private_message',
    framedContent,
    signature,
    await treeHashRoot(next, cs.hash),
    state.confirmationTag,
    cs.hash,
  );
  const none = new Uint8Array(cs.kdf.size);
  const secrets = await initializeEpoch(state.keySchedule.initSecret, commitSecret, after, none, cs.kdf);
  const key = secrets.keySchedule.confirmationKey;
  const tag = await createConfirmationTag(key, after.confirmedTranscriptHash, cs.hash);
  const confirmationTag = forgery.confirmationTag ? forgery.confirmationTag(tag) : tag;
  const sealed = await protect(
    state.keySchedule.senderDataSecret,
    new Uint8Array(0),
    state.groupContext,
    state.secretTree,
    { ...framedContent, auth: { contentType: 'commit', signature, confirmationTag } },
    ownLeaf,
    { kind: 'alwaysPad', paddingLength: forgery.paddingByte === undefined ? 0 : 1 },
    forgery.paddingByte === undefined ? cs : paddingSuite(cs, forgery.paddingByte),
  );
  return encodePrivateMessage(sealed.privateMessage);
}

// Content is the first thing that a message encrypts, its last byte the padding.
function paddingSuite(cs: CiphersuiteImpl, byte: number): CiphersuiteImpl {
  let calls = 0;
  return {
    ...cs,
    hpke: {
      ...cs.hpke,
      encryptAead(key, nonce, aad, plaintext) {
        if (calls === 0) plaintext[plaintext.length - 1] = byte;
        calls += 1;
        return cs.hpke.encryptAead(key, nonce, aad, plaintext);
      },
    },
  };
}

/** The one rule that a forged Welcome breaks, and how. */
export interface WelcomeForgery {
  readonly tree?: (tree: RatchetTree) => RatchetTree;
  readonly context?: (context: GroupContext) => GroupContext;
  readonly info?: (info: Omit<GroupInfo, 'signature'>) => Omit<GroupInfo, 'signature'>;
  readonly extensions?: readonly Extension[];
  /** The tree extension's own bytes. */
  readonly treeBytes?: (bytes: Uint8Array) => Uint8Array;
  readonly pathSecret?: Uint8Array;
  readonly signatureKey?: Uint8Array;
  readonly confirmationTag?: (tag: Uint8Array) => Uint8Array;
}

/**
 * A Welcome by the member whose state this is, into the group as that member sees it, for the owner of this key package,
 * which must already stand in the tree. Its key schedule is made up: a joiner has nothing to compare it with.
 */
export async function forgeWelcome(
  state: ClientState,
  cs: CiphersuiteImpl,
  keyPackage: KeyPackage,
  forgery: WelcomeForgery,
): Promise<Uint8Array> {
  const tree = forgery.tree ? forgery.tree([...state.ratchetTree]) : state.ratchetTree;
  const honest = { ...state.groupContext, treeHash: await treeHashRoot(tree, cs.hash) };
  const groupContext = forgery.context ? forgery.context(honest) : honest;
  const none = new Uint8Array(cs.kdf.size);
  const joinerSecret = randomBytes(cs.kdf.size);
  const [{ confirmationKey }] = await deriveKeySchedule(joinerSecret, none, groupContext, cs.kdf);
  const tag = await createConfirmationTag(confirmationKey, groupContext.confirmedTranscriptHash, cs.hash);
  const bytes = encodeRatchetTree(tree);
  const plain = {
    groupContext,
    confirmationTag: forgery.confirmationTag ? forgery.confirmationTag(tag) : tag,
    signer: state.privatePath.leafIndex,
    extensions: [
      ...(forgery.extensions ?? []),
      { extensionType: 'ratchet_tree' as const, extensionData: forgery.treeBytes ? forgery.treeBytes(bytes) : bytes },
    ],
  };
  const signatureKey = forgery.signatureKey ?? state.signaturePrivateKey;
  const info = await signGroupInfo(forgery.info ? forgery.info(plain) : plain, signatureKey, cs.signature);
  const welcomeSecret = await extractWelcomeSecret(joinerSecret, none, cs.kdf);
  const encryptedGroupInfo = await encryptGroupInfo(info, welcomeSecret, cs);
  const secrets = { joinerSecret, pathSecret: forgery.pathSecret, psks: [] };
  const initKey = await cs.hpke.importPublicKey(keyPackage.initKey);
  const { enc, ct } = await encryptGroupSecrets(initKey, encryptedGroupInfo, secrets, cs.hpke);
  const newMember = await makeKeyPackageRef(keyPackage, cs.hash);
  return encodeWelcome({
    cipherSuite: cs.name,
    secrets: [{ newMember, encryptedGroupSecrets: { kemOutput: enc, ciphertext: ct } }],
    encryptedGroupInfo,
  });
}
