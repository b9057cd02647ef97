import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationPreferences } from '#core/port.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

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
    await new Promise((done) => setTimeout(done, 1_500));
    must(await phone.port.saveSnippet({ id: gate, title: 'Gate', text: 'Gate 5' }));
    must(await ben.port.deleteSnippet(bye));
    await office.startRelay();
    for (const one of [ben, phone]) await snippets(one, 'Gate 5');
    must(await ben.port.restoreSnippet(bye));
    for (const one of [ben, phone]) await snippets(one, 'Kind regards', 'Gate 5');
  });
});
