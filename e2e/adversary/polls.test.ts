import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { must, type Person, type TextView } from '../scenarios/person.ts';
import { changeEnvelopes } from './attacks.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';
import { memberNames, missing, only } from './scene.ts';

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;
let poll: MessageId;

const answers = ['At pier four', 'In the canteen', 'Not at all'];

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
}, 60_000);
afterAll(() => company.close());

/** A room with Ana, Ben and Mallory, in which Ana asks something, and Ben has answered. */
beforeEach(async ({ task }) => {
  ({ room } = await company.room(task.name.slice(0, 60), 'the words of Ana'));
  poll = must(await ana.port.sendMessage(room, 'Where do we eat?', { poll: { answers } }));
  await ben.sees(room, poll, (message) => message.poll !== undefined, 'the poll');
  must(await ben.port.vote(room, poll, [0]));
  await ana.sees(room, poll, (message) => countOf(message)[0] === 1, 'the vote of Ben');
}, 60_000);

const countOf = ({ poll: asked }: TextView): number[] => (asked?.answers ?? []).map(({ by }) => by.length);

/** That both come to this count, once they have all that Mallory has said. */
async function count(expected: readonly number[], of = poll): Promise<void> {
  await company.settled(room);
  for (const person of [ana, ben]) {
    await person.sees(room, of, (message) => countOf(message).join() === expected.join(), `the count ${expected}`);
  }
}

const vote = (chosen: readonly number[], of: MessageId = poll, author = ana.id) =>
  mallory.say(room, { kind: 'vote', author, of, chosen });
const close = (of: MessageId = poll, author = ana.id) => mallory.say(room, { kind: 'close', author, of });

describe('a member with a modified client', () => {
  it('votes for what was not asked, twice, and where there is no poll: nobody counts it', async () => {
    const word = await ana.say(room, 'no question');
    await ben.reads(room, 'no question');
    await vote([3]);
    await vote([0, 1]);
    await vote([0], word);
    await vote([0], freshId());
    await vote([0], poll, ben.id);
    await count([1, 0, 0]);
    expect(ana.message(room, word)?.poll).toBeUndefined();
    await vote([1]);
    await vote([2]);
    await vote([2]);
    await count([1, 0, 1]);
    // What does not count takes nothing away either.
    await vote([0, 2]);
    await count([1, 0, 1]);
  });

  it('closes what others ask, and votes after it was closed or over: nobody follows', async () => {
    await close();
    await count([1, 0, 0]);
    for (const person of [ana, ben]) expect(person.message(room, poll)?.poll?.closedBy).toBeUndefined();
    // It says that the poll is its own, which names another message.
    await close(poll, mallory.id);
    must(await ben.port.vote(room, poll, [1]));
    await count([0, 1, 0]);
    must(await ana.port.closePoll(room, poll));
    await ben.sees(room, poll, (message) => message.poll?.closedBy === ana.id, 'that it is closed');
    await vote([0]);
    await count([0, 1, 0]);
    const over = freshId<MessageId>();
    const ended = { answers, endsAt: Date.now() - 60_000 };
    await mallory.say(room, { kind: 'text', text: 'Is it over?', poll: ended }, { id: over });
    await vote([0], over, mallory.id);
    await count([0, 0, 0], over);
  });

  it('closes its own poll, before it comes, and once more: it is closed once, and what came before counts', async () => {
    const own = freshId<MessageId>();
    await vote([2], own, mallory.id);
    await close(own, mallory.id);
    await vote([0], own, mallory.id);
    await mallory.say(room, { kind: 'text', text: 'My own?', poll: { answers } }, { id: own });
    await count([0, 0, 1], own);
    for (const person of [ana, ben]) expect(person.message(room, own)?.poll?.closedBy).toBe(mallory.id);
  });

  it('changes its vote and acknowledges for ever: one vote and one word count, and little is kept', async () => {
    const urgent = must(
      await ana.port.sendMessage(room, 'The gate stays shut', { urgency: { level: 'urgent', acknowledge: true } }),
    );
    await ben.reads(room, 'The gate stays shut');
    for (let nth = 0; nth < 30; nth += 1) {
      await vote([nth % 2]);
      await mallory.say(room, { kind: 'acknowledge', author: ana.id, of: urgent });
    }
    // The twentieth is the last that counts, on all devices alike.
    await count([1, 1, 0]);
    for (const person of [ana, ben]) {
      await person.sees(room, urgent, ({ acknowledged }) => acknowledged?.by.length === 1, 'one who has');
    }
    expect(ana.message(room, urgent)?.acknowledged).toMatchObject({ by: [mallory.id] });
  });

  it('votes, closes and acknowledges in a closed room: nobody follows, and everybody is told', async () => {
    const own = freshId<MessageId>();
    await mallory.say(room, { kind: 'text', text: 'My own?', poll: { answers } }, { id: own });
    const urgency = { level: 'urgent', acknowledge: true } as const;
    const order = must(await ana.port.sendMessage(room, 'hear me', { urgency }));
    for (const person of [ana, ben]) await person.reads(room, 'hear me');
    await mallory.read(room);
    must(await ana.port.changeRoom(room, { closed: true }));
    await ben.until(() => ben.events(room).includes('closed'), 'the new rule');
    expect(await ben.port.vote(room, poll, [1])).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ben.port.acknowledge(room, order)).toMatchObject({ problem: { code: 'not-allowed' } });
    await mallory.read(room);
    await vote([2]);
    await close(own, mallory.id);
    await mallory.say(room, { kind: 'acknowledge', author: ana.id, of: order });
    for (const person of [ana, ben]) {
      await person.until(() => person.events(room).filter((kind) => kind === 'refused').length === 3, 'all refusals');
      const [asked, theirs] = [person.message(room, poll)?.poll, person.message(room, own)?.poll];
      expect(asked?.answers.map(({ by }) => by.length)).toEqual([1, 0, 0]);
      expect(theirs?.closedBy).toBeUndefined();
      expect(person.message(room, order)?.acknowledged?.by).toEqual([]);
    }
  });

  it('edits its poll, and what others have acknowledged: the words stay', async () => {
    const [own, order] = [freshId<MessageId>(), freshId<MessageId>()];
    await mallory.say(room, { kind: 'text', text: 'Shall I?', poll: { answers } }, { id: own });
    const urgency = { level: 'important', acknowledge: true };
    await mallory.say(room, { kind: 'text', text: 'Lunch is at noon', urgency }, { id: order });
    await ben.reads(room, 'Lunch is at noon');
    must(await ben.port.acknowledge(room, order));
    await mallory.say(room, { kind: 'edit', of: own, text: 'Shall I have all of it?' });
    await mallory.say(room, { kind: 'edit', of: order, text: 'You have signed' });
    await company.settled(room);
    for (const person of [ana, ben]) {
      await person.sees(room, order, ({ acknowledged }) => acknowledged?.by.length === 1, 'that Ben has');
      expect([person.message(room, own)?.text, person.message(room, order)?.text]).toEqual([
        'Shall I?',
        'Lunch is at noon',
      ]);
    }
  });

  it('acknowledges what does not ask, what is elsewhere, its own, and in the name of others: nothing is shown', async () => {
    const word = await ana.say(room, 'a calm word');
    await ben.reads(room, 'a calm word');
    const own = freshId<MessageId>();
    const urgency = { level: 'urgent', acknowledge: true } as const;
    await mallory.say(room, { kind: 'text', text: 'hear me', urgency }, { id: own });
    const other = must(await ana.port.createRoom({ name: `Apart ${own}`, people: [ben.id] }));
    const apart = must(await ana.port.sendMessage(other, 'apart', { urgency }));
    await ben.until(() => ben.snapshots.conversations.some(({ id }) => id === other), 'the other room');
    await ana.look(other);
    await ben.reads(other, 'apart');
    await mallory.say(room, { kind: 'acknowledge', author: ana.id, of: word });
    await mallory.say(room, { kind: 'acknowledge', author: ana.id, of: apart });
    await mallory.say(room, { kind: 'acknowledge', author: mallory.id, of: own });
    await mallory.say(room, { kind: 'acknowledge', author: ana.id, of: freshId() });
    await company.settled(room);
    for (const person of [ana, ben]) {
      expect(person.message(room, word)?.acknowledged).toBeUndefined();
      expect(person.message(other, apart)?.acknowledged?.by).toEqual([]);
      expect(person.message(room, own)?.acknowledged?.by).toEqual([]);
    }
    await mallory.say(room, { kind: 'acknowledge', author: mallory.id, of: own, by: ben.id });
    await mallory.say(room, { kind: 'text', text: 'after that' });
    for (const person of [ana, ben]) {
      await person.reads(room, 'after that');
      expect(missing(person, room).reduce((sum, one) => sum + one, 0)).toBe(1);
      expect(person.message(room, own)?.acknowledged?.by).toEqual([]);
    }
  });
});

describe('a member who was taken out, and a relay in league', () => {
  it('votes and acknowledges by the keys that it still has: nobody counts it', async () => {
    const urgency = { level: 'urgent', acknowledge: true } as const;
    const order = must(await ana.port.sendMessage(room, 'hear me', { urgency }));
    await ben.reads(room, 'hear me');
    const bodies = [
      { kind: 'vote', author: ana.id, of: poll, chosen: [2] },
      { kind: 'acknowledge', author: ana.id, of: order },
      { kind: 'text', text: 'from outside' },
    ];
    await mallory.read(room);
    const forged: { message: Uint8Array; epoch: bigint }[] = [];
    for (const body of bodies) forged.push(await mallory.encrypted(room, body));
    must(await ana.port.removePerson(room, mallory.id));
    await ben.until(() => memberNames(ben, room).length === 2, 'Mallory to be gone');
    const end = changeEnvelopes(
      company.scene.hostile,
      (envelope) => {
        const put = envelope.group === room && envelope.kind === 'application' ? forged.shift() : undefined;
        return put === undefined ? envelope : { ...envelope, ...put };
      },
      only(ben),
    );
    for (const text of ['one', 'two', 'three', 'four']) await ana.say(room, text);
    await ben.reads(room, 'four');
    end();
    // It was read: an honest member's last words may come as late.
    await ben.reads(room, 'from outside');
    expect(forged).toEqual([]);
    expect(ben.message(room, poll)?.poll?.answers.map(({ by }) => by.length)).toEqual([1, 0, 0]);
    expect(ben.message(room, order)?.acknowledged?.by).toEqual([]);
  });
});
