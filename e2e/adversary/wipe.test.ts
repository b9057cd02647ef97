import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userSigner } from '#core/identity/ceremonies.ts';
import { newKey } from '#server/testing/org.ts';
import type { LogEntry } from '#shared/org-log/index.ts';
import { signEntry } from '#shared/org-log/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { must, PASSPHRASE, type Person } from '../scenarios/person.ts';
import type { ForgedLog } from './forged-log.ts';
import type { End, HostileConnection } from './hostile-relay.ts';
import { Scene } from './scene.ts';

/** A relay would like nothing better than to make people's devices delete what they have. */
let scene: Scene;
let ana: Person;
let ben: Person;
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana } = scene);
}, 60_000);
beforeEach(async ({ task }) => {
  ben = await scene.hire(task.name.slice(0, 40));
  must(await ana.port.startDirect(ben.id));
  await ben.conversationOf('Ana');
}, 60_000);
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => scene.close());

const isBens = ({ identity }: HostileConnection) => identity.as !== 'device' || identity.id !== ana.device;

/** Ben's device is told that it was revoked, and as proof shown what `log` says. */
async function tellRevoked(log?: () => { envelopes: readonly Uint8Array[]; checkpoint: string }): Promise<void> {
  endings.push(
    scene.hostile.onCall('session.signIn', async ({ connection, request }, forward) =>
      isBens(connection) ? { ok: false, error: { code: 'revoked', sentence: 'Gone.' } } : forward(request),
    ),
    scene.hostile.onCall('log.since', async ({ connection, request }, forward) => {
      if (log === undefined || !isBens(connection)) return forward(request);
      const { envelopes, checkpoint } = log();
      return { ok: true, value: { envelopes: envelopes.slice(request.size), checkpoint, consistency: [] } };
    }),
  );
  ben.close();
  await ben.open();
  must(await ben.port.unlock(PASSPHRASE));
  await ben.session('stopped');
}

/** Stopped on the relay's word, and whole again under a relay that does not lie. */
async function expectNothingDeleted(): Promise<void> {
  expect(ben.snapshots.session).toMatchObject({
    reason: 'device-revoked',
    sentence: expect.stringContaining('shows no decision that proves it'),
  });
  for (const end of endings.splice(0)) end();
  await ben.reopen();
  await ben.online();
  const direct = await ben.conversationOf('Ana');
  await ben.say(direct, 'all of it is still here');
  await ana.reads(direct, 'all of it is still here');
}

/** An entry that says that Ben is removed, on the log as it is. */
function removal(log: ForgedLog, sign: (message: Uint8Array) => Uint8Array, by: Person): Uint8Array {
  const { session } = ana.snapshots;
  if (session.kind !== 'open') throw new Error('Ana is not there');
  const entry = { v: 1, org: session.organisation.id, at: Date.now(), prior: log.prior(), kind: 'user.remove' };
  return signEntry({ ...entry, user: ben.id } as LogEntry, [{ by: { role: 'user', id: by.id }, sign }]);
}

describe('a relay that wants a device to delete itself', () => {
  it('has only its word: nothing is deleted (T-WIPE-01)', async () => {
    await tellRevoked();
    await expectNothingDeleted();
  });

  it('forges the decision, and signs the log that it stands in: nothing is deleted (T-WIPE-02)', async () => {
    const log = await scene.logInHand();
    const thief = newKey();
    log.append(removal(log, (message) => thief.sign(message), ana));
    await tellRevoked(() => ({ envelopes: log.envelopes, checkpoint: log.checkpoint() }));
    await expectNothingDeleted();
  });

  it('has a real decision of an owner that never came into the log, and will not sign it: nothing is deleted (T-WIPE-03)', async () => {
    const log = await scene.logInHand();
    const before = log.checkpoint();
    const identity = await withStorage(ana, ({ read }) => read.account('identity'));
    if (identity === undefined) throw new Error('Ana has no account');
    const { sign } = userSigner(identity.user, identity.userIdentityKey.privateKey);
    log.append(removal(log, sign, ana));
    await tellRevoked(() => ({ envelopes: log.envelopes, checkpoint: before }));
    await expectNothingDeleted();
  });
});
