/** Kinds about keys: crypto-basics, key-schedule, psk_secret, secret-tree, transcript-hashes. */

import type { CiphersuiteImpl, GroupContext } from 'ts-mls';
import { decodeAuthenticatedContent } from 'ts-mls/authenticatedContent.js';
import { refhash } from 'ts-mls/crypto/hash.js';
import { decryptWithLabel, encryptWithLabel } from 'ts-mls/crypto/hpke.js';
import { deriveSecret, deriveTreeSecret, expandWithLabel } from 'ts-mls/crypto/kdf.js';
import { signWithLabel, verifyWithLabel } from 'ts-mls/crypto/signature.js';
import { createConfirmationTag, verifyConfirmationTag } from 'ts-mls/framedContent.js';
import { encodeGroupContext } from 'ts-mls/groupContext.js';
import { initializeEpoch, mlsExporter } from 'ts-mls/keySchedule.js';
import { computePskSecret } from 'ts-mls/presharedkey.js';
import { createSecretTree, deriveKey, deriveNonce, ratchetToGeneration } from 'ts-mls/secretTree.js';
import { createConfirmedHash, createInterimHash } from 'ts-mls/transcriptHash.js';
import { bytes, type Case, cases, decodeWhole, equal, holds, type Kind, list, number, object, text } from './check.ts';

const basics: Kind = {
  name: 'crypto-basics',
  fields: ['ref_hash', 'expand_with_label', 'sign_with_label'],
  async run(vector, cs) {
    const ref = object(vector, 'ref_hash');
    equal(await refhash(text(ref, 'label'), bytes(ref, 'value'), cs.hash), ref, 'out');
    const expand = object(vector, 'expand_with_label');
    equal(
      await expandWithLabel(
        bytes(expand, 'secret'),
        text(expand, 'label'),
        bytes(expand, 'context'),
        number(expand, 'length'),
        cs.kdf,
      ),
      expand,
      'out',
    );
    const derive = object(vector, 'derive_secret');
    equal(await deriveSecret(bytes(derive, 'secret'), text(derive, 'label'), cs.kdf), derive, 'out');
    const tree = object(vector, 'derive_tree_secret');
    equal(
      await deriveTreeSecret(
        bytes(tree, 'secret'),
        text(tree, 'label'),
        number(tree, 'generation'),
        number(tree, 'length'),
        cs.kdf,
      ),
      tree,
      'out',
    );
    const signing = object(vector, 'sign_with_label');
    const [label, content, publicKey] = [text(signing, 'label'), bytes(signing, 'content'), bytes(signing, 'pub')];
    holds(
      await verifyWithLabel(publicKey, label, content, bytes(signing, 'signature'), cs.signature),
      'signature verifies',
    );
    const own = await signWithLabel(bytes(signing, 'priv'), label, content, cs.signature);
    holds(await verifyWithLabel(publicKey, label, content, own, cs.signature), 'own signature verifies');
    const hpke = object(vector, 'encrypt_with_label');
    const privateKey = await cs.hpke.importPrivateKey(bytes(hpke, 'priv'));
    const open = (kem: Uint8Array, ct: Uint8Array) =>
      decryptWithLabel(privateKey, text(hpke, 'label'), bytes(hpke, 'context'), kem, ct, cs.hpke);
    equal(await open(bytes(hpke, 'kem_output'), bytes(hpke, 'ciphertext')), hpke, 'plaintext');
    const recipient = await cs.hpke.importPublicKey(bytes(hpke, 'pub'));
    const sealed = await encryptWithLabel(
      recipient,
      text(hpke, 'label'),
      bytes(hpke, 'context'),
      bytes(hpke, 'plaintext'),
      cs.hpke,
    );
    equal(await open(sealed.enc, sealed.ct), hpke, 'plaintext');
  },
};

const schedule: Kind = {
  name: 'key-schedule',
  fields: ['initial_init_secret', 'group_id', 'epochs'],
  async run(vector, cs) {
    let initSecret = bytes(vector, 'initial_init_secret');
    for (const [index, epoch] of cases(vector, 'epochs').entries()) {
      const context: GroupContext = {
        version: 'mls10',
        cipherSuite: cs.name,
        groupId: bytes(vector, 'group_id'),
        epoch: BigInt(index),
        treeHash: bytes(epoch, 'tree_hash'),
        confirmedTranscriptHash: bytes(epoch, 'confirmed_transcript_hash'),
        extensions: [],
      };
      equal(encodeGroupContext(context), epoch, 'group_context');
      const made = await initializeEpoch(
        initSecret,
        bytes(epoch, 'commit_secret'),
        context,
        bytes(epoch, 'psk_secret'),
        cs.kdf,
      );
      const keys = made.keySchedule;
      equal(made.joinerSecret, epoch, 'joiner_secret');
      equal(made.welcomeSecret, epoch, 'welcome_secret');
      equal(keys.initSecret, epoch, 'init_secret');
      equal(keys.senderDataSecret, epoch, 'sender_data_secret');
      equal(made.encryptionSecret, epoch, 'encryption_secret');
      equal(keys.exporterSecret, epoch, 'exporter_secret');
      equal(keys.epochAuthenticator, epoch, 'epoch_authenticator');
      equal(keys.externalSecret, epoch, 'external_secret');
      equal(keys.confirmationKey, epoch, 'confirmation_key');
      equal(keys.membershipKey, epoch, 'membership_key');
      equal(keys.resumptionPsk, epoch, 'resumption_psk');
      const external = await cs.hpke.deriveKeyPair(keys.externalSecret);
      equal(await cs.hpke.exportPublicKey(external.publicKey), epoch, 'external_pub');
      const exporter = object(epoch, 'exporter');
      equal(
        await mlsExporter(
          keys.exporterSecret,
          text(exporter, 'label'),
          bytes(exporter, 'context'),
          number(exporter, 'length'),
          cs,
        ),
        exporter,
        'secret',
      );
      initSecret = keys.initSecret;
    }
  },
};

const psk: Kind = {
  name: 'psk_secret',
  fields: ['psks', 'psk_secret'],
  async run(vector, cs) {
    const psks = cases(vector, 'psks').map((item): [Parameters<typeof computePskSecret>[0][number][0], Uint8Array] => [
      { psktype: 'external', pskId: bytes(item, 'psk_id'), pskNonce: bytes(item, 'psk_nonce') },
      bytes(item, 'psk'),
    ]);
    equal(await computePskSecret(psks, cs), vector, 'psk_secret');
  },
};

/** Key and nonce of AEAD-protected sender data (RFC 9420 §6.3.2). */
async function senderDataKeys(vector: Case, cs: CiphersuiteImpl): Promise<void> {
  const sender = object(vector, 'sender_data');
  const sample = bytes(sender, 'ciphertext').subarray(0, cs.kdf.size);
  const secret = bytes(sender, 'sender_data_secret');
  equal(await expandWithLabel(secret, 'key', sample, cs.hpke.keyLength, cs.kdf), sender, 'key');
  equal(await expandWithLabel(secret, 'nonce', sample, cs.hpke.nonceLength, cs.kdf), sender, 'nonce');
}

const secretTree: Kind = {
  name: 'secret-tree',
  fields: ['encryption_secret', 'sender_data', 'leaves'],
  async run(vector, cs) {
    await senderDataKeys(vector, cs);
    const leaves = list(vector, 'leaves');
    const tree = await createSecretTree(leaves.length, bytes(vector, 'encryption_secret'), cs.kdf);
    const config = { retainKeysForGenerations: 64, retainKeysForEpochs: 3, maximumForwardRatchetSteps: 1_000 };
    for (const [leafIndex, generations] of leaves.entries()) {
      for (const item of Array.isArray(generations) ? generations : []) {
        const expected = item as Case;
        const generation = number(expected, 'generation');
        const sender = { leafIndex, generation, reuseGuard: new Uint8Array(4) as Uint8Array & { length: 4 } };
        for (const [contentType, name] of [
          ['application', 'application'],
          ['commit', 'handshake'],
        ] as const) {
          const made = await ratchetToGeneration(tree, sender, contentType, config, cs);
          equal(made.key, expected, `${name}_key`);
          equal(made.nonce, expected, `${name}_nonce`);
        }
        // The same two values by the ratchet's own functions, at the first generation, where its secret is at hand.
        const first = tree[leafIndex * 2]?.application;
        if (first && generation === 0) {
          equal(await deriveKey(first.secret, 0, cs), expected, 'application_key');
          equal(await deriveNonce(first.secret, 0, cs), expected, 'application_nonce');
        }
      }
    }
  },
};

const transcript: Kind = {
  name: 'transcript-hashes',
  fields: ['authenticated_content', 'interim_transcript_hash_before'],
  async run(vector, cs) {
    const content = decodeWhole(decodeAuthenticatedContent, bytes(vector, 'authenticated_content'));
    if (content.content.contentType !== 'commit' || content.auth.contentType !== 'commit')
      throw new Error('not a commit');
    const confirmed = await createConfirmedHash(
      bytes(vector, 'interim_transcript_hash_before'),
      { wireformat: content.wireformat, content: content.content, signature: content.auth.signature },
      cs.hash,
    );
    equal(confirmed, vector, 'confirmed_transcript_hash_after');
    const tag = content.auth.confirmationTag;
    equal(await createInterimHash(confirmed, tag, cs.hash), vector, 'interim_transcript_hash_after');
    const key = bytes(vector, 'confirmation_key');
    holds(await verifyConfirmationTag(key, tag, confirmed, cs.hash), 'confirmation tag verifies');
    holds(
      (await createConfirmationTag(key, confirmed, cs.hash)).length === tag.length,
      'confirmation tag has its length',
    );
  },
};

export const scheduleKinds: readonly Kind[] = [basics, schedule, psk, secretTree, transcript];
