import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import {
  changeEnvelopes,
  drop,
  dropPushes,
  flipBit,
  hold,
  loseAnswers,
  moveMessages,
  pretendToStore,
  reuseKeyPackages,
  substituteKeyPackage,
} from './attacks.ts';
import { HostileRelay } from './hostile-relay.ts';
import { Client, envelope, FarEnd, idOf } from './testing.ts';

const ana = idOf<DeviceId>(11);
const ben = idOf<DeviceId>(12);
const group = idOf<GroupId>(1);

let far: FarEnd;
let relay: HostileRelay;
const clients: Client[] = [];

beforeEach(async () => {
  far = new FarEnd();
  await far.start();
  relay = await HostileRelay.start();
  relay.standBefore(far.url);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.transport.close();
  await relay.stop();
  await far.stop();
});

async function connect(device: DeviceId): Promise<Client> {
  const client = new Client(relay.url);
  clients.push(client);
  await client.signIn(device);
  return client;
}

function deliver(to: number, ...seqs: number[]): void {
  far.sockets[to]?.emit(
    'deliver',
    seqs.map((seq) => envelope(seq)),
  );
}

const send = (client: Client, clientSeq: number, timeoutMs?: number) =>
  client.transport.call('group.send', { group, epoch: 1n, message: new Uint8Array(3), clientSeq }, timeoutMs);

describe('without an attack', () => {
  it('is a relay like the one behind it', async () => {
    far.answers.set('group.send', () => ({ seq: 7, duplicate: false }));
    const client = await connect(ana);
    expect(await send(client, 1)).toEqual({ seq: 7, duplicate: false });
    deliver(0, 1, 2);
    await client.until(() => client.envelopes.length === 2);
    expect(client.envelopes).toEqual([envelope(1), envelope(2)]);
    expect(relay.recorded.map(({ name }) => name)).toEqual([
      'session.challenge',
      'session.challenge',
      'session.signIn',
      'group.send',
      'deliver',
    ]);
  });

  it('knows whose connection is whose, and that a cut one is gone', async () => {
    await connect(ana);
    const client = await connect(ben);
    expect(relay.connections.map(({ identity }) => identity)).toEqual([
      { as: 'device', id: ana },
      { as: 'device', id: ben },
    ]);
    relay.connectionOf(ben).cut();
    await client.until(() => client.states.at(-1) === 'signed-in' && client.states.includes('offline'));
    expect(relay.connections.map(({ open }) => open)).toEqual([true, false, true]);
    expect(relay.connectionOf(ben).index).toBe(2);
  });
});

describe('attacks on calls', () => {
  it('drop, and let go again', async () => {
    far.answers.set('group.send', () => ({ seq: 7, duplicate: false }));
    const client = await connect(ana);
    const attack = drop(relay, 'group.send');
    await expect(send(client, 1, 50)).rejects.toMatchObject({ code: 'timeout' });
    expect(attack.times).toBe(1);
    expect(far.calls.filter(({ name }) => name === 'group.send')).toHaveLength(0);
    attack.end();
    expect(await send(client, 1)).toMatchObject({ seq: 7 });
  });

  it('lose the answer of what was done', async () => {
    far.answers.set('group.send', () => ({ seq: 7, duplicate: false }));
    const client = await connect(ana);
    loseAnswers(relay, 'group.send');
    await expect(send(client, 1, 50)).rejects.toMatchObject({ code: 'timeout' });
    expect(far.calls.filter(({ name }) => name === 'group.send')).toHaveLength(1);
  });

  it('lie about what was done, to their victims only', async () => {
    far.answers.set('group.send', () => ({ seq: 7, duplicate: false }));
    const [one, other] = [await connect(ana), await connect(ben)];
    pretendToStore(relay, ({ identity }) => identity.as === 'device' && identity.id === ana);
    expect((await send(one, 1)).duplicate).toBe(false);
    expect(far.calls.filter(({ name }) => name === 'group.send')).toHaveLength(0);
    expect(await send(other, 1)).toMatchObject({ seq: 7 });
  });

  it('hand out other key packages, or one again and again', async () => {
    let given = 0;
    far.answers.set('keyPackages.claim', () => {
      given += 1;
      return { claimed: [{ device: ben, bytes: Uint8Array.of(given), lastResort: false }], missing: [] };
    });
    const client = await connect(ana);
    const claim = async () => (await client.transport.call('keyPackages.claim', { devices: [ben] })).claimed[0]?.bytes;
    expect(await claim()).toEqual(Uint8Array.of(1));
    const reuse = reuseKeyPackages(relay);
    expect([await claim(), await claim()]).toEqual([Uint8Array.of(2), Uint8Array.of(2)]);
    reuse();
    const substitute = substituteKeyPackage(relay, ben, Uint8Array.of(99));
    expect(await claim()).toEqual(Uint8Array.of(99));
    substitute();
    expect(await claim()).toEqual(Uint8Array.of(5));
  });
});

describe('attacks on deliveries', () => {
  it('delay, duplicate, reorder and drop', async () => {
    const client = await connect(ana);
    far.answers.set('group.since', () => ({ envelopes: [envelope(1)], more: false }));
    const held = hold(relay);
    deliver(0, 1, 2);
    deliver(0, 3);
    await relay.until(() => held.envelopes.length === 3);
    expect(client.envelopes).toEqual([]);
    const backfill = { requests: [{ group, after: 0 }], maxBytes: 1000 };
    expect((await client.transport.call('group.since', backfill)).envelopes).toEqual([]);
    held.release(([first, ...rest]) => [...rest.reverse(), ...rest].filter((one) => one !== first));
    await client.until(() => client.envelopes.length === 4);
    expect(client.envelopes.map(({ seq }) => seq)).toEqual([3, 2, 3, 2]);
    held.end();
    deliver(0, 4);
    await client.until(() => client.envelopes.length === 5);
    expect((await client.transport.call('group.since', backfill)).envelopes).toHaveLength(1);
  });

  it('change envelopes by whichever road they come', async () => {
    far.answers.set('group.since', () => ({ envelopes: [envelope(5)], more: false }));
    const client = await connect(ana);
    const end = changeEnvelopes(relay, (one) => (one.seq === 2 ? null : flipBit(one)));
    deliver(0, 1, 2, 3);
    await client.until(() => client.envelopes.length === 2);
    expect(client.envelopes.map(({ message }) => message[3])).toEqual([0, 2]);
    const { envelopes } = await client.transport.call('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 });
    expect(envelopes[0]?.message).toEqual(Uint8Array.of(1, 2, 3, 4));
    end();
    const other = idOf<GroupId>(2);
    moveMessages(relay, group, other);
    deliver(0, 6);
    await client.until(() => client.envelopes.length === 3);
    expect(client.envelopes[2]).toEqual(envelope(6, other));
  });

  it('keep pushes back, and make them up', async () => {
    const client = await connect(ana);
    const end = dropPushes(relay, 'log.head');
    far.sockets[0]?.emit('log.head', { checkpoint: 'dropped' });
    deliver(0, 1);
    await client.until(() => client.envelopes.length === 1);
    end();
    relay.connectionOf(ana).push('log.head', { checkpoint: 'made up' });
    await client.until(() => client.heads.length > 0);
    expect(client.heads).toEqual(['made up']);
  });
});
