import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8, equalBytes } from '#shared/encoding/index.ts';
import { type SuiteName, suites } from '../crypto/mls-provider.ts';
import { randomBytes, ready } from '../crypto/primitives.ts';
import { createMlsEngine } from './create-engine.ts';
import type { MlsGroup } from './group.ts';
import { inspectMessage } from './messages.ts';
import { at, createTestWorld, groupOf, refusalOf, testLimits } from './testing.ts';

beforeAll(ready);

const refusal = async (work: Promise<unknown>) => (await refusalOf(work)).code;

describe.each(Object.keys(suites) as SuiteName[])('a group on %s', (suite) => {
  const world = createTestWorld(suite);
  const { engine } = world;

  it('lets members talk, and names the sender by its leaf', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
    const sent = await engine.encrypt(at(groups, 1), encodeUtf8('hello'), encodeUtf8('aad'));
    const received = await engine.receive(at(groups, 2), sent.message);
    if (received.kind !== 'application') throw new Error('not an application message');
    expect(decodeUtf8(received.plaintext)).toBe('hello');
    expect(decodeUtf8(received.sender.identity)).toBe('Ben');
    expect(decodeUtf8(received.aad)).toBe('aad');
    expect(engine.epochAuthenticator(at(groups, 0))).toEqual(engine.epochAuthenticator(at(groups, 1)));
    expect(inspectMessage(sent.message)).toEqual({
      kind: 'private-message',
      groupId: at(groups, 0).groupId,
      epoch: 1n,
      contentType: 'application',
    });
  });

  it('shuts out a removed member at once (AT-01)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
    const removal = await engine.commit(at(groups, 0), { remove: [2] });
    expect(removal.diff.removed.map(({ identity }) => decodeUtf8(identity))).toEqual(['Chloe']);
    const seen = await engine.receive(at(groups, 2), removal.commit);
    expect(seen.kind === 'commit' && seen.removedSelf).toBe(true);
    const later = await engine.encrypt(removal.group, encodeUtf8('without Chloe'));
    for (const state of [at(groups, 2), seen.group]) {
      expect(['wrong-epoch', 'refused', 'not-decryptable']).toContain(
        await refusal(engine.receive(state, later.message)),
      );
    }
    const ben = await engine.receive(at(groups, 1), removal.commit);
    const read = await engine.receive(ben.group, later.message);
    expect(read.kind === 'application' && decodeUtf8(read.plaintext)).toBe('without Chloe');
  });

  it('tells a member that it was removed also when its leaf is taken by another in the same commit', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
    const dan = world.device('Dan');
    const swap = await engine.commit(at(groups, 0), { remove: [2], add: [await dan.publish()] });
    expect(swap.diff.removed.map(({ identity }) => decodeUtf8(identity))).toEqual(['Chloe']);
    expect(swap.diff.added.map(({ identity, leaf }) => [leaf, decodeUtf8(identity)])).toEqual([[2, 'Dan']]);
    const chloe = await engine.receive(at(groups, 2), swap.commit);
    expect(chloe.kind === 'commit' && chloe.removedSelf).toBe(true);
  });

  it('removes and adds one device again in one commit', async () => {
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben', 'Chloe');
    const chloe = at(devices, 2);
    const again = await engine.commit(at(groups, 0), { remove: [2], add: [await chloe.publish()] });
    const joined = await engine.join({
      welcome: again.welcome ?? new Uint8Array(0),
      find: chloe.find,
      signatureKey: chloe.signatureKey,
    });
    expect(engine.epochAuthenticator(joined.group)).toEqual(engine.epochAuthenticator(again.group));
    expect(decodeUtf8(joined.sender.identity)).toBe('Ana');
  });

  it('carries the room state to those who join, and its hash to all', async () => {
    const ana = world.device('Ana');
    const ben = world.device('Ben');
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const added = await engine.commit(await world.createGroup(ana, first), {
      add: [await ben.publish()],
      roomState: encodeUtf8('Harbour'),
    });
    const joined = await engine.join({
      welcome: added.welcome ?? new Uint8Array(0),
      find: ben.find,
      signatureKey: ben.signatureKey,
    });
    expect(joined.roomState && decodeUtf8(joined.roomState)).toBe('Harbour');
    expect(engine.roomStateHash(joined.group)).toEqual(first);
    const renamed = await engine.commit(joined.group, { roomStateHash: second });
    const seen = await engine.receive(added.group, renamed.commit);
    expect(seen.kind === 'commit' && seen.roomStateHash).toEqual(second);
    expect(seen.kind === 'commit' && seen.diff.changed.length).toBe(1);
  });

  it('survives a restart after every step, from small records', async () => {
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben');
    const [ana, ben] = [at(devices, 0), at(devices, 1)];
    const disk = new Map<string, Uint8Array>();
    let group = at(groups, 1);
    const save = (next: MlsGroup, previous?: MlsGroup) => {
      const records = engine.encodeState(next, previous);
      for (const { key, bytes } of records) bytes === null ? disk.delete(key) : disk.set(key, bytes);
      const stored = [...disk].map(([key, bytes]) => ({ key, bytes }));
      group = engine.decodeState(stored, ben.signatureKey);
      return records.length;
    };
    save(group);
    let sender = at(groups, 0);
    for (let round = 0; round < 6; round += 1) {
      const late = await engine.encrypt(sender, encodeUtf8(`late ${round}`));
      const now = await engine.encrypt(late.group, encodeUtf8(`now ${round}`));
      const before = group;
      const received = await engine.receive(before, now.message);
      expect(save(received.group, before)).toBe(1);
      const update = await engine.commit(now.group, {});
      const committed = await engine.receive(group, update.commit);
      save(committed.group, group);
      sender = update.group;
      const afterwards = await engine.receive(group, late.message);
      expect(afterwards.kind === 'application' && decodeUtf8(afterwards.plaintext)).toBe(`late ${round}`);
      save(afterwards.group, group);
      expect(await refusal(engine.receive(group, late.message))).toBe('replayed');
      expect(engine.epochAuthenticator(group)).toEqual(engine.epochAuthenticator(sender));
    }
    expect([...disk.keys()].filter((key) => key.startsWith('past/'))).toHaveLength(3);
    expect(await refusal(Promise.resolve().then(() => engine.decodeState([], ana.signatureKey)))).toBe('corrupt-state');
  });
});

describe('what a hostile peer or relay sends', () => {
  const world = createTestWorld('x25519');
  const { engine } = world;

  it('is refused when a message is replayed, cut, or changed in any byte (AT-04)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const { message } = await engine.encrypt(at(groups, 0), encodeUtf8('once'));
    for (let length = 0; length < message.length; length += 7) {
      await refusal(engine.receive(at(groups, 1), message.subarray(0, length)));
    }
    for (let index = 0; index < message.length; index += 1) {
      const changed = message.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x01;
      await refusal(engine.receive(at(groups, 1), changed));
    }
    const first = await engine.receive(at(groups, 1), message);
    expect(await refusal(engine.receive(first.group, message))).toBe('replayed');
  });

  it('always gives a typed error, for any bytes (AT-05)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const { message } = await engine.encrypt(at(groups, 0), encodeUtf8('x'));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(message.length), async (noise, keep) => {
        const bytes = new Uint8Array([...message.subarray(0, keep), ...noise]);
        // The message itself may come out of it.
        if (equalBytes(bytes, message)) return;
        await refusal(engine.receive(at(groups, 1), bytes));
        await refusal(engine.inspectKeyPackage(bytes));
        await refusal(
          engine.join({ welcome: bytes, find: () => undefined, signatureKey: world.device('X').signatureKey }),
        );
      }),
    );
  });

  it('cannot add a device whose credential the authentication service does not know (AT-06)', async () => {
    const { groups } = await groupOf(world, 'Ana', 'Ben');
    const ghost = createTestWorld('x25519').device('Ben');
    expect(await refusal(engine.commit(at(groups, 0), { add: [await ghost.publish()] }))).toBe('refused');
  });

  it('cannot make honest members follow a rogue member who adds such a device', async () => {
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben');
    const mallory = createMlsEngine({ limits: testLimits, authenticate: () => true, now: () => Date.UTC(2026, 0, 1) });
    const rogue = mallory.decodeState(engine.encodeState(at(groups, 1)), at(devices, 1).signatureKey);
    const ghost = createTestWorld('x25519').device('Ghost');
    const commit = await mallory.commit(rogue, { add: [await ghost.publish()] });
    expect(await refusal(engine.receive(at(groups, 0), commit.commit))).toBe('refused');
  });

  it('cannot add a member twice, nor another device under its key', async () => {
    const { groups, devices } = await groupOf(world, 'Ana', 'Ben');
    expect(await refusal(engine.commit(at(groups, 0), { add: [await at(devices, 1).publish()] }))).toBe('refused');
    const twice = world.device('Dan');
    const packages = [await twice.publish(), await twice.publish()];
    expect(await refusal(engine.commit(at(groups, 0), { add: packages }))).toBe('refused');
  });

  it('cannot make a group larger than the policy allows', async () => {
    const small = createTestWorld('x25519', { ...testLimits, groupDevices: 2 });
    const { groups } = await groupOf(small, 'Ana', 'Ben');
    const more = await small.device('Chloe').publish();
    expect(await refusal(small.engine.commit(at(groups, 0), { add: [more] }))).toBe('refused');
  });

  it('cannot make a receiver ratchet without end', async () => {
    const small = createTestWorld('x25519', { ...testLimits, forwardSteps: 50 });
    const { groups } = await groupOf(small, 'Ana', 'Ben');
    let sender = at(groups, 0);
    let message = new Uint8Array(0);
    for (let step = 0; step <= 51; step += 1) {
      const sent = await small.engine.encrypt(sender, encodeUtf8('x'));
      sender = sent.group;
      message = new Uint8Array(sent.message);
    }
    expect(await refusal(small.engine.receive(at(groups, 1), message))).toBe('refused');
  });

  it('cannot show a message of another group, of a later epoch, or a Welcome in its place', async () => {
    const one = await groupOf(world, 'Ana', 'Ben');
    const two = await groupOf(world, 'Ana', 'Ben');
    const foreign = await engine.encrypt(at(two.groups, 0), encodeUtf8('x'));
    expect(await refusal(engine.receive(at(one.groups, 1), foreign.message))).toBe('wrong-group');
    const ahead = await engine.encrypt((await engine.commit(at(one.groups, 0), {})).group, encodeUtf8('x'));
    expect(await refusal(engine.receive(at(one.groups, 1), ahead.message))).toBe('wrong-epoch');
    const welcome = (await engine.commit(at(one.groups, 0), { add: [await world.device('Dan').publish()] })).welcome;
    expect(await refusal(engine.receive(at(one.groups, 1), welcome ?? new Uint8Array(0)))).toBe('refused');
  });
});
