import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
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

const pinsIn = (person: Person, group = room): MessageId[] =>
  (person.snapshots.conversations.find(({ id }) => id === group)?.pins ?? []).map(({ message }) => message);
const lines = (person: Person): number => person.events(room).filter((kind) => kind === 'pinned').length;

/** That these pins, and no others, are what a person comes to see: the list of conversations follows what was said. */
async function showsPins(person: Person, expected: readonly MessageId[]): Promise<void> {
  const same = () => pinsIn(person).join() === expected.join();
  await person.until(same, `the pins ${expected.join()}`);
}

describe('a member with a modified client', () => {
  it('pins what is elsewhere, what nobody has said, and what was recalled: nothing is pinned, nothing is told', async () => {
    const other = must(await ana.port.createRoom({ name: 'Apart', people: [ben.id] }));
    const apart = await ana.say(other, 'apart');
    await ben.until(() => ben.snapshots.conversations.some(({ id }) => id === other), 'the other room');
    await ben.reads(other, 'apart');
    const gone = await ana.say(room, 'regretted');
    await ben.reads(room, 'regretted');
    must(await ana.port.recallMessage(room, gone));
    await ben.sees(room, gone, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    await mallory.read(room);
    await mallory.say(room, { kind: 'pin', author: ana.id, of: apart, on: true });
    await mallory.say(room, { kind: 'pin', author: ana.id, of: freshId(), on: true });
    await mallory.say(room, { kind: 'pin', author: ana.id, of: gone, on: true });
    // Ben has said nothing of that id.
    await mallory.say(room, { kind: 'pin', author: ben.id, of: word, on: true });
    await company.settled(room);
    for (const person of [ana, ben]) {
      expect([pinsIn(person), pinsIn(person, other), lines(person)]).toEqual([[], [], 0]);
      expect(must(await person.port.pins(room))).toEqual([]);
    }
  });

  it('pins and unpins where only moderators write: nobody follows, everybody is told, and the room goes on', async () => {
    must(await ana.port.changeRoom(room, { writing: 'moderators' }));
    await ben.until(() => ben.events(room).includes('writing'), 'the new rule');
    must(await ana.port.pin(room, word, true));
    await ben.until(() => pinsIn(ben).length === 1, 'the pin of a moderator');
    const second = await ana.say(room, 'An announcement');
    await ben.reads(room, 'An announcement');
    await mallory.read(room);
    await mallory.say(room, { kind: 'pin', author: ana.id, of: word, on: false });
    await mallory.say(room, { kind: 'pin', author: ana.id, of: second, on: true });
    for (const person of [ana, ben]) {
      await person.until(() => person.events(room).filter((kind) => kind === 'refused').length === 2, 'both refusals');
      expect([pinsIn(person), lines(person)]).toEqual([[word], 1]);
    }
    await ana.say(room, 'and on');
    await ben.reads(room, 'and on');
  });

  it('pins everything there is: what was pinned stays, and no more is kept than there is room for', async () => {
    must(await ana.port.pin(room, word, true));
    await ben.until(() => pinsIn(ben).length === 1, 'the first pin');
    const own = Array.from({ length: 55 }, () => freshId<MessageId>());
    for (const id of own) await mallory.say(room, { kind: 'text', text: `noise ${id}` }, { id });
    for (const of of own) await mallory.say(room, { kind: 'pin', author: mallory.id, of, on: true });
    await company.settled(room);
    for (const person of [ana, ben]) await showsPins(person, [word, ...own.slice(0, 49)]);
    await ben.until(() => lines(ben) === 50, 'a line for each pin');
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) throw new Error('unreachable');
    expect(await ana.port.pin(room, last, true)).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.pin(room, first, false));
    must(await ana.port.pin(room, last, true));
    for (const person of [ana, ben]) {
      await person.until(() => pinsIn(person).at(-1) === last && !pinsIn(person).includes(first), 'room again');
    }
    await ben.until(() => lines(ben) === 52, 'a line for each');
  });

  it('pins its own words before they come, and recalls them: they are pinned only while they are there', async () => {
    const own = freshId<MessageId>();
    await mallory.say(room, { kind: 'pin', author: mallory.id, of: own, on: true });
    await mallory.say(room, { kind: 'text', text: 'pinned before it came' }, { id: own });
    for (const person of [ana, ben]) await person.until(() => pinsIn(person).includes(own), 'the pin that waited');
    await mallory.say(room, { kind: 'recall', of: own });
    await mallory.say(room, { kind: 'pin', author: mallory.id, of: own, on: true });
    await company.settled(room);
    for (const person of [ana, ben]) await showsPins(person, []);
  });
});
