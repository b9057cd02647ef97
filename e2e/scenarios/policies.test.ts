import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '#core/port.ts';
import type { UserId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';
import { ending, groupOf, locksAfter, setPolicy } from './steering.ts';

const HOUR = 3_600_000;

let office: Office;
afterEach(() => office.close());

async function start(): Promise<Person> {
  office = await Office.start();
  return office.found();
}

const fieldOf = async (person: Person, name: string) =>
  must(await person.port.whatApplies()).fields.find((one) => one.name === name)?.value;

const standing = async (person: Person, user: UserId) =>
  must(await person.port.staff()).people.find(({ id }) => id === user)?.standing;

describe('the policy, as admins steer it', () => {
  it('is strengthened by one at once, for everybody who is online', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    expect(await ending(ana, await setPolicy(ana, { autoLockMinutes: 5 }))).toBe('done');
    await locksAfter(ben, 5);
    const applies = must(await ben.port.whatApplies());
    expect(applies.signedBy).toEqual(['Ana']);
    expect(applies.fields.find(({ name }) => name === 'autoLockMinutes')).toMatchObject({ words: '5 minutes' });
    expect(await ending(ana, await setPolicy(ana, { autoLockMinutes: 0 }))).toBe('invalid-input');
    expect(await ending(ana, await setPolicy(ana, { backdoor: 1 }))).toBe('invalid-input');
  });

  it('is weakened by one who proposes and another who approves, and a day later', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const group = await groupOf(ana);
    const change = { autoLockMinutes: 60 };
    expect(must(await ana.port.previewPolicy(group, change))).toMatchObject({
      way: 'propose',
      people: 2,
      changes: [{ field: 'autoLockMinutes', before: '30 minutes', after: '60 minutes', weaker: true }],
    });
    expect(await ending(ana, await setPolicy(ana, change))).toBe('proposed');
    const mine = must(await ana.port.policyBook(group)).proposed;
    expect(mine).toMatchObject({ isMine: true, by: 'Ana' });
    const proposal = mine?.index ?? -1;
    expect(await ending(ana, { kind: 'approve-policy', group, proposal })).toBe('not-allowed');
    await chloe.hasLog(proposal + 1);
    expect(must(await chloe.port.policyBook(group)).proposed?.obstacle).toBeUndefined();
    expect(await ending(chloe, { kind: 'approve-policy', group, proposal })).toBe('waits');
    const book = must(await chloe.port.policyBook(group));
    expect(book.waiting).toMatchObject({ by: ['Ana', 'Chloe'], doubtful: [] });
    expect(await fieldOf(chloe, 'autoLockMinutes')).toBe(30);
    office.pass(25 * HOUR);
    expect(await fieldOf(chloe, 'autoLockMinutes')).toBe(60);
  });

  it('waits a day where there is no second admin, and can be withdrawn until then', async () => {
    const ana = await start();
    const group = await groupOf(ana);
    expect(must(await ana.port.previewPolicy(group, { autoLockMinutes: 60 })).way).toBe('delayed');
    expect(await ending(ana, await setPolicy(ana, { autoLockMinutes: 60 }))).toBe('waits');
    const { base, waiting } = must(await ana.port.policyBook(group));
    expect(waiting?.changes).toHaveLength(1);
    expect(await ending(ana, { kind: 'withdraw-policy', group, base })).toBe('done');
    expect(must(await ana.port.policyBook(group)).waiting).toBeUndefined();
    office.pass(25 * HOUR);
    expect(await fieldOf(ana, 'autoLockMinutes')).toBe(30);
  });

  it('that two admins change at once is changed by one of them, and the other is told', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const decisions = [await setPolicy(ana, { autoLockMinutes: 5 }), await setPolicy(chloe, { autoLockMinutes: 7 })];
    const [first, second] = decisions;
    if (first === undefined || second === undefined) throw new Error('unreachable');
    const endings = await Promise.all([ending(ana, first), ending(chloe, second)]);
    expect([...endings].sort()).toEqual(['done', 'not-allowed']);
    const wanted = endings[0] === 'done' ? 5 : 7;
    for (const one of [ana, chloe]) {
      await locksAfter(one, wanted);
    }
    // Whoever was too late decides anew, on what holds now.
    const late = endings[0] === 'done' ? chloe : ana;
    expect(await ending(late, await setPolicy(late, { autoLockMinutes: 3 }))).toBe('done');
  });

  it('is not weakened by the proposal of an admin who was suspended while it waited', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const dan = await office.hire(ana, 'Dan', 'admin');
    const group = await groupOf(ana);
    expect(await ending(chloe, await setPolicy(chloe, { autoLockMinutes: 60 }))).toBe('proposed');
    const proposal = must(await chloe.port.policyBook(group)).proposed?.index ?? -1;
    for (const one of [ana, dan]) await one.hasLog(proposal + 1);
    expect(await ending(ana, { kind: 'suspend', user: chloe.id })).toBe('done');
    await chloe.session('stopped');
    await dan.until(() => !dan.person('Chloe').active, 'the suspension');
    expect(must(await dan.port.policyBook(group)).proposed?.obstacle).toMatch(/no active admin/);
    expect(await ending(dan, { kind: 'approve-policy', group, proposal })).toBe('not-allowed');
    const { base } = must(await dan.port.policyBook(group));
    expect(await ending(dan, { kind: 'withdraw-policy', group, base })).toBe('done');
    expect(must(await dan.port.policyBook(group)).proposed).toBeUndefined();
  });

  it('that waits names who signed it and is no admin any more', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const group = await groupOf(ana);
    expect(await ending(chloe, await setPolicy(chloe, { autoLockMinutes: 60 }))).toBe('proposed');
    const proposal = must(await chloe.port.policyBook(group)).proposed?.index ?? -1;
    await ana.hasLog(proposal + 1);
    expect(await ending(ana, { kind: 'approve-policy', group, proposal })).toBe('waits');
    const user = chloe.id;
    expect(await ending(ana, { kind: 'suspend', user })).toBe('done');
    expect(must(await ana.port.policyBook(group)).waiting).toMatchObject({ doubtful: ['Chloe'] });
    expect(await standing(ana, user)).toBe('suspended');
  });
});

describe('security groups', () => {
  it('have people and a policy of their own, and nobody is moved to where less is asked by one admin', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    expect(await ending(ana, { kind: 'name-group', name: 'Harbour' })).toBe('done');
    expect(await ending(ana, { kind: 'name-group', name: 'Harbour' })).toBe('invalid-input');
    expect(await ending(ana, { kind: 'name-group', name: 'x'.repeat(81) })).toBe('invalid-input');
    const groups = must(await ana.port.staff()).groups;
    const [everyone, harbour] = [groups.find((one) => one.isDefault), groups.find((one) => one.name === 'Harbour')];
    if (everyone === undefined || harbour === undefined) throw new Error('a group is missing');
    const { base } = must(await ana.port.policyBook(harbour.id));
    const change = { autoLockMinutes: 2 };
    expect(await ending(ana, { kind: 'set-policy', group: harbour.id, base, change })).toBe('done');
    expect(await ending(ana, { kind: 'move', user: ben.id, group: harbour.id })).toBe('done');
    await locksAfter(ben, 2);
    expect(must(await ben.port.whatApplies())).toMatchObject({ group: 'Harbour' });
    await office.hire(ana, 'Chloe', 'admin');
    expect(await ending(ana, { kind: 'move', user: ben.id, group: everyone.id })).toBe('proposed');
    expect(must(await ana.port.staff()).people.find(({ id }) => id === ben.id)?.group).toBe(harbour.id);
  });
});

describe('what is locked for the whole organisation', () => {
  it('holds for every group, is seen by everybody whom it holds, and is loosened by two', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const ben = await office.hire(ana, 'Ben');
    const { organisation, groups } = must(await ana.port.staff());
    const [group] = groups;
    if (group === undefined) throw new Error('there is no group');
    const about = async (by: Person, change: Record<string, number | string>): Promise<Decision> => {
      const { base } = must(await by.port.policyBook(organisation));
      return { kind: 'set-policy', group: organisation, base, change };
    };
    expect(must(await ana.port.previewPolicy(organisation, { autoLockMinutes: 10 }))).toMatchObject({
      way: 'now',
      people: 3,
      changes: [{ before: 'Not locked', after: '10 minutes', weaker: false }],
    });
    expect(await ending(ana, await about(ana, { autoLockMinutes: 10 }))).toBe('done');
    await locksAfter(ben, 10);
    const locked = { value: 10, lock: { value: 10, exceeded: false } };
    const field = async (by: Person, scope = group.id) =>
      must(await by.port.policyBook(scope)).fields.find(({ name }) => name === 'autoLockMinutes');
    expect(await field(ana)).toMatchObject(locked);
    expect(must(await ben.port.whatApplies()).fields.find(({ name }) => name === 'autoLockMinutes')).toMatchObject(
      locked,
    );
    // The group's own policy says what it said; it may only ask for more.
    expect(await ending(ana, await setPolicy(ana, { autoLockMinutes: 5 }))).toBe('done');
    expect(await field(ana)).toMatchObject({ value: 5, lock: { value: 10, exceeded: true } });
    await locksAfter(chloe, 5);
    expect(await ending(ana, await about(ana, { autoLockMinutes: 1_440 }))).toBe('proposed');
    const { proposed, history } = must(await ana.port.policyBook(organisation));
    expect(proposed?.changes).toMatchObject([{ before: '10 minutes', after: 'Not locked', weaker: true }]);
    expect(history.map(({ sentence }) => sentence)).toEqual([
      'Proposed to weaken what is locked for the whole organisation',
      'Changed what is locked for the whole organisation',
    ]);
  });
});

describe('what waits in a group while a lock is loosened that it makes up for', () => {
  it('is not offered to be taken away before the loosening is, and where that is, is said', async () => {
    const ana = await start();
    const group = await groupOf(ana);
    const { organisation } = must(await ana.port.staff());
    const book = async (scope: typeof group | typeof organisation) => must(await ana.port.policyBook(scope));
    const set = async (scope: typeof group | typeof organisation, change: Record<string, number>) => {
      const { base } = await book(scope);
      return ending(ana, { kind: 'set-policy', group: scope, base, change });
    };
    expect(await set(organisation, { freshnessHours: 6 })).toBe('done');
    expect(await set(group, { freshnessHours: 6, devicesPerPerson: 10 })).toBe('waits');
    expect((await book(group)).heldUpBy).toBeUndefined();
    const open = (await book(organisation)).fields.find(({ name }) => name === 'freshnessHours')?.unlocked;
    expect(await set(organisation, { freshnessHours: Number(open) })).toBe('waits');

    const elsewhere = [{ id: organisation, isOrganisation: true }];
    expect((await book(group)).heldUpBy).toMatchObject(elsewhere);
    const withdraw = async (scope: typeof group | typeof organisation) =>
      ending(ana, { kind: 'withdraw-policy', group: scope, base: (await book(scope)).base });
    expect(await withdraw(group)).toBe('not-allowed');
    // The same of a change that would take its place; not of one that keeps what was to be stricter.
    const preview = async (change: Record<string, number>) => must(await ana.port.previewPolicy(group, change));
    expect(await preview({ passphraseLength: 20 })).toMatchObject({ way: 'now', heldUpBy: elsewhere });
    expect((await preview({ freshnessHours: 6 })).heldUpBy).toBeUndefined();

    expect((await book(organisation)).heldUpBy).toBeUndefined();
    expect(await withdraw(organisation)).toBe('done');
    expect((await book(group)).heldUpBy).toBeUndefined();
    expect(await withdraw(group)).toBe('done');
  });
});
