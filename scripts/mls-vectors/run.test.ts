import { readFileSync } from 'node:fs';
import { defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { refhash } from 'ts-mls/crypto/hash.js';
import { encryptWithLabel } from 'ts-mls/crypto/hpke.js';
import { deriveSecret, deriveTreeSecret, expandWithLabel } from 'ts-mls/crypto/kdf.js';
import { signWithLabel } from 'ts-mls/crypto/signature.js';
import { encodeProposal } from 'ts-mls/proposal.js';
import { addLeafNode, encodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { treeHashRoot } from 'ts-mls/treeHash.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCiphersuite } from '#core/crypto/mls-provider.ts';
import { randomBytes, ready } from '#core/crypto/primitives.ts';
import { stateOf } from '#core/mls/group.ts';
import { parseKeyPackage } from '#core/mls/key-packages.ts';
import { createTestWorld } from '#core/mls/testing.ts';
import { encodeHex } from '#shared/encoding/index.ts';
import type { Case } from './check.ts';
import { runVectors } from './run.ts';

beforeAll(ready);

/** A crypto-basics case that another implementation, the library's own provider, has made. */
async function foreignBasics(): Promise<Case> {
  const cs = await defaultCryptoProvider.getCiphersuiteImpl(
    getCiphersuiteFromName('MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519'),
  );
  const [secret, context, value] = [randomBytes(32), randomBytes(20), randomBytes(33)];
  const signature = await cs.signature.keygen();
  const hpke = await cs.hpke.generateKeyPair();
  const sealed = await encryptWithLabel(hpke.publicKey, 'L', context, value, cs.hpke);
  const hex = encodeHex;
  return {
    cipher_suite: 3,
    ref_hash: { label: 'R', value: hex(value), out: hex(await refhash('R', value, cs.hash)) },
    expand_with_label: {
      secret: hex(secret),
      label: 'L',
      context: hex(context),
      length: 40,
      out: hex(await expandWithLabel(secret, 'L', context, 40, cs.kdf)),
    },
    derive_secret: { secret: hex(secret), label: 'D', out: hex(await deriveSecret(secret, 'D', cs.kdf)) },
    derive_tree_secret: {
      secret: hex(secret),
      label: 'T',
      generation: 7,
      length: 16,
      out: hex(await deriveTreeSecret(secret, 'T', 7, 16, cs.kdf)),
    },
    sign_with_label: {
      // WebCrypto's form of the key ends with the seed (RFC 8410 §7).
      priv: hex(signature.signKey.slice(-32)),
      pub: hex(signature.publicKey),
      label: 'S',
      content: hex(value),
      signature: hex(await signWithLabel(signature.signKey, 'S', value, cs.signature)),
    },
    encrypt_with_label: {
      priv: hex(await cs.hpke.exportPrivateKey(hpke.privateKey)),
      pub: hex(await cs.hpke.exportPublicKey(hpke.publicKey)),
      label: 'L',
      context: hex(context),
      plaintext: hex(value),
      kem_output: hex(sealed.enc),
      ciphertext: hex(sealed.ct),
    },
  };
}

describe('the vector runner', () => {
  it('passes what another implementation made, and fails it once a byte is changed', async () => {
    const vector = await foreignBasics();
    expect(await runVectors([vector])).toEqual({ kind: 'crypto-basics', passed: 1, skipped: 0, failures: [] });
    const derive = vector.derive_secret as Case;
    const changed = { ...vector, derive_secret: { ...derive, out: encodeHex(randomBytes(32)) } };
    expect((await runVectors([changed])).failures).toHaveLength(1);
  });

  it('skips a suite that we do not have, and says so', async () => {
    expect(await runVectors([{ ...(await foreignBasics()), cipher_suite: 2 }])).toMatchObject({
      passed: 0,
      skipped: 1,
    });
  });

  it('knows the numbers of a tree of two leaves (RFC 9420 appendix C)', async () => {
    const vector = {
      n_leaves: 2,
      n_nodes: 3,
      root: 1,
      left: [null, 0, null],
      right: [null, 2, null],
      parent: [1, null, 1],
      sibling: [2, null, 0],
    };
    expect(await runVectors([vector])).toMatchObject({ kind: 'tree-math', passed: 1 });
    expect((await runVectors([{ ...vector, root: 0 }])).failures).toHaveLength(1);
  });

  it('needs of a suite no more than its hash where a vector uses no more', async () => {
    const world = createTestWorld('x25519');
    const { keyPackage } = parseKeyPackage(await world.device('Ben').publish());
    const tree = stateOf(await world.createGroup(world.device('Ana'))).ratchetTree;
    const [after] = addLeafNode(tree, keyPackage.leafNode);
    const { hash } = createCiphersuite('x25519');
    const vector = {
      cipher_suite: 1,
      tree_before: encodeHex(encodeRatchetTree(tree)),
      proposal: encodeHex(encodeProposal({ proposalType: 'add', add: { keyPackage } })),
      proposal_sender: 0,
      tree_after: encodeHex(encodeRatchetTree(after)),
      tree_hash_before: encodeHex(await treeHashRoot(tree, hash)),
      tree_hash_after: encodeHex(await treeHashRoot(after, hash)),
    };
    expect(await runVectors([vector])).toMatchObject({ kind: 'tree-operations', passed: 1, failures: [] });
    expect((await runVectors([{ ...vector, tree_after: vector.tree_before }])).failures).toHaveLength(1);
    expect(await runVectors([{ ...vector, cipher_suite: 7 }])).toMatchObject({ passed: 0, skipped: 1 });
  });

  it('refuses lengths that are not minimal (RFC 9420 §2.1.2)', async () => {
    expect(await runVectors([{ vlbytes_header: '7bbd', length: 15_293 }])).toMatchObject({ passed: 1 });
    expect((await runVectors([{ vlbytes_header: '4025', length: 37 }])).failures).toHaveLength(1);
  });

  it.each([[[]], [[{ unknown: 1 }]], [['text']], [null]])('refuses a file of no known kind: %j', async (content) => {
    await expect(runVectors(content)).rejects.toThrow();
  });
});

describe('our own stories', () => {
  const FOLDER = new URL('../../shared/vectors/mls/', import.meta.url);
  const read = (suite: string) => JSON.parse(readFileSync(new URL(`story-${suite}.json`, FOLDER), 'utf8')) as unknown;

  it.each(['x-wing', 'x25519'])('are read on %s as they were written', async (suite) => {
    expect(await runVectors(read(suite))).toEqual({ kind: 'story', passed: 1, skipped: 0, failures: [] });
  });

  it('are not read when anything in them is another', async () => {
    const [story] = read('x25519') as [Case & { joined: object; steps: Case[] }];
    const changes = [
      { joined: { ...story.joined, authenticator: 'AAAA' } },
      ...story.steps.map((step, index) => ({
        steps: story.steps.with(
          index,
          step.code === undefined ? { ...step, sender: 'Mallory' } : { ...step, code: 'x' },
        ),
      })),
    ];
    for (const change of changes) {
      expect((await runVectors([{ ...story, ...change }])).failures, JSON.stringify(change).slice(0, 80)).toHaveLength(
        1,
      );
    }
  });
});
