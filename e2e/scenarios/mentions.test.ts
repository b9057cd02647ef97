import { afterEach, describe, expect, it } from 'vitest';
import type { MentionSpan } from '#core/port.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let chloe: Person;
let room: GroupId;
afterEach(() => office.close());

/** Ana, Ben and Chloe in a room that all of them have read. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  chloe = await office.hire(ana, 'Chloe');
  await ana.knows('Ben', 'Chloe');
  ({ room } = await office.room(ana, 'Harbour', [ben, chloe], 'All aboard'));
  for (const person of [ben, chloe]) must(await person.port.markRead(room));
}

/** The places of `names` in a text, each after an `@`. */
function spans(text: string, ...names: readonly (readonly [string, UserId | 'room'])[]): MentionSpan[] {
  return names.map(([name, who]) => {
    const at = text.indexOf(`@${name}`);
    return { start: at, end: at + name.length + 1, who };
  });
}

const counts = (person: Person) => {
  const { unread, mentions } = person.conversation('Harbour') ?? {};
  return [unread, mentions];
};
const counted = (person: Person, unread: number, mentions: number) =>
  person.until(() => String(counts(person)) === String([unread, mentions]), `${unread} unread, ${mentions} mentions`);

describe('a mention', () => {
  it('is read by everybody, and counts for whom it speaks to, until it is read', async () => {
    await start();
    const text = 'Could @Ben look at the crane?';
    const id = must(await ana.port.sendMessage(room, text, { mentions: spans(text, ['Ben', ben.id]) }));
    for (const person of [ana, ben, chloe]) {
      const seen = await person.reads(room, text);
      expect(seen.mentions).toEqual([{ start: 6, end: 10, who: ben.id }]);
      expect(seen.forMe).toBe(person === ben ? true : undefined);
    }
    await counted(ben, 1, 1);
    await counted(chloe, 1, 0);
    expect(ben.conversation('Harbour')?.lastMessage?.preview).toBe(text);

    // Another wording, without him and with everybody; then with him again; and then nothing.
    const other = 'Could @room look at the crane?';
    must(await ana.port.editMessage(room, id, other, spans(other, ['room', 'room'])));
    await counted(chloe, 1, 1);
    await counted(ben, 1, 1);
    must(await ana.port.editMessage(room, id, 'Never mind'));
    await counted(chloe, 1, 0);
    await counted(ben, 1, 0);
    must(await ana.port.editMessage(room, id, text, spans(text, ['Ben', ben.id])));
    await counted(ben, 1, 1);
    expect(must(await ben.port.messageHistory(room, id)).map((one) => one.text)).toEqual([
      text,
      other,
      'Never mind',
      text,
    ]);
    await ben.reopen();
    await ben.online();
    expect(counts(ben)).toEqual([1, 1]);
    must(await ana.port.recallMessage(room, id));
    await counted(ben, 0, 0);
    await counted(chloe, 0, 0);

    const last = must(await ana.port.sendMessage(room, text, { mentions: spans(text, ['Ben', ben.id]) }));
    await counted(ben, 1, 1);
    must(await ben.port.markRead(room));
    await counted(ben, 0, 0);
    must(await ana.port.recallMessage(room, last));
    await ana.say(room, 'Gone');
    await ben.reads(room, 'Gone');
    await counted(ben, 1, 0);
  });

  it('of who is not in the conversation, or of the room where there is none, is plain text', async () => {
    await start();
    const direct = must(await ana.port.startDirect(ben.id));
    const text = 'Ask @Chloe, or the whole @room';
    const mentions = spans(text, ['Chloe', chloe.id], ['room', 'room']);
    must(await ana.port.sendMessage(direct, text, { mentions }));
    await ben.conversationOf('Ana');
    const seen = await ben.reads(direct, text);
    expect([seen.mentions, seen.forMe]).toEqual([undefined, undefined]);
    await ben.until(() => ben.conversation('Ana')?.unread === 1);
    expect(ben.conversation('Ana')?.mentions).toBe(0);
    const odd = await ana.port.sendMessage(room, 'Ben', { mentions: [{ start: 0, end: 9, who: ben.id }] });
    expect(odd.ok ? undefined : odd.problem.code).toBe('invalid-input');
  });

  it('stays in a draft, and is found by those who are mentioned', async () => {
    await start();
    const text = 'Tide at nine, @Ben';
    const mentions = spans(text, ['Ben', ben.id]);
    must(await ana.port.saveDraft(room, text, mentions));
    await ana.until(() => ana.conversation('Harbour')?.draft === text);
    await ana.reopen();
    await ana.online();
    expect(ana.conversation('Harbour')).toMatchObject({ draft: text, draftMentions: mentions });
    must(await ana.port.sendMessage(room, text, { mentions }));
    must(await ana.port.saveDraft(room, ''));
    await ana.until(() => ana.conversation('Harbour')?.draft === undefined);
    await ben.reads(room, text);
    await chloe.reads(room, text);
    expect(await ben.finds('is:mention')).toEqual([text]);
    expect(await ben.finds('ben has:mention')).toEqual([text]);
    expect(await chloe.finds('ben tide')).toEqual([text]);
    expect(await chloe.finds('is:mention')).toEqual([]);
  });
});

describe('a keyword', () => {
  it('counts as a mention for whoever listens for it, and for nobody else', async () => {
    await start();
    must(await ben.port.changeSettings({ keywords: ['crane'] }));
    must(await ben.port.setPreferences(room, { level: 'mentions' }));
    await ben.until(() => ben.snapshots.settings.keywords.length === 1);
    await ana.say(room, 'The Crane is broken');
    await ana.say(room, 'So are the cranes');
    await counted(ben, 2, 1);
    await counted(chloe, 2, 0);
    // What was counted is counted back, though he listens for nothing any more.
    must(await ben.port.changeSettings({ keywords: [] }));
    await ben.until(() => ben.snapshots.settings.keywords.length === 0);
    const heard = await ana.reads(room, 'The Crane is broken');
    must(await ana.port.recallMessage(room, heard.id));
    await counted(ben, 1, 0);
    expect(ana.snapshots.settings.keywords).toEqual([]);
  });
});
