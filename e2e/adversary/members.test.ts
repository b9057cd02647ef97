import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newRoom, type RoomState } from '#core/content/room-state.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { changeEnvelopes } from './attacks.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';
import { memberNames, missing, only, type Scene } from './scene.ts';

let company: Company;
let scene: Scene;
let ana: Person;
let ben: Person;
let dan: Person;
let mallory: Rogue;
let room: GroupId;
let title = '';

beforeAll(async () => {
  company = await Company.start();
  ({ scene, ana, ben, mallory } = company);
  dan = await scene.hire('Dan');
}, 60_000);
afterAll(() => company.close());

/** A room of Ana's with Ben and Mallory, who is no moderator. */
beforeEach(async ({ task }) => {
  title = task.name.slice(0, 60);
  room = must(await ana.port.createRoom({ name: title, people: [ben.id, mallory.id] }));
  await ana.say(room, 'welcome');
  await ben.conversationOf(title);
  await ben.reads(room, 'welcome');
  await mallory.join();
  await mallory.read(room);
}, 60_000);

async function expectBroken(group: GroupId, ...people: readonly Person[]) {
  for (const person of people) {
    const state = () => person.snapshots.conversations.find(({ id }) => id === group)?.state;
    await person.until(() => state()?.kind === 'broken', 'the conversation to be over');
    const broken = state();
    const sentence = broken?.kind === 'broken' ? broken.problem.sentence : '';
    expect(sentence).toContain('Mallory');
    expect((await person.port.sendMessage(group, 'not said')).ok).toBe(false);
  }
}

describe('a member who is no moderator', () => {
  // Ben puts his keys in with his first word: what Mallory does then is not overtaken by that.
  beforeEach(async () => {
    await ben.say(room, 'here I am');
    await ana.reads(room, 'here I am');
    await mallory.read(room);
  });

  it('adds somebody to a room: everybody stops there, and is told who did it; who was added sees nothing', async () => {
    await mallory.commit(room, { add: await mallory.claim(dan.id) });
    await expectBroken(room, ana, ben);
    expect(memberNames(ana, room)).not.toContain('Dan');
    await dan.port.idle();
    expect(dan.conversation(title)).toBeUndefined();
  });

  it('removes somebody: everybody stops there, the one removed too', async () => {
    await mallory.commit(room, { remove: [ben.device] });
    await expectBroken(room, ana, ben);
    expect(memberNames(ana, room)).toContain('Ben');
  });

  it('renames a room, or makes itself a moderator: everybody stops there, and the name stays', async () => {
    const state: RoomState = { ...newRoom('Mine', ana.id), version: 2, moderators: [ana.id, mallory.id] };
    await mallory.commit(room, { room: state });
    await expectBroken(room, ana, ben);
    expect(ana.conversation('Mine')).toBeUndefined();
    expect(ana.conversation(title)?.moderators).toEqual([ana.id]);
  });

  it('deletes a room for everybody: nobody deletes anything, and all are told who tried', async () => {
    const state: RoomState = { ...newRoom(title, ana.id), version: 2, deleted: true };
    await mallory.commit(room, { room: state });
    await expectBroken(room, ana, ben);
    for (const one of [ana, ben]) expect(await one.finds('welcome')).not.toEqual([]);
  });

  it('goes on in a room that was deleted, and brings somebody back into it: nobody follows', async () => {
    must(await ana.port.deleteRoom(room));
    const stateOf = (person: Person) => person.snapshots.conversations.find(({ id }) => id === room)?.state.kind;
    await ben.until(() => stateOf(ben) === 'deleted', 'the end of it');
    await mallory.read(room);
    await mallory.commit(room, { remove: [ben.device], add: await mallory.claim(ben.id) });
    await mallory.say(room, { kind: 'text', text: 'nobody has gone' });
    must(await ana.port.startDirect(ben.id));
    await ben.conversationOf('Ana');
    await ben.port.idle();
    expect(stateOf(ben)).toBe('deleted');
    expect(ben.texts(room)).toEqual([]);
  });

  it('writes and reacts in a closed room: nobody shows it, everybody is told, and the room goes on', async () => {
    const word = await ben.reads(room, 'welcome');
    must(await ana.port.changeRoom(room, { closed: true }));
    await ben.until(() => ben.events(room).includes('closed'), 'the new rule');
    await mallory.read(room);
    await mallory.say(room, { kind: 'text', text: 'I write all the same' });
    await mallory.say(room, { kind: 'reaction', author: ana.id, of: word.id, emoji: '👍', on: true });
    await ana.look(room);
    for (const one of [ana, ben]) {
      await one.until(() => one.events(room).filter((kind) => kind === 'refused').length === 2, 'both lines');
      expect(one.texts(room)).toEqual(['welcome', 'here I am']);
      expect(one.message(room, word.id)?.reactions).toBeUndefined();
    }
    must(await ana.port.changeRoom(room, { closed: false }));
    await ben.say(room, 'open again');
    await ana.reads(room, 'open again');
  });

  it('writes where only moderators write: nobody shows it, everybody is told, and the room goes on', async () => {
    must(await ana.port.changeRoom(room, { writing: 'moderators' }));
    await ben.until(() => ben.events(room).includes('writing'), 'the new rule');
    await mallory.read(room);
    await mallory.say(room, { kind: 'text', text: 'I write all the same' });
    await ana.say(room, 'An announcement');
    for (const one of [ana, ben]) {
      await one.reads(room, 'An announcement');
      await one.until(() => one.events(room).includes('refused'), 'a word about what was refused');
      expect(one.texts(room)).not.toContain('I write all the same');
      expect(one.snapshots.conversations.find(({ id }) => id === room)?.state.kind).toBe('ready');
    }
    const previewed = () => ben.snapshots.conversations.find(({ id }) => id === room)?.lastMessage?.preview;
    await ben.until(() => previewed() === 'An announcement', 'the preview');
  });

  it('brings a stranger into a direct conversation: it is over, and the stranger sees nothing', async () => {
    const direct = must(await ana.port.startDirect(mallory.id));
    await ana.say(direct, 'just us');
    await ana.until(() => ana.conversation('Mallory')?.state.kind === 'ready');
    await mallory.join();
    await mallory.read(direct);
    await mallory.commit(direct, { add: await mallory.claim(ben.id) });
    await expectBroken(direct, ana);
    await ben.port.idle();
    expect(ben.snapshots.conversations.some(({ id }) => id === direct)).toBe(false);
  });

  it('makes a conversation for two in which a third one listens: it is not believed', async () => {
    const id = freshId<GroupId>();
    const [one, two] = [ana.id, ben.id].sort();
    if (one === undefined || two === undefined) throw new Error('unreachable');
    await mallory.found(id, { v: 1, kind: 'direct', people: [one, two] });
    await mallory.call('group.create', { group: id });
    const add = [...(await mallory.claim(ana.id)), ...(await mallory.claim(ben.id))];
    await mallory.commit(id, { add });
    for (const person of [ana, ben]) {
      await person.port.idle();
      expect(person.snapshots.conversations.some((conversation) => conversation.id === id)).toBe(false);
    }
  });
});

describe('a moderator', () => {
  it('takes the room back to an older state: everybody stops there', async () => {
    const id = freshId<GroupId>();
    const state = (version: number, name: string): RoomState => ({
      ...newRoom(name, mallory.id),
      version,
    });
    const name = `${title}, its own`;
    await mallory.found(id, state(1, name));
    await mallory.call('group.create', { group: id });
    await mallory.commit(id, { add: await mallory.claim(ana.id) });
    expect(await ana.conversationOf(name)).toBe(id);
    await mallory.commit(id, { room: state(2, 'second') });
    await ana.conversationOf('second');
    await mallory.commit(id, { room: state(1, name) });
    await expectBroken(id, ana);
    expect(ana.conversation('second')?.id).toBe(id);
  });
});

describe('what a member says', () => {
  it('under the id of another’s message is its own message, and the other’s stays', async () => {
    await ana.say(room, 'mine');
    await ben.reads(room, 'mine');
    const [said] = (await mallory.read(room)).filter(({ body }) => body.kind === 'text' && body.text === 'mine');
    await mallory.say(room, { kind: 'text', text: 'stolen' }, { id: said?.id });
    const stolen = await ben.reads(room, 'stolen');
    expect(stolen.author).toBe(mallory.id);
    expect((await ben.reads(room, 'mine')).author).toBe(ana.id);
    expect((await ana.reads(room, 'stolen')).author).toBe(mallory.id);
    expect((await ana.reads(room, 'mine')).author).toBe(ana.id);
  });

  it('under the id of another’s message, shown first by a relay in league, does not keep the other from being shown', async () => {
    const kept: Parameters<Parameters<typeof changeEnvelopes>[1]>[0][] = [];
    const end = changeEnvelopes(
      scene.hostile,
      (one) => {
        if (one.group !== room || one.kind !== 'application') return one;
        kept.push(one);
        return null;
      },
      only(ben),
    );
    await ana.say(room, 'true words');
    await ana.until(() => kept.length > 0 || ana.entries(room).length > 0);
    await scene.hostile.until(() => kept.length > 0);
    const [said] = (await mallory.read(room)).filter(({ body }) => body.kind === 'text' && body.text === 'true words');
    await mallory.say(room, { kind: 'text', text: 'false words' }, { id: said?.id });
    await scene.hostile.until(() => kept.length > 1);
    end();
    const [anas, mallorys] = kept;
    if (anas === undefined || mallorys === undefined) throw new Error('unreachable');
    scene.hostile.connectionOf(ben.device).push('deliver', [
      { ...mallorys, seq: anas.seq },
      { ...anas, seq: mallorys.seq },
    ]);
    expect((await ben.reads(room, 'false words')).author).toBe(mallory.id);
    expect((await ben.reads(room, 'true words')).author).toBe(ana.id);
  });

  it.each([
    [
      'that it is somebody else’s',
      (): [unknown, Record<string, unknown>] => [{ kind: 'text', text: 'I am Ana' }, { author: ana.id }],
    ],
    ['that it is of a kind that nobody knows', (): [unknown, Record<string, unknown>] => [{ kind: 'grant-admin' }, {}]],
    [
      'more than the policy allows',
      (): [unknown, Record<string, unknown>] => [{ kind: 'text', text: 'x'.repeat(120_000) }, {}],
    ],
  ])('%s: it is shown to be unreadable, and no more', async (_, make) => {
    await mallory.say(room, ...make());
    await mallory.say(room, { kind: 'text', text: 'and this' });
    expect((await ben.reads(room, 'and this')).author).toBe(mallory.id);
    expect(missing(ben, room)).toEqual([1]);
    expect(ben.texts(room).filter((text) => text !== 'and this' && text !== 'welcome')).toEqual([]);
  });

  it('in bytes that are no payload at all: it is shown to be unreadable, and what follows is there', async () => {
    await mallory.sayBytes(room, encodeUtf8('{'));
    await mallory.sayBytes(room, new Uint8Array(300).fill(255));
    await mallory.say(room, { kind: 'text', text: 'and this' });
    await ben.reads(room, 'and this');
    expect(missing(ben, room).reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('of the log without proof is an alarm, and stops nobody', async () => {
    const before = ben.snapshots.connection.alarms.length;
    const root = 'A'.repeat(43);
    await mallory.say(room, { kind: 'text', text: 'look' }, { log: { size: 2, root } });
    await mallory.say(
      room,
      { kind: 'text', text: 'look again' },
      { log: { size: 3, root, note: 'tacit/x\n3\nAAAA\n' } },
    );
    await ben.reads(room, 'look again');
    await ben.until(() => ben.snapshots.connection.alarms.length > before, 'an alarm');
    await ben.port.idle();
    expect(ben.snapshots.connection.alarms.slice(before).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Mallory'),
    ]);
    expect(ben.snapshots.session.kind).toBe('open');
    expect(ben.snapshots.connection.link.kind).toBe('online');
    await ben.say(room, 'I go on');
    await ana.reads(room, 'I go on');
  });
});
