import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

/** What a search finds, once everything on this device was looked at. */
async function finds(person: Person, query: string): Promise<string[]> {
  for (;;) {
    const page = must(await person.port.search(query));
    if (page.complete) return page.hits.map(({ snippet }) => snippet);
    // The core pushes nothing when it has indexed more: a window asks again, and so does this.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('search', () => {
  it('finds what two people said, also after reopening, and without a relay', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ana.person('Ben').id));
    await ana.say(direct, 'The ferry leaves at nine');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'The ferry leaves at nine');
    expect(await finds(ben, 'ferry from:ana')).toEqual(['The ferry leaves at nine']);
    await ben.say(direct, 'Then the ferry is late, cà phê first');
    const { key } = await ana.reads(direct, 'Then the ferry is late, cà phê first');
    const both = ['Then the ferry is late, cà phê first', 'The ferry leaves at nine'];
    expect(await finds(ana, 'ferry')).toEqual(both);

    ana.close();
    await office.stopRelay();
    await ana.reopen();
    expect(await finds(ana, 'fer')).toEqual(both);
    expect(await finds(ana, 'ca phe in:ben')).toEqual([both[0]]);
    expect(await finds(ana, 'ferry is:mine')).toEqual([both[1]]);
    expect(await finds(ana, 'ferry -late')).toEqual([both[1]]);
    const hit = must(await ana.port.search('cà phê')).hits[0];
    expect(hit).toMatchObject({ conversation: direct, key, author: ana.person('Ben').id });
    expect(hit?.ranges.map(([from, to]) => hit.snippet.slice(from, to))).toEqual(['cà', 'phê']);
    // What is written without a relay waits, and is found.
    await ana.say(direct, 'Nobody reads this yet');
    expect(await finds(ana, 'nobody')).toEqual(['Nobody reads this yet']);
    await office.startRelay();
  });
});
