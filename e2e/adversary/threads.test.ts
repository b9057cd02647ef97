import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Rogue } from './rogue.ts';
import { missing, Scene } from './scene.ts';

let scene: Scene;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;
let word: MessageId;

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana, ben } = scene);
  mallory = await Rogue.enrol(ana, scene.office.url);
  await ben.knows('Mallory');
  room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, mallory.id] }));
  await ana.look(room);
  word = await ana.say(room, 'the words of Ana');
  await ben.conversationOf('Harbour');
  await ben.reads(room, 'the words of Ana');
  await mallory.join();
  await mallory.read(room);
}, 60_000);
afterAll(async () => {
  mallory.close();
  await scene.close();
});

const say = (text: string, thread: object, id = freshId<MessageId>()) =>
  mallory.say(room, { kind: 'text', text, thread }, { id });

describe('a member with a modified client', () => {
  it('speaks in threads that there are not: everybody sees it in the room', async () => {
    const other = must(await ana.port.createRoom({ name: 'Apart', people: [ben.id] }));
    await ana.look(other);
    const apart = await ana.say(other, 'apart');
    await ben.conversationOf('Apart');
    await ben.reads(other, 'apart');
    const own = freshId<MessageId>();
    await say('under nothing', { author: ana.id, id: freshId() });
    await say('under what stands elsewhere', { author: ana.id, id: apart });
    await say('under the words of somebody else', { author: ben.id, id: word });
    await say('under itself', { author: mallory.id, id: own }, own);
    for (const person of [ana, ben]) {
      for (const text of ['nothing', 'what stands elsewhere', 'the words of somebody else', 'itself']) {
        await person.reads(room, `under ${text}`);
      }
      expect(person.message(other, apart)?.replies).toBeUndefined();
      expect(person.message(room, word)?.replies).toBeUndefined();
      expect(person.message(room, own)?.isReply).toBeUndefined();
    }
  });

  it('begins threads in threads: they are ordinary messages', async () => {
    const reply = freshId<MessageId>();
    await say('a reply', { author: ana.id, id: word }, reply);
    await say('a reply to a reply', { author: mallory.id, id: reply });
    for (const person of [ana, ben]) {
      const seen = await person.reads(room, 'a reply to a reply');
      expect(seen.isReply).toBeUndefined();
      expect(person.texts(room)).not.toContain('a reply');
      expect(person.message(room, word)?.replies).toMatchObject({ count: 1 });
    }
  });

  it('says something of a thread that nobody understands: a line, and nothing else', async () => {
    await say('strange', { author: ana.id, id: word, also: false });
    await say('long', { author: ana.id, id: word, root: 'x'.repeat(1_000) });
    await mallory.say(room, { kind: 'text', text: 'after that' });
    for (const person of [ana, ben]) {
      await person.reads(room, 'after that');
      expect(person.texts(room)).not.toContain('strange');
      expect(missing(person, room).reduce((sum, one) => sum + one, 0)).toBe(2);
    }
  });
});
