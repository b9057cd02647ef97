import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;
let word: MessageId;

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
}, 60_000);
afterAll(() => company.close());

/** A room with Ana, Ben and Mallory, in which Ana has said something. */
beforeEach(async ({ task }) => {
  const name = task.name.slice(0, 60);
  ({ room, word } = await company.room(name, 'the words of Ana'));
}, 60_000);

/** What Mallory passes on, by its id. */
async function passes(text: string, forwarded: unknown, more: Record<string, unknown> = {}): Promise<MessageId> {
  const id = freshId<MessageId>();
  await mallory.say(room, { kind: 'text', text, forwarded, ...more }, { id });
  return id;
}

const origin = async (person: Person, id: MessageId): Promise<string> =>
  must(await person.port.originOf(room, id)).kind;

describe('a member with a modified client', () => {
  it('says that somebody wrote what they did not: whoever has that message is told so, and nobody is told that it is right', async () => {
    const elsewhere = must(await ana.port.createRoom({ name: 'Apart', people: [ben.id] }));
    const apart = await ana.say(elsewhere, 'said apart');
    await ben.until(() => ben.snapshots.conversations.some(({ id }) => id === elsewhere), 'the other room');
    await ben.reads(elsewhere, 'said apart');
    const right = await passes('the words of Ana', { conversation: room, author: ana.id, id: word });
    const wrong = await passes('I resign', { conversation: room, author: ana.id, id: word });
    const guessed = await passes('I resign', { conversation: elsewhere, author: ana.id, id: apart });
    const nobody = await passes('I resign', { conversation: room, author: ben.id, id: word });
    const nowhere = await passes('I resign', { conversation: freshId(), author: freshId(), id: freshId() });
    const itself = freshId<MessageId>();
    const own = { conversation: room, author: mallory.id, id: itself };
    await mallory.say(room, { kind: 'text', text: 'itself', forwarded: own }, { id: itself });
    await company.settled(room);
    for (const person of [ana, ben]) {
      expect(await origin(person, right)).toBe('same');
      expect(await origin(person, wrong)).toBe('other');
      expect(await origin(person, guessed)).toBe('other');
      expect(await origin(person, nobody)).toBe('unknown');
      expect(await origin(person, nowhere)).toBe('unknown');
      // Whoever the words are said to be of, they stand under the name of who sent them.
      for (const id of [right, wrong, guessed, nobody, nowhere]) {
        expect(person.message(room, id)?.author).toBe(mallory.id);
      }
      expect(must(await person.port.originOf(room, itself))).toMatchObject({ kind: 'same', conversation: room });
    }
  });

  it('puts other words under the name of the one whom it has named: its edit counts nowhere, before the message or after', async () => {
    const named = { conversation: room, author: ana.id, id: word };
    const after = await passes('the words of Ana', named);
    await mallory.say(room, { kind: 'edit', of: after, text: 'I resign' });
    const early = freshId<MessageId>();
    await mallory.say(room, { kind: 'edit', of: early, text: 'I resign' });
    await mallory.say(room, { kind: 'text', text: 'the words of Ana', forwarded: named }, { id: early });
    await company.settled(room);
    for (const person of [ana, ben]) {
      for (const id of [after, early]) {
        const seen = await person.sees(room, id, () => true, 'what Mallory passed on');
        expect([seen.text, seen.editedAt]).toEqual(['the words of Ana', undefined]);
      }
    }
  });

  it('sends an origin that is none, or hides calls in what it passes on: it is no message, and the room goes on', async () => {
    const named = { conversation: room, author: ana.id, id: word };
    await passes('hostile 1', { ...named, conversation: 'x'.repeat(100_000) });
    await passes('hostile 2', { ...named, author: '../../etc' });
    await passes('hostile 3', { ...named, name: 'Ana <b>Torres</b>' });
    await passes('hostile 4', [named]);
    await passes('hostile 5', null);
    await passes('hostile \uFFFC', named, { mentions: [ben.id] });
    await passes('hostile 7', named, { reply: { author: ana.id, id: word } });
    await mallory.say(room, { kind: 'edit', of: word, text: 'hostile 8', forwarded: named });
    const end = await passes('and on', named);
    for (const person of [ana, ben]) {
      await person.sees(room, end, () => true, 'what came after');
      expect(person.texts(room).filter((text) => text.startsWith('hostile'))).toEqual([]);
    }
  });

  // The last one: the policy stays.
  it('forwards where the policy forbids it: nobody shows it, everybody is told, and one’s own app does not send', async () => {
    const size = ana.snapshots.connection.log?.size ?? 0;
    await company.scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, forwarding: 'forbidden' } };
    });
    for (const person of [ana, ben]) {
      await person.hasLog(size + 1);
    }
    await passes('the words of Ana once more', { conversation: room, author: ana.id, id: word });
    for (const person of [ana, ben]) {
      await person.until(() => person.events(room).includes('refused'), 'the line that it was tried');
      expect(person.texts(room)).not.toContain('the words of Ana once more');
    }
    expect(await ben.port.forwardMessage(room, word, [room])).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(ben.snapshots.session).toMatchObject({ policy: { mayForward: false } });
    await ana.say(room, 'and on');
    await ben.reads(room, 'and on');
  });
});
