/** The policy field `networks`: from where devices may sign in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigInput } from '#server/config/config.ts';
import { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId, type TestDevice, type TestUser } from '#server/testing/org.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';

const INSIDE = '10.20.3.4';
const ELSEWHERE = '203.0.113.9';
const OFFICE = '10.20.0.0/16\n2001:db8:5::/48';

let office: Office;
let passed: number;
let clients: TestClient[];

/** Behind a proxy that says of each connection where it comes from. */
async function open(config: ConfigInput = { trustProxy: true }): Promise<void> {
  passed = 0;
  clients = [];
  office = await openOffice(config, { now: () => Date.now() + passed });
}
afterEach(async () => {
  for (const client of clients) client.close();
  await office.close();
});

async function from(address: string | undefined): Promise<TestClient> {
  const client = new TestClient(office.origin, address === undefined ? {} : { 'x-forwarded-for': address });
  clients.push(client);
  await client.connected();
  return client;
}
async function signedIn(device: TestDevice, address: string): Promise<TestClient> {
  const client = await from(address);
  await client.signIn(device.id, device.key);
  return client;
}
async function refusedAt(device: TestDevice, address: string | undefined): Promise<void> {
  await expect((await from(address)).signIn(device.id, device.key)).rejects.toThrow(/other-network: .*administrator/);
}
const owner = () => [office.org.by(office.org.owner)];
const policySet = (networks: string, group = office.org.group) =>
  office.org.sign({ kind: 'policy.set', group, values: { ...defaultPolicy, networks } }, owner());

describe('a device whose people have networks', () => {
  let ana: TestClient;
  let ben: { device: TestDevice; user: TestUser };
  beforeEach(async () => {
    await open();
    ana = await signedIn(office.ana, INSIDE);
    ben = await office.hire(ana);
  });

  it('is let in from inside, and from elsewhere neither at sign-in nor later', async () => {
    const out = await signedIn(ben.device, ELSEWHERE);
    const within = await signedIn(office.ana, '2001:db8:5:1::7');
    await office.append(within, policySet(OFFICE));
    // Who is elsewhere is let go with the decision, and told why.
    await out.gone();
    expect(out.pushed('session.closed')).toEqual([{ code: 'other-network' }]);
    for (const address of [ELSEWHERE, '10.21.0.1', '2001:db8:6::1', '::1', '::ffff:203.0.113.9']) {
      await refusedAt(ben.device, address);
    }
    for (const address of [INSIDE, '::ffff:10.20.0.1', '2001:DB8:5::1']) {
      const client = await signedIn(ben.device, address);
      await client.must('group.create', { group: newId() });
    }
  });

  it('is nowhere when the proxy names no address, or none that is one, and whatever it claims itself', async () => {
    await office.append(ana, policySet(OFFICE));
    for (const address of [undefined, '', 'unknown', 'office', `${INSIDE}:443`, `${INSIDE}, ${ELSEWHERE}`, '10.20.3']) {
      await refusedAt(ben.device, address);
    }
    // What the proxy has added stands last; what was there before is the client's own word.
    await signedIn(ben.device, `${ELSEWHERE}, ${INSIDE}`);
  });

  it('learns nothing of the policy without its key', async () => {
    await office.append(ana, policySet(OFFICE));
    const stranger = await from(ELSEWHERE);
    await expect(stranger.signIn(ben.device.id, office.ana.key)).rejects.toThrow('sign-in-refused');
  });

  it('is let go when its person comes into a group that has some, and is free in one without', async () => {
    const group = newId<SecurityGroupId>();
    const there = await signedIn(ben.device, ELSEWHERE);
    await office.append(ana, office.org.sign({ kind: 'security-group.set', group, name: 'Vault' }, owner()));
    await office.append(ana, policySet(OFFICE, group));
    await there.must('group.create', { group: newId() });
    await office.append(ana, office.org.sign({ kind: 'user.update', user: ben.user.id, group }, owner()));
    await there.gone();
    await refusedAt(ben.device, ELSEWHERE);
    await signedIn(office.ana, ELSEWHERE);
  });

  it('is judged again with every call, by what holds at that time', async () => {
    await office.append(ana, policySet(`${OFFICE}\n203.0.113.0/24`));
    const there = await signedIn(ben.device, ELSEWHERE);
    const { user, device } = await office.hire(ana, 'admin');
    const second = { id: user.id, key: user.key };
    // Another list, which takes two and a day: until then the one before holds.
    const values = { ...defaultPolicy, networks: `${OFFICE}\n198.51.100.0/24` };
    const both = [...owner(), office.org.by(second)];
    await office.append(ana, office.org.sign({ kind: 'policy.set', group: office.org.group, values }, both));
    await there.must('group.create', { group: newId() });
    passed = 86_400_000 + 60_000;
    const calls = ['group.leave', 'welcome.pending', 'push.standing'] as const;
    for (const name of calls) {
      const request = name === 'group.leave' ? { group: newId() } : {};
      const answer: unknown = await there.socket.timeout(5_000).emitWithAck(name, request);
      expect(answer).toMatchObject({ ok: false, error: { code: 'other-network' } });
    }
    await refusedAt(ben.device, ELSEWHERE);
    await signedIn(device, '198.51.100.7');
  });

  it('cannot be taken by whoever would lock themselves out, now or in time', async () => {
    const refused = async (client: TestClient, ...envelopes: Uint8Array[]) =>
      expect(await client.refusal('log.append', { envelopes })).toBe('own-network');
    await refused(ana, policySet('192.0.2.0/24'));
    await office.append(ana, policySet(OFFICE));
    const { user } = await office.hire(ana, 'admin');
    const values = { ...defaultPolicy, networks: '192.0.2.0/24' };
    const both = [...owner(), office.org.by({ id: user.id, key: user.key })];
    await refused(ana, office.org.sign({ kind: 'policy.set', group: office.org.group, values }, both));
    // Nothing of it is left, and what does not shut out is taken.
    await office.append(ana, policySet('10.20.3.0/24'));
    await signedIn(office.ana, INSIDE);
  });

  it('nor is somebody invited into their group from elsewhere', async () => {
    const { invitation, envelope } = office.org.invite();
    await office.append(ana, envelope);
    await office.append(ana, policySet(OFFICE));
    const invited = await (await from(ELSEWHERE)).signInInvited(invitation.id, invitation.key);
    expect(invited).toMatchObject({ ok: false, error: { code: 'other-network' } });
    const inside = await (await from(INSIDE)).signInInvited(invitation.id, invitation.key);
    expect(inside.ok).toBe(true);
  });

  it('learns from anywhere that it is shut out for good', async () => {
    await office.append(ana, policySet(OFFICE));
    await office.append(ana, office.org.sign({ kind: 'user.remove', user: ben.user.id }, owner()));
    const former = await from(ELSEWHERE);
    await expect(former.signIn(ben.device.id, ben.device.key)).rejects.toThrow('revoked');
    expect((await former.must('log.since', { size: 0, limit: 100 })).envelopes.length).toBeGreaterThan(0);
  });
});

it('without a trusted proxy, is where its connection comes from, and not where it says', async () => {
  await open({});
  const ana = await signedIn(office.ana, INSIDE);
  expect(await ana.refusal('log.append', { envelopes: [policySet(OFFICE)] })).toBe('own-network');
  await office.append(ana, policySet('127.0.0.0/8\n::1/128'));
  await signedIn(office.ana, ELSEWHERE);
});
