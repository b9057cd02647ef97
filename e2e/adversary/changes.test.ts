import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { must, type Person, type TextView } from '../scenarios/person.ts';
import { changeEnvelopes } from './attacks.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';
import { only, type Scene } from './scene.ts';

let company: Company;
let scene: Scene;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;
let other: GroupId;
let word: MessageId;

beforeAll(async () => {
  company = await Company.start();
  ({ scene, ana, ben, mallory } = company);
}, 60_000);
afterAll(() => company.close());

/** A room with Ana, Ben and Mallory, in which Ana has said something. */
beforeEach(async ({ task }) => {
  const name = task.name.slice(0, 60);
  ({ room, word } = await company.room(name, 'the words of Ana'));
  other = must(await ana.port.createRoom({ name: `${name}, apart`, people: [ben.id] }));
  await ben.until(() => summary(ben, room)?.lastMessage?.preview === 'the words of Ana', 'the line of the room');
}, 60_000);

const summary = (person: Person, group: GroupId) => person.snapshots.conversations.find(({ id }) => id === group);

/** Ana's message as both see it, and that they see the same. */
async function seen(): Promise<{ readonly text: string; readonly reactions?: TextView['reactions'] | undefined }> {
  const [at, of] = [ana, ben].map((person) => {
    const found = person.message(room, word);
    expect([found?.editedAt, found?.recalledAt]).toEqual([undefined, undefined]);
    return { text: found?.text ?? 'nothing', reactions: found?.reactions };
  });
  expect(at?.text).toBe(of?.text);
  return at ?? { text: 'nothing' };
}

describe('a member with a modified client', () => {
  it('edits and recalls what others have said, here and elsewhere: nothing changes, nobody is told of it', async () => {
    const before = summary(ben, room);
    await mallory.say(room, { kind: 'edit', of: word, text: 'the words of Mallory' });
    await mallory.say(room, { kind: 'recall', of: word });
    const apart = await ana.say(other, 'apart');
    await ben.until(() => summary(ben, other) !== undefined, 'the other room');
    await ben.reads(other, 'apart');
    await mallory.say(room, { kind: 'edit', of: apart, text: 'together' });
    await mallory.say(room, { kind: 'reaction', author: ana.id, of: apart, emoji: '👍', on: true });
    await ben.port.idle();
    expect(summary(ben, room)).toEqual(before);
    await company.settled(room);
    expect(await seen()).toEqual({ text: 'the words of Ana' });
    expect(ben.message(other, apart)).toMatchObject({ text: 'apart' });
    expect(ben.message(other, apart)?.reactions).toBeUndefined();
  });

  it('edits and recalls its own words after the time for it: refused by everybody, by the relay’s times', async () => {
    const own = freshId<MessageId>();
    await mallory.say(room, { kind: 'text', text: 'first' }, { id: own });
    for (const person of [ana, ben]) await person.reads(room, 'first');
    await mallory.say(room, { kind: 'edit', of: own, text: 'in time' });
    for (const person of [ana, ben]) await person.reads(room, 'in time');
    const late = defaultPolicy.editWindowMinutes * 60_000 + 1;
    const end = changeEnvelopes(scene.hostile, (one) => (one.group === room ? { ...one, at: one.at + late } : one));
    await mallory.say(room, { kind: 'edit', of: own, text: 'too late' });
    await mallory.say(room, { kind: 'recall', of: own });
    await company.settled(room);
    end();
    for (const person of [ana, ben]) {
      expect(person.message(room, own)).toMatchObject({ text: 'in time' });
      expect(person.message(room, own)?.recalledAt).toBeUndefined();
    }
  });

  it('reacts with words, as somebody else, and a thousand times: what is no emoji is not shown, and little is kept', async () => {
    await mallory.say(room, { kind: 'reaction', author: ana.id, of: word, emoji: 'you are fired', on: true });
    await mallory.say(room, { kind: 'reaction', author: ana.id, of: word, emoji: '👍👍', on: true });
    await company.settled(room);
    expect((await seen()).reactions).toBeUndefined();
    for (let code = 0; code < 40; code += 1) {
      const emoji = String.fromCodePoint(0x1f600 + code);
      await mallory.say(room, { kind: 'reaction', author: ana.id, of: word, emoji, on: true });
    }
    await company.settled(room);
    const { reactions = [] } = await seen();
    expect(reactions.length).toBeLessThanOrEqual(16);
    expect(new Set(reactions.flatMap(({ by }) => by))).toEqual(new Set([mallory.id]));
  });

  it('recalls its own words and edits them again, and answers what there is not: it stays recalled', async () => {
    const own = freshId<MessageId>();
    await mallory.say(room, { kind: 'text', text: 'regretted' }, { id: own });
    await mallory.say(room, { kind: 'recall', of: own });
    await mallory.say(room, { kind: 'edit', of: own, text: 'and back' });
    await mallory.say(room, { kind: 'reaction', author: mallory.id, of: own, emoji: '👍', on: true });
    await mallory.say(room, { kind: 'text', text: 'an answer', reply: { author: ana.id, id: own } });
    await company.settled(room);
    for (const person of [ana, ben]) {
      const gone = person.message(room, own);
      expect(gone).toMatchObject({ text: '', recalledAt: expect.any(Number) });
      expect(gone?.reactions).toBeUndefined();
      expect((await person.reads(room, 'an answer')).reply).toEqual({ kind: 'missing', author: ana.id });
    }
  });

  it('takes the id of a colleague’s message and changes that: only its own changes', async () => {
    await mallory.say(room, { kind: 'text', text: 'a copy of the id' }, { id: word });
    for (const person of [ana, ben]) await person.reads(room, 'a copy of the id');
    await mallory.say(room, { kind: 'edit', of: word, text: 'mine' });
    for (const person of [ana, ben]) expect((await person.reads(room, 'mine')).author).toBe(mallory.id);
    must(await ben.port.react(room, word, '🎉', true));
    await ana.sees(room, word, ({ reactions }) => reactions !== undefined, 'the reaction to her own');
    await mallory.say(room, { kind: 'recall', of: word });
    await company.settled(room);
    expect(await seen()).toMatchObject({ text: 'the words of Ana', reactions: [{ emoji: '🎉' }] });
    expect(ana.texts(room)).not.toContain('mine');
  });

  it('fills the table of what waits: it pushes out its own, and not what a colleague took back', async () => {
    // Which of what is on its way is her message, only Ana's own storage tells.
    const held: Envelope[] = [];
    let keep: number | undefined;
    const end = changeEnvelopes(
      scene.hostile,
      (one) => {
        if (one.group !== room || (keep !== undefined && one.seq !== keep)) return one;
        if (keep === undefined) held.push(one);
        return null;
      },
      only(ben),
    );
    const late = await ana.say(room, 'never to be seen');
    await ana.sees(room, late, ({ state }) => state?.kind === 'sent', 'that it was sent');
    const { entries } = await withStorage(ana, ({ read }) => read.messages({ conversation: room, limit: 10 }));
    keep = entries.flatMap((row) => (row.kind === 'text' && row.id === late ? [row.sequence ?? -1] : [])).at(0);
    await scene.hostile.until(() => held.some(({ seq }) => seq === keep));
    const kept = held.filter(({ seq }) => seq === keep);
    scene.hostile.connectionOf(ben.device).push(
      'deliver',
      held.filter(({ seq }) => seq !== keep),
    );
    must(await ana.port.recallMessage(room, late));
    const marksOf = async (user: UserId) =>
      (await withStorage(ben, ({ read }) => read.marks(room))).filter(({ change }) => change.by === user).length;
    await expect.poll(() => marksOf(ana.id), { timeout: 20_000 }).toBe(1);
    for (let count = 0; count < 60; count += 1) await mallory.say(room, { kind: 'recall', of: freshId() });
    await settledBen();
    expect(await marksOf(mallory.id)).toBe(32);
    expect(await marksOf(ana.id)).toBe(1);
    end();
    must(await ben.port.markRead(room));
    await ben.until(() => summary(ben, room)?.unread === 0);
    scene.hostile.connectionOf(ben.device).push('deliver', kept);
    const gone = await ben.sees(room, late, () => true, 'the message that came late');
    expect(gone).toMatchObject({ text: '', recalledAt: expect.any(Number) });
    expect(summary(ben, room)?.unread).toBe(0);
    expect(await withStorage(ben, ({ read }) => read.marks(room))).toHaveLength(32);
  });
});

describe('a relay', () => {
  it('refuses a change for good: the message is as others see it, and it can be tried again or undone', async () => {
    const end = scene.hostile.onCall('group.send', async ({ connection, request }, forward) =>
      only(ana)(connection) && request.group === room
        ? { ok: false, error: { code: 'too-large', sentence: 'This is larger than the server accepts.' } }
        : forward(request),
    );
    must(await ana.port.editMessage(room, word, 'other words'));
    const failed = await ana.sees(room, word, ({ failedChanges }) => failedChanges !== undefined, 'the failure');
    expect(failed).toMatchObject({ text: 'the words of Ana', failedChanges: [{ what: 'edit', canRetry: true }] });
    must(await ana.port.recallMessage(room, word));
    const twice = await ana.sees(room, word, (one) => one.failedChanges?.length === 2, 'the second failure');
    expect(twice).toMatchObject({ text: 'the words of Ana', failedChanges: [{ what: 'edit' }, { what: 'recall' }] });
    end();
    const [edit, recall] = twice.failedChanges ?? [];
    if (edit === undefined || recall === undefined) throw new Error('unreachable');
    must(await ana.port.undoChange(room, word, recall.id));
    must(await ana.port.retryChange(room, word, edit.id));
    await ben.reads(room, 'other words');
    const sent = await ana.sees(room, word, ({ failedChanges }) => failedChanges === undefined, 'no failure');
    expect(sent.text).toBe('other words');
  });
});

/** Resolves when Ben has everything but what is kept from him. */
async function settledBen(): Promise<void> {
  const end = `said ${freshId()}`;
  await mallory.say(room, { kind: 'text', text: end });
  await ben.reads(room, end);
}

describe('a policy', () => {
  it('of no window lets nobody edit or recall, and says so before anything is sent', async () => {
    const values = { ...defaultPolicy, editWindowMinutes: 0, recallWindowMinutes: 0 };
    const size = ana.snapshots.connection.log?.size ?? 0;
    await scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values };
    });
    await ana.hasLog(size + 1);
    expect(await ana.port.editMessage(room, word, 'other')).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ana.port.recallMessage(room, word)).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(ana.message(room, word)).toMatchObject({ text: 'the words of Ana' });
  });
});
