/** Kinds about the ratchet tree: tree-math, tree-operations, tree-validation, treekem. */
import type { GroupContext, Proposal, RatchetTree } from 'ts-mls';
import { applyUpdatePathSecret } from 'ts-mls/createCommit.js';
import { verifyLeafNodeSignature, verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js';
import { verifyParentHashes } from 'ts-mls/parentHash.js';
import { getCommitSecret, pathToRoot } from 'ts-mls/pathSecrets.js';
import { mergePrivateKeyPaths, type PrivateKeyPath, toPrivateKeyPath, updateLeafKey } from 'ts-mls/privateKeyPath.js';
import { decodeProposal } from 'ts-mls/proposal.js';
import {
  addLeafNode,
  decodeRatchetTree,
  encodeRatchetTree,
  removeLeafNode,
  resolution,
  updateLeafNode,
} from 'ts-mls/ratchetTree.js';
import { treeHash, treeHashRoot } from 'ts-mls/treeHash.js';
import { left, nodeWidth, parent, right, root, sibling, toLeafIndex, toNodeIndex } from 'ts-mls/treemath.js';
import { applyUpdatePath, createUpdatePath, decodeUpdatePath } from 'ts-mls/updatePath.js';
import { encodeHex } from '#shared/encoding/index.ts';
import { bytes, type Case, cases, decodeWhole, equal, holds, type Kind, list, number, VectorError } from './check.ts';

const math: Kind = {
  name: 'tree-math',
  fields: ['n_leaves', 'n_nodes', 'sibling'],
  withoutSuite: true,
  async run(vector) {
    const leaves = number(vector, 'n_leaves');
    holds(nodeWidth(leaves) === number(vector, 'n_nodes'), 'n_nodes');
    holds(root(leaves) === number(vector, 'root'), 'root');
    const or = (compute: () => number) => {
      try {
        return compute();
      } catch {
        return null;
      }
    };
    for (let index = 0; index < nodeWidth(leaves); index += 1) {
      const node = toNodeIndex(index);
      holds(or(() => left(node)) === list(vector, 'left')[index], `left of ${index}`);
      holds(or(() => right(node)) === list(vector, 'right')[index], `right of ${index}`);
      holds(or(() => parent(node, leaves)) === list(vector, 'parent')[index], `parent of ${index}`);
      holds(or(() => sibling(node, leaves)) === list(vector, 'sibling')[index], `sibling of ${index}`);
    }
  },
};

function applyProposal(tree: RatchetTree, proposal: Proposal, sender: number): RatchetTree {
  if (proposal.proposalType === 'add') return addLeafNode(tree, proposal.add.keyPackage.leafNode)[0];
  if (proposal.proposalType === 'update') return updateLeafNode(tree, proposal.update.leafNode, toLeafIndex(sender));
  if (proposal.proposalType === 'remove') return removeLeafNode(tree, toLeafIndex(proposal.remove.removed));
  throw new VectorError(`proposal ${proposal.proposalType} does not change a tree`);
}

const operations: Kind = {
  name: 'tree-operations',
  fields: ['tree_before', 'proposal', 'tree_after'],
  hashOnly: true,
  async run(vector, cs) {
    const before = decodeWhole(decodeRatchetTree, bytes(vector, 'tree_before'));
    equal(await treeHashRoot(before, cs.hash), vector, 'tree_hash_before');
    const proposal = decodeWhole(decodeProposal, bytes(vector, 'proposal'));
    const after = applyProposal(before, proposal, number(vector, 'proposal_sender'));
    equal(encodeRatchetTree(after), vector, 'tree_after');
    equal(await treeHashRoot(after, cs.hash), vector, 'tree_hash_after');
  },
};

const validation: Kind = {
  name: 'tree-validation',
  fields: ['tree', 'resolutions', 'tree_hashes'],
  async run(vector, cs) {
    const tree = decodeWhole(decodeRatchetTree, bytes(vector, 'tree'));
    const hashes = list(vector, 'tree_hashes');
    for (const [index, expected] of list(vector, 'resolutions').entries()) {
      const node = toNodeIndex(index);
      holds(JSON.stringify(resolution(tree, node)) === JSON.stringify(expected), `resolution of ${index}`);
      holds(encodeHex(await treeHash(tree, node, cs.hash)) === hashes[index], `tree hash of ${index}`);
    }
    holds(await verifyParentHashes(tree, cs.hash), 'parent hashes');
    const groupId = bytes(vector, 'group_id');
    for (let index = 0; index < tree.length; index += 2) {
      const node = tree[index];
      if (node?.nodeType !== 'leaf') continue;
      const { leaf } = node;
      const valid =
        leaf.leafNodeSource === 'key_package'
          ? await verifyLeafNodeSignatureKeyPackage(leaf, cs.signature)
          : await verifyLeafNodeSignature(leaf, groupId, index / 2, cs.signature);
      holds(valid, `signature of leaf ${index / 2}`);
    }
  },
};

const treekem: Kind = {
  name: 'treekem',
  fields: ['ratchet_tree', 'leaves_private', 'update_paths'],
  async run(vector, cs) {
    const tree = decodeWhole(decodeRatchetTree, bytes(vector, 'ratchet_tree'));
    const context = (over: RatchetTree, epochs: bigint): Promise<GroupContext> =>
      treeHashRoot(over, cs.hash).then((hash) => ({
        version: 'mls10',
        cipherSuite: cs.name,
        groupId: bytes(vector, 'group_id'),
        epoch: BigInt(number(vector, 'epoch')) + epochs,
        treeHash: hash,
        confirmedTranscriptHash: bytes(vector, 'confirmed_transcript_hash'),
        extensions: [],
      }));
    const privates = new Map<number, { path: PrivateKeyPath; signature: Uint8Array }>();
    for (const leaf of cases(vector, 'leaves_private')) {
      const index = toLeafIndex(number(leaf, 'index'));
      const secrets = Object.fromEntries(
        cases(leaf, 'path_secrets').map((item) => [number(item, 'node'), bytes(item, 'path_secret')]),
      );
      const path = updateLeafKey(await toPrivateKeyPath(secrets, index, cs), bytes(leaf, 'encryption_priv'));
      for (const [node, key] of Object.entries(path.privateKeys)) await keyFits(tree, Number(node), key);
      privates.set(index, { path, signature: bytes(leaf, 'signature_priv') });
    }
    for (const update of cases(vector, 'update_paths')) await runUpdate(update);

    async function keyFits(over: RatchetTree, node: number, key: Uint8Array): Promise<void> {
      const held = over[node];
      const expected = held?.nodeType === 'leaf' ? held.leaf.hpkePublicKey : held?.parent.hpkePublicKey;
      const sealed = await cs.hpke.seal(await cs.hpke.importPublicKey(expected ?? new Uint8Array(0)), key, key, key);
      const opened = await cs.hpke.open(await cs.hpke.importPrivateKey(key), sealed.enc, sealed.ct, key, key);
      holds(encodeHex(opened) === encodeHex(key), `private key of node ${node}`);
    }

    async function runUpdate(update: Case): Promise<void> {
      const sender = toLeafIndex(number(update, 'sender'));
      const path = decodeWhole(decodeUpdatePath, bytes(update, 'update_path'));
      const updated = await applyUpdatePath(tree, sender, path, cs.hash);
      equal(await treeHashRoot(updated, cs.hash), update, 'tree_hash_after');
      holds(await verifyParentHashes(updated, cs.hash), 'parent hashes after the path');
      const provisional = await context(updated, 0n);
      const expected = list(update, 'path_secrets');
      for (const [index, member] of privates) {
        if (index === sender) continue;
        await receives(updated, member.path, sender, provisional, path, expected[index], update);
      }
      const signer = privates.get(sender);
      if (signer === undefined) return;
      // The other direction: a path of our own making is read by all others as one and the same commit secret.
      const unbumped = await context(tree, -1n);
      const [ours, ownPath, , , ownSecret] = await createUpdatePath(tree, sender, unbumped, signer.signature, cs);
      const applied = await applyUpdatePath(tree, sender, ownPath, cs.hash);
      equal(await treeHashRoot(applied, cs.hash), { hash: encodeHex(await treeHashRoot(ours, cs.hash)) }, 'hash');
      const ownContext = await context(applied, 0n);
      const commitSecret = encodeHex(ownSecret);
      for (const [index, member] of privates) {
        if (index === sender) continue;
        await receives(applied, member.path, sender, ownContext, ownPath, undefined, { commit_secret: commitSecret });
      }
    }

    async function receives(
      updated: RatchetTree,
      own: PrivateKeyPath,
      sender: ReturnType<typeof toLeafIndex>,
      provisional: GroupContext,
      path: Parameters<typeof applyUpdatePath>[2],
      expected: unknown,
      update: Case,
    ): Promise<void> {
      const { nodeIndex, pathSecret } = await applyUpdatePathSecret(tree, own, sender, provisional, path, [], cs);
      if (expected !== undefined) holds(encodeHex(pathSecret) === expected, 'path secret');
      const secrets = await pathToRoot(updated, toNodeIndex(nodeIndex), pathSecret, cs.kdf);
      const merged = mergePrivateKeyPaths(own, await toPrivateKeyPath(secrets, toLeafIndex(own.leafIndex), cs));
      for (const node of Object.keys(secrets)) {
        const key = merged.privateKeys[Number(node)];
        if (key) await keyFits(updated, Number(node), key);
      }
      equal(await getCommitSecret(updated, toNodeIndex(nodeIndex), pathSecret, cs.kdf), update, 'commit_secret');
    }
  },
};

export const treeKinds: readonly Kind[] = [math, operations, validation, treekem];
