import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shapeOf } from '#core/files/shape.ts';
import type { FileView } from '#core/port.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { withStorage } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person, type TextView } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let room: GroupId;

beforeAll(async () => {
  office = await Office.start();
  ana = await office.found('Ana');
  ben = await office.hire(ana, 'Ben');
  room = must(await ana.port.createRoom({ name: 'Plans', people: [ben.id] }));
  await ben.conversationOf('Plans');
  await ana.look(room);
}, 60_000);
afterAll(() => office.close());

/** Bytes that are not all the same, and the same each time. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) bytes[index] = (index * 31 + (index >> 8)) & 0xff;
  return bytes;
}

async function add(person: Person, group: GroupId, length: number, name = 'plan.pdf'): Promise<string> {
  const file = new Blob([bytesOf(length)]);
  return must(await person.port.addFile(group, file, { name, type: 'application/pdf' }));
}

/** Bytes as a short text: to compare them one by one takes long where there are many. */
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const digestOf = (length: number): string => digest(bytesOf(length));

/** Sends files of these sizes. */
async function send(person: Person, group: GroupId, text: string, lengths: readonly number[]): Promise<MessageId> {
  const files: string[] = [];
  for (const length of lengths) files.push(await add(person, group, length));
  return must(await person.port.sendMessage(group, text, { files }));
}

/** How many blobs of a file of this size the relay has. */
async function blobsOf(size: number): Promise<number> {
  const folder = path.join(office.dataFolder, 'blobs');
  let count = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const found = await stat(path.join(folder, name));
    if (found.isFile() && found.size === shapeOf(size).bytes) count += 1;
  }
  return count;
}

const PATIENCE = { timeout: 20_000 };

function fileOf(view: TextView, nth = 0): FileView {
  const file = view.files?.[nth];
  if (file === undefined) throw new Error('the message has no such file');
  return file;
}

/** Fetches the files of a message, and gives the digests of what is in them. */
async function fetched(person: Person, group: GroupId, id: MessageId): Promise<string[]> {
  const view = await person.sees(group, id, ({ files }) => files !== undefined, 'the files');
  for (const file of view.files ?? []) must(await person.port.fetchFile(group, view.key, file.id));
  const here = (seen: TextView) => (seen.files ?? []).every(({ state }) => state.kind === 'here');
  const { files = [], key } = await person.sees(group, id, here, 'the files to be here');
  const all: string[] = [];
  for (const file of files) {
    const blob = must(await person.port.openFile(group, key, file.id));
    expect(blob.type).toBe('application/octet-stream');
    all.push(digest(new Uint8Array(await blob.arrayBuffer())));
  }
  return all;
}

describe('files', () => {
  it('are sent with words or without, fetched when they are wanted, and the same on the other side', async () => {
    const lengths = [0, 5, 131_064, 131_065, 700_000];
    const id = await send(ana, room, 'the plans', lengths);
    await ana.stateOf(room, id, 'sent', 'delivered', 'read');
    const view = await ben.sees(room, id, () => true, 'the message');
    expect(view.text).toBe('the plans');
    expect(view.files?.map(({ name, bytes, state }) => [name, bytes, state.kind])).toEqual(
      lengths.map((length) => ['plan.pdf', length, 'there']),
    );
    expect(await ben.port.openFile(room, view.key, fileOf(view).id)).toMatchObject({ problem: { code: 'not-found' } });
    expect(await fetched(ben, room, id)).toEqual(lengths.map(digestOf));
    const bare = await send(ana, room, '', [9]);
    expect(await fetched(ben, room, bare)).toEqual([digestOf(9)]);
    // Who has sent them has them.
    const own = await ana.sees(room, id, (seen) => fileOf(seen, 4).state.kind === 'here', 'the own files');
    const blob = must(await ana.port.openFile(room, own.key, fileOf(own, 4).id));
    expect(digest(new Uint8Array(await blob.arrayBuffer()))).toBe(digestOf(700_000));
  });

  it('come after a restart of the relay and of the device, on both ways, from where they were', async () => {
    const file = await add(ana, room, 3_000_000);
    await office.stopRelay();
    const id = must(await ana.port.sendMessage(room, 'large', { files: [file] }));
    // Words are not held up by it.
    const word = await ana.say(room, 'meanwhile');
    await ana.sees(room, id, (seen) => fileOf(seen).state.kind === 'going', 'the file to wait');
    await ana.reopen();
    await ana.look(room);
    await office.startRelay();
    await ana.stateOf(room, word, 'sent', 'delivered');
    await ana.stateOf(room, id, 'sent', 'delivered');
    const view = await ben.sees(room, id, () => true, 'the message');
    must(await ben.port.fetchFile(room, view.key, fileOf(view).id));
    await office.stopRelay();
    await ben.reopen();
    await office.startRelay();
    const seen = await ben.sees(room, id, (one) => fileOf(one).state.kind === 'here', 'the file, by itself');
    const blob = must(await ben.port.openFile(room, seen.key, fileOf(seen).id));
    expect(digest(new Uint8Array(await blob.arrayBuffer()))).toBe(digestOf(3_000_000));
  });

  it('are stopped and fetched again, and what is added is dropped, or gone with the session', async () => {
    const id = await send(ana, room, 'to stop', [2_000_000]);
    await ana.stateOf(room, id, 'sent', 'delivered', 'read');
    const view = await ben.sees(room, id, () => true, 'the message');
    must(await ben.port.fetchFile(room, view.key, fileOf(view).id));
    await ben.port.stopFile(fileOf(view).id);
    const stopped = (seen: TextView) => ['there', 'here'].includes(fileOf(seen).state.kind);
    await ben.sees(room, id, stopped, 'the fetching to end');
    // Whoever cannot make up their mind gets it all the same, and the server is not said to have given something else.
    for (let times = 0; times < 40; times += 1) {
      must(await ben.port.fetchFile(room, view.key, fileOf(view).id));
      for (let wait = 0; wait < times % 7; wait += 1) await new Promise((resolve) => setImmediate(resolve));
      await ben.port.stopFile(fileOf(view).id);
      const [now] = (await ben.everything(room)).filter((one) => one.id === id);
      expect(now && fileOf(now).state.kind).not.toBe('failed');
    }
    expect(await fetched(ben, room, id)).toEqual([digestOf(2_000_000)]);
    const dropped = await add(ana, room, 7);
    await ana.port.dropFile(dropped);
    const refused = { problem: { code: 'not-found' } };
    expect(await ana.port.sendMessage(room, 'no', { files: [dropped] })).toMatchObject(refused);
    const left = await add(ana, room, 7);
    await ana.reopen();
    await ana.look(room);
    expect(await ana.port.sendMessage(room, 'no', { files: [left] })).toMatchObject(refused);
    const other = must(await ana.port.createRoom({ name: 'Other', people: [] }));
    const here = await add(ana, room, 7);
    expect(await ana.port.sendMessage(other, 'no', { files: [here] })).toMatchObject(refused);
    const many = await Promise.all(Array.from({ length: 11 }, () => add(ana, room, 7)));
    expect(await ana.port.sendMessage(room, 'no', { files: many })).toMatchObject({ problem: { code: 'not-allowed' } });
    const when = { in: 60_000 };
    expect(await ana.port.scheduleMessage(room, 'later', when, { files: [here] })).toMatchObject({
      problem: { code: 'not-allowed' },
    });
    must(await ana.port.sendMessage(room, 'all', { files: many.slice(0, 10) }));
    await ben.reads(room, 'all');
  });

  it('are forwarded as they are, found by their names, listed, and told of in words', async () => {
    const id = await send(ana, room, '', [11]);
    await ana.stateOf(room, id, 'sent', 'delivered', 'read');
    await ben.sees(room, id, () => true, 'the message');
    await ben.until(() => ben.conversation('Plans')?.lastMessage?.preview === 'File plan.pdf', 'the words for a file');
    await ana.knows('Ben');
    const direct = must(await ben.port.startDirect(ana.id));
    must(await ben.port.forwardMessage(room, id, [direct]));
    await ana.until(() => ana.snapshots.conversations.some((one) => one.id === direct), 'the conversation');
    await ana.look(direct);
    await ana.until(() => ana.entries(direct).some((one) => one.kind === 'text'), 'the forwarded message');
    const [passed] = await ana.everything(direct);
    if (passed === undefined) throw new Error('nothing was forwarded');
    expect(passed).toMatchObject({ forwarded: { author: ana.id }, text: '', files: [{ name: 'plan.pdf', bytes: 11 }] });
    expect(must(await ana.port.originOf(direct, passed.id))).toMatchObject({ kind: 'same' });
    // It is the very file that Ana has.
    const blob = must(await ana.port.openFile(direct, passed.key, fileOf(passed).id));
    expect(digest(new Uint8Array(await blob.arrayBuffer()))).toBe(digestOf(11));
    expect(await ben.finds('plan in:Plans has:file')).toContain('plan.pdf');
    expect(await ben.finds('has:file meanwhile')).toEqual([]);
    let listed = must(await ben.port.roomFiles(room));
    expect(listed.files[0]).toMatchObject({ author: ana.id, file: { name: 'plan.pdf', bytes: 11 } });
    const all = [...listed.files];
    while (listed.cursor !== undefined) {
      listed = must(await ben.port.roomFiles(room, listed.cursor));
      all.push(...listed.files);
    }
    const sent = (await ben.everything(room)).reduce((sum, { files = [] }) => sum + files.length, 0);
    expect(all).toHaveLength(sent);
  });

  it('go with their message: when it is recalled, everywhere; when it disappears, as well', async () => {
    const id = await send(ana, room, 'regretted', [200_000]);
    expect(await fetched(ben, room, id)).toEqual([digestOf(200_000)]);
    const timed = await add(ana, room, 200_001);
    const timer = { seconds: 12, from: 'sent' } as const;
    const going = must(await ana.port.sendMessage(room, 'for now', { files: [timed], timer }));
    await ben.sees(room, going, () => true, 'what disappears');
    const kept = async (person: Person) => {
      const { rows } = await withStorage(person, ({ read }) => read.readable('files'));
      return rows.filter(({ size }) => size === 200_000 || size === 200_001).map(({ size }) => size);
    };
    must(await ana.port.recallMessage(room, id));
    await ben.sees(room, id, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    await ben.until(() => ben.message(room, going) === undefined, 'it to disappear');
    await ana.until(() => ana.message(room, going) === undefined, 'it to disappear');
    for (const person of [ana, ben]) {
      const view = person.message(room, id);
      expect(view?.files).toBeUndefined();
      await vi.waitFor(async () => expect(await kept(person)).toEqual([]), PATIENCE);
    }
    await vi.waitFor(async () => expect(await blobsOf(200_000)).toBe(0), PATIENCE);
  });

  it('come to a second device of their sender, which erases nothing itself', async () => {
    const id = await send(ana, room, 'on both', [300_000]);
    await ana.stateOf(room, id, 'sent', 'delivered', 'read');
    const phone = await office.link(ana);
    await phone.until(() => phone.snapshots.conversations.some((one) => one.id === room), 'the room');
    const later = await send(ana, room, 'for both', [600_000]);
    expect(await fetched(phone, room, later)).toEqual([digestOf(600_000)]);
    must(await phone.port.recallMessage(room, later));
    await ana.sees(room, later, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    await vi.waitFor(async () => expect(await blobsOf(600_000)).toBe(0), PATIENCE);
    expect(await blobsOf(300_000)).toBe(1);
  });

  it('go with their conversation: a room that is deleted leaves none, here or at the relay', async () => {
    const yard = must(await ana.port.createRoom({ name: 'Yard', people: [ben.id] }));
    await ana.look(yard);
    await ben.conversationOf('Yard');
    const id = await send(ana, yard, 'of the yard', [900_000]);
    expect(await fetched(ben, yard, id)).toEqual([digestOf(900_000)]);
    expect(await blobsOf(900_000)).toBe(1);
    must(await ana.port.deleteRoom(yard));
    await ben.until(() => ben.conversation('Yard')?.state.kind === 'deleted', 'the room to be deleted');
    for (const person of [ana, ben]) {
      await vi.waitFor(async () => {
        const { rows } = await withStorage(person, ({ read }) => read.readable('files'));
        expect(rows.filter(({ size }) => size === 900_000)).toEqual([]);
        const pieces = await withStorage(person, ({ read }) => read.readable('filePieces'));
        const known = new Set(rows.map(({ store }) => store));
        expect(pieces.rows.filter(({ store }) => !known.has(store))).toEqual([]);
      }, PATIENCE);
    }
    await vi.waitFor(async () => expect(await blobsOf(900_000)).toBe(0), PATIENCE);
  });

  it('stand in threads, and are told of without words', async () => {
    must(await ana.port.changeSettings({ notify: true }));
    const root = await ana.say(room, 'what about it?');
    const { thread } = await ben.reads(room, 'what about it?');
    if (thread === undefined) throw new Error('there is no thread');
    await ana.stateOf(room, root, 'delivered', 'read');
    const file = new Blob([bytesOf(12)]);
    const about = { name: 'pier.jpg', type: 'image/jpeg', width: 4, height: 3 };
    const id = must(await ben.port.addFile(room, file, about));
    must(await ben.port.sendMessage(room, '', { files: [id], thread }));
    must(await ana.port.openTimeline(`${room}/${thread}`));
    const reply = () =>
      ana.snapshots.timelines[`${room}/${thread}`]?.entries.find(
        (one): one is TextView => one.kind === 'text' && one.files !== undefined,
      );
    await ana.until(() => reply() !== undefined, 'the reply');
    const seen = reply();
    if (seen === undefined) throw new Error('unreachable');
    expect(fileOf(seen)).toMatchObject({ name: 'pier.jpg', type: 'image/jpeg', width: 4, height: 3, bytes: 12 });
    must(await ana.port.fetchFile(`${room}/${thread}`, seen.key, fileOf(seen).id));
    await ana.until(() => reply()?.files?.[0]?.state.kind === 'here', 'the file');
    expect(ana.notices).toContainEqual(expect.objectContaining({ kind: 'message', author: 'Ben', text: 'Photo' }));
    expect(must(await ana.port.roomFiles(room)).files[0]).toMatchObject({ thread, file: { name: 'pier.jpg' } });
  });

  it('are not handed on to newcomers: of a message they get the words, and nothing of one without', async () => {
    const dora = await office.hire(ana, 'Dora');
    const attic = must(await ana.port.createRoom({ name: 'Attic', people: [ben.id] }));
    await ana.look(attic);
    for (const text of ['with words', '']) {
      const id = await send(ana, attic, text, [13]);
      await ana.stateOf(attic, id, 'delivered', 'read');
    }
    must(await ana.port.addPeople(attic, [dora.id], { kind: 'all' }));
    await dora.conversationOf('Attic');
    const view = await dora.reads(attic, 'with words');
    expect([view.files, view.shared?.verified]).toEqual([undefined, true]);
    await ana.say(attic, 'welcome');
    await dora.reads(attic, 'welcome');
    expect(dora.texts(attic)).toEqual(['with words', 'welcome']);
  });

  // The last one: the policy stays.
  it('are not offered to be saved where the policy says so', async () => {
    const [group] = must(await ana.port.staff()).groups;
    if (group === undefined) throw new Error('there is no group');
    const { base } = must(await ana.port.policyBook(group.id));
    expect(ana.snapshots.session).toMatchObject({
      policy: { files: { allowed: true, saving: true, bytesMost: 26_214_400 } },
    });
    const change = { fileSaving: 'off', fileMegabytes: 2 };
    must(await ana.port.decide({ kind: 'set-policy', group: group.id, base, change }));
    const said = ({ snapshots: { session } }: Person) => (session.kind === 'open' ? session.policy.files : undefined);
    for (const person of [ana, ben]) {
      await person.until(() => said(person)?.saving === false, 'the policy');
      expect(said(person)).toEqual({ allowed: true, saving: false, bytesMost: 2_097_152 });
    }
  });
});

describe('a relay that has no room', () => {
  it('says so: the message is not sent, nothing else is held up, and it can be tried again, or thrown away', async () => {
    const small = await Office.start({ config: { filesBytes: 1_000_000 } });
    try {
      const cleo = await small.found('Cleo');
      const dan = await small.hire(cleo, 'Dan');
      const group = must(await cleo.port.createRoom({ name: 'Plans', people: [dan.id] }));
      await cleo.look(group);
      await dan.conversationOf('Plans');
      const files = [await add(cleo, group, 900_000)];
      const first = must(await cleo.port.sendMessage(group, 'fits', { files }));
      await cleo.stateOf(group, first, 'sent', 'delivered');
      const more = [await add(cleo, group, 900_000)];
      const second = must(await cleo.port.sendMessage(group, 'does not', { files: more }));
      const word = await cleo.say(group, 'meanwhile');
      await cleo.stateOf(group, second, 'failed');
      await cleo.stateOf(group, word, 'sent', 'delivered');
      const failed = cleo.message(group, second)?.state;
      expect(failed).toMatchObject({ kind: 'failed', canRetry: true });
      expect(failed?.kind === 'failed' && failed.problem.sentence).toContain('no room');
      must(await cleo.port.recallMessage(group, first));
      await dan.sees(group, first, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
      await vi.waitFor(async () => {
        must(await cleo.port.retryMessage(group, second));
        await cleo.stateOf(group, second, 'sent', 'delivered', 'failed');
        expect(cleo.message(group, second)?.state?.kind).not.toBe('failed');
      }, PATIENCE);
      expect(await fetched(dan, group, second)).toEqual([digestOf(900_000)]);
      const third = must(await cleo.port.sendMessage(group, 'never', { files: [await add(cleo, group, 800_000)] }));
      await cleo.stateOf(group, third, 'failed');
      must(await cleo.port.discardMessage(group, third));
      await vi.waitFor(async () => {
        const { rows } = await withStorage(cleo, ({ read }) => read.readable('files'));
        expect(rows.filter(({ size }) => size === 800_000)).toEqual([]);
      }, PATIENCE);
    } finally {
      await small.close();
    }
  });
});
