import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyInput, ScheduledView } from '#core/port.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { withStorage } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let office: Office;
let ana: Person;
let ben: Person;
let room: GroupId;
afterEach(() => office.close());

/** A room of Ana's with Ben. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  ({ room } = await office.room(ana, 'Harbour', [ben]));
}

const waiting = (person: Person) => person.snapshots.later.scheduled;
const kinds = (person: Person) =>
  waiting(person).map((one) => (one.kind === 'late' ? 'late' : (one.held ?? 'waiting')));
const shows = (person: Person, ...states: readonly string[]) =>
  person.until(() => kinds(person).join() === states.join(), `what waits to be ${states.join()}`);
const only = (person: Person): Extract<ScheduledView, { kind: 'waiting' }> => {
  const [one] = waiting(person);
  if (one?.kind !== 'waiting') throw new Error('nothing waits');
  return one;
};

/** What the organisation decides from now on, which is stricter. */
async function decides(change: PolicyInput): Promise<void> {
  const size = ben.snapshots.connection.log?.size ?? 0;
  const [{ id: group } = { id: undefined }] = must(await ana.port.staff()).groups;
  if (group === undefined) throw new Error('there is no group');
  const { base } = must(await ana.port.policyBook(group));
  must(await ana.port.decide({ kind: 'set-policy', group, base, change }));
  await ben.hasLog(size + 1);
}

describe('a message for later', () => {
  it('waits on its device, is other words at another time if its author likes, and is sent then', async () => {
    await start();
    const id = must(
      await ben.port.scheduleMessage(
        room,
        'The **north** crane, @Ana',
        { in: HOUR },
        {
          mentions: [{ start: 21, end: 25, who: ana.id }],
        },
      ),
    );
    await shows(ben, 'waiting');
    expect(only(ben)).toMatchObject({
      conversation: room,
      text: 'The **north** crane, @Ana',
      mentions: [{ who: ana.id }],
    });
    expect(Math.abs(only(ben).dueAt - Date.now() - HOUR)).toBeLessThan(MINUTE);
    await ben.reopen();
    await shows(ben, 'waiting');
    must(await ben.port.changeScheduled(id, { text: 'The south crane' }));
    must(await ben.port.changeScheduled(id, { when: { in: 1_500 } }));
    const said = await ana.reads(room, 'The south crane');
    expect(said.author).toBe(ben.id);
    await shows(ben);
    expect(ana.snapshots.later.scheduled).toEqual([]);
    expect(await ben.port.sendScheduled(id), 'sent once').toMatchObject({ problem: { code: 'not-found' } });
  });

  it('is taken back and put back, sent at once, and refused where it makes no sense', async () => {
    await start();
    const id = must(await ben.port.scheduleMessage(room, 'regretted', { in: HOUR }));
    must(await ben.port.cancelScheduled(id));
    await shows(ben);
    must(await ben.port.restoreScheduled(id));
    await shows(ben, 'waiting');
    must(await ben.port.sendScheduled(only(ben).id));
    await ana.reads(room, 'regretted');
    await shows(ben);
    for (const [text, when, code] of [
      ['too late', { at: Date.now() - 5 * MINUTE }, 'invalid-input'],
      ['too far', { in: 400 * 24 * HOUR }, 'invalid-input'],
      ['never', { at: Number.NaN }, 'invalid-input'],
      ['x'.repeat(70_000), { in: HOUR }, 'message-too-long'],
      ['', { in: HOUR }, 'invalid-input'],
    ] as const) {
      expect(await ben.port.scheduleMessage(room, text, when), text.slice(0, 9)).toMatchObject({ problem: { code } });
    }
    expect(await ben.port.scheduleMessage(ben.id as never, 'nowhere', { in: HOUR })).toMatchObject({
      problem: { code: 'not-found' },
    });
    await shows(ben);
  });

  it('that was due while the app was closed is sent when it is opened, and its author is told so', async () => {
    await start();
    const id = must(await ben.port.scheduleMessage(room, 'The tide is at nine', { in: 10 * MINUTE }));
    await shows(ben, 'waiting');
    const { dueAt } = only(ben);
    ben.close();
    office.pass(50 * MINUTE);
    await ben.reopen();
    await ana.reads(room, 'The tide is at nine');
    await shows(ben, 'late');
    const [late] = waiting(ben);
    expect(late).toMatchObject({ kind: 'late', id, conversation: room, dueAt });
    expect(late?.kind === 'late' && late.sentAt - dueAt).toBeGreaterThan(39 * MINUTE);
    // Its words stand where they were sent, and nowhere else.
    const kept = await withStorage(ben, async ({ read }) => JSON.stringify(await read.all('scheduled')));
    expect(kept).not.toContain('tide');
    must(await ben.port.cancelScheduled(id));
    await shows(ben);
    expect((await ben.everything(room)).filter(({ text }) => text === 'The tide is at nine')).toHaveLength(1);
  });

  it('that is due while there is no relay goes when there is one, once', async () => {
    await start();
    await office.stopRelay();
    await ben.until(() => ben.snapshots.connection.link.kind === 'offline', 'to be offline');
    must(await ben.port.scheduleMessage(room, 'from the storm', { in: 100 }));
    await shows(ben, 'waiting');
    await office.startRelay();
    await ana.reads(room, 'from the storm');
    await shows(ben);
  });

  it('goes by the time of everybody, also where this computer’s clock is wrong', async () => {
    await start();
    ben.clockOff = 3 * HOUR;
    await ben.reopen();
    await ben.until(() => ben.snapshots.connection.link.kind === 'clock-wrong', 'a word about the clock');
    must(await ben.port.scheduleMessage(room, 'in a moment', { in: 1_000 }));
    must(await ben.port.scheduleMessage(room, 'in an hour of everybody’s', { at: Date.now() + HOUR }));
    await ana.reads(room, 'in a moment');
    await shows(ben, 'waiting');
    expect(only(ben).text).toBe('in an hour of everybody’s');
  });

  it('is judged when it is sent: what the policy or the room does not allow then is kept, and says why', async () => {
    await start();
    const away = must(await ana.port.createRoom({ name: 'Pier', people: [ben.id] }));
    await ben.conversationOf('Pier');
    await ben.until(() => ben.conversation('Pier')?.state.kind === 'ready');
    const left = must(await ben.port.scheduleMessage(away, 'to the pier', { in: 10 * MINUTE }));
    const long = must(await ben.port.scheduleMessage(room, 'x'.repeat(3_000), { in: 11 * MINUTE }));
    const timed = must(
      await ben.port.scheduleMessage(
        room,
        'for a week',
        { in: 12 * MINUTE },
        { timer: { seconds: 604_800, from: 'sent' } },
      ),
    );
    must(await ben.port.leaveRoom(away));
    await ben.until(() => ben.conversation('Pier')?.state.kind === 'left', 'to have left');
    await decides({ messageBytes: 1_024, messageMinutesMost: 60 });
    ben.close();
    office.pass(20 * MINUTE);
    await ben.reopen();
    await shows(
      ben,
      'This conversation is over.',
      'The message is larger than the policy allows.',
      'The policy does not allow messages to stay that long, or that short.',
    );
    // None of it is lost, and each can go on.
    expect(await ben.port.sendScheduled(left)).toMatchObject({ problem: { code: 'not-allowed' } });
    await ben.reopen();
    expect(kinds(ben)).toHaveLength(3);
    must(await ben.port.changeScheduled(long, { text: 'shorter' }));
    await ana.reads(room, 'shorter');
    must(await ben.port.changeScheduled(timed, { usualTimer: true }));
    const said = await ana.reads(room, 'for a week');
    expect(said.timer).toEqual({ seconds: 3_600, from: 'sent' });
    must(await ben.port.cancelScheduled(left));
    await ben.until(() => waiting(ben).every(({ kind }) => kind === 'late'), 'nothing to wait');
  });
});

describe('a reminder', () => {
  const reminders = (person: Person) => person.snapshots.later.reminders;
  const told = (person: Person) => reminders(person).filter(({ toldAt }) => toldAt !== undefined).length;

  it('tells of its message when its time has come, and leads there', async () => {
    await start();
    const word = await ana.say(room, 'Ask about berth seven');
    await ben.reads(room, 'Ask about berth seven');
    must(await ben.port.changeSettings({ notify: true, notifyContent: 'name' }));
    must(await ben.port.remind(room, word, { in: HOUR }));
    // Once more is instead, not besides.
    must(await ben.port.remind(room, word, { in: 700 }));
    await ben.until(() => ben.notices.length > 0, 'to be reminded');
    const key = ben.message(room, word)?.key;
    expect(ben.notices).toEqual([{ kind: 'reminder', conversation: room, key, author: 'Ana', room: 'Harbour' }]);
    expect(must(await ben.port.reminders())).toMatchObject([
      { conversation: room, message: word, key, author: ana.id, excerpt: 'Ask about berth seven' },
    ]);
    await ben.until(() => told(ben) === 1, 'the list to say so');
    expect(ana.snapshots.later.reminders).toEqual([]);
  });

  it('is not told in a window of the system to who is not to be disturbed, and stands in the list', async () => {
    await start();
    const word = await ana.say(room, 'Ask about berth seven');
    await ben.reads(room, 'Ask about berth seven');
    must(await ben.port.changeSettings({ notify: true }));
    must(await ben.port.setStatus({ state: 'dnd', text: '', emoji: '' }));
    must(await ben.port.remind(room, word, { in: 100 }));
    await ben.until(() => told(ben) === 1, 'the reminder to be told');
    const loud = await ana.say(room, 'Are you there?');
    await ben.sees(room, loud, () => true, 'the message');
    expect(ben.notices).toEqual([]);
  });

  it('that was due while the app was closed is told when it is opened; it is taken out and put back', async () => {
    await start();
    const word = await ana.say(room, 'Ask about berth seven');
    await ben.reads(room, 'Ask about berth seven');
    const id = must(await ben.port.remind(room, word, { in: 20 * MINUTE }));
    must(await ben.port.cancelReminder(id));
    await ben.until(() => reminders(ben).length === 0, 'no reminder');
    must(await ben.port.restoreReminder(id));
    ben.close();
    office.pass(HOUR);
    await ben.reopen();
    await ben.until(() => told(ben) === 1, 'to be reminded');
    const [late] = reminders(ben);
    expect((late?.toldAt ?? 0) - (late?.dueAt ?? 0)).toBeGreaterThan(39 * MINUTE);
    must(await ben.port.cancelReminder(id));
    expect(await ben.port.cancelReminder(id)).toMatchObject({ problem: { code: 'not-found' } });
  });

  it('goes with its message, however that goes, and names none that is not there', async () => {
    await start();
    const gone = await ana.say(room, 'regretted');
    const brief = must(await ana.port.sendMessage(room, 'for a moment', { timer: { seconds: 10, from: 'sent' } }));
    const later1 = must(await ana.port.sendMessage(room, 'for an hour', { timer: { seconds: 3_600, from: 'sent' } }));
    await ben.reads(room, 'for an hour');
    for (const id of [gone, brief, later1]) must(await ben.port.remind(room, id, { in: 3 * HOUR }));
    must(await ana.port.recallMessage(room, gone));
    await ben.until(() => reminders(ben).length === 1, 'two of the reminders to be gone');
    expect(await ben.port.remind(room, gone, { in: HOUR })).toMatchObject({ problem: { code: 'not-found' } });
    ben.close();
    office.pass(2 * HOUR);
    await ben.reopen();
    await ben.online();
    await ben.until(() => reminders(ben).length === 0, 'the last reminder to be gone');
    const kept = await withStorage(ben, async ({ read }) => read.all('reminders'));
    expect(kept).toEqual([]);
  });
});

describe('snippets', () => {
  const titles = (person: Person) => person.snapshots.later.snippets.map(({ title }) => title).join();

  it('are kept on the device as they were written, changed, taken out and put back, within bounds', async () => {
    await start();
    const text = '**Gate code**: ask the guard at `pier 4`\n\n- north\n- south';
    const gate = must(await ben.port.saveSnippet({ title: '  Gate   code ', text }));
    const bye = must(await ben.port.saveSnippet({ title: 'Bye', text: 'See you tomorrow' }));
    await ben.until(() => titles(ben) === 'Bye,Gate code', 'two snippets');
    await ben.reopen();
    expect(ben.snapshots.later.snippets[1]).toEqual({ id: gate, title: 'Gate code', text });
    must(await ben.port.saveSnippet({ id: bye, title: 'Bye', text: 'See you on Monday' }));
    must(await ben.port.deleteSnippet(gate));
    await ben.until(() => titles(ben) === 'Bye', 'one snippet');
    must(await ben.port.restoreSnippet(gate));
    await ben.until(() => titles(ben) === 'Bye,Gate code', 'two snippets again');
    for (const [title, words, code] of [
      ['bye', 'again', 'not-allowed'],
      ['', 'words', 'invalid-input'],
      ['x'.repeat(61), 'words', 'invalid-input'],
      ['empty', ' ', 'invalid-input'],
      ['long', 'x'.repeat(4_001), 'invalid-input'],
    ] as const) {
      expect(await ben.port.saveSnippet({ title, text: words }), title).toMatchObject({ problem: { code } });
    }
    for (let nth = 0; nth < 98; nth += 1) must(await ben.port.saveSnippet({ title: `Snippet ${nth}`, text: 'words' }));
    expect(await ben.port.saveSnippet({ title: 'one more', text: 'words' })).toMatchObject({
      problem: { code: 'not-allowed' },
    });
    expect(ana.snapshots.later.snippets).toEqual([]);
  });
});
