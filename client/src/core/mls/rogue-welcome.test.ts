import type { KeyPackage, ParentNode, RatchetTree } from 'ts-mls';
import { verifyParentHashes } from 'ts-mls/parentHash.js';
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCiphersuite } from '../crypto/mls-provider.ts';
import { randomBytes, ready, signKeyPair } from '../crypto/primitives.ts';
import { type MlsGroup, stateOf } from './group.ts';
import { parseKeyPackage } from './key-packages.ts';
import { at, createTestWorld, groupOf, joinBy, refusalOf, type TestDevice } from './testing.ts';
import { forgeWelcome, type WelcomeForgery } from './testing-forge.ts';

beforeAll(ready);

const world = createTestWorld('x25519');
const { engine } = world;
const cs = createCiphersuite('x25519');

interface Scene {
  /** Ana's state, after she has added Eve without a path: Eve is unmerged wherever she is below a key. */
  readonly ana: MlsGroup;
  readonly eve: TestDevice;
  readonly eveLeaf: number;
  readonly keyPackage: KeyPackage;
}

/** Eight leaves whose parents all have keys; then one member goes, and Eve takes the place without an UpdatePath. */
async function scene(): Promise<Scene> {
  const names = ['Ana', 'Ben', 'Chloe', 'Dan', 'Finn', 'Gia', 'Hal', 'Ida'];
  const { groups } = await groupOf(world, ...names);
  let states = groups;
  const spread = async (committer: number, remove: number[] = []) => {
    const made = await engine.commit(at(states, committer), { remove });
    const next: MlsGroup[] = [];
    for (const [index, state] of states.entries()) {
      next.push(index === committer ? made.group : (await engine.receive(state, made.commit)).group);
    }
    states = next.filter((group) => engine.isActive(group));
  };
  await spread(2);
  await spread(6);
  await spread(0, [7]);
  await spread(4);
  const eve = world.device('Eve');
  const bytes = await eve.publish();
  const added = await engine.commit(at(states, 0), { add: [bytes] });
  const eveLeaf = at(added.diff.added, 0).leaf;
  return { ana: added.group, eve, eveLeaf, keyPackage: parseKeyPackage(bytes).keyPackage };
}

function parentAt(tree: RatchetTree, index: number): ParentNode {
  const node = tree[index];
  if (node?.nodeType !== 'parent') throw new Error(`no parent node at ${index}`);
  return node.parent;
}

/** The tree with another list of unmerged leaves at one node. */
function unmerged(tree: RatchetTree, index: number, leaves: number[]): RatchetTree {
  const copy = [...tree];
  copy[index] = { nodeType: 'parent', parent: { ...parentAt(tree, index), unmergedLeaves: leaves } };
  return copy;
}

const ROOT = 7;
const RIGHT = 11;

async function refusal(forge: (made: Scene) => WelcomeForgery): Promise<string> {
  const made = await scene();
  const welcome = await forgeWelcome(stateOf(made.ana), cs, made.keyPackage, forge(made));
  const { code, detail } = await refusalOf(joinBy(world, made.eve, welcome));
  return `${code}: ${detail}`;
}

describe('a Welcome', () => {
  it('is accepted when it breaks no rule, unmerged leaves and all (AT-02; RFC 9420 §12.4.3.1)', async () => {
    const made = await scene();
    const tree = stateOf(made.ana).ratchetTree;
    expect(parentAt(tree, ROOT).unmergedLeaves).toEqual([made.eveLeaf]);
    expect(parentAt(tree, RIGHT).unmergedLeaves).toEqual([made.eveLeaf]);
    const joined = await joinBy(world, made.eve, await forgeWelcome(stateOf(made.ana), cs, made.keyPackage, {}));
    expect(joined.sender.leaf).toBe(0);
    expect(engine.members(joined.group)).toHaveLength(8);
    expect(joined.diff.added).toHaveLength(8);
  });

  it('is accepted where a lower node lists more unmerged leaves than the one above it', async () => {
    // The library's own check compared whole lists along the path, and refused such honest trees (P1).
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe', 'Dan', 'Finn', 'Gia', 'Hal', 'Ida');
    const without = await engine.commit(at(groups, 0), { remove: [5, 7] });
    const finn = await engine.receive(at(groups, 4), without.commit);
    const hal = await engine.receive(at(groups, 6), without.commit);
    const path = await engine.commit(finn.group, {});
    const one = world.device('One');
    const added = await engine.commit((await engine.receive(hal.group, path.commit)).group, {
      add: [await one.publish()],
    });
    const joined = await joinBy(world, one, added.welcome);
    // A path from the other half gives the root a new key: its list is empty, the right half's still names One.
    const ana = await engine.receive((await engine.receive(without.group, path.commit)).group, added.commit);
    const fresh = await engine.commit(ana.group, {});
    const tree = stateOf(fresh.group).ratchetTree;
    expect([parentAt(tree, ROOT).unmergedLeaves, parentAt(tree, RIGHT).unmergedLeaves]).toEqual([[], [5]]);
    const two = world.device('Two');
    const more = await engine.commit(fresh.group, { add: [await two.publish()] });
    const after = stateOf(more.group).ratchetTree;
    expect([parentAt(after, ROOT).unmergedLeaves, parentAt(after, RIGHT).unmergedLeaves]).toEqual([[7], [5, 7]]);
    const second = await joinBy(world, two, more.welcome);
    const first = await engine.receive((await engine.receive(joined.group, fresh.commit)).group, more.commit);
    expect(engine.epochAuthenticator(second.group)).toEqual(engine.epochAuthenticator(first.group));
  });

  it('is refused when a node between leaf and parent hides an unmerged leaf, or a parent does', async () => {
    expect(await refusal(() => ({ tree: (tree) => unmerged(tree, RIGHT, []) }))).toBe(
      'refused: non-blank intermediate node must list leaf node in its unmerged_leaves',
    );
    expect(await refusal(() => ({ tree: (tree) => unmerged(tree, ROOT, []) }))).toBe(
      'not-decryptable: Unable to verify parent hash',
    );
  });

  it('is refused when a node lists as unmerged what is no leaf below it, or lists it out of order', async () => {
    const wrong = 'refused: Unmerged leaf did not represent a non-blank descendant leaf node';
    expect(await refusal(({ eveLeaf }) => ({ tree: (tree) => unmerged(tree, RIGHT, [0, eveLeaf]) }))).toBe(wrong);
    expect(await refusal(({ eveLeaf }) => ({ tree: (tree) => unmerged(tree, RIGHT, [eveLeaf, 400]) }))).toBe(wrong);
    expect(await refusal(({ eveLeaf }) => ({ tree: (tree) => unmerged(tree, RIGHT, [eveLeaf, 4]) }))).toBe(
      'refused: unmerged_leaves are not in increasing order',
    );
  });

  it('is refused when a parent hash does not fit, or a key stands twice (RFC 9420 §7.9.2, §7.3)', async () => {
    const rekeyed = (index: number, hpkePublicKey: Uint8Array) => (tree: RatchetTree) => {
      const copy = [...tree];
      copy[index] = { nodeType: 'parent', parent: { ...parentAt(tree, index), hpkePublicKey } };
      return copy;
    };
    expect(await refusal(() => ({ tree: rekeyed(RIGHT, signKeyPair().publicKey) }))).toContain('parent hash');
    expect(await refusal(({ keyPackage }) => ({ tree: rekeyed(RIGHT, keyPackage.leafNode.hpkePublicKey) }))).toBe(
      'refused: hpke keys not unique',
    );
  });

  it('is refused when the tree, its hash, the signature or the tag is another (RFC 9420 §12.4.3.1)', async () => {
    const context = (change: object): WelcomeForgery => ({ context: (honest) => ({ ...honest, ...change }) });
    expect(await refusal(() => context({ treeHash: randomBytes(32) }))).toBe('refused: Unable to verify tree hash');
    expect(await refusal(() => context({ cipherSuite: createCiphersuite('x-wing').name }))).toContain('cipher suite');
    expect(await refusal(() => ({ signatureKey: signKeyPair().privateKey }))).toBe(
      'not-decryptable: Could not verify groupInfo signature',
    );
    expect(await refusal(() => ({ confirmationTag: (tag) => tag.slice(0, 16) }))).toBe(
      'not-decryptable: Could not verify confirmation tag',
    );
    expect(await refusal(({ eveLeaf }) => ({ info: (info) => ({ ...info, signer: eveLeaf + 1 }) }))).toContain(
      'signer',
    );
    expect(await refusal(({ eveLeaf }) => ({ info: (info) => ({ ...info, signer: eveLeaf }) }))).toBe(
      'not-decryptable: Could not verify groupInfo signature',
    );
  });

  it('is refused when it leads into a tree in which we are not, or somebody is whom nobody knows', async () => {
    const blanked = (leaf: number) => (tree: RatchetTree) => {
      const copy = [...tree];
      copy[leaf * 2] = undefined;
      return copy;
    };
    expect(await refusal(({ eveLeaf }) => ({ tree: blanked(eveLeaf) }))).toMatch(/^refused: /);
    const stranger = parseKeyPackage(await createTestWorld('x25519').device('Ben').publish()).keyPackage;
    const ghost = (tree: RatchetTree): RatchetTree => {
      const copy = [...tree];
      copy[2] = { nodeType: 'leaf', leaf: stranger.leafNode };
      return copy;
    };
    expect(await refusal(() => ({ tree: ghost }))).toBe('refused: Could not validate credential');
  });

  it('is refused when its path secret leads to other keys than those of the tree', async () => {
    expect(await refusal(() => ({ pathSecret: randomBytes(32) }))).toBe(
      'refused: path secret does not lead to the public key of its node',
    );
  });

  it('is refused when it carries extensions that are not ours (AT-03)', async () => {
    const extension = (extensionType: number | 'external_pub' | 'external_senders') => ({
      extensionType,
      extensionData: randomBytes(32),
    });
    expect(await refusal(() => ({ extensions: [extension('external_pub')] }))).toBe(
      'refused: extensions of the GroupInfo',
    );
    expect(await refusal(() => ({ extensions: [extension(0xf7a1), extension(0xf7a1)] }))).toBe(
      'refused: extensions of the GroupInfo',
    );
    const huge = { extensionType: 0xf7a1, extensionData: randomBytes(70_000) };
    expect(await refusal(() => ({ extensions: [huge] }))).toBe('refused: room state is too large');
    for (const type of ['external_senders', 0xf7ff] as const) {
      expect(await refusal(() => ({ context: (honest) => ({ ...honest, extensions: [extension(type)] }) }))).toMatch(
        /^refused: /,
      );
    }
  });

  it('is refused when the tree ends in blank nodes, or is absurdly large (AT-16)', async () => {
    // Optional nodes: 0 is a blank one. The length before them is a QUIC-style integer of four bytes.
    const blanks = (count: number) =>
      Uint8Array.of(0x80 | (count >> 24), count >> 16, count >> 8, count, ...new Uint8Array(count));
    expect(() => decodeRatchetTree(blanks(65_536), 0)).toThrow('too large');
    expect(await refusal(() => ({ treeBytes: () => blanks(16_384) }))).toMatch(
      /^not-decryptable: .*signature|must be non-blank/,
    );
  });

  it('is refused when it is for another device', async () => {
    const made = await scene();
    const welcome = await forgeWelcome(stateOf(made.ana), cs, made.keyPackage, {});
    expect((await refusalOf(joinBy(world, world.device('Zoe'), welcome))).code).toBe('no-key-package');
  });
});

describe('parent hashes', () => {
  it('do not verify where members are hidden under a key that they do not know (RFC 9420 §7.9.2)', async () => {
    const tree = [...stateOf((await scene()).ana).ratchetTree];
    expect(await verifyParentHashes(tree, cs.hash)).toBe(true);
    // The root still fits by its hash alone; that Eve is missing from its list is what the second criterion finds.
    expect(await verifyParentHashes(unmerged(tree, ROOT, []), cs.hash)).toBe(false);
  });
});
