import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '#server/store/sqlite/store.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { withStorage } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let office: Office;
let ana: Person;
let ben: Person;
let direct: GroupId;
afterEach(() => office.close());

/** Ana and Ben in a direct conversation. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  direct = await office.direct(ana, ben);
}

/** All that lies on a person's disk that was made of words, as text. */
function diskOf(person: Person): Promise<string> {
  return withStorage(person, async ({ read }) => {
    const tables = ['messages', 'conversations', 'drafts', 'outbox', 'marks', 'expiring'] as const;
    const rows = await Promise.all(tables.map((table) => read.all(table)));
    const shards = (await read.all('searchShards')).map(({ bytes }) => new TextDecoder().decode(bytes));
    return JSON.stringify([rows, shards]);
  });
}

const isGone = (person: Person, id: MessageId) =>
  person.until(() => person.message(direct, id) === undefined, 'the message to be gone');
const last = (person: Person, title: string) => person.conversation(title)?.lastMessage?.preview;

/** What the relay's store holds of a conversation. Ends the relay. */
async function storedAtRelay(): Promise<number> {
  await office.stopRelay();
  const store = openSqliteStore(office.dataFolder);
  try {
    return store.read.envelopes(direct, 0, Number.MAX_SAFE_INTEGER, 1_000, 10_000_000).length;
  } finally {
    await store.close();
  }
}

describe('a timed message', () => {
  it('goes for both at its moment: words, history, reactions, quote, preview, count and search', async () => {
    await start();
    must(await ben.port.markRead(direct));
    const word = must(
      await ana.port.sendMessage(direct, 'vanishing pelican', { timer: { seconds: 12, from: 'sent' } }),
    );
    const seen = await ben.sees(direct, word, ({ expiresAt }) => expiresAt !== undefined, 'a moment at which it goes');
    expect(seen.timer).toEqual({ seconds: 12, from: 'sent' });
    const answer = must(await ben.port.sendMessage(direct, 'Where to?', { reply: word }));
    must(await ben.port.react(direct, word, '🐦', true));
    must(await ana.port.editMessage(direct, word, 'vanishing cormorant'));
    await ben.sees(direct, word, ({ text }) => text === 'vanishing cormorant', 'the edit');
    await ana.sees(direct, answer, ({ reply }) => reply?.kind === 'here', 'the quote');
    expect(await ben.finds('cormorant')).toEqual(['vanishing cormorant']);
    const ends = [ana, ben].map((person) => person.message(direct, word)?.expiresAt ?? 0);
    // Both reckon from the relay's time of it; what is shown is by each computer's own clock.
    expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeLessThan(5_000);

    for (const person of [ana, ben]) {
      await isGone(person, word);
      await person.sees(direct, answer, ({ reply }) => reply?.kind === 'missing', 'the quote to be gone');
      expect(await person.finds('cormorant')).toEqual([]);
      expect(await person.finds('pelican')).toEqual([]);
      expect((await person.port.messageHistory(direct, word)).ok).toBe(false);
      await person.port.idle();
      await expect.poll(() => diskOf(person), { timeout: 15_000 }).not.toMatch(/pelican|cormorant/);
    }
    // It was shown, and its end is not taken for a message that is missing.
    expect([...ana.events(direct), ...ben.events(direct)]).not.toContain('missing');
  });

  it('that nobody has read is neither counted nor previewed any more once it is gone', async () => {
    await start();
    must(await ben.port.markRead(direct));
    const word = must(await ana.port.sendMessage(direct, 'unread secret', { timer: { seconds: 8, from: 'sent' } }));
    await ben.until(() => ben.conversation('Ana')?.unread === 1 && last(ben, 'Ana') === 'unread secret', 'the message');
    await isGone(ben, word);
    await ben.until(() => ben.conversation('Ana')?.unread === 0, 'nothing to be unread');
    expect(last(ben, 'Ana')).toBe('Hello Ana');
    await ana.until(() => last(ana, 'Ben') === 'Hello Ana', 'her own preview to be gone');
  });

  it('goes after reading: for the reader from the first reading on, for its author from sending on', async () => {
    await start();
    must(await ben.port.markRead(direct));
    const word = must(await ana.port.sendMessage(direct, 'read and burn', { timer: { seconds: 2, from: 'read' } }));
    await ben.sees(direct, word, ({ timer }) => timer?.from === 'read', 'the message');
    await isGone(ana, word);
    // Ben has not looked: it waits for him.
    expect(ben.message(direct, word)?.text).toBe('read and burn');
    must(await ben.port.markRead(direct));
    await isGone(ben, word);
  });

  it('whose moment came while the app was closed is gone before anything is shown, with the relay and without it', async () => {
    await start();
    const timer = { seconds: 2 * 3_600, from: 'sent' } as const;
    const word = must(await ana.port.sendMessage(direct, 'closed at the time', { timer }));
    await ben.reads(direct, 'closed at the time');
    await ana.stateOf(direct, word, 'delivered');
    expect(await ben.finds('closed')).toEqual(['closed at the time']);
    for (const person of [ana, ben]) {
      await person.port.idle();
      person.close();
    }
    await office.stopRelay();
    office.pass(3 * HOUR);
    for (const person of [ana, ben]) {
      await person.open();
      const shown: string[] = [];
      await person.port.subscribe((update) => void shown.push(JSON.stringify(update)));
      must(await person.port.unlock('seven quiet herons wade'));
      await person.look(direct);
      expect(await person.finds('closed')).toEqual([]);
      expect(shown.join()).not.toContain('closed at the time');
      await expect.poll(() => diskOf(person), { timeout: 15_000 }).not.toContain('closed');
    }
    await office.startRelay();
  });

  it('is dropped by the relay too, whoever has not fetched it, and does not come any more', async () => {
    await start();
    ben.close();
    const timer = { seconds: 3_600, from: 'sent' } as const;
    const word = must(await ana.port.sendMessage(direct, 'too late for Ben', { timer }));
    await ana.stateOf(direct, word, 'sent');
    await ana.say(direct, 'stays');
    await ana.allSent();
    const before = await storedAtRelay();
    await office.startRelay();
    office.pass(2 * HOUR);
    await office.relay.maintain();
    expect(await storedAtRelay()).toBe(before - 1);
    await office.startRelay();
    await ben.reopen();
    await ben.reads(direct, 'stays');
    expect(ben.message(direct, word)).toBeUndefined();
  });

  it('that comes after its moment is never shown, counted or kept', async () => {
    await start();
    must(await ben.port.markRead(direct));
    ben.close();
    const timer = { seconds: 60, from: 'sent' } as const;
    const word = must(await ana.port.sendMessage(direct, 'late and gone', { timer }));
    await ana.stateOf(direct, word, 'sent');
    must(await ana.port.editMessage(direct, word, 'late and gone, edited'));
    await ana.allSent();
    // The relay has not swept yet, and delivers it.
    office.pass(3 * 60_000);
    await ben.open();
    const shown: string[] = [];
    await ben.port.subscribe((update) => void shown.push(JSON.stringify(update)));
    must(await ben.port.unlock('seven quiet herons wade'));
    await ben.online();
    const end = await ana.say(direct, 'after it');
    await ben.sees(direct, end, () => true, 'what came after it');
    expect(shown.join()).not.toContain('late and gone');
    await ben.until(() => ben.conversation('Ana')?.unread === 1, 'one to be unread');
    await expect.poll(() => diskOf(ben), { timeout: 15_000 }).not.toContain('late and gone');
    expect(ben.events(direct)).not.toContain('missing');
  });

  it('goes at the same moment for two whose clocks differ', async () => {
    await start();
    ben.clockOff = -5 * HOUR;
    await ben.reopen();
    await ben.until(() => ben.snapshots.connection.link.kind === 'clock-wrong', 'a word about the clock');
    await ben.look(direct);
    const word = must(await ana.port.sendMessage(direct, 'two clocks', { timer: { seconds: 10, from: 'sent' } }));
    await ben.reads(direct, 'two clocks');
    const end = ben.message(direct, word)?.expiresAt ?? 0;
    const left = end - (Date.now() + ben.clockOff);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(12_000);
    await isGone(ana, word);
    await isGone(ben, word);
  });

  it('of a longer timer is not lost to a clock that is a month ahead while there is no relay', async () => {
    await start();
    const timer = { seconds: (7 * DAY) / 1_000, from: 'sent' } as const;
    const word = must(await ana.port.sendMessage(direct, 'a week', { timer }));
    await ben.reads(direct, 'a week');
    ben.close();
    await office.stopRelay();
    ben.clockOff = 30 * DAY;
    await ben.reopen();
    await ben.look(direct);
    expect(ben.message(direct, word)?.text).toBe('a week');
    await office.startRelay();
    // The relay says what time it is, and the clock's word is not needed.
    await ben.until(() => ben.snapshots.connection.link.kind !== 'offline', 'the relay');
    expect(ben.message(direct, word)?.text).toBe('a week');
  });
});

describe('the timer of a conversation', () => {
  it('is agreed by both of two, told in a line, counts for what is said from then on, and can be ended', async () => {
    await start();
    must(await ana.port.setTimer(direct, { seconds: 86_400, from: 'sent' }));
    for (const [person, title] of [[ana, 'Ben'] as const, [ben, 'Ana'] as const]) {
      await person.until(() => person.conversation(title)?.timer?.seconds === 86_400, 'the timer');
      await person.until(() => person.events(direct).includes('timer'), 'the line');
    }
    const word = await ben.say(direct, 'until tomorrow');
    await ana.sees(direct, word, ({ timer }) => timer?.seconds === 86_400, 'the timer of the message');
    // What was said before stays, and one message may stay longer or for good.
    const kept = must(await ben.port.sendMessage(direct, 'for good', { timer: null }));
    await ana.sees(direct, kept, ({ timer }) => timer === undefined, 'no timer');
    must(await ben.port.setTimer(direct, null));
    await ana.until(() => ana.conversation('Ben')?.timer === undefined, 'no timer');
    const free = await ana.say(direct, 'stays');
    await ben.sees(direct, free, ({ timer }) => timer === undefined, 'no timer');
    expect(await ana.port.setTimer(direct, { seconds: 0, from: 'sent' })).toMatchObject({
      problem: { code: 'invalid-input' },
    });
    // It survives a restart, and the device goes on in the group.
    await ben.reopen();
    await ben.online();
    await ana.say(direct, 'still here');
    await ben.reads(direct, 'still here');
  });

  it('of a room is a moderator’s to set; both of two may set theirs at the same time, and end equal', async () => {
    await start();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    await ben.conversationOf('Harbour');
    await ana.say(room, 'in here');
    await ben.reads(room, 'in here');
    expect(await ben.port.setTimer(room, { seconds: 60, from: 'sent' })).toMatchObject({
      problem: { code: 'not-allowed' },
    });
    must(await ana.port.setTimer(room, { seconds: 3_600, from: 'read' }));
    await ben.until(() => ben.conversation('Harbour')?.timer?.from === 'read', 'the timer');
    const outcomes = await Promise.all([
      ana.port.setTimer(direct, { seconds: 60, from: 'sent' }),
      ben.port.setTimer(direct, { seconds: 3_600, from: 'sent' }),
    ]);
    for (const outcome of outcomes) must(outcome);
    await ana.say(direct, 'equal');
    await ben.reads(direct, 'equal');
    await ben.until(
      () => ben.conversation('Ana')?.timer?.seconds === ana.conversation('Ben')?.timer?.seconds,
      'the same timer',
    );
  });
});
