import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must } from './person.ts';

let office: Office;
afterEach(() => office.close());

const HOUR = 3_600_000;

describe('somebody whose clock is wrong', () => {
  it.each([5 * HOUR, -5 * HOUR])('by %d ms is told so, and reads what is said', async (by) => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    ben.clockOff = by;
    await ben.reopen();
    await ben.until(() => ben.snapshots.connection.link.kind === 'clock-wrong', 'a word about the clock');
    const { link } = ben.snapshots.connection;
    const off = link.kind === 'clock-wrong' ? link.byMs : 0;
    expect(Math.abs(off - by)).toBeLessThan(HOUR / 2);

    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.say(direct, 'What time is it?');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'What time is it?');
    const id = await ben.say(direct, 'Late, I think');
    if (by < 0) {
      // By a clock that is behind, the age of the log cannot be told: nothing is sent until it is right.
      await ben.stateOf(direct, id, 'queued');
      ben.clockOff = 0;
      await ben.reopen();
      await ben.look(direct);
    }
    await ana.reads(direct, 'Late, I think');
    await ana.say(direct, 'Not here');
    await ben.reads(direct, 'Not here');
    for (const one of [ana, ben]) {
      expect(one.texts(direct)).toEqual(['What time is it?', 'Late, I think', 'Not here']);
    }
  });

  it('by more than a day ahead cannot speak, is told so, and what it wrote goes once the clock is right', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.say(direct, 'Hello');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'Hello');
    ben.clockOff = 30 * HOUR;
    await ben.reopen();
    await ben.look(direct);
    await ben.until(() => ben.snapshots.connection.link.kind !== 'connecting', 'a connection or a reason');
    const id = await ben.say(direct, 'From tomorrow');
    await ben.stateOf(direct, id, 'queued');
    expect(['frozen', 'clock-wrong']).toContain(ben.snapshots.connection.link.kind);
    ben.clockOff = 0;
    await ben.reopen();
    await ana.reads(direct, 'From tomorrow');
  });
});
