import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationPreferences, ScheduledView } from '#core/port.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, PASSPHRASE, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let phone: Person;
let room: GroupId;
afterEach(() => office.close());

/** Ana and Ben in a room; Ben has written something down, and then links his phone. */
async function start(before: () => Promise<unknown> = async () => undefined): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  await ben.conversationOf('Harbour');
  await before();
  phone = await office.link(ben);
  await phone.conversationOf('Harbour');
  await phone.look(room);
}

const harbour = (one: Person) => one.conversation('Harbour');
const drafts = (one: Person, text: string | undefined, other?: string) =>
  one.until(
    () => harbour(one)?.draft === text && harbour(one)?.draftElsewhere?.text === other,
    `the draft ${text} and elsewhere ${other}`,
  );
/** As a window writes: from what it shows. */
const writes = async (one: Person, text: string, from = harbour(one)?.draftFrom) =>
  must(await one.port.saveDraft(room, text, undefined, undefined, from));

describe('a draft', () => {
  it('that was begun before there was a second device is there, goes on there, and is gone on both when it is sent', async () => {
    await start(() => ben.port.saveDraft(room, 'Dear @Ana', [{ start: 5, end: 9, who: ana.id }]));
    await drafts(phone, 'Dear @Ana');
    expect(harbour(phone)?.draftMentions).toEqual([{ start: 5, end: 9, who: ana.id }]);
    await writes(phone, 'Dear all');
    await drafts(ben, 'Dear all');
    await writes(ben, 'Dear all, come');
    await drafts(phone, 'Dear all, come');
    must(await phone.port.sendMessage(room, 'Dear all, come'));
    await writes(phone, '');
    await drafts(ben, undefined);
    expect(harbour(phone)?.draft).toBeUndefined();
    await ben.reopen();
    await drafts(ben, undefined);
  });

  it('that both write at the same time is two: neither is lost, and one lets go of the other', async () => {
    await start();
    await writes(ben, 'The crane');
    await drafts(phone, 'The crane');
    // Neither hears of the other while they write on.
    await office.stopRelay();
    await phone.until(() => phone.snapshots.connection.link.kind === 'offline', 'no relay');
    await writes(ben, 'The crane is broken');
    await writes(phone, 'The crane is fine');
    await office.startRelay();
    await phone.until(() => harbour(phone)?.draftElsewhere !== undefined, 'what the other wrote');
    await ben.until(() => harbour(ben)?.draftElsewhere !== undefined, 'what the other wrote');
    for (const one of [ben, phone]) {
      expect([harbour(one)?.draft, harbour(one)?.draftElsewhere?.text].sort()).toEqual([
        'The crane is broken',
        'The crane is fine',
      ]);
      expect(harbour(one)?.draft).toBe(harbour(ben)?.draft);
    }
    const kept = harbour(ben)?.draft;
    must(await ben.port.dropDraftElsewhere(room));
    await drafts(ben, kept);
    await drafts(phone, kept);
    // What is written on from an older one stays beside what has come since.
    await writes(phone, 'written on the phone', harbour(phone)?.draftFrom);
    await drafts(ben, 'written on the phone');
  });

  it('that is still written here when another comes is not written over: the other is offered', async () => {
    await start();
    await writes(ben, 'one');
    await drafts(phone, 'one');
    const from = harbour(phone)?.draftFrom;
    await writes(ben, 'one, two');
    await drafts(phone, 'one, two');
    // The field on the phone had been made from the first.
    await writes(phone, 'one and a half', from);
    await drafts(phone, 'one and a half', 'one, two');
    await drafts(ben, 'one and a half', 'one, two');
    // Sent, the other one stands in its place.
    await writes(phone, '', from);
    await drafts(phone, 'one, two');
    await drafts(ben, 'one, two');
  });

  it('is there for a device that slept meanwhile, and in a thread', async () => {
    await start();
    await ben.say(room, 'the crane');
    const { thread } = await phone.reads(room, 'the crane');
    if (thread === undefined) throw new Error('no thread');
    phone.close();
    await writes(ben, 'meanwhile');
    must(await ben.port.saveDraft(room, 'in the thread', undefined, thread));
    await phone.reopen();
    await drafts(phone, 'meanwhile');
    await phone.until(() => harbour(phone)?.draft === 'meanwhile', 'the draft');
    const opened = must(await phone.port.openTimeline(`${room}/${thread}`));
    expect(opened.draft).toBe('in the thread');
  });
});

const snippets = (one: Person, ...texts: readonly string[]) =>
  one.until(() => one.snapshots.later.snippets.map(({ text }) => text).join() === texts.join(), `snippets ${texts}`);
const prefers = (one: Person, some: Partial<ConversationPreferences>) =>
  one.until(() => {
    const all = harbour(one)?.preferences;
    return Object.entries(some).every(([name, value]) => all?.[name as keyof ConversationPreferences] === value);
  }, JSON.stringify(some));
const savedIds = (one: Person) => one.snapshots.saved.map(({ message }) => message);

describe('what a person decides and keeps', () => {
  it('from before there was a second device is there, and what is changed later on either is so on both', async () => {
    await start(async () => {
      must(await ben.port.setPreferences(room, { favourite: true, level: 'mentions' }));
      must(await ben.port.changeSettings({ keywords: ['crane'], readReceipts: false, notify: true }));
      must(await ben.port.setStatus({ state: 'away', text: 'At the quay', emoji: '' }));
      must(await ben.port.saveSnippet({ title: 'Gate', text: 'Gate 4' }));
    });
    await prefers(phone, { favourite: true, level: 'mentions', muted: false });
    await snippets(phone, 'Gate 4');
    const settings = (one: Person) => one.snapshots.settings;
    await phone.until(() => settings(phone).keywords.join() === 'crane', 'the keywords');
    expect(settings(phone)).toMatchObject({ readReceipts: false, status: { state: 'away', text: 'At the quay' } });
    // What is about one browser stays there.
    expect(settings(phone).notify).toBe(false);

    const said = await ana.say(room, 'the tide is at nine');
    for (const one of [ben, phone]) await one.reads(room, 'the tide is at nine');
    must(await phone.port.save(room, said, true));
    await ben.until(() => savedIds(ben).includes(said), 'what was saved');
    expect(must(await ben.port.saved())).toMatchObject([{ message: said, excerpt: 'the tide is at nine' }]);
    must(await phone.port.setPreferences(room, { favourite: false, muted: true }));
    await prefers(ben, { favourite: false, muted: true, level: 'mentions' });
    must(await ben.port.changeSettings({ quietHours: { from: 60, to: 120 } }));
    await phone.until(() => settings(phone).quietHours?.from === 60, 'the quiet hours');
    must(await ben.port.changeSettings({ quietHours: null, keywords: [] }));
    await phone.until(() => settings(phone).quietHours === null && settings(phone).keywords.length === 0, 'none');
    must(await ben.port.save(room, said, false));
    await phone.until(() => savedIds(phone).length === 0, 'nothing saved');
    await ben.reopen();
    await prefers(ben, { favourite: false, muted: true, level: 'mentions' });
  });

  it('goes by who came last, where one slept meanwhile: a snippet is removed on one and changed on the other', async () => {
    await start();
    const [gate, bye] = [
      must(await ben.port.saveSnippet({ title: 'Gate', text: 'Gate 4' })),
      must(await ben.port.saveSnippet({ title: 'Bye', text: 'Kind regards' })),
    ];
    await snippets(phone, 'Kind regards', 'Gate 4');
    await office.stopRelay();
    for (const one of [ben, phone]) await one.until(() => one.snapshots.connection.link.kind === 'offline', 'no relay');
    must(await ben.port.deleteSnippet(gate));
    must(await phone.port.saveSnippet({ id: bye, title: 'Bye', text: 'Yours' }));
    // The later ones, by more than two clocks of one machine differ.
    await new Promise((done) => setTimeout(done, 4_000));
    must(await phone.port.saveSnippet({ id: gate, title: 'Gate', text: 'Gate 5' }));
    must(await ben.port.deleteSnippet(bye));
    await office.startRelay();
    for (const one of [ben, phone]) await snippets(one, 'Gate 5');
    must(await ben.port.restoreSnippet(bye));
    for (const one of [ben, phone]) await snippets(one, 'Kind regards', 'Gate 5');
  });
});

const HOUR = 3_600_000;
const waits = (one: Person, ...texts: readonly string[]) =>
  one.until(
    () => one.snapshots.later.scheduled.map((row) => (row.kind === 'late' ? 'late' : row.text)).join() === texts.join(),
    `what waits to be ${texts}`,
  );
const only = (one: Person): Extract<ScheduledView, { kind: 'waiting' }> => {
  const [row] = one.snapshots.later.scheduled;
  if (row?.kind !== 'waiting') throw new Error('nothing waits');
  return row;
};
const count = async (one: Person, text: string) =>
  (await one.everything(room)).filter((row) => row.text === text).length;

describe('what a person means for later', () => {
  it('is on all devices: a message that one was asked to send is changed on the other, and sent once, by the first', async () => {
    let asked: MessageId | undefined;
    await start(async () => {
      asked = must(await ben.port.scheduleMessage(room, 'The tide is at nine', { in: HOUR }));
    });
    if (asked === undefined) throw new Error('not asked');
    await waits(phone, 'The tide is at nine');
    expect(only(phone)).toMatchObject({ id: asked, elsewhere: true });
    expect(only(ben).elsewhere).toBeUndefined();
    must(await phone.port.changeScheduled(asked, { text: 'The tide is at ten' }));
    await waits(ben, 'The tide is at ten');
    // Its device is away when its time comes: nobody else sends it.
    ben.close();
    must(await phone.port.changeScheduled(asked, { when: { in: 0 } }));
    await phone.until(() => only(phone).dueAt <= Date.now(), 'its time');
    await ana.say(room, 'is it not time?');
    await phone.reads(room, 'is it not time?');
    expect(await count(phone, 'The tide is at ten')).toBe(0);
    await ben.reopen();
    await ana.look(room);
    await ana.reads(room, 'The tide is at ten');
    await waits(phone);
    for (const one of [ana, phone]) expect(await count(one, 'The tide is at ten')).toBe(1);
  });

  it('is sent at once by the device that was asked, and taken back on any', async () => {
    await start();
    const first = must(await ben.port.scheduleMessage(room, 'now, please', { in: HOUR }));
    must(await ben.port.scheduleMessage(room, 'regretted', { in: 2 * HOUR }));
    await waits(phone, 'now, please', 'regretted');
    must(await phone.port.sendScheduled(first));
    await phone.reads(room, 'now, please');
    await waits(phone, 'regretted');
    const { id } = only(phone);
    must(await phone.port.cancelScheduled(id));
    await waits(ben);
    must(await phone.port.restoreScheduled(id));
    await waits(ben, 'regretted');
    expect(only(phone).elsewhere, 'whoever puts it back sends it').toBeUndefined();
    expect(only(ben).elsewhere).toBe(true);
    expect(await count(phone, 'now, please')).toBe(1);
  });

  it('that was changed on one, not knowing that the other had sent it, is not sent again', async () => {
    await start();
    const id = must(await ben.port.scheduleMessage(room, 'once', { in: HOUR }));
    await waits(phone, 'once');
    phone.close();
    must(await ben.port.sendScheduled(id));
    await ana.look(room);
    await ana.reads(room, 'once');
    await office.stopRelay();
    await phone.open();
    must(await phone.port.unlock(PASSPHRASE));
    await waits(phone, 'once');
    must(await phone.port.changeScheduled(id, { text: 'once more', when: { in: 1_000 } }));
    await office.startRelay();
    await waits(phone);
    await waits(ben);
    await phone.reads(room, 'once');
    for (const one of [ana, phone]) expect(await count(one, 'once more')).toBe(0);
  });

  it('waits for the person where its device was taken out', async () => {
    await start();
    must(await phone.port.scheduleMessage(room, 'from the phone', { in: HOUR }));
    await waits(ben, 'from the phone');
    must(await ben.port.revokeOwnDevice(phone.device));
    await ben.until(() => only(ben).held !== undefined, 'to be asked');
    const { id } = only(ben);
    must(await ben.port.sendScheduled(id));
    await ana.look(room);
    await ana.reads(room, 'from the phone');
    await waits(ben);
  });

  it('reminds on all devices, until that is put aside on one', async () => {
    await start();
    const said = await ana.say(room, 'look at the crane');
    for (const one of [ben, phone]) await one.reads(room, 'look at the crane');
    const reminders = (one: Person) => one.snapshots.later.reminders;
    must(await ben.port.remind(room, said, { in: HOUR }));
    await phone.until(() => reminders(phone).length === 1, 'the reminder');
    must(await phone.port.remind(room, said, { in: 0 }));
    for (const one of [ben, phone]) await one.until(() => reminders(one)[0]?.toldAt !== undefined, 'to be told');
    must(await phone.port.cancelReminder(reminders(phone)[0]?.id as MessageId));
    await ben.until(() => reminders(ben).length === 0, 'none');
  });
});
