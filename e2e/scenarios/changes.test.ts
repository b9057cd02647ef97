import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { withStorage } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let direct: GroupId;
afterEach(() => office.close());

/** Ana and Ben in a direct conversation, in which both look. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  direct = await office.direct(ana, ben);
}

async function reopen(person: Person): Promise<void> {
  await person.reopen();
  await person.online();
  await person.look(direct);
}

/** All that lies on a person's disk of messages, previews, drafts and what waits, as text. */
function diskOf(person: Person): Promise<string> {
  return withStorage(person, async ({ read }) => {
    const tables = ['messages', 'conversations', 'drafts', 'outbox', 'marks'] as const;
    const rows = await Promise.all(tables.map((table) => read.all(table)));
    return JSON.stringify(rows);
  });
}

const lastOf = (person: Person, title: string) => person.conversation(title)?.lastMessage;

describe('a message, later', () => {
  it('is answered, edited, reacted to and recalled, and is so for everybody, also after a restart', async () => {
    await start();
    const plan = await ana.say(direct, 'Lunch at noon?');
    await ben.reads(direct, 'Lunch at noon?');
    const answer = must(await ben.port.sendMessage(direct, 'Yes', { reply: plan }));
    const seen = await ana.sees(direct, answer, ({ reply }) => reply?.kind === 'here', 'the quote');
    expect(seen.reply).toMatchObject({ kind: 'here', id: plan, author: ana.id, excerpt: 'Lunch at noon?' });

    must(await ana.port.editMessage(direct, plan, 'Lunch at one?'));
    for (const person of [ana, ben]) {
      const edited = await person.sees(direct, plan, ({ text }) => text === 'Lunch at one?', 'the edit');
      expect(edited.editedAt).toBeGreaterThan(0);
      await person.sees(
        direct,
        answer,
        ({ reply }) => reply?.kind === 'here' && reply.excerpt === 'Lunch at one?',
        'it',
      );
      expect(must(await person.port.messageHistory(direct, plan)).map(({ text }) => text)).toEqual([
        'Lunch at noon?',
        'Lunch at one?',
      ]);
    }

    must(await ben.port.react(direct, plan, '👍', true));
    must(await ana.port.react(direct, plan, '👍', true));
    for (const person of [ana, ben]) {
      const { reactions } = await person.sees(direct, plan, (one) => one.reactions?.[0]?.by.length === 2, 'both');
      expect(reactions).toEqual([{ emoji: '👍', by: expect.arrayContaining([ana.id, ben.id]), mine: true }]);
    }
    must(await ben.port.react(direct, plan, '👍', false));
    await ana.sees(direct, plan, (one) => one.reactions?.[0]?.by.length === 1, 'one of two');

    must(await ana.port.recallMessage(direct, plan));
    for (const person of [ana, ben]) {
      const gone = await person.sees(direct, plan, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
      expect(gone).toMatchObject({ text: '' });
      expect(gone.reactions).toBeUndefined();
      await person.sees(direct, answer, ({ reply }) => reply?.kind === 'recalled', 'the quote to be gone');
      expect((await person.port.messageHistory(direct, plan)).ok).toBe(false);
    }
    await ana.allSent();
    for (const person of [ana, ben]) {
      await person.port.idle();
      expect(await diskOf(person)).not.toMatch(/Lunch at/);
      await reopen(person);
      await person.sees(direct, plan, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
      await person.sees(direct, answer, ({ reply, text }) => reply?.kind === 'recalled' && text === 'Yes', 'it');
    }
    expect((await ben.port.react(direct, plan, '👍', true)).ok).toBe(false);
    expect((await ana.port.editMessage(direct, plan, 'back')).ok).toBe(false);
  });

  it('changes preview and count when it is edited or recalled, and nothing else does: no order, no time, no unread', async () => {
    await start();
    must(await ben.port.markRead(direct));
    must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    const room = await ben.conversationOf('Harbour');
    const word = await ana.say(direct, 'secret plan');
    await ben.until(() => ben.conversation('Ana')?.unread === 1, 'something unread');
    await ana.say(room, 'newest');
    await ben.until(() => ben.snapshots.conversations[0]?.title === 'Harbour', 'the room to come first');
    const before = ben.conversation('Ana')?.lastAt;

    must(await ana.port.editMessage(direct, word, 'better plan'));
    await ben.until(() => lastOf(ben, 'Ana')?.preview === 'better plan', 'the preview');
    must(await ana.port.react(direct, word, '🎉', true));
    await ben.sees(direct, word, ({ reactions }) => reactions !== undefined, 'the reaction');
    expect(ben.conversation('Ana')).toMatchObject({ unread: 1, lastAt: before });
    expect(ben.snapshots.conversations[0]?.title).toBe('Harbour');

    must(await ana.port.recallMessage(direct, word));
    await ben.until(() => lastOf(ben, 'Ana')?.recalled === true, 'the preview to be gone');
    expect(ben.conversation('Ana')).toMatchObject({ unread: 0, lastAt: before, lastMessage: { preview: '' } });
    await ana.until(() => lastOf(ana, 'Ben')?.recalled === true, 'her own preview to be gone');
    must(await ben.port.markRead(direct));
    expect(ben.conversation('Ana')?.unread).toBe(0);
    expect(ben.snapshots.conversations[0]?.title).toBe('Harbour');
  });

  it('is changed while the relay is away: at once here, and for the others when it is back, in order', async () => {
    await start();
    const word = await ana.say(direct, 'typo');
    await ana.stateOf(direct, word, 'delivered');
    await office.stopRelay();
    await ana.until(() => ana.snapshots.connection.link.kind === 'offline', 'to be offline');
    must(await ana.port.editMessage(direct, word, 'no typo'));
    must(await ana.port.react(direct, word, '👍', true));
    expect(ana.message(direct, word)).toMatchObject({ text: 'no typo', reactions: [{ emoji: '👍', mine: true }] });
    // What has not left yet is changed where it is, and leaves no trace.
    const [unsent, never] = [await ana.say(direct, 'first draft'), await ana.say(direct, 'never mind')];
    must(await ana.port.editMessage(direct, unsent, 'final'));
    must(await ana.port.recallMessage(direct, never));
    expect(ana.message(direct, never)).toBeUndefined();
    expect(ana.message(direct, unsent)?.editedAt).toBeUndefined();
    await ana.until(() => lastOf(ana, 'Ben')?.preview === 'final', 'the preview');
    await reopenOffline(ana);
    expect(ana.message(direct, word)?.text).toBe('no typo');
    await office.startRelay();
    await ben.sees(direct, word, ({ text, reactions }) => text === 'no typo' && reactions !== undefined, 'the edit');
    await ben.reads(direct, 'final');
    expect(ben.texts(direct).filter((text) => /draft|never|^typo/.test(text))).toEqual([]);
    expect(ben.message(direct, unsent)?.editedAt).toBeUndefined();
  });

  it('of somebody else can be neither edited nor recalled, and nothing is that it is not', async () => {
    await start();
    const [bens] = ben.entries(direct).filter((one) => one.kind === 'text' && one.mine);
    const id = bens?.kind === 'text' ? bens.id : ('' as MessageId);
    expect(await ana.port.editMessage(direct, id, 'mine')).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ana.port.recallMessage(direct, id)).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ana.port.react(direct, id, 'nonsense', true)).toMatchObject({ problem: { code: 'invalid-input' } });
    expect(await ana.port.react(direct, ana.id as unknown as MessageId, '👍', true)).toMatchObject({ ok: false });
    const own = await ana.say(direct, 'mine');
    expect(await ana.port.editMessage(direct, own, '')).toMatchObject({ ok: false });
    expect(await ana.port.editMessage(direct, own, 'x'.repeat(20_000))).toMatchObject({
      problem: { code: 'message-too-long' },
    });
  });
});

async function reopenOffline(person: Person): Promise<void> {
  await person.reopen();
  await person.session('open');
  await person.look(direct);
}
