import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import type { TestDevice, TestUser } from '#server/testing/org.ts';
import { type CallName, callNames, isCallName } from '#shared/wire/index.ts';
import { access, type Caller } from './access.ts';
import { createAllowances } from './allowances.ts';
import { createCallDoor } from './calls.ts';
import { createHandlers } from './handlers.ts';
import type { Session } from './session.ts';

/** Who may make which call, written a second time: a change of the table is a change of two files. */
const expected: Record<Caller, readonly CallName[]> = {
  stranger: ['session.challenge', 'session.signIn'],
  founder: ['session.challenge', 'session.signIn', 'log.append'],
  invitation: ['session.challenge', 'session.signIn', 'log.append', 'log.since'],
  device: callNames,
};
const callers: readonly Caller[] = ['stranger', 'founder', 'invitation', 'device'];

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
      allowances: createAllowances({ callsPerSecond: 1_000, claimsPerMinute: 1, connectionsPerMinute: 1_000 }),
      log: { info: () => {}, warn: () => {}, error: () => {} },
      holds: () => true,
      draining: () => false,
      onSlowReader: () => {},
      onAnswered: () => {},
    });
    for (const name of callNames) await door(session, name, {}, () => {});
    // The other one is allowed, and stops at its schema.
    expect(entered).toEqual(['session.challenge']);
  });
});

describe('over a socket', () => {
  let office: Office;
  let ana: TestClient;
  let suspended: { user: TestUser; device: TestDevice };
  const clients = new Map<string, TestClient>();

  beforeAll(async () => {
    office = await openOffice();
    ana = await office.signedIn(office.ana);
    suspended = await office.hire(ana);
    const { invitation, envelope } = office.org.invite();
    await office.append(ana, envelope);
    const invited = await office.stranger();
    await invited.signInInvited(invitation.id, invitation.key);
    const owner = [office.org.by(office.org.owner)];
    const gone = await office.signedIn(suspended.device);
    await office.append(ana, office.org.sign({ kind: 'user.suspend', user: suspended.user.id }, owner));
    await gone.gone();
    const refused = await office.stranger();
    await refused.signIn(suspended.device.id, suspended.device.key).catch(() => undefined);
    clients.set('nobody', await office.stranger());
    clients.set('an invitation', invited);
    clients.set('a member', await office.signedIn((await office.hire(ana)).device));
    clients.set('one who is suspended', refused);
  });
  afterAll(() => office.close());

  it.each([
    ['nobody', 'stranger'],
    ['one who is suspended', 'stranger'],
    ['an invitation', 'invitation'],
    ['a member', 'device'],
  ] as const)('%s may call what the table says, and nothing else', async (name, caller) => {
    const client = clients.get(name);
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

  it('names that are no call are not heard', () => {
    for (const name of ['error', 'disconnect', 'connect', '__proto__', 'constructor', 'deliver']) {
      expect(isCallName(name)).toBe(false);
    }
  });
});
