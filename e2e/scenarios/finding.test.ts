import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must } from './person.ts';

let office: Office;
afterEach(() => office.close());

describe('search', () => {
  it('finds what two people said, also after reopening, and without a relay', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.say(direct, 'The ferry leaves at nine');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'The ferry leaves at nine');
    expect(await ben.finds('ferry from:ana')).toEqual(['The ferry leaves at nine']);
    await ben.say(direct, 'Then the ferry is late, cà phê first');
    const { key } = await ana.reads(direct, 'Then the ferry is late, cà phê first');
    const both = ['Then the ferry is late, cà phê first', 'The ferry leaves at nine'];
    expect(await ana.finds('ferry')).toEqual(both);

    ana.close();
    await office.stopRelay();
    await ana.reopen();
    expect(await ana.finds('fer')).toEqual(both);
    expect(await ana.finds('ca phe in:ben')).toEqual([both[0]]);
    expect(await ana.finds('ferry is:mine')).toEqual([both[1]]);
    expect(await ana.finds('ferry -late')).toEqual([both[1]]);
    const hit = must(await ana.port.search('cà phê')).hits[0];
    expect(hit).toMatchObject({ conversation: direct, key, author: ana.person('Ben').id });
    expect(hit?.ranges.map(([from, to]) => hit.snippet.slice(from, to))).toEqual(['cà', 'phê']);
    // What is written without a relay waits, and is found.
    await ana.say(direct, 'Nobody reads this yet');
    expect(await ana.finds('nobody')).toEqual(['Nobody reads this yet']);
    await office.startRelay();
  });
});
