import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let room: GroupId;
afterEach(() => office.close());

/** A room of Ana's with Ben, in which both look. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  ({ room } = await office.room(ana, 'Harbour', [ben]));
}

async function shows(person: Person, ...messages: readonly MessageId[]): Promise<void> {
  const now = () => person.snapshots.saved.map(({ message }) => message).join();
  await person.until(() => now() === messages.join(), `the saved messages ${messages.join()}`);
}

const excerpts = async (person: Person): Promise<string[]> =>
  must(await person.port.saved()).map(({ excerpt }) => excerpt);

describe('a saved message', () => {
  it('is listed with its words as they are now, found by is:saved, stays after reopening, and is told to nobody', async () => {
    await start();
    const direct = must(await ana.port.startDirect(ben.id));
    const code = await ana.say(room, 'The gate is opened by the guard');
    const shift = await ana.say(direct, 'Your shift begins at six');
    await ben.reads(room, 'The gate is opened by the guard');
    await ben.reads(direct, 'Your shift begins at six');
    must(await ben.port.save(room, code, true));
    must(await ben.port.save(direct, shift, true));
    must(await ben.port.save(room, code, true));
    await shows(ben, code, shift);
    expect(must(await ben.port.saved())).toMatchObject([
      { conversation: direct, message: shift, author: ana.id, excerpt: 'Your shift begins at six' },
      { conversation: room, message: code, key: ben.message(room, code)?.key },
    ]);
    expect(await ben.finds('is:saved')).toEqual(['Your shift begins at six', 'The gate is opened by the guard']);
    expect(await ben.finds('is:saved in:harbour')).toEqual(['The gate is opened by the guard']);
    expect(await ben.finds('is:saved shift guard')).toEqual([]);
    const before = ben.snapshots.saved;
    must(await ana.port.editMessage(room, code, 'The gate is opened at pier 4'));
    await ben.until(() => ben.snapshots.saved !== before, 'to be told that the words are others');
    expect(await excerpts(ben)).toEqual(['Your shift begins at six', 'The gate is opened at pier 4']);

    await ben.reopen();
    await shows(ben, code, shift);
    must(await ben.port.save(direct, shift, false));
    await shows(ben, code);
    expect(await ben.finds('is:saved')).toEqual(['The gate is opened at pier 4']);
    expect(ana.snapshots.saved).toEqual([]);
    expect(await ana.finds('is:saved')).toEqual([]);
  });

  it('leaves the list when it is recalled and when it disappears', async () => {
    await start();
    const gone = await ana.say(room, 'regretted');
    const brief = must(await ana.port.sendMessage(room, 'for a moment', { timer: { seconds: 10, from: 'sent' } }));
    const kept = await ana.say(room, 'kept');
    await ben.reads(room, 'kept');
    for (const id of [gone, brief, kept]) must(await ben.port.save(room, id, true));
    must(await ana.port.recallMessage(room, gone));
    await shows(ben, kept);
    expect(await excerpts(ben)).toEqual(['kept']);
    expect(await ben.port.save(room, gone, true)).toMatchObject({ problem: { code: 'not-found' } });
    expect(await ben.port.save(room, brief, true)).toMatchObject({ problem: { code: 'not-found' } });
    await ben.reopen();
    expect(await excerpts(ben)).toEqual(['kept']);
  });

  it('has a place: what was not sent yet cannot be saved', async () => {
    await start();
    await office.stopRelay();
    await ana.until(() => ana.snapshots.connection.link.kind === 'offline', 'to be offline');
    const waiting = await ana.say(room, 'not sent yet');
    expect(await ana.port.save(room, waiting, true)).toMatchObject({ problem: { code: 'not-allowed' } });
    await office.startRelay();
  });
});
