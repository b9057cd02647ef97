import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { type CallAnswer, type CallName, callNames, type Envelope } from '#shared/wire/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { must, PASSPHRASE, type Person } from '../scenarios/person.ts';
import { changeAnswers, changeEnvelopes } from './attacks.ts';
import { type CallAttack, type End, SILENCE } from './hostile-relay.ts';
import { missing, only, Scene } from './scene.ts';

// Each test is a few seconds of work on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: Scene;
let ana: Person;
let ben: Person;
let room: GroupId;
let title = '';
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana, ben } = scene);
});
beforeEach(async ({ task }) => {
  title = task.name.slice(0, 60);
  room = await scene.room(title, ben);
});
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => scene.close());

const lie = <Name extends CallName>(name: Name, attack: CallAttack<Name>) =>
  endings.push(scene.hostile.onCall(name, attack));
const stop = () => {
  for (const end of endings.splice(0)) end();
};
/** What the relay says to Ben when he signs in. */
const signInLie = (change: (value: CallAnswer<'session.signIn'>) => CallAnswer<'session.signIn'>) =>
  endings.push(changeAnswers(scene.hostile, 'session.signIn', change, only(ben)));

async function talks(word: string): Promise<void> {
  await ana.say(room, `${word}, Ana`);
  await ben.reads(room, `${word}, Ana`);
  await ben.say(room, `${word}, Ben`);
  await ana.reads(room, `${word}, Ben`);
}

describe('a relay that pretends to store', () => {
  it.each([1, 1_000_000])(
    'gives a message number %d and throws it away: it is never delivered, and is missed by the others',
    async (seq) => {
      let pretended = false;
      lie('group.send', async ({ connection, request }, forward) => {
        if (pretended || request.group !== room || !only(ana)(connection)) return forward(request);
        pretended = true;
        return { ok: true, value: { seq, duplicate: false } };
      });
      const lost = await ana.say(room, 'lost');
      await ana.stateOf(room, lost, 'sent');
      const next = await ana.say(room, 'next');
      await ben.reads(room, 'next');
      await ana.stateOf(room, next, 'delivered');
      await ana.stateOf(room, lost, 'sent');
      expect(ben.texts(room)).not.toContain('lost');
      expect(missing(ben, room)).toEqual([1]);
    },
  );
});

describe('a relay that lies when somebody signs in', () => {
  it('has seen more of the device than it remembers: it takes no risk, is put in again, and says so', async () => {
    signInLie((value) => ({ ...value, clientSeq: value.clientSeq + 1_000_000 }));
    await ben.close();
    await ben.open();
    must(await ben.port.unlock(PASSPHRASE));
    await ben.look(room);
    await ben.until(() => ben.events(room).includes('re-synchronised'), 'being put in again');
    stop();
    await talks('after the fright');
  });

  it('speaks of groups that do not exist, and of messages that there never were: what comes is shown all the same', async () => {
    signInLie((value) => ({
      ...value,
      groups: [
        ...value.groups.map((one) => (one.group === room ? { ...one, head: one.head + 1_000 } : one)),
        { group: freshId<GroupId>(), head: 7, cursor: 0, epoch: 3n },
      ],
    }));
    const before = ben.snapshots.conversations.length;
    await ben.reopen();
    await ben.look(room);
    await ben.until(() => missing(ben, room).includes(1_000), 'a line about what is missing');
    expect(ben.snapshots.conversations).toHaveLength(before);
    await talks('no less');
    stop();
    await ben.reopen();
    await ben.look(room);
    await talks('and after');
  });

  it('takes back numbers that it has given: that something may be lost is shown, and what comes is not shut out', async () => {
    const far = 1_000;
    const end = changeEnvelopes(
      scene.hostile,
      (one) => (one.group === room ? { ...one, seq: one.seq + far } : one),
      only(ben),
    );
    await ana.say(room, 'far away');
    await ben.reads(room, 'far away');
    end();
    await ben.reopen();
    await ben.look(room);
    await ben.online();
    await ben.until(() => missing(ben, room).includes(0), 'a line about what may be missing');
    await talks('near again');
  });

  it('is slow to tell of the log while messages come already: nothing is called missing', async () => {
    await ben.close();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = false;
    lie('log.since', async ({ connection, request }, forward) => {
      if (!only(ben)(connection)) return forward(request);
      asked = true;
      await released;
      return forward(request);
    });
    await ben.open();
    must(await ben.port.unlock(PASSPHRASE));
    await ben.look(room);
    await ana.say(room, 'here I am');
    await scene.hostile.until(() => asked);
    await ana.say(room, 'sooner than the log');
    await ben.reads(room, 'sooner than the log');
    release();
    await talks('and now the log');
    expect(missing(ben, room)).toEqual([]);
  });

  it('leaves a conversation out: what was said is there with the next word', async () => {
    await ben.close();
    await ana.say(room, 'while you were away');
    signInLie((value) => ({ ...value, groups: [] }));
    await ben.open();
    must(await ben.port.unlock(PASSPHRASE));
    await ben.online();
    stop();
    await talks('you are back');
    expect(ben.texts(room)).toContain('while you were away');
    expect(missing(ben, room)).toEqual([]);
  });

  it('says that the device was revoked: the app stops on its word alone, and is whole when it is opened anew', async () => {
    scene.hostile.connectionOf(ben.device).push('session.closed', { code: 'revoked' });
    await ben.session('stopped');
    expect(ben.snapshots.session).toMatchObject({
      reason: 'device-revoked',
      sentence: expect.stringContaining('server says'),
    });
    await ben.reopen();
    await ben.look(room);
    await talks('still mine');
  });
});

describe('a relay that answers nonsense', () => {
  const garbage: readonly unknown[] = [
    undefined,
    7,
    'yes',
    {},
    { ok: true },
    { ok: true, value: { envelopes: 'all' } },
    { ok: false, error: { code: 'because' } },
  ];

  it('to every call: the app stays up, says that it is offline, and goes on when answers make sense', async () => {
    let turn = 0;
    for (const name of callNames.filter((one) => one !== 'session.challenge')) {
      lie(name, async ({ connection, request }, forward) => {
        if (!only(ben)(connection) && connection.identity.as !== 'stranger') return forward(request);
        turn += 1;
        return garbage[turn % garbage.length] as never;
      });
    }
    await ben.close();
    await ben.open();
    must(await ben.port.unlock(PASSPHRASE));
    await ben.look(room);
    const queued = await ben.say(room, 'into the void');
    await scene.hostile.until(() => turn > garbage.length);
    await ben.stateOf(room, queued, 'queued');
    expect(ben.snapshots.connection.link.kind).not.toBe('online');
    stop();
    await ana.reads(room, 'into the void');
  });

  it('of absurd size and number: it is counted, and what is true comes through', async () => {
    const { head } = await placeOf(room);
    const junk = Array.from(
      { length: 400 },
      (_, index): Envelope => ({
        group: room,
        seq: head + 1 + index,
        epoch: 0n,
        kind: 'application',
        message: new Uint8Array(10_000).fill(index),
        at: 1,
      }),
    );
    const connection = scene.hostile.connectionOf(ben.device);
    connection.push('deliver', junk);
    connection.push('deliver', [{ ...(junk[0] as Envelope), seq: head + 401, message: new Uint8Array(2_900_000) }]);
    await ben.until(() => missing(ben, room).reduce((sum, count) => sum + count, 0) >= 400, 'the junk to be counted');
    await talks('through the noise');
  });

  it.each([Number.MAX_SAFE_INTEGER, 1e15])(
    'numbers that are no numbers (%d): the connection is begun anew, and nothing is placed there',
    async (seq) => {
      const index = scene.hostile.connectionOf(ben.device).index;
      scene.hostile
        .connectionOf(ben.device)
        .push('deliver', [{ group: room, seq, epoch: 0n, kind: 'application', message: Uint8Array.of(1), at: 1 }]);
      await scene.hostile.until(() => scene.hostile.connections[index]?.open === false);
      await talks('on another line');
      expect(missing(ben, room)).toEqual([]);
    },
  );

  it('that there is always more, without ever giving any: it is not asked for ever', async () => {
    const asked = { since: 0, welcomes: 0 };
    signInLie((value) => ({ ...value, groups: value.groups.map((one) => ({ ...one, head: one.head + 5 })) }));
    lie('group.since', async ({ connection, request }, forward) => {
      if (!only(ben)(connection)) return forward(request);
      asked.since += 1;
      return { ok: true, value: { envelopes: [], more: true } };
    });
    lie('welcome.pending', async ({ connection, request }, forward) => {
      if (!only(ben)(connection)) return forward(request);
      asked.welcomes += 1;
      return { ok: true, value: { welcomes: [{ id: 1, group: room, seq: 1, message: Uint8Array.of(1) }], more: true } };
    });
    lie('welcome.ack', async () => ({ ok: true, value: {} }));
    await ben.reopen();
    await ben.look(room);
    await ben.until(() => missing(ben, room).length > 0, 'the end of asking');
    stop();
    await talks('enough');
    expect(asked.welcomes).toBeLessThanOrEqual(4);
  });
});

describe('a relay that calls everything late', () => {
  it('is asked ever more rarely, and the message goes when it takes it', async () => {
    let refused = 0;
    lie('group.send', async ({ connection, request }, forward) => {
      if (!only(ben)(connection) || request.group !== room) return forward(request);
      refused += 1;
      return { ok: false, error: { code: 'stale-epoch', sentence: 'late' } };
    });
    const id = await ben.say(room, 'in the end');
    await scene.hostile.until(() => refused >= 2);
    await ben.stateOf(room, id, 'queued');
    const jobs = await withStorage(ben, ({ read }) => read.all('outbox'));
    expect(jobs.map(({ attempts }) => attempts)).toEqual([expect.any(Number)]);
    expect(jobs[0]?.notBefore).toBeDefined();
    stop();
    await ana.reads(room, 'in the end');
  });
});

// The last: Ben is stopped by it.
describe('a relay whose log has no end', () => {
  it('is asked for one page of what no rule allows, and the device stops', async () => {
    let asked = 0;
    lie('log.since', async ({ connection, request }, forward) => {
      const answer = await forward(request);
      if (!only(ben)(connection) || answer === SILENCE || !answer.ok) return answer;
      asked += 1;
      const envelope = new Uint8Array(8_000).fill(97);
      return { ok: true, value: { ...answer.value, envelopes: Array.from({ length: request.limit }, () => envelope) } };
    });
    scene.announce((await scene.logInHand()).checkpoint(), ben);
    await ana.port.createInvitation({ name: 'somebody', role: 'member', expiresInHours: 1 });
    await ben.session('stopped');
    expect(ben.snapshots.session).toMatchObject({ reason: 'log-refused' });
    expect(asked).toBe(1);
  });
});

/** Where Ben stands in the room, by the real relay. */
async function placeOf(group: GroupId): Promise<{ readonly head: number }> {
  const cursor = await withStorage(ben, ({ read }) => read.get('cursors', group));
  return { head: cursor?.sequence ?? 0 };
}
