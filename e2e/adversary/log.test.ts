import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as crypto from '#server/crypto/sodium.ts';
import { newId, newKey } from '#server/testing/org.ts';
import { decodeUtf8 } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, InvitationId, UserId } from '#shared/ids/index.ts';
import { openCheckpoint } from '#shared/org-log/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { serveOlderHead, showLog, withholdEntries } from './forged-log.ts';
import type { End } from './hostile-relay.ts';
import { only, Scene } from './scene.ts';

let scene: Scene;
let ana: Person;
/** The victim: a new one for each test, as a core that has stopped stays so. */
let ben: Person;
let room: GroupId;
let number = 0;
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana } = scene);
}, 60_000);
beforeEach(async ({ task }) => {
  number += 1;
  ben = await scene.hire(`Victim ${number}`, 'admin');
  room = await scene.room(task.name.slice(0, 60), ben);
}, 60_000);
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => scene.close());

const invite = async (person: Person, name: string) =>
  must(await person.port.createInvitation({ name, role: 'member', expiresInHours: 1 }));

interface Exported {
  readonly format: string;
  readonly org: Parameters<typeof openCheckpoint>[1];
  readonly evidence: readonly { readonly kind: string; readonly material: Readonly<Record<string, string>> }[];
}

async function evidenceOf(person: Person): Promise<Exported> {
  return JSON.parse(decodeUtf8(must(await person.port.exportEvidence())));
}

/** Stopped, and so again after the app is opened anew, with two heads that the relay has really signed. */
async function expectConvicted(person: Person, reason: string) {
  await person.session('stopped');
  expect(person.snapshots.session).toMatchObject({ reason, evidence: {} });
  expect((await person.port.sendMessage(room, 'not said')).ok).toBe(false);
  await person.reopen();
  expect(person.snapshots.session).toMatchObject({ kind: 'stopped', reason, evidence: {} });
  expect((await person.port.sendMessage(room, 'not said')).ok).toBe(false);
  const { format, org, evidence } = await evidenceOf(person);
  expect([format, evidence.length, evidence[0]?.kind]).toEqual(['tacit-evidence', 1, reason]);
  const { publicKey } = scene.logKey();
  const [held, shown] = ['held', 'shown'].map((name) =>
    openCheckpoint(evidence[0]?.material[name] ?? '', org, publicKey, crypto),
  );
  if (held === undefined || shown === undefined) throw new Error('there are not two heads');
  return { held, shown, material: evidence[0]?.material ?? {} };
}

describe('a relay that keeps entries from one person', () => {
  it.each(['under fresh heads', 'under the head of before'])('%s: a new colleague', async (how) => {
    const log = await scene.logInHand();
    endings.push(
      how === 'under fresh heads'
        ? withholdEntries(scene.hostile, log, log.size, only(ben))
        : serveOlderHead(scene.hostile, log.checkpoint(), log.size, only(ben)),
    );
    await invite(ana, 'somebody whom Ben must not know');
    await ana.say(room, 'there is somebody new');
    await ben.reads(room, 'there is somebody new');
    if (how === 'under fresh heads') {
      const { held, shown } = await expectConvicted(ben, 'log-shrunk');
      expect(held.size).toBeGreaterThan(shown.size);
      expect(held.at).toBeLessThan(shown.at);
      return;
    }
    await ben.until(() => ben.snapshots.connection.link.kind === 'frozen', 'the link to be frozen');
    const waiting = await ben.say(room, 'not yet');
    await ben.stateOf(room, waiting, 'queued');
    for (const end of endings.splice(0)) end();
    scene.announce((await scene.logInHand()).checkpoint(), ben);
    await ben.online();
    await ana.reads(room, 'not yet');
  });
});

describe('a relay that hides that somebody was suspended', () => {
  it('is convicted by the next word of whoever knows', async () => {
    const chloe = await scene.hire(`Chloe ${number}`);
    const log = await scene.logInHand();
    endings.push(withholdEntries(scene.hostile, log, log.size, only(ben)));
    await scene.decide({ kind: 'user.suspend', user: chloe.id });
    await ana.until(() => ana.snapshots.connection.log?.size === log.size + 1);
    await ana.say(room, 'Chloe is out');
    await expectConvicted(ben, 'log-shrunk');
  });

  it('cannot hide it for longer than the leash by saying nothing: sending is paused, and goes on after', async () => {
    const chloe = (await scene.hire(`Chloe ${number}`)).id;
    const log = await scene.logInHand();
    endings.push(serveOlderHead(scene.hostile, log.checkpoint(), log.size, only(ben)));
    await scene.decide({ kind: 'user.suspend', user: chloe });
    ben.clockOff = 25 * 3_600_000;
    const waiting = await ben.say(room, 'a day later');
    await ben.until(() => ben.snapshots.connection.link.kind === 'frozen', 'the link to be frozen');
    await ben.stateOf(room, waiting, 'queued');
    ben.clockOff = 0;
    for (const end of endings.splice(0)) end();
    scene.announce((await scene.logInHand()).checkpoint(), ben);
    await ana.reads(room, 'a day later');
    // What had waited may leave a moment before the window hears who is out: the head in hand is young by the right clock.
    const isOut = () => ben.snapshots.people.find(({ id }) => id === chloe)?.active === false;
    await ben.until(isOut, 'the suspension');
  });
});

describe('a relay that invents', () => {
  it.each(['a device', 'a person'])('%s: whoever is shown it stops, and believes nothing of it', async (what) => {
    const log = await scene.logInHand();
    const people = ben.snapshots.people.length;
    const attacker = newKey();
    log.append(
      what === 'a device'
        ? log.inventDevice(ana.id, newId<DeviceId>(), attacker.publicKey, attacker)
        : log.inventUser(newId<UserId>(), 'Somebody', newId<InvitationId>(), attacker),
    );
    endings.push(showLog(scene.hostile, log, only(ben)));
    scene.announce(log.checkpoint(), ben);
    const { shown, material } = await expectConvicted(ben, 'log-refused');
    expect(shown.size).toBe(log.size);
    expect(Object.values(material)).toContain(decodeUtf8(log.envelopes.at(-1) ?? new Uint8Array()));
    expect(ben.snapshots.people.length).toBeLessThanOrEqual(people);
    expect(ben.snapshots.people.find(({ id }) => id === ana.id)?.deviceCount ?? 1).toBe(1);
  });
});

describe('a relay that goes back', () => {
  it('serves a shorter log as the newest, after the app was opened anew: the device stops', async () => {
    const log = await scene.logInHand();
    await invite(ana, 'somebody');
    await ben.until(() => ben.snapshots.connection.log?.size === log.size + 1);
    ben.close();
    endings.push(withholdEntries(scene.hostile, log, log.size, only(ben)));
    await ben.open();
    must(await ben.port.unlock('seven quiet herons wade'));
    const { held, shown } = await expectConvicted(ben, 'log-shrunk');
    expect([held.size, shown.size]).toEqual([log.size + 1, log.size]);
  });

  it('serves the head of before: it makes nothing fresher, and takes nothing away (harmless until the leash ends)', async () => {
    const log = await scene.logInHand();
    const old = log.checkpoint();
    await invite(ana, 'somebody');
    await ben.until(() => ben.snapshots.connection.log?.size === log.size + 1);
    const before = ben.snapshots.connection.log;
    scene.announce(old, ben);
    await ana.say(room, 'still here');
    await ben.reads(room, 'still here');
    expect(ben.snapshots.connection.log).toEqual(before);
    expect(ben.snapshots.session.kind).toBe('open');
  });

  it('signs a head of the far future: it is not kept, and true ones are heard as before', async () => {
    const future = await scene.logInHand(() => Date.now() + 10 * 365 * 86_400_000);
    scene.announce(future.checkpoint(), ben);
    await invite(ana, 'somebody');
    await ben.until(() => ben.snapshots.connection.log?.size === future.size + 1);
    expect(ben.snapshots.connection.log?.at).toBeLessThanOrEqual(Date.now());
    await ben.say(room, 'all is well');
    await ana.reads(room, 'all is well');
  });

  it('signs heads with another key: they are noise, and sending ends with the leash', async () => {
    const log = await scene.logInHand();
    scene.announce(log.checkpoint().replace(/[A-Z](?=\n$)/, ''), ben);
    const noise = log.checkpoint().slice(0, -8);
    scene.announce(noise, ben);
    await ana.say(room, 'still here');
    await ben.reads(room, 'still here');
    expect(ben.snapshots.session.kind).toBe('open');
  });
});

// The last: Ana is a victim too.
describe('a relay that shows two people two logs', () => {
  it('is convicted by the next message between them, with two heads that it has signed', async () => {
    const [left, right] = [await scene.logInHand(), await scene.logInHand()];
    endings.push(showLog(scene.hostile, left, only(ana)), showLog(scene.hostile, right, only(ben)));
    await invite(ana, 'one');
    await invite(ben, 'other');
    expect(ben.snapshots.session.kind).toBe('open');
    await ana.say(room, 'what do you see?');
    const { held, shown } = await expectConvicted(ben, 'log-fork');
    expect(held.size).toBe(shown.size);
    expect(held.root).not.toEqual(shown.root);
  });
});
