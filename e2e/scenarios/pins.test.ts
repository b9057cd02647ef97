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

const marks = (person: Person): readonly MessageId[] =>
  (person.conversation('Harbour')?.pins ?? []).map(({ message }) => message);

async function pinned(person: Person, ...messages: readonly MessageId[]): Promise<void> {
  await person.until(() => marks(person).join() === messages.join(), `the pins ${messages.join()}`);
}

const pinLines = (person: Person): string[] =>
  person
    .entries(room)
    .flatMap((one) =>
      one.kind === 'event' && one.event.kind === 'pinned' ? [`${one.event.by} ${one.event.on ? 'on' : 'off'}`] : [],
    );

describe('a pin', () => {
  it('is set and taken away by whoever may write, is listed for all with a line on who did it, and stays', async () => {
    await start();
    const plan = await ana.say(room, 'The crane is closed on Friday');
    const code = await ana.say(room, 'The gate is opened by the guard');
    await ben.reads(room, 'The gate is opened by the guard');
    must(await ben.port.pin(room, plan, true));
    await pinned(ana, plan);
    must(await ana.port.pin(room, code, true));
    for (const person of [ana, ben]) {
      await pinned(person, plan, code);
      await person.until(() => pinLines(person).length === 2, 'both lines');
      expect(pinLines(person)).toEqual([`${ben.id} on`, `${ana.id} on`]);
      const views = must(await person.port.pins(room));
      expect(views).toMatchObject([
        { message: code, by: ana.id, author: ana.id, excerpt: 'The gate is opened by the guard' },
        { message: plan, by: ben.id, author: ana.id, key: person.message(room, plan)?.key },
      ]);
    }
    must(await ana.port.editMessage(room, plan, 'The crane is closed on Monday'));
    await ben.until(() => ben.conversation('Harbour')?.pins?.[0]?.editedAt !== undefined, 'the edit');
    expect(must(await ben.port.pins(room))[1]?.excerpt).toBe('The crane is closed on Monday');
    expect(ben.conversation('Harbour')?.lastMessage?.preview).toBe('The gate is opened by the guard');

    await ben.reopen();
    await ben.online();
    await ben.look(room);
    await pinned(ben, plan, code);
    must(await ben.port.pin(room, code, false));
    for (const person of [ana, ben]) {
      await pinned(person, plan);
      await person.until(() => pinLines(person).at(-1) === `${ben.id} off`, 'the line');
    }
  });

  it('goes with the message that is recalled, and what is gone or not sent cannot be pinned', async () => {
    await start();
    const plan = await ana.say(room, 'regretted');
    await ben.reads(room, 'regretted');
    must(await ben.port.pin(room, plan, true));
    await pinned(ana, plan);
    must(await ana.port.recallMessage(room, plan));
    for (const person of [ana, ben]) {
      await pinned(person);
      expect(must(await person.port.pins(room))).toEqual([]);
    }
    expect(await ben.port.pin(room, plan, true)).toMatchObject({ problem: { code: 'not-found' } });
    await office.stopRelay();
    await ana.until(() => ana.snapshots.connection.link.kind === 'offline', 'to be offline');
    const waiting = await ana.say(room, 'not sent yet');
    expect(await ana.port.pin(room, waiting, true)).toMatchObject({ problem: { code: 'not-allowed' } });
    await office.startRelay();
  });

  it('is not for those who only read, and what they wanted before they knew is refused', async () => {
    await start();
    const plan = await ana.say(room, 'An announcement');
    await ben.reads(room, 'An announcement');
    must(await ana.port.changeRoom(room, { writing: 'moderators' }));
    await ben.until(() => ben.conversation('Harbour')?.room?.mayWrite === false, 'the new rule');
    expect(await ben.port.pin(room, plan, true)).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.pin(room, plan, true));
    await pinned(ben, plan);
    expect(await ben.port.pin(room, plan, false)).toMatchObject({ problem: { code: 'not-allowed' } });
  });
});
