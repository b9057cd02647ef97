import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import type { Person } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { Rogue } from './rogue.ts';

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
  ({ room } = await company.room('Harbour', 'welcome'));
}, 60_000);
afterAll(() => company.close());

const known = (person: Person, user: Person['id']) => person.snapshots.presence.find((one) => one.user === user);
/** Resolves when Ana and Ben have opened what Mallory has signalled before: each hears signals in their order. */
async function heard(text: string): Promise<void> {
  const come = [ana, ben].map((person) =>
    person.until(() => known(person, mallory.id)?.text === text, `Mallory’s own ${text}`),
  );
  let waits = true;
  const all = Promise.all(come).finally(() => {
    waits = false;
  });
  // A signal may be lost, or be of an epoch that has just ended; it is said again until it has come.
  while (waits) {
    await mallory.read(room);
    await mallory.signal(room, { presence: { state: 'away', text } });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await all;
}

describe('a member with a modified client', () => {
  it('says for somebody else that they are away, or again what they have said: nobody believes it', async () => {
    await heard('one');
    await mallory.read(room);
    await mallory.signal(room, { presence: { state: 'dnd', text: 'I resign' } }, ana.device);
    await mallory.signal(room, { presence: { state: 'dnd', text: 'I resign' } }, 'Z'.repeat(21).concat('A') as never);
    await mallory.replaySignals(room);
    await heard('two');
    expect(known(ben, ana.id)?.state).not.toBe('dnd');
    expect(JSON.stringify([ana.snapshots.presence, ben.snapshots.presence])).not.toContain('I resign');
  });

  it('says what is no presence, or of another time: it is nothing, and the next one counts', async () => {
    const hour = 3_600_000;
    await mallory.signal(room, { presence: { state: 'dnd', text: 'kept' } }, mallory.device, Date.now() - hour);
    await mallory.signal(room, { presence: { state: 'dnd', text: 'to come' } }, mallory.device, Date.now() + hour);
    await heard('three');
    for (const person of [ana, ben]) expect(known(person, mallory.id)?.state).toBe('away');
  });

  // The last one: the policy stays.
  it('says so where the policy forbids it: nobody shows it, and one’s own app says nothing', async () => {
    const size = ben.snapshots.connection.log?.size ?? 0;
    await company.scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, presence: 'off' } };
    });
    for (const person of [ana, ben]) {
      await person.hasLog(size + 1);
      await person.until(() => person.snapshots.presence.length === 0, 'nothing to be known of anybody');
    }
    const heardBefore = (await mallory.signals(room)).length;
    await mallory.signal(room, { presence: { state: 'away', text: 'four' } });
    await ben.port.setStatus({ state: 'dnd', text: 'told to nobody', emoji: '' });
    await company.settled(room);
    for (const person of [ana, ben]) expect(person.snapshots.presence).toEqual([]);
    const since = (await mallory.signals(room)).slice(heardBefore);
    expect(since.filter((signal) => 'presence' in signal)).toEqual([]);
    expect(ben.snapshots.session).toMatchObject({ policy: { presence: 'off' } });
  });
});
