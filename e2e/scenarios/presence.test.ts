import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let direct: GroupId;
afterEach(() => office.close());

async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  direct = must(await ana.port.startDirect(ben.id));
  await ana.say(direct, 'Hello Ben');
  await ben.conversationOf('Ana');
  await ben.reads(direct, 'Hello Ben');
}

const known = (person: Person, of: Person) => person.snapshots.presence.find(({ user }) => user === of.id);
const shows = (person: Person, of: Person, state: string | undefined) =>
  person.until(() => known(person, of)?.state === state, `${of.name} to be ${state}`);

describe('presence', () => {
  it('is told when one comes and when it changes, with words that end, and is not kept', async () => {
    await start();
    // Whoever comes tells, and is told.
    await ben.reopen();
    await shows(ana, ben, 'available');
    await shows(ben, ana, 'available');
    must(await ben.port.setStatus({ state: 'dnd', text: 'On the crane', emoji: '🏗️', until: { in: 15_000 } }));
    await shows(ana, ben, 'dnd');
    expect(known(ana, ben)).toMatchObject({ text: 'On the crane', emoji: '🏗️' });
    expect(known(ben, ben)).toMatchObject({ state: 'dnd', text: 'On the crane' });
    // It ends by itself, for both.
    await shows(ben, ben, 'available');
    await shows(ana, ben, 'available');
    expect(known(ana, ben)?.text).toBeUndefined();
    for (const text of ['x'.repeat(61), 'two\nlines', '\ud800', '😀'.repeat(30).concat('ä')]) {
      expect(await ben.port.setStatus({ state: 'auto', text, emoji: '' })).toMatchObject({
        problem: { code: 'invalid-input' },
      });
    }
    expect(await ben.port.setStatus({ state: 'auto', text: '', emoji: 'word' })).toMatchObject({
      problem: { code: 'invalid-input' },
    });
    // What is not known is shown as nothing: also what was known before the app was closed.
    await office.stopRelay();
    await ana.reopen();
    expect(known(ana, ben)).toBeUndefined();
    await office.startRelay();
  });

  it('is neither told by nor to who does not want it', async () => {
    await start();
    must(await ana.port.changeSettings({ presence: false }));
    await ana.until(() => !ana.snapshots.settings.presence);
    await ben.reopen();
    await ben.online();
    must(await ben.port.setStatus({ state: 'away', text: '', emoji: '' }));
    // What is said after it has come: so would have presence.
    await ben.say(direct, 'I am away');
    await ana.reads(direct, 'I am away');
    expect(ana.snapshots.presence).toEqual([]);
    await ana.say(direct, 'I see');
    await ben.reads(direct, 'I see');
    expect(known(ben, ana)).toBeUndefined();
    must(await ana.port.changeSettings({ presence: true }));
    await shows(ben, ana, 'available');
  });
});
