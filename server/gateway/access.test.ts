import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sodium from '#server/crypto/sodium.ts';
import { noEvents } from '#server/stream/events.ts';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import type { TestDevice, TestUser } from '#server/testing/org.ts';
import { headOf, openCheckpoint, verifyConsistency } from '#shared/org-log/index.ts';
import { type CallName, callNames, isCallName } from '#shared/wire/index.ts';
import { access, type Caller } from './access.ts';
import { createAllowances } from './allowances.ts';
import { createCallDoor } from './calls.ts';
import { createHandlers } from './handlers.ts';
import type { Session } from './session.ts';

/** Who may make which call, written a second time: a change of the table is a change of two files. */
const expected: Record<Caller, readonly CallName[]> = {
  stranger: ['session.challenge', 'session.signIn', 'link.open', 'link.send', 'link.close'],
  founder: ['session.challenge', 'session.signIn', 'log.append'],
  invitation: ['session.challenge', 'session.signIn', 'log.append', 'log.since'],
  // Whoever has an account is linked to nobody else's.
  device: callNames.filter((name) => name !== 'link.open'),
  former: ['session.challenge', 'session.signIn', 'log.since'],
};
const callers: readonly Caller[] = ['stranger', 'founder', 'invitation', 'device', 'former'];

describe('the access table', () => {
  it('has a row and a handler for every call, and no other', () => {
    expect(Object.keys(access).toSorted()).toEqual([...callNames].toSorted());
    for (const { who, cost } of Object.values(access)) {
      expect(who.length).toBeGreaterThan(0);
      expect(cost).toBeGreaterThan(0);
    }
    for (const caller of callers) {
      const allowed = callNames.filter((name) => access[name].who.includes(caller));
      expect(allowed.toSorted()).toEqual([...expected[caller]].toSorted());
    }
  });

  it('is the only way in: the gateway listens to nothing but the door and what Socket.IO itself says', () => {
    const source = readFileSync(path.join(import.meta.dirname, 'gateway.ts'), 'utf8');
    const heard = [...source.matchAll(/socket\.on(?:Any|ce)?\((?:'([^']+)')?/g)].map((match) => match[1] ?? 'any call');
    expect(heard).toEqual(['any call', 'error', 'disconnect']);
  });

  it('is read before a handler is entered: a denied call reaches none', async () => {
    const entered: string[] = [];
    const session = { identity: null, address: 'a', closing: false, socket: { conn: {} } } as unknown as Session;
    const services = {} as unknown as Parameters<typeof createHandlers>[0];
    const handlers = new Proxy(createHandlers(services), {
      get: (_target, name) => () => {
        entered.push(String(name));
        return {};
      },
    });
    const door = createCallDoor({
      handlers,
      allowances: createAllowances({
        callsPerSecond: 1_000,
        claimsPerMinute: 1,
        connectionsPerMinute: 1_000,
        filesDeviceBytes: 1,
      }),
      log: { info: () => {}, warn: () => {}, error: () => {} },
      events: noEvents,
      holds: () => true,
      elsewhere: () => false,
      draining: () => false,
      onSlowReader: () => {},
      onAnswered: () => {},
    });
    for (const name of callNames) await door(session, name, {}, () => {});
    // The others are allowed, and stop at their schema.
    expect(entered).toEqual(['session.challenge', 'link.close']);
  });
});

describe('over a socket', () => {
  let office: Office;
  let ana: TestClient;
  const clients = new Map<string, TestClient>();

  beforeAll(async () => {
    office = await openOffice({ callsPerSecond: 10_000 });
    ana = await office.signedIn(office.ana);
    const owner = [office.org.by(office.org.owner)];
    const { invitation, envelope } = office.org.invite();
    await office.append(ana, envelope);
    const invited = await office.stranger();
    await invited.signInInvited(invitation.id, invitation.key);
    const refused = async ({ device }: { device: TestDevice }, code: string): Promise<TestClient> => {
      const client = await office.stranger();
      await expect(client.signIn(device.id, device.key)).rejects.toThrow(code);
      return client;
    };
    const shutOut = async (
      entry: (who: { user: TestUser; device: TestDevice }) => Parameters<typeof office.org.sign>[0],
      code: string,
    ): Promise<TestClient> => {
      const who = await office.hire(ana);
      const gone = await office.signedIn(who.device);
      await office.append(ana, office.org.sign(entry(who), owner));
      await gone.gone();
      return refused(who, code);
    };
    const late = await office.hire(ana);
    const { envelope: added, device: expired } = office.org.deviceAdd(late.user, -1);
    await office.append(ana, added);

    clients.set('nobody', await office.stranger());
    clients.set('an invitation', invited);
    clients.set('a device that has expired', await refused({ device: expired }, 'expired'));
    clients.set(
      'one who is suspended',
      await shutOut(({ user }) => ({ kind: 'user.suspend', user: user.id }), 'suspended'),
    );
    clients.set('one who is removed', await shutOut(({ user }) => ({ kind: 'user.remove', user: user.id }), 'revoked'));
    clients.set(
      'a device that is revoked',
      await shutOut(({ device }) => ({ kind: 'device.revoke', device: device.id }), 'revoked'),
    );
    for (const role of ['guest', 'member', 'admin'] as const) {
      clients.set(role, await office.signedIn((await office.hire(ana, role)).device));
    }
    clients.set('owner', ana);
  });
  afterAll(() => office.close());

  it.each([
    ['nobody', 'stranger'],
    ['a device that has expired', 'stranger'],
    ['one who is suspended', 'former'],
    ['one who is removed', 'former'],
    ['a device that is revoked', 'former'],
    ['an invitation', 'invitation'],
    // What each of them may decide, the rules of the log say; to the relay they are devices.
    ['guest', 'device'],
    ['member', 'device'],
    ['admin', 'device'],
    ['owner', 'device'],
  ] as const)('%s may call what the table says, and nothing else', async (name, caller) => {
    const client = clients.get(name);
    expect(client?.socket.connected).toBe(true);
    for (const call of callNames) {
      // A request that no schema takes: one that is let in is told so, one that is denied is told that.
      const answer: unknown = await client?.socket.timeout(5_000).emitWithAck(call, { not: 'a request' });
      const code = expected[caller].includes(call)
        ? 'malformed'
        : caller === 'stranger'
          ? 'not-signed-in'
          : 'forbidden';
      expect(answer).toMatchObject({ ok: false, error: { code } });
    }
  });

  it('a device whose time ends while it is connected may call nothing any more but to sign in', async () => {
    let passed = 0;
    const later = await openOffice({}, { now: () => Date.now() + passed });
    try {
      const client = await later.signedIn(later.ana);
      passed = 301 * 86_400_000;
      for (const call of callNames) {
        const answer: unknown = await client.socket.timeout(5_000).emitWithAck(call, { not: 'a request' });
        const signsIn = call === 'session.challenge' || call === 'session.signIn';
        const code = signsIn ? 'malformed' : call === 'link.open' ? 'forbidden' : 'not-signed-in';
        expect(answer).toMatchObject({ ok: false, error: { code } });
      }
    } finally {
      await later.close();
    }
  });

  it('tells who was shut out by which entry, and nothing of what was decided later', async () => {
    const who = await office.hire(ana);
    const owner = [office.org.by(office.org.owner)];
    await office.append(ana, office.org.sign({ kind: 'user.remove', user: who.user.id }, owner));
    const { size, root } = headOf(office.org.state, sodium);
    await office.hire(ana, 'guest');
    const former = await office.stranger();
    await expect(former.signIn(who.device.id, who.device.key)).rejects.toThrow('revoked');
    const answer = await former.must('log.since', { size: 0, limit: 100 });
    expect(answer.envelopes).toHaveLength(size);
    const after = openCheckpoint(answer.checkpoint, office.org.id, office.org.relayLogKey, sodium);
    expect(after.size).toBeGreaterThan(size);
    expect(verifyConsistency({ size, root }, after, answer.consistency ?? [], sodium)).toBe(true);
    expect(await former.refusal('log.since', { size: size + 1, limit: 10 })).toBe('forbidden');
    // Nor does it hear that there is more.
    expect(former.pushed('log.head')).toEqual([]);
  });

  it('names that are no call are not heard', () => {
    for (const name of ['error', 'disconnect', 'connect', '__proto__', 'constructor', 'deliver']) {
      expect(isCallName(name)).toBe(false);
    }
  });
});
