import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '#core/port.ts';
import type { SecurityGroupId, UserId } from '#shared/ids/index.ts';
import { judgeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { expectAgreement } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

const HOUR = 3_600_000;

let office: Office;
let ahead = 0;
afterEach(() => office.close());

async function start(): Promise<Person> {
  ahead = 0;
  office = await Office.start({ now: () => Date.now() + ahead });
  return office.found();
}

const groupOf = async (person: Person): Promise<SecurityGroupId> => {
  const [group] = must(await person.port.staff()).groups;
  if (group === undefined) throw new Error('there is no group');
  return group.id;
};

const fieldOf = async (person: Person, name: string) =>
  must(await person.port.whatApplies()).fields.find((one) => one.name === name)?.value;

/** How a decision ends: what came of it, or the code of its problem. */
async function ending(person: Person, decision: Decision): Promise<string> {
  const outcome = await person.port.decide(decision);
  return outcome.ok ? outcome.value.kind : outcome.problem.code;
}

const setPolicy = async (person: Person, change: Record<string, number | string>): Promise<Decision> => {
  const group = await groupOf(person);
  const { base } = must(await person.port.policyBook(group));
  return { kind: 'set-policy', group, base, change };
};

const standing = async (person: Person, user: UserId) =>
  must(await person.port.staff()).people.find(({ id }) => id === user)?.standing;

describe('people, as admins steer them', () => {
  it('have a profile that admins write, everybody sees, and nobody writes of themselves', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const profile = { kind: 'details', user: ben.id, details: { title: ' Engineer ', location: 'Vienna' } } as const;
    expect(await ending(ana, profile)).toBe('done');
    const said = () => JSON.stringify(ben.person('Ben').details);
    await ben.until(() => said() === '{"title":"Engineer","location":"Vienna"}', 'the profile');
    expect(must(await ana.port.personFile(ben.id)).entries[0]?.sentence).toBe(
      'Gave Ben the title Engineer and the location Vienna',
    );
    expect(await ending(ana, { ...profile, details: { location: '' } })).toBe('done');
    await ben.until(() => said() === '{"title":"Engineer"}', 'the profile without its place');
    for (const details of [{}, { title: 'x'.repeat(81) }, { contact: 'a\nb' }]) {
      expect(await ending(ana, { ...profile, details })).toBe('invalid-input');
    }
    expect(await ending(ben, profile)).toBe('not-allowed');
  });

  it('are suspended, restored and removed, and conversations go on without them', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, chloe.id] }));
    for (const one of [ben, chloe]) await one.conversationOf('Harbour');
    await ben.say(room, 'before');
    for (const one of [ana, chloe]) await one.reads(room, 'before');
    const [user, members] = [ben.id, () => ana.conversation('Harbour')?.members.length];

    expect(await ending(ana, { kind: 'suspend', user })).toBe('done');
    await ben.session('stopped');
    await chloe.say(room, 'not for Ben');
    await ana.reads(room, 'not for Ben');
    await ana.until(() => members() === 2, 'Ben to be out of the room');
    await expectAgreement(room, ana, chloe);
    expect(await ending(ana, { kind: 'suspend', user })).toBe('not-allowed');

    expect(await ending(ana, { kind: 'restore', user })).toBe('done');
    await ben.reopen();
    await ben.online();
    must(await ana.port.addPeople(room, [user]));
    await ana.until(() => members() === 3, 'Ben to be in the room again');
    await ana.say(room, 'welcome back');
    await ben.reads(room, 'welcome back');

    expect(await ending(ana, { kind: 'remove', user })).toBe('done');
    await ben.session('stopped');
    await ana.until(() => members() === 2, 'Ben to be gone');
    expect(await ending(ana, { kind: 'restore', user })).toBe('not-allowed');
    const { may, entries, devices } = must(await ana.port.personFile(user));
    expect(may).toMatchObject({ suspend: false, restore: false, remove: false, revoke: false });
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      'Removed Ben',
      'Restored Ben',
      'Suspended Ben',
      'Added a device of Ben',
      'Ben joined',
      'Invited Ben as member',
    ]);
    expect(devices).toMatchObject([{ state: 'shut-out', isThis: false }]);
  });

  it('lose a device that is revoked, which stops at once and leaves every conversation', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const direct = must(await ana.port.startDirect(ben.id));
    await ana.say(direct, 'hello');
    await ben.conversationOf('Ana');
    await ben.reads(direct, 'hello');
    const user = ben.id;
    const { devices } = must(await ana.port.personFile(user));
    expect(devices).toMatchObject([{ id: ben.device, state: 'active', kind: 'browser' }]);
    expect(await ending(ana, { kind: 'revoke-device', device: ben.device })).toBe('done');
    await ben.session('stopped');
    await ana.until(() => ana.conversation('Ben')?.members.length === 1, 'the device to be out');
    const after = must(await ana.port.personFile(user));
    expect(after.devices).toMatchObject([{ state: 'revoked', revoked: { by: 'Ana' } }]);
  });

  it('may be decided about by those whom the log lets, and what is offered is what the log takes', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    await chloe.knows('Ben');
    const roles = async (by: Person, user: UserId) => must(await by.port.personFile(user)).may.roles;
    expect(await roles(ana, ben.id)).toEqual(['owner', 'admin', 'member', 'guest']);
    expect(await roles(chloe, ben.id)).toEqual(['member', 'guest']);
    expect(must(await chloe.port.personFile(ana.id)).may).toMatchObject({ suspend: false, remove: false });
    expect(await ending(chloe, { kind: 'suspend', user: ana.id })).toBe('not-allowed');
    expect(await ending(chloe, { kind: 'role', user: ben.id, role: 'admin' })).toBe('not-allowed');
    expect(await ending(chloe, { kind: 'role', user: ben.id, role: 'guest' })).toBe('done');
    expect(await ending(ben, { kind: 'suspend', user: chloe.id })).toBe('not-allowed');
    expect(await ben.port.staff()).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    // The last owner cannot go.
    expect(await ending(ana, { kind: 'role', user: ana.id, role: 'admin' })).not.toBe('done');
    expect(await ending(ana, { kind: 'role', user: chloe.id, role: 'owner' })).toBe('done');
    await chloe.until(() => chloe.person('Chloe').role === 'owner', 'Chloe to be an owner');
    expect(await ending(chloe, { kind: 'role', user: ana.id, role: 'admin' })).toBe('done');
    await ana.until(() => ana.person('Ana').role === 'admin', 'Ana to be an admin');
  });
});

describe('the policy, as admins steer it', () => {
  it('is strengthened by one at once, for everybody who is online', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    expect(await ending(ana, await setPolicy(ana, { autoLockMinutes: 5 }))).toBe('done');
    await ben.until(() => {
      const { session } = ben.snapshots;
      return session.kind === 'open' && session.policy.autoLockMinutes === 5;
    }, 'the new policy');
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
    await chloe.until(() => (chloe.snapshots.connection.log?.size ?? 0) > proposal, 'the proposal');
    expect(must(await chloe.port.policyBook(group)).proposed?.obstacle).toBeUndefined();
    expect(await ending(chloe, { kind: 'approve-policy', group, proposal })).toBe('waits');
    const book = must(await chloe.port.policyBook(group));
    expect(book.waiting).toMatchObject({ by: ['Ana', 'Chloe'], doubtful: [] });
    expect(await fieldOf(chloe, 'autoLockMinutes')).toBe(30);
    ahead = 25 * HOUR;
    chloe.clockOff = ahead;
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
    ana.clockOff = 25 * HOUR;
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
      await one.until(() => {
        const { session } = one.snapshots;
        return session.kind === 'open' && session.policy.autoLockMinutes === wanted;
      }, 'the change that came first');
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
    const hears = (one: Person) =>
      one.until(() => (one.snapshots.connection.log?.size ?? 0) > proposal, 'the proposal');
    for (const one of [ana, dan]) await hears(one);
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
    await ana.until(() => (ana.snapshots.connection.log?.size ?? 0) > proposal, 'the proposal');
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
    await ben.until(() => {
      const { session } = ben.snapshots;
      return session.kind === 'open' && session.policy.autoLockMinutes === 2;
    }, 'the policy of the new group');
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
    await ben.until(() => {
      const { session } = ben.snapshots;
      return session.kind === 'open' && session.policy.autoLockMinutes === 10;
    }, 'the lock');
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
    await chloe.until(() => {
      const { session } = chloe.snapshots;
      return session.kind === 'open' && session.policy.autoLockMinutes === 5;
    }, 'the policy of the group');
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

describe('how fresh keys are', () => {
  it('is seen by admins for the conversations that they are in, and the certificates of the log', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    await ben.conversationOf('Harbour');
    await ben.say(room, 'here');
    await ana.reads(room, 'here');
    const health = must(await ana.port.keyHealth());
    expect(health.rooms).toMatchObject([{ title: 'Harbour', suite: 'x-wing', devices: 2 }]);
    expect(Math.abs(health.now - (health.rooms[0]?.oldestAt ?? 0))).toBeLessThan(HOUR);
    expect(health.certificates).toHaveLength(2);
    expect(await ben.port.keyHealth()).toMatchObject({ problem: { code: 'not-allowed' } });
  });
});

describe('the log, as admins see it', () => {
  it('is asked by area, person and words, and taken away as files', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    await ending(ana, await setPolicy(ana, { autoLockMinutes: 5 }));
    await ending(ana, { kind: 'name-group', name: '=HYPERLINK("x")' });
    const all = must(await ana.port.trail({}, 100));
    await ana.until(() => ana.snapshots.connection.log?.size === all.found, 'the size of the log');
    expect(all.entries[0]?.sentence).toBe('Named a security group =HYPERLINK("x")');
    const policy = must(await ana.port.trail({ area: 'policy', words: 'changed' }, 100));
    expect(policy.entries).toMatchObject([{ by: ['Ana'], changes: [{ after: '5 minutes', weaker: false }] }]);
    const bens = must(await ana.port.trail({ person: ben.id }, 1));
    expect(bens).toMatchObject({ found: 3, entries: [{ kind: 'device.add' }] });
    expect(must(await ana.port.trail({ to: 1 }, 100)).found).toBe(0);
    const text = async (format: 'csv' | 'jsonl') =>
      new TextDecoder().decode(must(await ana.port.exportTrail({}, format)));
    const lines = (await text('jsonl')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).index)).toEqual([...Array(all.found).keys()]);
    expect(await text('csv')).toContain('security group');
    const exported = new TextDecoder().decode(must(await ana.port.exportLog()));
    expect(judgeLogExport(exported, nodePrimitives)).toMatchObject({ ok: true, size: all.found });
    expect(await ben.port.trail({}, 10)).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    expect(must(await ben.port.whatApplies()).entries).toHaveLength(3);
  });
});

describe('many invitations at once', () => {
  it('are made in batches, each with a link that works', async () => {
    const ana = await start();
    const lines = Array.from({ length: 60 }, (_, index) => ({ name: `Guest ${index}`, role: 'guest' as const }));
    const { made, problem } = must(await ana.port.inviteMany(lines, 24));
    expect(problem).toBeUndefined();
    expect(made.map(({ line }) => line)).toEqual([...lines.keys()]);
    const link = made[59]?.link ?? '';
    const person = office.newPerson('Guest 59');
    await person.open();
    await person.session('no-account');
    expect(must(await person.port.previewInvitation(link.split('#')[1] ?? ''))).toMatchObject({ nameHint: 'Guest 59' });
    expect(await ana.port.inviteMany([{ name: ' bad ', role: 'guest' }], 24)).toMatchObject({
      ok: false,
      problem: { code: 'invalid-input' },
    });
    const many = Array.from({ length: 1_001 }, () => ({ name: 'N', role: 'guest' as const }));
    expect(await ana.port.inviteMany(many, 24)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
  });
});
