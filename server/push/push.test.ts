import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfigInput } from '#server/config/config.ts';
import { privateMessage, welcome } from '#server/relay/testing/messages.ts';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId, type TestDevice, type TestUser } from '#server/testing/org.ts';
import { PushService } from '#server/testing/push-service.ts';
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import type { Internet } from './courier.ts';

const SECOND = 1_000;
let service: PushService;
let office: Office;
let ana: TestClient;
let ben: { device: TestDevice; user: TestUser };
let group: GroupId;
let passed: number;
let clientSeq: number;

beforeEach(async () => {
  service = await PushService.open();
});
afterEach(async () => {
  await office.close();
  await service.close();
});

/** A relay that may call the push service, with Ana at it and Ben in a room with her. */
async function open(config: ConfigInput = {}, internet: Internet = service.internet): Promise<void> {
  passed = 0;
  const began = Date.now();
  clientSeq = 1;
  office = await openOffice(
    { push: 'on', pushContact: 'mailto:ops@example.org', pushHosts: service.host, ...config },
    // Its clock stands still but for what a test lets pass.
    { now: () => began + passed, internet },
  );
  ana = await office.signedIn(office.ana);
  ben = await office.hire(ana);
  group = newId<GroupId>();
  await ana.must('group.create', { group });
  await ana.must('group.commit', {
    group,
    epoch: 0n,
    message: privateMessage(group, 0n, 'commit'),
    clientSeq,
    welcome: welcome(),
    welcomeTo: [ben.device.id],
    rosterAdd: [ben.device.id],
    rosterRemove: [],
  });
}

/** Ben registers, and goes. */
async function register(token = 'ben'): Promise<void> {
  const client = await office.signedIn(ben.device);
  await client.must('push.register', { endpoint: service.endpoint(token) });
  await leave(client);
}

async function leave(client: TestClient): Promise<void> {
  const { relay } = office;
  const before = relay.connections;
  client.close();
  await vi.waitUntil(() => relay.connections < before);
}

async function send(): Promise<void> {
  clientSeq += 1;
  const message = privateMessage(group, 1n, 'application', Uint8Array.of(clientSeq));
  await ana.must('group.send', { group, epoch: 1n, message, clientSeq });
}

/** Everything that is due has been handed over after this. */
async function later(ms = 0): Promise<number> {
  passed += ms;
  await office.relay.maintain();
  return service.taken.length;
}

const standing = async () => {
  const client = await office.signedIn(ben.device);
  const answer = await client.must('push.standing', {});
  await leave(client);
  return answer;
};

describe('a device that is away', () => {
  it('is woken by a request that says who calls, and nothing else (T-PUSH-02)', async () => {
    await open();
    await register();
    await send();
    expect(await later()).toBe(1);
    const [wake] = service.taken;
    expect(wake?.path).toBe('/wake/ben');
    expect(wake?.bodyBytes).toBe(0);
    const { authorization, topic, host, ...rest } = wake?.headers ?? {};
    expect(rest).toEqual({ ttl: '604800', urgency: 'normal', 'content-length': '0', connection: 'close' });
    expect(topic).toMatch(/^[\w-]{32}$/);
    expect(host).toBe(service.host);
    expect(authorization).not.toContain(ben.device.id);
    expect(wake?.claims).toEqual({
      aud: `https://${service.host}`,
      exp: expect.any(Number),
      sub: 'mailto:ops@example.org',
    });
    const left = (wake?.claims?.exp ?? 0) - Date.now() / SECOND;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(24 * 3_600);
    expect(await standing()).toEqual({ kind: 'on', key: decodeBase64url(wake?.key ?? ''), registered: true });
  });

  it('is woken once within the gap, and again after it', async () => {
    await open({ pushGapSeconds: 30 });
    await register();
    for (let number = 0; number < 5; number += 1) await send();
    expect(await later()).toBe(1);
    await send();
    expect(await later(29 * SECOND)).toBe(1);
    // What came within the gap is not forgotten.
    expect(await later(2 * SECOND)).toBe(2);
    expect(await later(3_600 * SECOND)).toBe(2);
  });

  it('is not woken while it is there, nor by what its own people do not need to see', async () => {
    await open();
    await register();
    const client = await office.signedIn(ben.device);
    await send();
    expect(await later()).toBe(0);
    await leave(client);
    clientSeq += 1;
    await ana.must('group.commit', {
      group,
      epoch: 1n,
      message: privateMessage(group, 1n, 'commit'),
      clientSeq,
      welcomeTo: [],
      rosterAdd: [],
      rosterRemove: [],
    });
    expect(await later()).toBe(0);
  });

  it('is woken when somebody adds it', async () => {
    await open();
    await register();
    const room = newId<GroupId>();
    clientSeq += 1;
    await ana.must('group.create', { group: room });
    await ana.must('group.commit', {
      group: room,
      epoch: 0n,
      message: privateMessage(room, 0n, 'commit'),
      clientSeq,
      welcome: welcome(),
      welcomeTo: [ben.device.id],
      rosterAdd: [ben.device.id],
      rosterRemove: [],
    });
    expect(await later()).toBe(1);
  });

  it('has one address, the newest, and none after it has withdrawn it', async () => {
    await open();
    await register('old');
    await register('new');
    await send();
    expect(await later()).toBe(1);
    expect(service.taken[0]?.path).toBe('/wake/new');
    const client = await office.signedIn(ben.device);
    await client.must('push.withdraw', {});
    await leave(client);
    await send();
    expect(await later(120 * SECOND)).toBe(1);
    expect(await standing()).toMatchObject({ registered: false });
  });
});

it('a device that has fetched what came, between two looks at who is to be woken, is left alone', async () => {
  await open();
  await register();
  const reader = await office.signedIn(ben.device);
  const { welcomes } = await reader.must('welcome.pending', {});
  await reader.must('welcome.ack', { ids: welcomes.map(({ id }) => id) });
  await send();
  await reader.until(() => reader.pushed('deliver').flat().length > 0);
  await reader.must('group.ack', { cursors: [{ group, seq: 2 }] });
  await leave(reader);
  expect(await later()).toBe(0);
});

describe('a push service', () => {
  it.each([404, 410])('that answers %i ends the subscription', async (status) => {
    await open();
    await register();
    service.answer = { status };
    await send();
    expect(await later()).toBe(1);
    await send();
    expect(await later(3_600 * SECOND)).toBe(1);
    expect(await standing()).toMatchObject({ registered: false });
  });

  it('that asks for patience gets it, and then the wake-up', async () => {
    await open({ pushGapSeconds: 1 });
    await register();
    service.answer = { status: 429, headers: { 'Retry-After': '300' } };
    await send();
    expect(await later()).toBe(1);
    service.answer = { status: 201 };
    expect(await later(299 * SECOND)).toBe(1);
    expect(await later(2 * SECOND)).toBe(2);
    expect(await later(3_600 * SECOND)).toBe(2);
  });

  it('that fails is left alone for longer and longer', async () => {
    await open({ pushGapSeconds: 1 });
    await register();
    service.answer = { status: 503 };
    await send();
    expect(await later()).toBe(1);
    expect(await later(29 * SECOND)).toBe(1);
    expect(await later(2 * SECOND)).toBe(2);
    expect(await later(31 * SECOND)).toBe(2);
    expect(await later(30 * SECOND)).toBe(3);
    expect(await standing()).toMatchObject({ registered: true });
  });

  it('that sends the relay elsewhere is not followed (T-PUSH-01)', async () => {
    await open();
    await register();
    service.answer = { status: 307, headers: { Location: service.endpoint('inside') } };
    await send();
    expect(await later()).toBe(1);
    expect(service.taken.map((wake) => wake.path)).toEqual(['/wake/ben']);
  });
});

describe('an address that a device gives', () => {
  it('is refused when the settings do not allow its host (T-PUSH-01)', async () => {
    await open();
    const client = await office.signedIn(ben.device);
    for (const endpoint of ['https://169.254.169.254/latest', 'https://evil.example/', 'http://push.example.org/']) {
      expect(await client.refusal('push.register', { endpoint })).toBe('push-service-unknown');
    }
    expect(await client.refusal('push.register', { endpoint: `https://${'x'.repeat(3_000)}` })).toBe('malformed');
    expect(await client.must('push.standing', {})).toMatchObject({ registered: false });
  });

  it('is not called when its name leads into the operator’s own network (T-PUSH-01)', async () => {
    const { ca, addressesOf } = service.internet;
    // The service listens on a loopback address, and here nothing says that this is public.
    await open({}, { ...(ca && { ca }), ...(addressesOf && { addressesOf }) });
    await register();
    await send();
    expect(await later()).toBe(0);
    expect(await later(3_600 * SECOND)).toBe(0);
  });

  it('is not called any more when the settings no longer allow it', async () => {
    await open();
    await register();
    await office.restart({ pushHosts: 'other.example.org' });
    ana = await office.signedIn(office.ana);
    await send();
    expect(await later()).toBe(0);
    expect(await standing()).toMatchObject({ registered: false });
  });
});

describe('waking', () => {
  const decide = (values: object) =>
    office.append(
      ana,
      office.org.sign({ kind: 'policy.set', group: office.org.group, values: { ...defaultPolicy, ...values } }, [
        office.org.by(office.org.owner),
      ]),
    );

  it('is refused, and ends, where the policy has it turned off', async () => {
    await open();
    await register();
    await decide({ push: 'off' });
    await send();
    expect(await later()).toBe(0);
    expect(await standing()).toEqual({ kind: 'forbidden' });
    const client = await office.signedIn(ben.device);
    expect(await client.refusal('push.register', { endpoint: service.endpoint('ben') })).toBe('push-off');
    await leave(client);
    // Nor does an old address come back with another policy.
    passed += 1;
    await send();
    expect(await later()).toBe(0);
  });

  it('ends at once for who is suspended, and for who is removed (T-PUSH-03)', async () => {
    await open();
    const owner = [office.org.by(office.org.owner)];
    await register();
    await office.append(ana, office.org.sign({ kind: 'user.suspend', user: ben.user.id }, owner));
    await send();
    expect(await later()).toBe(0);
    await office.append(ana, office.org.sign({ kind: 'user.restore', user: ben.user.id }, owner));
    expect(await standing()).toMatchObject({ registered: false });
    await register();
    await office.append(ana, office.org.sign({ kind: 'user.remove', user: ben.user.id }, owner));
    await send();
    expect(await later()).toBe(0);
  });

  it('is off unless the settings turn it on: no key is made, nothing is registered, nobody is called', async () => {
    await open({ push: 'off' });
    expect(await standing()).toEqual({ kind: 'off' });
    const client = await office.signedIn(ben.device);
    expect(await client.refusal('push.register', { endpoint: service.endpoint('ben') })).toBe('push-off');
    await leave(client);
    await send();
    expect(await later()).toBe(0);
    expect(readdirSync(office.dataFolder)).not.toContain('push-key');
  });

  it('has a key that only the relay can read, and that stays', async () => {
    await open();
    expect(statSync(path.join(office.dataFolder, 'push-key')).mode & 0o777).toBe(0o600);
    const before = await standing();
    await office.restart();
    const after = await standing();
    expect(after.kind === 'on' && encodeBase64url(after.key)).toBe(before.kind === 'on' && encodeBase64url(before.key));
  });
});
