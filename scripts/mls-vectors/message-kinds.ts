/** Kinds about messages: deserialization, message-protection, messages, passive-client-*, welcome. */
import type { ClientConfig, GroupContext, MLSMessage, Node, RatchetTree } from 'ts-mls';
import { joinGroup, makePskIndex, processMessage } from 'ts-mls';
import { determineLength } from 'ts-mls/codec/variableLength.js';
import { decodeCommit, encodeCommit } from 'ts-mls/commit.js';
import { verifyConfirmationTag } from 'ts-mls/framedContent.js';
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js';
import { decodeGroupSecrets, encodeGroupSecrets } from 'ts-mls/groupSecrets.js';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { protectApplicationData, protectProposal, unprotectPrivateMessage } from 'ts-mls/messageProtection.js';
import { protectProposalPublic, unprotectPublicMessage } from 'ts-mls/messageProtectionPublic.js';
import * as proposals from 'ts-mls/proposal.js';
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { createSecretTree } from 'ts-mls/secretTree.js';
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js';
import { decodeHex, encodeBase64url } from '#shared/encoding/index.ts';
import { bytes, type Case, cases, decodeWhole, equal, holds, type Kind, list, number, VectorError } from './check.ts';

const deserialization: Kind = {
  name: 'deserialization',
  fields: ['vlbytes_header', 'length'],
  withoutSuite: true,
  async run(vector) {
    holds(determineLength(bytes(vector, 'vlbytes_header'), 0).length === number(vector, 'length'), 'length');
  },
};

function mlsMessage<W extends MLSMessage['wireformat']>(vector: Case, name: string, wireformat: W) {
  const message = decodeWhole(decodeMlsMessage, bytes(vector, name));
  if (message.wireformat !== wireformat) throw new VectorError(`${name} is ${message.wireformat}`);
  return message as Extract<MLSMessage, { wireformat: W }>;
}

const messages: Kind = {
  name: 'messages',
  fields: ['mls_welcome', 'mls_group_info', 'private_message'],
  withoutSuite: true,
  async run(vector) {
    const again = <T>(
      name: string,
      decode: (data: Uint8Array, offset: number) => [T, number] | undefined,
      encode: (value: T) => Uint8Array,
    ) => equal(encode(decodeWhole(decode, bytes(vector, name))), vector, name);
    for (const name of [
      'mls_welcome',
      'mls_group_info',
      'mls_key_package',
      'public_message_application',
      'public_message_proposal',
      'public_message_commit',
      'private_message',
    ]) {
      again(name, decodeMlsMessage, encodeMlsMessage);
    }
    again('ratchet_tree', decodeRatchetTree, encodeRatchetTree);
    again('group_secrets', decodeGroupSecrets, encodeGroupSecrets);
    again('add_proposal', proposals.decodeAdd, proposals.encodeAdd);
    again('update_proposal', proposals.decodeUpdate, proposals.encodeUpdate);
    again('remove_proposal', proposals.decodeRemove, proposals.encodeRemove);
    again('pre_shared_key_proposal', proposals.decodePSK, proposals.encodePSK);
    again('re_init_proposal', proposals.decodeReinit, proposals.encodeReinit);
    again('external_init_proposal', proposals.decodeExternalInit, proposals.encodeExternalInit);
    again(
      'group_context_extensions_proposal',
      proposals.decodeGroupContextExtensions,
      proposals.encodeGroupContextExtensions,
    );
    again('commit', decodeCommit, encodeCommit);
  },
};

const RETENTION = { retainKeysForGenerations: 64, retainKeysForEpochs: 3, maximumForwardRatchetSteps: 1_000 };

const protection: Kind = {
  name: 'message-protection',
  fields: ['signature_priv', 'membership_key', 'proposal_pub', 'application_priv'],
  async run(vector, cs) {
    const context: GroupContext = {
      version: 'mls10',
      cipherSuite: cs.name,
      groupId: bytes(vector, 'group_id'),
      epoch: BigInt(number(vector, 'epoch')),
      treeHash: bytes(vector, 'tree_hash'),
      confirmedTranscriptHash: bytes(vector, 'confirmed_transcript_hash'),
      extensions: [],
    };
    const [publicKey, privateKey] = [bytes(vector, 'signature_pub'), bytes(vector, 'signature_priv')];
    const [senderDataSecret, membershipKey] = [bytes(vector, 'sender_data_secret'), bytes(vector, 'membership_key')];
    const tree = twoLeafTree(publicKey);
    const secretTree = () => createSecretTree(2, bytes(vector, 'encryption_secret'), cs.kdf);
    const openPrivate = async (message: MLSMessage) => {
      if (message.wireformat !== 'mls_private_message') throw new VectorError('not a private message');
      const result = await unprotectPrivateMessage(
        senderDataSecret,
        message.privateMessage,
        await secretTree(),
        tree,
        context,
        RETENTION,
        cs,
        publicKey,
      );
      return result.content.content;
    };
    const openPublic = async (message: MLSMessage) => {
      if (message.wireformat !== 'mls_public_message') throw new VectorError('not a public message');
      return (await unprotectPublicMessage(membershipKey, context, tree, message.publicMessage, cs, publicKey)).content;
    };
    const sees = (content: Awaited<ReturnType<typeof openPrivate>>, name: string) => {
      if (content.contentType === 'application') equal(content.applicationData, vector, name);
      else if (content.contentType === 'proposal') equal(proposals.encodeProposal(content.proposal), vector, name);
      else equal(encodeCommit(content.commit), vector, name);
    };
    sees(await openPublic(mlsMessage(vector, 'proposal_pub', 'mls_public_message')), 'proposal');
    sees(await openPrivate(mlsMessage(vector, 'proposal_priv', 'mls_private_message')), 'proposal');
    sees(await openPublic(mlsMessage(vector, 'commit_pub', 'mls_public_message')), 'commit');
    sees(await openPrivate(mlsMessage(vector, 'commit_priv', 'mls_private_message')), 'commit');
    sees(await openPrivate(mlsMessage(vector, 'application_priv', 'mls_private_message')), 'application');
    // The other direction: what we protect ourselves opens again.
    const none = new Uint8Array(0);
    const padding = { kind: 'alwaysPad', paddingLength: 0 } as const;
    const own = await protectApplicationData(
      privateKey,
      senderDataSecret,
      bytes(vector, 'application'),
      none,
      context,
      await secretTree(),
      1,
      padding,
      cs,
    );
    sees(
      await openPrivate({ version: 'mls10', wireformat: 'mls_private_message', privateMessage: own.privateMessage }),
      'application',
    );
    const proposal = decodeWhole(proposals.decodeProposal, bytes(vector, 'proposal'));
    const ownProposal = await protectProposal(
      privateKey,
      senderDataSecret,
      proposal,
      none,
      context,
      await secretTree(),
      1,
      padding,
      cs,
    );
    sees(
      await openPrivate({
        version: 'mls10',
        wireformat: 'mls_private_message',
        privateMessage: ownProposal.privateMessage,
      }),
      'proposal',
    );
    const ownPublic = await protectProposalPublic(privateKey, membershipKey, context, none, proposal, 1, cs);
    sees(
      await openPublic({ version: 'mls10', wireformat: 'mls_public_message', publicMessage: ownPublic.publicMessage }),
      'proposal',
    );
  },
};

/** A tree in which leaf 1, the sender of these vectors, exists. Only its presence and signature key matter. */
function twoLeafTree(signaturePublicKey: Uint8Array): RatchetTree {
  const node: Node = {
    nodeType: 'leaf',
    leaf: {
      leafNodeSource: 'update',
      hpkePublicKey: new Uint8Array(0),
      signaturePublicKey,
      credential: { credentialType: 'basic', identity: new Uint8Array(0) },
      capabilities: { versions: [], ciphersuites: [], extensions: [], proposals: [], credentials: [] },
      extensions: [],
      signature: new Uint8Array(0),
    },
  };
  return [node, undefined, node];
}

const welcome: Kind = {
  name: 'welcome',
  fields: ['init_priv', 'signer_pub', 'key_package', 'welcome'],
  async run(vector, cs) {
    const { keyPackage } = mlsMessage(vector, 'key_package', 'mls_key_package');
    const { welcome: message } = mlsMessage(vector, 'welcome', 'mls_welcome');
    const ref = await makeKeyPackageRef(keyPackage, cs.hash);
    const initKey = await cs.hpke.importPrivateKey(bytes(vector, 'init_priv'));
    const secrets = await decryptGroupSecrets(initKey, ref, message, cs.hpke);
    if (secrets === undefined) throw new VectorError('group secrets do not decode');
    const noPsk = new Uint8Array(cs.kdf.size);
    const info = await decryptGroupInfo(message, secrets.joinerSecret, noPsk, cs);
    if (info === undefined) throw new VectorError('group info does not decode');
    holds(await verifyGroupInfoSignature(info, bytes(vector, 'signer_pub'), cs.signature), 'group info signature');
    holds(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, noPsk, cs), 'confirmation tag');
    holds(!(await verifyConfirmationTag(noPsk, info.confirmationTag, noPsk, cs.hash)), 'a wrong key does not confirm');
  },
};

// Members of official groups have made-up credentials, so that here, and only here, everybody is believed.
const trusting: ClientConfig = {
  keyRetentionConfig: RETENTION,
  lifetimeConfig: { maximumTotalLifetime: 2n ** 64n, validateLifetimeOnReceive: false, currentTime: () => 0n },
  keyPackageEqualityConfig: {
    compareKeyPackages: (one, other) =>
      encodeBase64url(one.leafNode.signaturePublicKey) === encodeBase64url(other.leafNode.signaturePublicKey),
    compareKeyPackageToLeafNode: (one, leaf) =>
      encodeBase64url(one.leafNode.signaturePublicKey) === encodeBase64url(leaf.signaturePublicKey),
  },
  paddingConfig: { kind: 'alwaysPad', paddingLength: 0 },
  authService: { validateCredential: async () => true },
};

const passive: Kind = {
  name: 'passive-client',
  fields: ['external_psks', 'encryption_priv', 'initial_epoch_authenticator', 'epochs'],
  async run(vector, cs) {
    const { keyPackage } = mlsMessage(vector, 'key_package', 'mls_key_package');
    const { welcome: message } = mlsMessage(vector, 'welcome', 'mls_welcome');
    const tree =
      vector.ratchet_tree === null || vector.ratchet_tree === undefined
        ? undefined
        : decodeWhole(decodeRatchetTree, bytes(vector, 'ratchet_tree'));
    const privateKeys = {
      initPrivateKey: bytes(vector, 'init_priv'),
      hpkePrivateKey: bytes(vector, 'encryption_priv'),
      signaturePrivateKey: bytes(vector, 'signature_priv'),
    };
    const psks = Object.fromEntries(
      cases(vector, 'external_psks').map((item) => [
        Buffer.from(bytes(item, 'psk_id')).toString('base64'),
        bytes(item, 'psk'),
      ]),
    );
    const index = makePskIndex(undefined, psks);
    let state = await joinGroup(message, keyPackage, privateKeys, index, cs, tree, undefined, trusting);
    equal(state.keySchedule.epochAuthenticator, vector, 'initial_epoch_authenticator');
    for (const epoch of cases(vector, 'epochs')) {
      for (const proposal of list(epoch, 'proposals')) await receive(decodeHex(String(proposal)));
      await receive(bytes(epoch, 'commit'));
      equal(state.keySchedule.epochAuthenticator, epoch, 'epoch_authenticator');
    }

    async function receive(data: Uint8Array): Promise<void> {
      const decoded = decodeWhole(decodeMlsMessage, data);
      if (decoded.wireformat !== 'mls_public_message' && decoded.wireformat !== 'mls_private_message') {
        throw new VectorError(`a handshake message is ${decoded.wireformat}`);
      }
      state = (await processMessage(decoded, state, makePskIndex(state, psks), () => 'accept', cs)).newState;
    }
  },
};

export const messageKinds: readonly Kind[] = [deserialization, messages, protection, welcome, passive];
