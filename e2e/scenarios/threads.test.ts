import { afterEach, describe, expect, it } from 'vitest';
import type { MessageView, ThreadId, TimelineId } from '#core/port.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let room: GroupId;
let root: MessageId;
let thread: ThreadId;
afterEach(() => office.close());

/** Ana and Ben in a room in which Ana has said something. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  ({ room, word: root } = await office.room(ana, 'Harbour', [ben], 'The north crane is broken'));
  ({ thread = '' } = await ben.reads(room, 'The north crane is broken'));
}

const timelineOf = (person: Person): TimelineId => `${room}/${person.message(room, root)?.thread ?? thread}`;
const textsOf = (entries: readonly MessageView[] = []) =>
  entries.flatMap((one) => (one.kind === 'text' ? [one.text] : []));
const inThread = (person: Person) => textsOf(person.snapshots.timelines[timelineOf(person)]?.entries);
const lookInto = async (person: Person) => must(await person.port.openTimeline(timelineOf(person)));
const isNew = (person: Person) => person.conversation('Harbour')?.newReplies ?? [];
const reply = async (person: Person, text: string, alsoToRoom = false) =>
  must(await person.port.sendMessage(room, text, { thread, alsoToRoom }));

describe('a thread', () => {
  it('holds what is said in it, apart from the room, and is so after a restart', async () => {
    await start();
    await lookInto(ana);
    await ben.until(() => ben.conversation('Harbour')?.unread === 1, 'the first');
    must(await ben.port.markRead(room));
    await reply(ben, 'Since when?');
    await ana.until(() => inThread(ana).includes('Since when?'), 'the reply');
    const seen = await ana.sees(room, root, ({ replies }) => replies?.count === 1, 'that there is one');
    expect(seen.replies).toMatchObject({ count: 1, by: [ben.id] });
    expect(ana.texts(room)).not.toContain('Since when?');
    await ana.until(() => isNew(ana).includes(thread), 'that it is new');
    expect(ana.conversation('Harbour')).toMatchObject({ unread: 0, newReplies: [thread] });
    expect(ana.conversation('Harbour')?.lastMessage?.preview).toBe('The north crane is broken');

    await reply(ana, 'Since noon', true);
    await ben.reads(room, 'Since noon');
    expect(ben.texts(room)).not.toContain('Since when?');
    const shown = ben.entries(room).find((one) => one.kind === 'text' && one.text === 'Since noon');
    expect(shown).toMatchObject({ isReply: true, thread, reply: { kind: 'here', id: root } });
    await ben.sees(room, root, ({ replies }) => replies?.count === 2, 'both');

    for (const person of [ana, ben]) {
      await person.allSent();
      await person.reopen();
      await person.online();
      await person.look(room);
      const { entries } = await lookInto(person);
      expect(textsOf(entries)).toEqual(['The north crane is broken', 'Since when?', 'Since noon']);
      expect(person.message(room, root)?.replies).toMatchObject({ count: 2, by: [ben.id, ana.id] });
      expect(person.texts(room)).toEqual(['The north crane is broken', 'Since noon']);
    }
    expect(isNew(ana)).toEqual([thread]);
    must(await ana.port.markThreadRead(room, thread, '~'));
    await ana.until(() => isNew(ana).length === 0, 'it to be read');
  });

  it('is new to those who take part in it, and to nobody else', async () => {
    await start();
    const cleo = await office.hire(ana, 'Cleo');
    must(await ana.port.addPeople(room, [cleo.id]));
    await cleo.conversationOf('Harbour');
    const later = await ana.say(room, 'And the south crane');
    const seen = await cleo.reads(room, 'And the south crane');
    await ben.reads(room, 'And the south crane');
    thread = seen.thread ?? '';
    await reply(ben, 'It never worked');
    await ana.until(() => isNew(ana).includes(thread), 'that it is new to who began it');
    await cleo.sees(room, later, ({ replies }) => replies?.count === 1, 'the reply');
    expect(isNew(cleo)).toEqual([]);
    await reply(cleo, 'It did in May');
    await ben.until(() => isNew(ben).includes(thread), 'that it is new to who took part');
    await reply(ana, 'Enough');
    await cleo.until(() => isNew(cleo).includes(thread), 'that it is new to her now');
  });

  it('keeps its replies when its beginning is recalled, and edits, reactions and recalls work inside', async () => {
    await start();
    await lookInto(ana);
    await lookInto(ben);
    const answer = await reply(ben, 'Since when?');
    await ana.until(() => inThread(ana).includes('Since when?'), 'the reply');
    must(await ben.port.editMessage(room, answer, 'Since what time?'));
    await ana.until(() => inThread(ana).includes('Since what time?'), 'the edit');
    must(await ana.port.react(room, answer, '👍', true));
    const find = (person: Person) =>
      person.snapshots.timelines[timelineOf(person)]?.entries.find((one) => one.kind === 'text' && one.id === answer);
    await ben.until(() => {
      const found = find(ben);
      return found?.kind === 'text' && found.reactions?.[0]?.emoji === '👍';
    }, 'the reaction');
    must(await ana.port.recallMessage(room, root));
    await ben.sees(room, root, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    expect(ben.message(room, root)?.replies).toMatchObject({ count: 1 });
    expect(inThread(ben)).toEqual(['', 'Since what time?']);
    must(await ben.port.recallMessage(room, answer));
    await ana.until(() => inThread(ana).join() === ',', 'the recall inside');
    await reply(ana, 'All fixed');
    await ben.until(() => inThread(ben).includes('All fixed'), 'what is said under what was recalled');
  });

  it('has a draft of its own, is found by a search, and forgets what was never sent', async () => {
    await start();
    await reply(ben, 'Call the electrician');
    await ana.sees(room, root, ({ replies }) => replies?.count === 1, 'the reply');
    must(await ana.port.saveDraft(room, 'I will', undefined, thread));
    must(await ana.port.saveDraft(room, 'for the room'));
    expect(await lookInto(ana)).toMatchObject({ draft: 'I will' });
    await ana.until(() => ana.conversation('Harbour')?.draft === 'for the room', 'the other draft');
    const search = async () => must(await ana.port.search('electrician'));
    let page = await search();
    // The core pushes nothing when it has indexed more: a window asks again, and so does this.
    while (!page.complete) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      page = await search();
    }
    expect(page.hits).toMatchObject([{ conversation: room, thread }]);

    await office.stopRelay();
    await ana.until(() => ana.snapshots.connection.link.kind === 'offline', 'the relay to be gone');
    const waiting = await reply(ana, 'On my way');
    await ana.sees(room, root, ({ replies }) => replies?.count === 2, 'both');
    must(await ana.port.recallMessage(room, waiting));
    await ana.sees(room, root, ({ replies }) => replies?.count === 1, 'one of them gone');
    expect(inThread(ana)).not.toContain('On my way');
  });

  it('whose beginning somebody does not have stands in the room for them', async () => {
    await start();
    const cleo = await office.hire(ana, 'Cleo');
    must(await ana.port.addPeople(room, [cleo.id]));
    await cleo.conversationOf('Harbour');
    await reply(ben, 'Since when?');
    const shown = await cleo.reads(room, 'Since when?');
    expect(shown).toMatchObject({ isReply: true, reply: { kind: 'missing', author: ana.id } });
    await cleo.until(() => cleo.conversation('Harbour')?.unread === 1, 'it to count');
    const { entries } = must(await cleo.port.openTimeline(`${room}/${shown.thread ?? ''}`));
    expect(textsOf(entries)).toEqual(['Since when?']);
  });

  it('is not begun under a reply, or under what is not sent', async () => {
    await start();
    await lookInto(ana);
    const answer = await reply(ben, 'Since when?');
    await ana.until(() => inThread(ana).includes('Since when?'), 'the reply');
    const under = (what: string) => ana.port.sendMessage(room, 'No', { thread: what });
    expect(await under(`${ben.id}.${answer}`)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    expect(await under('nothing')).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    expect(await ana.port.openTimeline(`${room}/nothing`)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  });

  it('whose beginning disappears gives its replies to the room; those that disappear first are counted no more', async () => {
    await start();
    await lookInto(ana);
    await lookInto(ben);
    must(await ben.port.markRead(room));
    const brief = { seconds: 12, from: 'sent' } as const;
    // A reply goes first.
    const gone = must(await ben.port.sendMessage(room, 'passing pelican', { thread, timer: brief }));
    await ana.until(() => isNew(ana).includes(thread), 'that it is new');
    expect(must(await ana.port.findMessage(room, ben.id, gone))).toMatchObject({ kind: 'here', thread });
    for (const person of [ana, ben]) {
      await person.until(() => inThread(person).join() === 'The north crane is broken', 'the reply to be gone');
      await person.sees(room, root, ({ replies }) => replies === undefined, 'that nothing is under it');
      expect(await person.finds('pelican')).toEqual([]);
      expect(must(await person.port.findMessage(room, ben.id, gone))).toEqual({ kind: 'missing' });
    }
    await ana.until(() => isNew(ana).length === 0, 'that nothing is new');

    // A beginning goes first.
    const short = must(await ana.port.sendMessage(room, 'the passing root', { timer: brief }));
    thread = (await ben.reads(room, 'the passing root')).thread ?? '';
    const stays = await reply(ben, 'And who mends it?');
    await ana.until(() => isNew(ana).includes(thread), 'that it is new');
    expect(ana.texts(room)).not.toContain('And who mends it?');
    for (const person of [ana, ben]) {
      await person.until(() => person.message(room, short) === undefined, 'the beginning to be gone');
      const shown = await person.reads(room, 'And who mends it?');
      expect(shown).toMatchObject({ id: stays, reply: { kind: 'missing', author: ana.id } });
      expect(must(await person.port.findMessage(room, ben.id, stays))).not.toHaveProperty('thread');
    }
    await ana.until(
      () => isNew(ana).length === 0 && ana.conversation('Harbour')?.unread === 1,
      'it to count in the room',
    );
    must(await ana.port.markRead(room));
    await ana.until(() => ana.conversation('Harbour')?.unread === 0, 'it to be read');
  });
});
