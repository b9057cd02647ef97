import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

/** Ana and Ben talk in a room and alone; then Ben links his phone. */
async function linked(): Promise<{ ana: Person; ben: Person; phone: Person; room: GroupId; direct: GroupId }> {
  office = await Office.start();
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
  const direct = must(await ben.port.startDirect(ana.id));
  await ana.say(room, 'before the phone');
  await ben.conversationOf('Harbour');
  await ana.conversationOf('Ben');
  await ben.reads(room, 'before the phone');
  await ben.say(direct, 'good morning');
  await ana.reads(direct, 'good morning');
  const phone = await office.link(ben);
  await phone.conversationOf('Harbour');
  await phone.conversationOf('Ana');
  return { ana, ben, phone, room, direct };
}

describe('a person with two devices', () => {
  it('is in all conversations with both, from there on, and everybody is told of it', async () => {
    const { ana, ben, phone, room, direct } = await linked();
    await ana.look(room);
    await ana.until(() => ana.events(room).includes('device-added'), 'the new device');
    await ben.look(direct);
    await ben.until(() => ben.events(direct).includes('device-added'), 'the new device');
    expect(ana.conversation('Harbour')?.members).toHaveLength(2);

    await ana.say(room, 'to both of you');
    await Promise.all([ben, phone].map((one) => one.reads(room, 'to both of you')));
    // What was said before stays where it was.
    expect(phone.texts(room)).not.toContain('before the phone');
    expect(phone.events(room)).not.toContain('missing');

    const said = await phone.say(direct, 'from the phone');
    await ana.reads(direct, 'from the phone');
    const mine = await ben.reads(direct, 'from the phone');
    expect(mine).toMatchObject({ id: said, author: ben.id });
    // Their own words are nothing new to a person.
    expect(ben.conversation('Ana')?.unread).toBe(0);
    await ben.say(direct, 'from the desk');
    await phone.reads(direct, 'from the desk');
    expect(phone.conversation('Ana')?.unread).toBe(0);
  });

  it('has read what one of the devices has read', async () => {
    const { ana, ben, phone, room } = await linked();
    await ana.look(room);
    const said = await ana.say(room, 'look at this');
    await Promise.all([ben, phone].map((one) => one.reads(room, 'look at this')));
    await ana.stateOf(room, said, 'delivered');
    must(await phone.port.markRead(room));
    await ana.stateOf(room, said, 'read');
    must(await ben.port.markRead(room));
    await ana.stateOf(room, said, 'read');
  });

  it('brings its other device into what it begins, and into what it is added to', async () => {
    const { ana, ben, phone } = await linked();
    const made = must(await phone.port.createRoom({ name: 'Phone made this', people: [ana.id] }));
    await ben.conversationOf('Phone made this');
    await ana.conversationOf('Phone made this');
    await phone.look(made);
    await ben.say(made, 'here too');
    await phone.reads(made, 'here too');
    ben.close();
    const later = must(await ana.port.createRoom({ name: 'Ana made this', people: [ben.id] }));
    await phone.conversationOf('Ana made this');
    await ben.reopen();
    await ben.conversationOf('Ana made this');
    await ana.say(later, 'to both');
    await Promise.all([ben, phone].map((one) => one.reads(later, 'to both')));
  });

  it('takes a device out of the account and of all conversations: it reads nothing more, and deletes what it has', async () => {
    const { ana, ben, phone, room } = await linked();
    const { device } = phone;
    expect(await phone.port.revokeOwnDevice(device)).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    must(await ben.port.renameDevice(device, 'Old phone'));
    expect(must(await ben.port.ownDevices())[1]).toMatchObject({ name: 'Old phone' });
    must(await ben.port.revokeOwnDevice(device));
    await phone.session('stopped');
    expect(phone.snapshots.session).toMatchObject({ reason: 'device-revoked' });
    expect(must(await ben.port.ownDevices())).toHaveLength(1);
    await ben.look(room);
    await ben.until(() => ben.events(room).includes('device-removed'), 'the device to be taken out');
    await ana.say(room, 'without the phone');
    await ben.reads(room, 'without the phone');
    phone.close();
    await phone.open();
    await phone.session('no-account');
  });

  it('alarms its other devices when one more is added', async () => {
    const { ben, phone } = await linked();
    await office.link(phone, 'Tablet');
    await ben.until(
      () => ben.snapshots.connection.alarms.some(({ sentence }) => sentence.startsWith('A device was added')),
      'an alarm',
    );
    expect(phone.snapshots.connection.alarms).toEqual([]);
  });

  it('counts the same as unread on all devices, wherever something was read', async () => {
    const { ana, ben, phone, room, direct } = await linked();
    const counts = (one: Person) =>
      Object.fromEntries(one.snapshots.conversations.map(({ title, unread, mentions }) => [title, [unread, mentions]]));
    const same = async (expected: Record<string, readonly number[]>) => {
      for (const one of [ben, phone]) {
        await one.until(
          () => JSON.stringify(counts(one)) === JSON.stringify({ ...counts(one), ...expected }),
          JSON.stringify(expected),
        );
      }
    };
    // What Ben had not read before there was a phone is nothing to the phone.
    must(await ben.port.markRead(room));
    must(await ben.port.markRead(direct));
    await ana.say(room, 'one');
    await ana.say(room, 'two');
    await ana.say(direct, 'alone');
    await same({ Harbour: [2, 0], Ana: [1, 0] });
    must(await phone.port.markRead(room));
    await same({ Harbour: [0, 0], Ana: [1, 0] });
    must(await ben.port.markRead(direct));
    await same({ Harbour: [0, 0], Ana: [0, 0] });

    // One is away, and what it reads later is not less than what the other has read meanwhile.
    phone.close();
    await ana.say(room, 'three');
    await ben.reads(room, 'three');
    must(await ben.port.markRead(room));
    await ana.say(room, 'four');
    await ben.reads(room, 'four');
    await phone.reopen();
    await phone.online();
    await same({ Harbour: [1, 0], Ana: [0, 0] });
    must(await phone.port.markRead(room));
    await same({ Harbour: [0, 0], Ana: [0, 0] });
  });

  it('has seen of a thread what one of the devices has seen', async () => {
    const { ana, ben, phone, room } = await linked();
    await ben.look(room);
    const root = await ben.say(room, 'The north crane is broken');
    const { thread } = await phone.reads(room, 'The north crane is broken');
    if (thread === undefined) throw new Error('no thread');
    await ana.reads(room, 'The north crane is broken');
    const isNew = (one: Person) => one.conversation('Harbour')?.newReplies ?? [];
    must(await ana.port.sendMessage(room, 'I know', { thread }));
    for (const one of [ben, phone]) await one.until(() => isNew(one).length === 1, 'the reply');
    const opened = must(await phone.port.openTimeline(`${room}/${thread}`));
    must(await phone.port.markThreadRead(room, thread, opened.entries.at(-1)?.key ?? ''));
    for (const one of [ben, phone]) await one.until(() => isNew(one).length === 0, 'the reply to be seen');
    must(await ana.port.sendMessage(room, 'It is mended', { thread }));
    for (const one of [ben, phone]) await one.until(() => isNew(one).length === 1, 'the next reply');
    expect(ben.message(room, root)).toBeDefined();
  });
});
