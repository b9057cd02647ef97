import { afterEach, describe, expect, it } from 'vitest';
import type { UserId } from '#shared/ids/index.ts';
import { judgeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { expectAgreement } from './agreement.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';
import { ending, setPolicy } from './steering.ts';

const HOUR = 3_600_000;

let office: Office;
afterEach(() => office.close());

async function start(): Promise<Person> {
  office = await Office.start();
  return office.found();
}

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
