import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { decodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { changeEnvelopes, flipBit } from './attacks.ts';
import type { End } from './hostile-relay.ts';
import { missing, only, Scene, watchSends } from './scene.ts';

let scene: Scene;
let ana: Person;
let ben: Person;
let room: GroupId;
let title = '';
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana, ben } = scene);
}, 60_000);
beforeEach(async ({ task }) => {
  title = task.name.slice(0, 60);
  room = await scene.room(title, ben);
});
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => scene.close());

const heard = () => ben.texts(room).filter((text) => !text.startsWith('here is'));

/** Ana says three things, of which Ben gets the second as `tamper` makes it. */
async function sayThree(tamper: (one: Envelope) => Envelope): Promise<void> {
  const sent = watchSends(scene.hostile, ana, room);
  endings.push(changeEnvelopes(scene.hostile, (one) => (sent.nth(one) === 2 ? tamper(one) : one), only(ben)));
  for (const word of ['one', 'two', 'three']) await ana.say(room, word);
}

/** With another epoch in its header (RFC 9420 §6.3): behind version, wire format and the group's id with its length. */
function ofEpochZero(envelope: Envelope): Envelope {
  const message = Uint8Array.from(envelope.message);
  message.fill(0, 21, 29);
  return { ...envelope, message };
}

it.each([
  ['the last byte of the ciphertext', (one: Envelope) => flipBit(one, 1)],
  ['the middle of the ciphertext', (one: Envelope) => flipBit(one, 200)],
  ['the kind of message', (one: Envelope) => flipBit(one, -3)],
  ['the group', (one: Envelope) => flipBit(one, -6)],
  ['the content type', (one: Envelope) => flipBit(one, -29)],
  ['the encrypted sender', (one: Envelope) => flipBit(one, -34)],
  ['nothing, and sends other bytes', (one: Envelope) => ({ ...one, message: Uint8Array.of(1, 2, 3) })],
])('flips a bit in %s: the message is missing, and the others are there', async (_, tamper) => {
  await sayThree(tamper);
  await ben.reads(room, 'three');
  expect(heard()).toEqual(['one', 'three']);
  expect(missing(ben, room)).toEqual([1]);
  expect(ben.conversation(title)?.state.kind).toBe('ready');
});

it.each([
  ['calls a message a request to be added', (one: Envelope): Envelope => ({ ...one, kind: 're-add-request' })],
  ['writes an epoch before the first one here into a message', (one: Envelope) => ofEpochZero(one)],
])('%s: it is missing when its sender speaks again', async (_, tamper) => {
  await sayThree(tamper);
  await ben.reads(room, 'three');
  expect(heard()).toEqual(['one', 'three']);
  expect(missing(ben, room)).toEqual([1]);
});

it.each([
  ['writes a later epoch into a message', (one: Envelope) => flipBit(one, -22)],
  ['calls a message a commit', (one: Envelope): Envelope => ({ ...one, kind: 'commit' })],
])('%s: the device is put in again, and says what it lost', async (_, tamper) => {
  await sayThree(tamper);
  await ben.until(() => ben.events(room).includes('re-synchronised'), 'being put in again');
  expect(heard().at(0)).toBe('one');
  expect(heard()).not.toContain('two');
  expect(ben.events(room)).toEqual(expect.arrayContaining(['re-synchronised', 'missing']));
  await ana.say(room, 'back in step');
  await ben.reads(room, 'back in step');
  expect(ben.conversation(title)?.members).toHaveLength(2);
});

it.each([
  ['another epoch', (one: Envelope) => ({ ...one, epoch: one.epoch + 7n })],
  ['a time before the sender had a device', (one: Envelope) => ({ ...one, at: 1 })],
  ['a time in the far future', (one: Envelope) => ({ ...one, at: Date.now() + 10 * 365 * 86_400_000 })],
])('says %s of a message: it is there, under the time that its sender wrote (harmless)', async (_, tamper) => {
  const before = Date.now();
  await sayThree(tamper);
  await ben.reads(room, 'three');
  expect(heard()).toEqual(['one', 'two', 'three']);
  const two = await ben.reads(room, 'two');
  expect(two.author).toBe(ana.id);
  expect(two.at).toBeGreaterThanOrEqual(before);
  expect(two.at).toBeLessThanOrEqual(Date.now());
});

it('says of a commit that it is from before its committer’s time: nobody is blamed, and the room goes on (harmless)', async () => {
  const dan = await scene.hire('Dan');
  endings.push(
    changeEnvelopes(
      scene.hostile,
      (one) => (one.group === room && one.kind === 'commit' ? { ...one, at: 1 } : one),
      only(ben),
    ),
  );
  must(await ana.port.addPeople(room, [dan.id]));
  await ana.say(room, 'welcome');
  await ben.reads(room, 'welcome');
  expect(ben.conversation(title)?.state.kind).toBe('ready');
  expect(ben.events(room).filter((kind) => kind === 'joined')).toHaveLength(2);
});

it('moves a message into another conversation: it is shown in neither, and what is said there is not shut out', async () => {
  const other = await scene.room(`${title}, other`, ben);
  const sent = watchSends(scene.hostile, ana, room);
  endings.push(
    changeEnvelopes(scene.hostile, (one) => (sent.nth(one) === 1 ? { ...one, group: other } : one), only(ben)),
  );
  await ana.say(room, 'one');
  await ana.until(() => sent.count === 1);
  await ana.say(other, 'elsewhere');
  await ben.reads(other, 'elsewhere');
  await ana.say(room, 'two');
  await ben.reads(room, 'two');
  expect(heard()).toEqual(['two']);
  expect(missing(ben, room)).toEqual([1]);
  expect(ben.texts(other)).not.toContain('one');
});

it('reads nothing: no word, no name of a room and no name in it goes through its hands', async () => {
  const words = ['the herons leave at dawn', title];
  await ana.say(room, words[0] ?? '');
  await ben.reads(room, words[0] ?? '');
  const seen: Uint8Array[] = [];
  const collect = (value: unknown): void => {
    if (value instanceof Uint8Array) seen.push(value);
    else if (typeof value === 'string') seen.push(encodeUtf8(value));
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one);
  };
  for (const one of scene.hostile.recorded) collect(one.kind === 'call' ? one.request : one.body);
  const all = Buffer.concat(seen);
  expect(all.length).toBeGreaterThan(100_000);
  for (const word of words) expect(all.includes(Buffer.from(word))).toBe(false);
  // That the search finds what is there: the relay does see which group it is.
  expect(all.includes(Buffer.from(decodeBase64url(room)))).toBe(true);
});
