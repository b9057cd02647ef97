import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshId } from '#core/groups/fresh-id.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { must, type Person, type TextView } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';
import { missing } from './scene.ts';

const PLACE = '\uFFFC';

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
}, 60_000);
afterAll(() => company.close());

/** A room with Ana, Ben and Mallory. */
beforeEach(async ({ task }) => {
  const name = task.name.slice(0, 60);
  ({ room } = await company.room(name, 'All aboard'));
  must(await ben.port.markRead(room));
}, 60_000);

const summary = (person: Person) => person.snapshots.conversations.find(({ id }) => id === room);

/** What Mallory says, as both see it. */
async function shown(body: Record<string, unknown>): Promise<TextView[]> {
  const id = freshId<MessageId>();
  await mallory.say(room, { kind: 'text', ...body }, { id });
  return Promise.all([ana, ben].map((person) => person.sees(room, id, () => true, 'the words of Mallory')));
}

describe('a member with a modified client', () => {
  it('cannot have a mention of one person shown under the name of another', async () => {
    // The words can say any name; the mention beside them is drawn by the name that the reader's log has for its id.
    const text = `Ask @Ana, ${PLACE} knows nothing`;
    const seen = await shown({ text, mentions: [ben.id] });
    for (const one of seen) {
      expect(one.text).toBe('Ask @Ana, @Ben knows nothing');
      expect(one.mentions).toEqual([{ start: 10, end: 14, who: ben.id }]);
    }
    expect(seen.map(({ forMe }) => forMe)).toEqual([undefined, true]);
    await ben.until(() => summary(ben)?.mentions === 1, 'the mention');
    expect(summary(ana)?.mentions).toBe(0);
    expect(summary(ben)?.lastMessage?.preview).toBe('Ask @Ana, @Ben knows nothing');
  });

  it('calls nobody by a name alone, nor by an id that is nobody’s', async () => {
    const nobody = freshId<UserId & MessageId>();
    for (const seen of [await shown({ text: '@Ben @room' }), await shown({ text: PLACE, mentions: [nobody] })]) {
      for (const one of seen) expect([one.mentions, one.forMe]).toEqual([undefined, undefined]);
    }
    expect(ben.texts(room)).toContain('@somebody');
    await ben.until(() => summary(ben)?.unread === 2, 'both messages');
    expect(summary(ben)?.mentions).toBe(0);
  });

  it('calls nobody in secret or by the hundred: a mention without its place is no message', async () => {
    const mentions = [ben.id];
    await mallory.say(room, { kind: 'text', text: 'Hello', mentions });
    await mallory.say(room, { kind: 'text', text: `${PLACE} ${PLACE}`, mentions });
    await mallory.say(room, { kind: 'text', text: PLACE.repeat(33), mentions: Array(33).fill(ben.id) });
    await mallory.say(room, { kind: 'text', text: PLACE, mentions: ['everybody'] });
    const own = freshId<MessageId>();
    await mallory.say(room, { kind: 'text', text: 'Mine' }, { id: own });
    await mallory.say(room, { kind: 'edit', of: own, text: 'Mine', mentions });
    await mallory.say(room, { kind: 'text', text: 'Done' });
    for (const person of [ana, ben]) {
      await person.reads(room, 'Done');
      expect(person.texts(room).filter((text) => text !== 'All aboard')).toEqual(['Mine', 'Done']);
      expect(missing(person, room).reduce((sum, one) => sum + one, 0)).toBe(5);
    }
    await ben.until(() => summary(ben)?.unread === 2, 'two messages');
    expect(summary(ben)?.mentions).toBe(0);
    // All of a room, many times in one message, is one mention.
    await shown({ text: PLACE.repeat(32), mentions: Array(32).fill('room') });
    await ben.until(() => summary(ben)?.mentions === 1, 'one mention');
  });
});
