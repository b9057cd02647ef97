/** Which secrets a state still holds: what a stolen disk opens. */
import { type ClientState, defaultLifetime } from 'ts-mls';
import { defaultClientConfig } from 'ts-mls/clientConfig.js';
import { ciphersuites } from 'ts-mls/crypto/ciphersuite.js';
import { initializeEpoch } from 'ts-mls/keySchedule.js';
import { allSecretTreeValues, deriveKey, deriveNonce } from 'ts-mls/secretTree.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';
import { createCiphersuite, suites } from '../crypto/mls-provider.ts';
import { ready, wipe } from '../crypto/primitives.ts';
import { type MlsGroup, stateOf } from './group.ts';
import type { StateRecord } from './state-records.ts';
import { at, createTestWorld, groupOf, joinBy, refusalOf, testLimits } from './testing.ts';

beforeAll(ready);

const HOUR = 3_600_000;

const onDisk = (records: readonly StateRecord[]) =>
  records.map(({ bytes }) => (bytes ? encodeHex(bytes) : '')).join(' ');
const textOf = (received: { kind: string; plaintext?: Uint8Array }) =>
  received.plaintext && decodeUtf8(received.plaintext);

function ratchetOf(state: ClientState, leaf: number) {
  const node = state.secretTree[leaf * 2];
  if (node === undefined) throw new Error('no ratchet');
  return node.application;
}

describe('of a skipped message', () => {
  const world = createTestWorld('x25519');
  const { engine } = world;
  const cs = createCiphersuite('x25519');

  it('key and nonce are kept, never the secret from which all later keys follow (RFC 9420 §9.2)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const skipped = await engine.encrypt(at(groups, 0), encodeUtf8('skipped'));
    const read = await engine.encrypt(skipped.group, encodeUtf8('read'));
    const { secret } = ratchetOf(stateOf(at(groups, 1)), 0);
    const ben = await engine.receive(at(groups, 1), read.message);
    const disk = onDisk(engine.encodeState(ben.group));
    expect(disk).not.toContain(encodeHex(secret));
    const key = encodeHex(await deriveKey(secret, 0, cs)) + encodeHex(await deriveNonce(secret, 0, cs));
    expect(disk).toContain(key);
    const late = await engine.receive(ben.group, skipped.message);
    expect(textOf(late)).toBe('skipped');
    expect(onDisk(engine.encodeState(late.group))).not.toContain(key);
  });

  it('no more keys are kept than the policy says, the newest of them', async () => {
    const small = createTestWorld('x25519', { ...testLimits, skippedKeys: 10 });
    const { groups } = await groupOf(small, 'Ana', 'Ben');
    const messages: Uint8Array[] = [];
    let ana = at(groups, 0);
    for (let index = 0; index < 15; index += 1) {
      const sent = await small.engine.encrypt(ana, encodeUtf8(`${index}`));
      messages.push(sent.message);
      ana = sent.group;
    }
    const ben = await small.engine.receive(at(groups, 1), at(messages, 14));
    expect(Object.keys(ratchetOf(stateOf(ben.group), 0).unusedGenerations)).toHaveLength(10);
    expect((await refusalOf(small.engine.receive(ben.group, at(messages, 3)))).code).toBe('replayed');
    expect(textOf(await small.engine.receive(ben.group, at(messages, 4)))).toBe('4');
  });
});

describe('of our own commit', () => {
  const world = createTestWorld('x25519');
  const { engine } = world;
  const generationOf = (group: MlsGroup) => stateOf(group).secretTree[0]?.handshake.generation;

  it('the key is used once, also when it is turned down and made again in the same epoch (D8)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const ana = at(groups, 0);
    const first = await engine.commit(ana, {});
    expect([generationOf(ana), generationOf(first.base)]).toEqual([0, 1]);
    const records = engine.encodeState(first.base, ana);
    expect(records.map(({ key }) => key)).toEqual(['ratchets/1/0']);
    const second = await engine.commit(first.base, { remove: [1] });
    expect(generationOf(second.base)).toBe(2);
    const seen = await engine.receive(at(groups, 1), second.commit);
    expect(seen.kind === 'commit' && seen.removedSelf).toBe(true);
    // The ended epoch that the new state keeps for late messages has lost the used key as well.
    const kept = stateOf(first.group).historicalReceiverData.get(1n);
    expect(kept?.secretTree[0]?.handshake.generation).toBe(1);
  });

  it('the whole of the next epoch can be stored from what was stored before the commit left', async () => {
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben');
    const disk = new Map<string, Uint8Array>();
    const store = (group: MlsGroup, previous?: MlsGroup) => {
      for (const { key, bytes } of engine.encodeState(group, previous)) {
        if (bytes === null) disk.delete(key);
        else disk.set(key, bytes);
      }
    };
    store(at(groups, 0));
    const made = await engine.commit(at(groups, 0), {});
    store(made.base, at(groups, 0));
    store(made.group, made.base);
    wipe(...made.spent);
    const restored = engine.decodeState(
      [...disk].map(([key, bytes]) => ({ key, bytes })),
      at(devices, 0).signatureKey,
    );
    const ben = await engine.receive(at(groups, 1), made.commit);
    const hello = await engine.encrypt(restored, encodeUtf8('hello'));
    expect(textOf(await engine.receive(ben.group, hello.message))).toBe('hello');
    const late = await engine.encrypt(at(groups, 1), encodeUtf8('late'));
    expect(textOf(await engine.receive(restored, late.message))).toBe('late');
  });
});

describe('of an ended epoch', () => {
  it.each([0, 1, 3])('keys are kept for %i epochs', async (pastEpochs) => {
    const world = createTestWorld('x25519', { ...testLimits, pastEpochs });
    const { engine } = world;
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    let [ana, ben] = [at(groups, 0), at(groups, 1)];
    const messages: Uint8Array[] = [];
    for (let epoch = 0; epoch < 5; epoch += 1) {
      messages.push((await engine.encrypt(ana, encodeUtf8('late'))).message);
      const update = await engine.commit(ana, {});
      const before = ben;
      const seen = await engine.receive(ben, update.commit);
      ana = update.group;
      ben = seen.group;
      const dropped = engine.encodeState(ben, before).filter(({ bytes }) => bytes === null);
      expect(dropped.length > 0).toBe(epoch >= pastEpochs);
    }
    for (const [index, message] of messages.entries()) {
      if (index >= 5 - pastEpochs) expect(textOf(await engine.receive(ben, message))).toBe('late');
      else expect((await refusalOf(engine.receive(ben, message))).code).toBe('wrong-epoch');
    }
  });

  it('keys are given up after the hours that the policy says, after a restart too', async () => {
    const world = createTestWorld('x25519');
    const { engine } = world;
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben');
    const late = await engine.encrypt(at(groups, 0), encodeUtf8('late'));
    const seen = await engine.receive(at(groups, 1), (await engine.commit(late.group, {})).commit);
    const ben = engine.decodeState(engine.encodeState(seen.group), at(devices, 1).signatureKey);
    world.wait(23 * HOUR);
    expect(engine.expire(ben)).toBeUndefined();
    expect(textOf(await engine.receive(ben, late.message))).toBe('late');
    world.wait(HOUR);
    expect((await refusalOf(engine.receive(ben, late.message))).code).toBe('wrong-epoch');
    const expired = engine.expire(ben);
    if (expired === undefined) throw new Error('nothing expired');
    const records = engine.encodeState(expired.group, ben);
    expect(records.length).toBeGreaterThan(1);
    expect(records.every(({ bytes }) => bytes === null)).toBe(true);
    const held = allSecretTreeValues(stateOf(ben).historicalReceiverData.get(1n)?.secretTree ?? []).filter(Boolean);
    expect(held.length).toBeGreaterThan(0);
    wipe(...expired.spent);
    expect(held.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
  });
});

describe('of the tree', () => {
  it('private keys of nodes that are blank are given up (RFC 9420 §7.5)', async () => {
    const world = createTestWorld('x25519');
    const { engine } = world;
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe', 'Dan');
    const update = await engine.commit(at(groups, 0), {});
    const ben = await engine.receive(at(groups, 1), update.commit);
    const dan = await engine.receive(at(groups, 3), update.commit);
    expect(Object.keys(stateOf(ben.group).privatePath.privateKeys)).toEqual(['1', '2', '3']);
    const removal = await engine.commit(dan.group, { remove: [0] });
    const after = await engine.receive(ben.group, removal.commit);
    expect(Object.keys(stateOf(after.group).privatePath.privateKeys)).toEqual(['2', '3']);
    const given = stateOf(ben.group).privatePath.privateKeys[1];
    expect(after.spent).toContain(given);
  });
});

describe('of a removed member', () => {
  it('no state reads on, not even one that is forced to be active again (AT-01)', async () => {
    const world = createTestWorld('x25519');
    const { engine } = world;
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
    const removal = await engine.commit(at(groups, 0), { remove: [2] });
    const ben = await engine.receive(at(groups, 1), removal.commit);
    const chloe = await engine.receive(at(groups, 2), removal.commit);
    const records = engine.encodeState(chloe.group).map((record) => {
      if (record.key !== 'epoch' || record.bytes === null) return record;
      // The record ends with whether the device is still a member.
      return { ...record, bytes: new Uint8Array([...record.bytes.subarray(0, -1), 1]) };
    });
    const forced = engine.decodeState(records, at(devices, 2).signatureKey);
    expect(engine.isActive(forced)).toBe(true);
    const next = await engine.commit(ben.group, {});
    const messages = [
      (await engine.encrypt(ben.group, encodeUtf8('x'))).message,
      next.commit,
      (await engine.encrypt(next.group, encodeUtf8('y'))).message,
    ];
    for (const state of [at(groups, 2), chloe.group, forced]) {
      for (const message of messages) expect((await refusalOf(engine.receive(state, message))).code).toBeTruthy();
    }
    const intruder = await engine.encrypt(at(groups, 2), encodeUtf8('still here?'));
    const late = await engine.receive(ben.group, intruder.message);
    // It may still speak in the epoch that it was in; whoever shows it can see that it is a member no more.
    expect(late.kind === 'application' && late.epoch < ben.group.epoch).toBe(true);
  });
});

describe('of a commit in a tree that is partly empty', () => {
  const world = createTestWorld('x25519');
  const { engine } = world;
  const cs = createCiphersuite('x25519');

  it('the next epoch is not known to the one member whom it removes, in a group of two (RFC 9420 §7.4)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const alone = await engine.commit(at(groups, 0), { remove: [1] });
    // Ben has the last init secret, and sees the commit. A commit secret of zeros is all that he would still need.
    const zeros = new Uint8Array(cs.kdf.size);
    const { initSecret } = stateOf(at(groups, 1)).keySchedule;
    const { groupContext } = stateOf(alone.group);
    const guessed = await initializeEpoch(initSecret, zeros, groupContext, zeros, cs.kdf);
    expect(guessed.keySchedule.epochAuthenticator).not.toEqual(engine.epochAuthenticator(alone.group));
    const chloe = world.device('Chloe');
    const added = await engine.commit(alone.group, { add: [await chloe.publish()] });
    const joined = await joinBy(world, chloe, added.welcome);
    expect(engine.epochAuthenticator(joined.group)).toEqual(engine.epochAuthenticator(added.group));
  });

  it('the commit secret follows from the last key that there is, not from a blank root (RFC 9420 §7.4)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe', 'Dan', 'Finn', 'Gia', 'Hal');
    const removal = await engine.commit(at(groups, 4), { remove: [0, 1, 2, 3] });
    const gia = await engine.receive(at(groups, 5), removal.commit);
    const update = await engine.commit(removal.group, {});
    const after = await engine.receive(gia.group, update.commit);
    expect(engine.epochAuthenticator(after.group)).toEqual(engine.epochAuthenticator(update.group));
    expect(stateOf(after.group).ratchetTree[7]).toBeUndefined();
    expect(Object.keys(stateOf(after.group).privatePath.privateKeys)).toEqual(['9', '10', '11']);
  });
});

describe('the installed library', () => {
  it('believes nobody and nothing by default', async () => {
    const { authService } = defaultClientConfig;
    const credential = { credentialType: 'basic' as const, identity: encodeUtf8('Ana') };
    expect(await authService.validateCredential(credential, new Uint8Array(32))).toBe(false);
    expect(defaultLifetime.notAfter).toBe(0n);
  });

  it('has X-Wing in the private range of suite numbers (RFC 9420 §17.1)', async () => {
    const { id, libraryName } = suites['x-wing'];
    expect(ciphersuites[libraryName]).toBe(id);
    expect(id).toBeGreaterThanOrEqual(0xf000);
    const world = createTestWorld('x-wing');
    const welcome = (
      await world.engine.commit(await world.createGroup(world.device('Ana')), {
        add: [await world.device('Ben').publish()],
      })
    ).welcome;
    // An MLSMessage: version, wire format, and then the number of the suite.
    expect(welcome && encodeHex(welcome.subarray(4, 6))).toBe('f00e');
    expect((await refusalOf(joinBy(createTestWorld('x25519'), world.device('Eve'), welcome))).code).toBe(
      'no-key-package',
    );
  });
});
