/** Devices that nobody uses: taken out, and let in again when they are used. */
import { afterEach, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { expectAgreement } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

const DAY = 24 * 3_600_000;

let office: Office;
afterEach(() => office.close());

it('whoever was away for long is in their rooms again when they are back, but for those that a moderator took them out of', async () => {
  let ahead = 0;
  office = await Office.start({ now: () => Date.now() + ahead });
  const ana = await office.found();
  const [ben, chloe] = [await office.hire(ana, 'Ben'), await office.hire(ana, 'Chloe')];
  await ben.knows('Ana', 'Chloe');
  const people = [ben.id, chloe.id];
  const room = must(await ana.port.createRoom({ name: 'Harbour', people }));
  const closed = must(await ana.port.createRoom({ name: 'Board', people }));
  for (const name of ['Harbour', 'Board']) for (const one of [ben, chloe]) await one.conversationOf(name);
  const speak = async (where: GroupId, ...who: Person[]) => {
    for (const one of who) {
      const word = `${one.name} on day ${ahead / DAY}`;
      await one.say(where, word);
      for (const other of who) await other.reads(where, word);
    }
  };
  for (const where of [room, closed]) await speak(where, ana, ben, chloe);
  const { groups } = must(await ana.port.staff());
  const group = groups[0]?.id as (typeof groups)[number]['id'];
  const { base } = must(await ana.port.policyBook(group));
  must(await ana.port.decide({ kind: 'set-policy', group, base, change: { inactiveDays: 7 } }));
  await ben.until(() => ben.snapshots.connection.log?.size === ana.snapshots.connection.log?.size, 'the policy');
  ben.close();

  const members = (who: Person, name: string) => who.conversation(name)?.members.length;
  must(await ana.port.removePerson(closed, ben.id));
  await chloe.until(() => members(chloe, 'Board') === 2, 'Ben out of the board');

  /** Time goes by; a decision has the relay sign the log anew, and those who are there come back and speak. */
  const pass = async (days: number) => {
    ahead += days * DAY;
    must(await ana.port.decide({ kind: 'name-group', group, name: `Everyone on day ${ahead / DAY}` }));
    for (const one of [ana, chloe]) one.close();
    for (const one of [ana, chloe]) {
      one.clockOff = ahead;
      await one.reopen();
      await one.online();
      for (const where of [room, closed]) await one.look(where);
    }
    for (const where of [room, closed]) await speak(where, ana, chloe);
  };
  await pass(5);
  expect(members(ana, 'Harbour')).toBe(3);
  await pass(5);
  for (const one of [ana, chloe]) await one.until(() => members(one, 'Harbour') === 2, 'Ben out');
  // What he left at the relay before he was away is good for weeks yet. Nobody lets him in by it.
  await pass(1);
  for (const one of [ana, chloe]) expect(members(one, 'Harbour')).toBe(2);

  ben.clockOff = ahead;
  await ben.reopen();
  await ben.online();
  await ben.until(() => ben.conversation('Harbour')?.state.kind === 'removed', 'to see that he is out');
  await ana.reopen();
  await ana.online();
  await ben.until(() => ben.conversation('Harbour')?.state.kind === 'ready', 'to be in again');
  for (const one of [ana, ben, chloe]) await one.look(room);
  await ana.say(room, 'welcome back');
  await ben.reads(room, 'welcome back');
  await ben.say(room, 'it is good to be here');
  for (const one of [ana, chloe]) await one.reads(room, 'it is good to be here');
  await expectAgreement(room, ana, ben, chloe);
  const lines = ana.entries(room).flatMap((one) => (one.kind === 'event' ? [one.event] : []));
  expect(lines.filter((one) => one.kind === 'joined' && one.back === true)).toMatchObject([{ who: [ben.id] }]);

  await ana.look(closed);
  await ana.say(closed, 'among ourselves');
  await chloe.reads(closed, 'among ourselves');
  for (const one of [ana, chloe]) expect(members(one, 'Board')).toBe(2);
  expect(ben.conversation('Board')?.state.kind).toBe('removed');
}, 180_000);
