import { joinGroupExternal, type KeyPackage, type LeafNode, type Proposal } from 'ts-mls';
import { createGroupInfoWithExternalPubAndRatchetTree } from 'ts-mls/createCommit.js';
import { signKeyPackage } from 'ts-mls/keyPackage.js';
import { signLeafNodeKeyPackage } from 'ts-mls/leafNode.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { protectApplicationData, protectProposal } from 'ts-mls/messageProtection.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { createCiphersuite } from '../crypto/mls-provider.ts';
import { randomBytes, ready, signKeyPair } from '../crypto/primitives.ts';
import { createLibraryConfig } from './config.ts';
import { type MlsGroup, stateOf } from './group.ts';
import { parseKeyPackage, privateKeysOf } from './key-packages.ts';
import { decodeKeyPackageMessage, encodeKeyPackageMessage, encodePrivateMessage } from './messages.ts';
import { at, createTestWorld, groupOf, refusalOf, testLimits } from './testing.ts';
import { type CommitForgery, forgeCommit } from './testing-forge.ts';

beforeAll(ready);

const world = createTestWorld('x25519');
const { engine } = world;
const cs = createCiphersuite('x25519');

const remove = (removed: number): Proposal => ({ proposalType: 'remove', remove: { removed } });
const add = (keyPackage: KeyPackage): Proposal => ({ proposalType: 'add', add: { keyPackage } });
const extend = (...types: (number | 'external_senders')[]): Proposal => ({
  proposalType: 'group_context_extensions',
  groupContextExtensions: {
    extensions: types.map((extensionType) => ({ extensionType, extensionData: randomBytes(32) })),
  },
});

/** Mallory is leaf 1 of a group of four; what she forges is shown to Ana, leaf 0. */
async function shown(forgery: CommitForgery | ((groups: MlsGroup[]) => CommitForgery | Promise<CommitForgery>)) {
  const { groups } = await groupOf(world, 'Ana', 'Mallory', 'Chloe', 'Dan');
  const made = typeof forgery === 'function' ? await forgery(groups) : forgery;
  const commit = await forgeCommit(stateOf(at(groups, 1)), cs, made);
  const before = engine.encodeState(at(groups, 0));
  const outcome = engine.receive(at(groups, 0), commit);
  await outcome.catch(() => undefined);
  expect(engine.encodeState(at(groups, 0))).toEqual(before);
  return outcome;
}

async function refusal(forgery: Parameters<typeof shown>[0]) {
  const { code, detail } = await refusalOf(shown(forgery));
  return `${code}: ${detail}`;
}

const published = async (name: string) => parseKeyPackage(await world.device(name).publish()).keyPackage;

let made = 0;

/** A key package of a new device, changed and signed again. */
async function resigned(change: (keyPackage: KeyPackage) => KeyPackage, leaf: (leaf: LeafNode) => LeafNode = (l) => l) {
  made += 1;
  const device = world.device(`Eve ${made}`);
  const honest = parseKeyPackage(await device.publish()).keyPackage;
  const key = device.signatureKey.privateKey;
  const leafNode = leaf(honest.leafNode);
  if (leafNode.leafNodeSource !== 'key_package') throw new Error('not a leaf of a key package');
  const signedLeaf = await signLeafNodeKeyPackage(leafNode, key, cs.signature);
  return signKeyPackage(change({ ...honest, leafNode: signedLeaf }), key, cs.signature);
}

describe('the forge', () => {
  it('makes commits that are accepted when they break no rule', async () => {
    for (const forgery of [{}, { proposals: [remove(3)] }, { proposals: [add(await published('Eve'))] }]) {
      expect((await shown(forgery)).kind).toBe('commit');
    }
    expect(await shown({ proposals: [add(await published('Eve'))], pathless: true })).toMatchObject({ kind: 'commit' });
  });
});

describe('a commit of a malicious member is refused', () => {
  it('when it removes somebody without an UpdatePath (AT-01; RFC 9420 §12.4)', async () => {
    expect(await refusal({ proposals: [remove(3)], pathless: true })).toBe('refused: Update path is required');
  });

  it('when it does anything but adding without an UpdatePath (RFC 9420 §12.4)', async () => {
    expect(await refusal({ pathless: true })).toBe('refused: Update path is required');
    const forgery = { proposals: [extend(0xf7a0)], pathless: true };
    expect(await refusal(forgery)).toBe('refused: Update path is required');
  });

  it('when it holds a proposal that our profile does not have, or one by reference (D3)', async () => {
    const pskNonce = randomBytes(32);
    const others: Proposal[] = [
      { proposalType: 'external_init', externalInit: { kemOutput: randomBytes(32) } },
      {
        proposalType: 'reinit',
        reinit: { groupId: randomBytes(16), version: 'mls10', cipherSuite: cs.name, extensions: [] },
      },
      { proposalType: 'psk', psk: { preSharedKeyId: { psktype: 'external', pskId: randomBytes(8), pskNonce } } },
      { proposalType: 0xf111, proposalData: randomBytes(4) },
    ];
    for (const proposal of others) expect(await refusal({ proposals: [proposal] })).toMatch(/^refused: /);
    expect(await refusal({ references: [{ proposalOrRefType: 'reference', reference: randomBytes(32) }] })).toBe(
      'refused: Could not find proposal with supplied reference',
    );
  });

  it('when it removes its maker, a blank leaf, or one leaf twice (RFC 9420 §12.2)', async () => {
    expect(await refusal({ proposals: [remove(1)], pathless: true })).toContain('removing committer');
    expect(await refusal({ proposals: [remove(40)] })).toContain('empty leaf node');
    expect(await refusal({ proposals: [remove(2), remove(2)] })).toContain('same leaf');
  });

  it('when it adds a member again, one device twice, or a device under the key of another (RFC 9420 §12.2, §7.3)', async () => {
    const eve = world.device('Eve');
    const [one, two] = [await eve.publish(), await eve.publish()].map((bytes) => parseKeyPackage(bytes).keyPackage);
    if (!one || !two) throw new Error('no key packages');
    expect(await refusal({ proposals: [add(one), add(two)] })).toContain('same client');
    expect(
      await refusal((groups) => {
        const ana = stateOf(at(groups, 0)).ratchetTree[0];
        if (ana?.nodeType !== 'leaf') throw new Error('no leaf');
        return { proposals: [add({ ...one, leafNode: ana.leaf as KeyPackage['leafNode'] })] };
      }),
    ).toContain('already in the group');
    expect(
      await refusal(async (groups) => {
        const ana = stateOf(at(groups, 0)).ratchetTree[0];
        if (ana?.nodeType !== 'leaf') throw new Error('no leaf');
        const { hpkePublicKey } = ana.leaf;
        return {
          proposals: [
            add(
              await resigned(
                (kp) => kp,
                (leaf) => ({ ...leaf, hpkePublicKey }),
              ),
            ),
          ],
        };
      }),
    ).toBe('refused: hpke keys not unique');
    const [first, second] = [await resigned((kp) => kp), await resigned((kp) => kp)];
    const sharing = await resigned(
      (kp) => kp,
      (leaf) => ({ ...leaf, hpkePublicKey: first.leafNode.hpkePublicKey }),
    );
    expect((await shown({ proposals: [add(second)] })).kind).toBe('commit');
    expect(await refusal({ proposals: [add(first), add(sharing)] })).toBe('refused: hpke keys not unique');
  });

  it('when a key package is not what it must be (RFC 9420 §10.1)', async () => {
    const honest = await published('Eve');
    const otherSuite = parseKeyPackage(await createTestWorld('x-wing').device('Eve').publish()).keyPackage;
    expect(await refusal({ proposals: [add(otherSuite)] })).toContain('Invalid CipherSuite');
    expect(await refusal({ proposals: [add({ ...honest, signature: randomBytes(64) })] })).toContain(
      'keypackage signature',
    );
    expect(
      await refusal({ proposals: [add({ ...honest, leafNode: { ...honest.leafNode, signature: randomBytes(64) } })] }),
    ).toContain('leaf node signature');
    const oneKey = await resigned((kp) => ({ ...kp, initKey: kp.leafNode.hpkePublicKey }));
    expect(await refusal({ proposals: [add(oneKey)] })).toContain('identicial init and encryption keys');
    const stranger = parseKeyPackage(await createTestWorld('x25519').device('Eve').publish()).keyPackage;
    expect(await refusal({ proposals: [add(stranger)] })).toBe('refused: Could not validate credential');
  });

  it('when a new leaf cannot do what the group needs, or claims more than we know (RFC 9420 §7.2, §7.3)', async () => {
    const { capabilities } = (await published('Eve')).leafNode;
    const leaves: ((leaf: LeafNode) => LeafNode)[] = [
      (leaf) => ({ ...leaf, capabilities: { ...capabilities, extensions: [] } }),
      (leaf) => ({ ...leaf, capabilities: { ...capabilities, credentials: [] } }),
      (leaf) => ({ ...leaf, capabilities: { ...capabilities, ciphersuites: [] } }),
      (leaf) => ({ ...leaf, extensions: [{ extensionType: 0xf7a0, extensionData: randomBytes(3) }] }),
      (leaf) => ({ ...leaf, hpkePublicKey: randomBytes(31) }),
    ];
    for (const leaf of leaves) {
      expect(await refusal({ proposals: [add(await resigned((kp) => kp, leaf))], pathless: true })).toMatch(
        /^refused: /,
      );
    }
  });

  it('when it sets extensions that we do not have, two lists of them, or outsiders who may propose', async () => {
    expect(await refusal({ proposals: [extend(0xf7a0), extend(0xf7a0)] })).toContain('multiple GroupContextExtensions');
    expect(await refusal({ proposals: [extend(0xf7ff)] })).toBe('refused: group context extensions');
    // Its content is random bytes, so it may fail before anything can be judged: refused in any case.
    expect(await refusal({ proposals: [extend('external_senders')] })).toMatch(
      /^(refused|malformed|not-decryptable): /,
    );
    expect(await refusal({ proposals: [extend(0xf7a0, 0xf7a0)] })).toBe('refused: group context extensions');
  });

  it('when it changes who the committer is (successor credential)', async () => {
    const identity = encodeUtf8('Ana');
    const renamed = (leaf: LeafNode): LeafNode => ({ ...leaf, credential: { credentialType: 'basic', identity } });
    expect(await refusal({ leaf: renamed })).toBe('refused: Could not validate credential');
    const other = world.device('Zoe');
    const swapped = (leaf: LeafNode): LeafNode => ({
      ...leaf,
      credential: { credentialType: 'basic', identity: other.identity },
      signaturePublicKey: other.signatureKey.publicKey,
    });
    // Zoe is a device that everybody believes in; her key signs the leaf, and Mallory's the commit.
    expect(await refusal({ leaf: swapped, leafSignatureKey: other.signatureKey.privateKey })).toBe(
      'refused: a leaf changed its credential or signature key',
    );
  });

  it('when its path uses a key that stands in the tree, or one key twice (RFC 9420 §12.4.2)', async () => {
    const leafKey = (groups: MlsGroup[], leaf: number) => {
      const node = stateOf(at(groups, 0)).ratchetTree[leaf * 2];
      if (node?.nodeType !== 'leaf') throw new Error('no leaf');
      return node.leaf.hpkePublicKey;
    };
    const taken = 'refused: Public keys in the UpdatePath may not appear in a node of the new ratchet tree';
    const keyAt = (place: number, publicKey: Uint8Array) => ({
      keys: (index: number) => (index === place ? { publicKey } : undefined),
    });
    expect(await refusal((groups) => keyAt(0, leafKey(groups, 2)))).toBe('refused: hpke keys not unique');
    expect(await refusal((groups) => keyAt(0, leafKey(groups, 1)))).toContain("same as the committer's current leaf");
    expect(await refusal((groups) => keyAt(1, leafKey(groups, 2)))).toBe(taken);
    const { publicKey } = suitePair();
    expect(await refusal({ keys: (index) => (index > 0 ? { publicKey } : undefined) })).toBe(taken);
  });

  it('when its path plants a key that its secrets do not lead to (RFC 9420 §7.5)', async () => {
    const { publicKey } = suitePair();
    expect(await refusal({ keys: (index) => (index === 2 ? { publicKey } : undefined) })).toBe(
      'refused: path secret does not lead to the public key of its node',
    );
  });

  it('when its path has too few or too many nodes or ciphertexts (RFC 9420 §7.6)', async () => {
    expect(await refusal({ path: (path) => ({ ...path, nodes: path.nodes.slice(1) }) })).toBe(
      'refused: Invalid length of UpdatePath',
    );
    const count = 'refused: UpdatePath does not have one ciphertext for each recipient';
    for (const level of [0, 1]) {
      const changed = (ciphertexts: (list: readonly { kemOutput: Uint8Array; ciphertext: Uint8Array }[]) => object[]) =>
        refusal({
          path: (path) => ({
            ...path,
            nodes: path.nodes.map((node, index) =>
              index === level
                ? {
                    ...node,
                    encryptedPathSecret: ciphertexts(node.encryptedPathSecret) as typeof node.encryptedPathSecret,
                  }
                : node,
            ),
          }),
        });
      expect(await changed((list) => [...list, ...list])).toBe(count);
      expect(await changed(() => [])).toBe(count);
    }
  });

  it('when its parent hash, leaf signature, or own signature is wrong (RFC 9420 §7.9.2, §7.3, §6.1)', async () => {
    const leaf = (change: (leaf: LeafNode & { leafNodeSource: 'commit' }) => object) =>
      refusal({ path: (path) => ({ ...path, leafNode: { ...path.leafNode, ...change(path.leafNode) } }) });
    expect(await leaf(() => ({ signature: randomBytes(64) }))).toBe(
      'not-decryptable: Could not verify leaf node signature',
    );
    expect(await leaf(() => ({ parentHash: randomBytes(32) }))).toBe(
      'not-decryptable: Could not verify leaf node signature',
    );
    expect(await refusal({ signatureKey: signKeyPair().privateKey })).toBe('not-decryptable: Signature invalid');
  });

  it.each([0, 1, 16, 31, 33])('when its confirmation tag is cut or stretched to %i bytes (AT-04)', async (length) => {
    const cut = (tag: Uint8Array) => new Uint8Array([...tag, 0]).slice(0, length);
    expect(await refusal({ confirmationTag: cut })).toBe('not-decryptable: Could not verify confirmation tag');
  });

  it('when it is padded with anything but zeros (RFC 9420 §6.3.1)', async () => {
    expect((await shown({ paddingByte: 0 })).kind).toBe('commit');
    expect(await refusal({ paddingByte: 1 })).toContain('Could not decode PrivateMessageContent');
  });

  it('when it is our own, come back', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const { commit } = await engine.commit(at(groups, 0), {});
    expect((await refusalOf(engine.receive(at(groups, 0), commit))).detail).toBe('our own commit');
  });
});

describe('what else a member or the relay may try', () => {
  it('an outsider’s external commit that removes Ben is dropped, and Ben stays (AT-03; RFC 9420 §12.2)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const ana = stateOf(at(groups, 0));
    const info = await createGroupInfoWithExternalPubAndRatchetTree(ana, [], cs);
    const eve = world.device('Eve');
    await eve.publish();
    const [stored] = [...eve.keyPackages.values()];
    if (!stored) throw new Error('no key package');
    const { clientConfig } = createLibraryConfig({ authenticate: () => true, now: () => 0, limits: testLimits });
    const external = await joinGroupExternal(
      info,
      parseKeyPackage(stored.keyPackage).keyPackage,
      privateKeysOf(stored.secrets, eve.signatureKey.privateKey),
      false,
      cs,
      undefined,
      clientConfig,
    );
    const bytes = encodeMlsMessage({
      version: 'mls10',
      wireformat: 'mls_public_message',
      publicMessage: external.publicMessage,
    });
    expect((await refusalOf(engine.receive(at(groups, 0), bytes))).code).toBe('refused');
    expect(engine.members(at(groups, 0)).map(({ identity }) => decodeUtf8(identity))).toEqual(['Ana', 'Ben']);
  });

  it('a standalone proposal is dropped, and does not block sending (D3)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Mallory');
    const { groupContext, keySchedule, secretTree, signaturePrivateKey } = stateOf(at(groups, 1));
    const made = await protectProposal(
      signaturePrivateKey,
      keySchedule.senderDataSecret,
      remove(0),
      new Uint8Array(0),
      groupContext,
      secretTree,
      1,
      { kind: 'alwaysPad', paddingLength: 0 },
      cs,
    );
    expect((await refusalOf(engine.receive(at(groups, 0), encodePrivateMessage(made.privateMessage)))).detail).toBe(
      'standalone proposal',
    );
    expect((await engine.encrypt(at(groups, 0), encodeUtf8('x'))).epoch).toBe(1n);
  });

  it('nobody speaks for another member, or for a leaf that is blank (AT-09; RFC 9420 §6.3.2)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Mallory', 'Chloe', 'Dan');
    const without = await engine.commit(at(groups, 0), { remove: [3] });
    const mallory = await engine.receive(at(groups, 1), without.commit);
    const { groupContext, keySchedule, secretTree, signaturePrivateKey } = stateOf(mallory.group);
    const as = async (leaf: number) => {
      const made = await protectApplicationData(
        signaturePrivateKey,
        keySchedule.senderDataSecret,
        encodeUtf8('I am another'),
        new Uint8Array(0),
        groupContext,
        secretTree,
        leaf,
        { kind: 'alwaysPad', paddingLength: 0 },
        cs,
      );
      return encodePrivateMessage(made.privateMessage);
    };
    expect((await refusalOf(engine.receive(without.group, await as(2)))).detail).toBe('Signature invalid');
    expect((await refusalOf(engine.receive(without.group, await as(3)))).detail).toBe(
      'SenderData did not point to a non-blank leaf node',
    );
  });

  it('a key package that is expired, not yet valid, or valid for too long is not added (RFC 9420 §7.3)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const start = Date.UTC(2026, 0, 1);
    const day = 86_400_000;
    const times = [
      [start - 2 * day, start - day],
      [start + day, start + 2 * day],
      [start - day, start + 500 * day],
    ] as const;
    for (const [notBefore, notAfter] of times) {
      const eve = world.device('Eve');
      const made = await engine.createKeyPackage({ suite: 'x25519', ...eve, notBefore, notAfter, lastResort: false });
      expect((await refusalOf(engine.commit(at(groups, 0), { add: [made.keyPackage] }))).detail).toMatch(/Lifetime/);
    }
  });

  it('a key package with an extension or an init key that is not ours is refused at the door', async () => {
    const odd = await resigned((kp) => ({
      ...kp,
      extensions: [{ extensionType: 0xf123, extensionData: new Uint8Array(0) }],
    }));
    expect((await refusalOf(engine.inspectKeyPackage(encodeKeyPackageMessage(odd)))).code).toBe('refused');
    const short = await resigned((kp) => ({ ...kp, initKey: randomBytes(31) }));
    expect((await refusalOf(engine.inspectKeyPackage(encodeKeyPackageMessage(short)))).code).toBe('refused');
    const honest = encodeKeyPackageMessage(await resigned((kp) => kp));
    expect(decodeKeyPackageMessage(honest).cipherSuite).toBe(cs.name);
    expect((await engine.inspectKeyPackage(honest)).lastResort).toBe(false);
  });
});

function suitePair(): { publicKey: Uint8Array } {
  return { publicKey: signKeyPair().publicKey };
}
