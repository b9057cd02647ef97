import { afterAll, beforeAll, expect, it } from 'vitest';
import { pad } from '#core/content/padding.ts';
import type { Body } from '#core/content/payload.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { createMlsEngine } from '#core/mls/create-engine.ts';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { standingOf, withStorage } from '../scenarios/agreement.ts';
import { must, type Person } from '../scenarios/person.ts';
import { changeEnvelopes } from './attacks.ts';
import { only, Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.start();
}, 120_000);
afterAll(() => scene.close());

/** Far behind everything that is ever said. */
const END = '~~~~~~~~~~~~~~~~';

/** What a thief has who copied the disk of a device while it was open: its place in a group, and the keys for it. */
async function copyOf(person: Person, id: GroupId) {
  const limits = { groupDevices: 1_000, pastEpochs: 3, pastEpochHours: 24, skippedKeys: 64, forwardSteps: 1_000 };
  const engine = createMlsEngine({ authenticate: () => true, now: Date.now, limits });
  let group = await withStorage(person, async ({ read }) => {
    const records = (await read.groupState(id)).map(({ record, bytes }) => ({ key: record, bytes }));
    const identity = await read.account('identity');
    if (identity === undefined) throw new Error('this device has no account');
    return engine.decodeState(records, identity.deviceKey);
  });
  let nth = 50;
  return {
    async says(body: Body): Promise<{ readonly message: Uint8Array; readonly epoch: bigint }> {
      nth += 1;
      const payload = { v: 1, id: freshId(), nth, sentAt: Date.now(), body };
      const said = await engine.encrypt(group, pad(encodeUtf8(JSON.stringify(payload))));
      group = said.group;
      return said;
    },
    reads: ({ message }: Envelope): Promise<boolean> =>
      engine.receive(group, message).then(
        ({ kind }) => kind === 'application',
        () => false,
      ),
  };
}

const ownGroup = (person: Person): Promise<GroupId> =>
  withStorage(person, async ({ read }) => {
    const own = (await read.all('conversations')).find(({ kind }) => kind === 'own');
    if (own === undefined) throw new Error('there is no group of own devices');
    return own.id;
  });

it('a device of one’s own that was removed, and of which somebody has a copy, neither says nor reads what the others have alike', async () => {
  const { hostile, office, ana, ben } = scene;
  const phone = await office.link(ben);
  const tablet = await office.link(ben, 'Tablet');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  const quay = must(await ana.port.createRoom({ name: 'Quay', people: [ben.id] }));
  for (const one of [ben, phone, tablet]) for (const name of ['Harbour', 'Quay']) await one.conversationOf(name);
  must(await ben.port.saveDraft(quay, 'all hear of it'));
  for (const one of [phone, tablet]) await one.until(() => one.conversation('Quay')?.draft === 'all hear of it', 'it');
  const own = await ownGroup(ben);
  /** All of these stand in one epoch of it. */
  const agree = async (...people: readonly Person[]) => {
    const epochs = async () =>
      (await Promise.all(people.map((one) => standingOf(one, own)))).map((one) => one.authenticator);
    await expect.poll(async () => new Set(await epochs()).size, { timeout: 30_000 }).toBe(1);
    return (await standingOf(ben, own)).epoch;
  };
  const before = await agree(ben, phone, tablet);

  // From now on the relay puts into the group what it is given by others, and numbers the rest anew.
  const seen: Envelope[] = [];
  let last = 0;
  let put = 0;
  const victims = only(ben, tablet);
  const shifted = new Map<number, number>();
  const shift = (seq: number) => {
    const now = shifted.get(seq) ?? seq + put;
    shifted.set(seq, now);
    last = Math.max(last, now);
    return now;
  };
  changeEnvelopes(
    hostile,
    (one) => {
      if (one.group !== own) return one;
      if (!seen.some(({ seq }) => seq === one.seq)) seen.push(one);
      return { ...one, seq: shift(one.seq) };
    },
    victims,
  );
  for (const name of ['group.send', 'group.commit'] as const) {
    hostile.onCall(name, async ({ connection, request }, forward) => {
      const answer = await forward(request as never);
      if (typeof answer === 'symbol' || !answer.ok || request.group !== own || !victims(connection)) return answer;
      const { seq } = answer.value;
      return { ok: true, value: { ...answer.value, seq: seq && shift(seq) } };
    });
  }
  const slip = ({ message, epoch }: { readonly message: Uint8Array; readonly epoch: bigint }) => {
    put += 1;
    last += 1;
    const envelope: Envelope = { group: own, seq: last, epoch, kind: 'application', message, at: Date.now() };
    for (const { device } of [ben, tablet]) hostile.connectionOf(device).push('deliver', [envelope]);
  };
  const draftOf = (text: string): Body => ({
    kind: 'own-state',
    entries: [
      {
        kind: 'draft',
        key: `${room} ${phone.device}`,
        value: { text, over: [] },
        stamp: Date.now(),
        device: phone.device,
      },
    ],
  });

  // What the copy can do while the device is one of Ben's: all that the device can.
  must(await tablet.port.saveDraft(quay, 'one more', undefined, undefined, tablet.conversation('Quay')?.draftFrom));
  await ben.until(() => ben.conversation('Quay')?.draft === 'one more', 'it');
  const copy = await copyOf(phone, own);
  phone.close();
  slip(await copy.says(draftOf('by the copy')));
  for (const one of [ben, tablet]) await one.until(() => one.conversation('Harbour')?.draft === 'by the copy', 'it');
  must(await ben.port.saveDraft(room, '', undefined, undefined, ben.conversation('Harbour')?.draftFrom));
  await tablet.until(() => (tablet.conversation('Harbour')?.draft ?? '') === '', 'nothing to be there');
  expect(await Promise.all(seen.slice(-1).map(copy.reads))).toEqual([true]);

  must(await ben.port.revokeOwnDevice(phone.device));
  await expect.poll(() => agree(ben, tablet), { timeout: 30_000 }).not.toBe(before);
  const known = seen.length;
  await ana.say(room, 'unread words');
  for (const one of [ben, tablet]) await one.until(() => (one.conversation('Harbour')?.unread ?? 0) > 0, 'the words');
  slip(await copy.says(draftOf('pay Mallory')));
  slip(await copy.says({ kind: 'own-read', read: [{ conversation: room, upTo: END }] }));
  slip(
    await copy.says({
      kind: 'own-state',
      entries: (['favourite', 'muted'] as const).map((name) => ({
        kind: 'preference',
        key: `${room} ${name}`,
        value: true,
        stamp: Date.now(),
        device: phone.device,
      })),
    }),
  );
  // Both have gone past it when they hear of what the other says after it.
  for (const [one, other] of [
    [ben, tablet],
    [tablet, ben],
  ] as const) {
    const text = `after it, by ${one === ben ? 'the desk' : 'the tablet'}`;
    must(await one.port.saveDraft(quay, text, undefined, undefined, one.conversation('Quay')?.draftFrom));
    await other.until(() => other.conversation('Quay')?.draft === text, text);
  }
  for (const one of [ben, tablet]) {
    expect(one.conversation('Harbour')).toMatchObject({ unread: 1, preferences: { favourite: false, muted: false } });
    expect(one.conversation('Harbour')?.draft ?? '').toBe('');
    expect(one.conversation('Harbour')?.draftElsewhere).toBeUndefined();
  }
  const after = seen.slice(known);
  expect(after.length).toBeGreaterThan(1);
  expect(await Promise.all(after.map(copy.reads))).toEqual(after.map(() => false));
}, 180_000);
