import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '#core/port.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { encodeWitnessKey } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { Office } from './office.ts';
import { must, PASSPHRASE, type Person } from './person.ts';
import { ending } from './steering.ts';

const HOUR = 3_600_000;

let office: Office;
let ahead = 0;
afterEach(() => office.close());

async function start(): Promise<Person> {
  ahead = 0;
  office = await Office.start({ now: () => Date.now() + ahead });
  return office.found();
}

const pendingOf = async (person: Person) => must(await person.port.governance()).pending;

/** Resolves when `person` has as much of the log as `other`, who is an admin. */
async function catchUp(person: Person, other: Person): Promise<void> {
  const { size } = must(await other.port.governance());
  await person.hasLog(size);
}

const roleOf = async (person: Person, user: UserId) =>
  must(await person.port.staff()).people.find(({ id }) => id === user)?.role;

const alarms = (person: Person) => person.snapshots.connection.alarms.map(({ sentence }) => sentence);

/** Ana and Chloe own it, both must sign; Dan is an admin and Ben a member. */
async function owned() {
  const ana = await start();
  const chloe = await office.hire(ana, 'Chloe');
  const dan = await office.hire(ana, 'Dan', 'admin');
  const ben = await office.hire(ana, 'Ben');
  expect(await ending(ana, { kind: 'owners', owners: [ana.id, chloe.id], quorum: 2 })).toBe('done');
  for (const one of [chloe, dan, ben]) await catchUp(one, ana);
  return { ana, ben, chloe, dan };
}

describe('what several owners decide, each when they are there', () => {
  it('adds an owner once both have signed, though the first has gone by then', async () => {
    const { ana, chloe, dan } = await owned();
    const owners = [ana.id, chloe.id, dan.id];
    expect(await ending(ana, { kind: 'owners', owners, quorum: 2 })).toBe('proposed');
    const [mine] = await pendingOf(ana);
    expect(mine).toMatchObject({ isMine: true, signedBy: ['Ana'], needed: 2, obstacle: /signed/ });
    await catchUp(chloe, ana);
    ana.close();
    const [theirs] = await pendingOf(chloe);
    expect(theirs).toMatchObject({ by: 'Ana', can: 'bring-about', sentence: /Ana, Chloe, Dan/ });
    expect(await ending(chloe, { kind: 'approve', proposal: theirs?.index ?? -1 })).toBe('done');
    expect(await roleOf(chloe, dan.id)).toBe('owner');
    expect(await pendingOf(chloe)).toEqual([]);
    // A lost owner is replaced by the others.
    await catchUp(dan, chloe);
    expect(await ending(chloe, { kind: 'owners', owners: [chloe.id, dan.id], quorum: 2 })).toBe('proposed');
    await catchUp(dan, chloe);
    const proposal = (await pendingOf(dan))[0]?.index ?? -1;
    expect(await ending(dan, { kind: 'approve', proposal })).toBe('done');
    expect(await roleOf(dan, ana.id)).toBe('admin');
  });

  it('lets fewer sign only a day after everybody was told, and what is proposed can be withdrawn', async () => {
    const { ana, ben, chloe } = await owned();
    const fewer: Decision = { kind: 'owners', owners: [ana.id, chloe.id], quorum: 1 };
    expect(await ending(ana, fewer)).toBe('proposed');
    const proposal = (await pendingOf(ana))[0]?.index ?? -1;
    await ben.until(() => alarms(ben).some((text) => /1 instead of 2 owners/.test(text)), 'the notice');
    await catchUp(chloe, ana);
    expect(await ending(chloe, { kind: 'withdraw', proposal })).toBe('not-allowed');
    expect(await ending(chloe, { kind: 'approve', proposal })).toBe('signed');
    expect(must(await chloe.port.governance()).quorum).toBe(2);
    ahead = 25 * HOUR;
    for (const one of [ana, chloe]) one.clockOff = ahead;
    await catchUp(ana, chloe);
    expect(await ending(ana, { kind: 'approve', proposal })).toBe('done');
    expect(must(await ana.port.governance()).quorum).toBe(1);
  });

  it('makes an admin of somebody, and is refused to whoever has no say', async () => {
    const { ana, ben, chloe, dan } = await owned();
    expect(await ending(dan, { kind: 'role', user: ben.id, role: 'admin' })).toBe('not-allowed');
    const file = must(await ana.port.personFile(ben.id));
    expect(file.may.needsOthers.roles).toEqual(['owner', 'admin']);
    expect(await ending(ana, { kind: 'role', user: ben.id, role: 'admin' })).toBe('proposed');
    await catchUp(chloe, ana);
    const proposal = (await pendingOf(chloe))[0]?.index ?? -1;
    expect(await ending(chloe, { kind: 'approve', proposal })).toBe('done');
    expect(await roleOf(chloe, ben.id)).toBe('admin');
  });

  it('names witnesses by the line that they print', async () => {
    const ana = await start();
    expect(must(await ana.port.governance())).toMatchObject({ witnesses: [], required: 0 });
    const witness = { name: 'witness.example/w1', key: encodeBase64url(nodePrimitives.keyPair().publicKey) };
    const key = encodeWitnessKey(witness, nodePrimitives);
    const mistyped = key.replace('w1+', 'w2+');
    expect(await ending(ana, { kind: 'witnesses', keys: [mistyped], required: 0 })).toBe('invalid-input');
    expect(await ending(ana, { kind: 'witnesses', keys: [key], required: 2 })).toBe('not-allowed');
    expect(await ending(ana, { kind: 'witnesses', keys: [key], required: 0 })).toBe('done');
    expect(must(await ana.port.governance()).witnesses).toEqual([{ name: witness.name, key }]);
  });
});

describe('a person who has lost all devices', () => {
  it('is given a new identity by two admins, and everybody is told', async () => {
    const { ana, ben, dan } = await owned();
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, dan.id] }));
    for (const one of [ben, dan]) await one.conversationOf('Harbour');
    await ben.say(room, 'before');
    for (const one of [ana, dan]) await one.reads(room, 'before');
    const before = must(await dan.port.safetyNumber(ben.id)).groups;
    const [user, oldDevice] = [ben.id, ben.device];

    expect(must(await ana.port.personFile(user)).may).toMatchObject({ reset: true, needsOthers: { reset: true } });
    const { link, proposed } = must(await ana.port.resetIdentity(user, 24));
    expect(proposed).toBe(true);
    // Whoever has lost nothing would learn of it before it can be used.
    await ben.until(() => alarms(ben).some((text) => /take your place/.test(text)), 'the notice');
    const browser = office.newPerson('Ben');
    await browser.open();
    await browser.session('no-account');
    const fragment = link.split('#')[1] ?? '';
    expect((await browser.port.previewInvitation(fragment)).ok).toBe(false);

    await catchUp(dan, ana);
    const proposal = (await pendingOf(dan))[0]?.index ?? -1;
    expect(await ending(dan, { kind: 'approve', proposal })).toBe('done');
    expect(must(await browser.port.previewInvitation(fragment))).toMatchObject({ nameHint: 'Ben', replaces: true });
    must(await browser.port.enrol({ fragment, name: 'Somebody else', passphrase: PASSPHRASE }));
    await browser.session('open');
    await browser.online();
    expect(browser.id).toBe(user);
    expect(browser.person('Ben').isMe).toBe(true);
    await ben.session('stopped');

    for (const one of [ana, dan]) {
      await one.until(() => alarms(one).some((text) => /Ben has a new identity/.test(text)), 'the alarm');
    }
    expect(must(await dan.port.safetyNumber(user)).groups).not.toEqual(before);
    const { devices } = must(await ana.port.personFile(user));
    expect(devices.find(({ id }) => id === oldDevice)?.state).toBe('revoked');
    await ana.until(() => ana.conversation('Harbour')?.members.length === 2, 'the old device to be out');
    must(await ana.port.addPeople(room, [user]));
    await browser.conversationOf('Harbour');
    await ana.say(room, 'welcome back');
    await browser.reads(room, 'welcome back');
    expect((await browser.everything(room)).map(({ text }) => text)).toEqual(['welcome back']);
  });

  it('who has lost nothing stops it alone', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const { link, proposed } = must(await ana.port.resetIdentity(ben.id, 24));
    expect(proposed).toBe(false);
    await ben.until(() => alarms(ben).some((text) => /take your place/.test(text)), 'the alarm');
    // What is stored is said in the language that is spoken when it is shown, and what is shown is said again.
    await ben.port.speak('vi');
    await ben.until(() => alarms(ben).some((text) => /do Ana ký.*thay thế bạn/.test(text)), 'the alarm in Vietnamese');
    expect(must(await ben.port.whatApplies()).entries.map(({ sentence }) => sentence)).toContain(
      'Đã tạo liên kết trao cho Ben một danh tính mới',
    );
    await ben.port.speak('en');
    await ben.until(() => alarms(ben).some((text) => /take your place/.test(text)), 'the alarm in English again');
    expect(must(await ben.port.whatApplies()).replacedBy).toMatchObject({ by: 'Ana' });
    must(await ben.port.stopReset());
    expect(must(await ben.port.whatApplies()).replacedBy).toBeUndefined();
    const browser = office.newPerson('Mallory');
    await browser.open();
    await browser.session('no-account');
    expect(await browser.port.previewInvitation(link.split('#')[1] ?? '')).toMatchObject({
      ok: false,
      problem: { code: 'invitation-revoked' },
    });
    await ben.online();
  });
});

describe('an organisation that has lost its owners', () => {
  it('is recovered with the root key by anybody who has it, and everybody is told', async () => {
    const ana = await start();
    const printed = office.rootKey;
    const ben = await office.hire(ana, 'Ben');
    const dan = await office.hire(ana, 'Dan');
    ana.close();
    expect(await ben.port.recoverOwners('0000 1111')).toMatchObject({ problem: { code: 'root-key-check-failed' } });
    const wrong = printed.replace(/^./, (letter) => (letter === '7' ? '8' : '7'));
    expect(await ben.port.recoverOwners(wrong)).toMatchObject({ problem: { code: 'root-key-check-failed' } });
    must(await ben.port.recoverOwners(printed.toLowerCase()));
    await ben.until(() => ben.person('Ben').role === 'owner', 'Ben to be the owner');
    await dan.until(() => alarms(dan).some((text) => /root key was used.*Ben/.test(text)), 'the alarm');
    expect(must(await ben.port.governance())).toMatchObject({ quorum: 1, owners: [{ name: 'Ben', isMe: true }] });
  });
});

describe('an invitation that was not used', () => {
  it('is made again in one step, and the old link ends', async () => {
    const ana = await start();
    const { id, link } = must(await ana.port.createInvitation({ name: 'Eve', role: 'guest', expiresInHours: 1 }));
    const again = must(await ana.port.reinvite(id, 24));
    expect(again.link).not.toBe(link);
    const browser = office.newPerson('Eve');
    await browser.open();
    await browser.session('no-account');
    const preview = async (url: string) => browser.port.previewInvitation(url.split('#')[1] ?? '');
    expect(await preview(link)).toMatchObject({ problem: { code: 'invitation-revoked' } });
    expect(must(await preview(again.link))).toMatchObject({ nameHint: 'Eve', role: 'guest' });
    // One that has expired, too.
    ahead = 25 * HOUR;
    ana.clockOff = ahead;
    const third = must(await ana.port.reinvite(again.id, 24));
    expect(third.id).not.toBe(again.id);
    expect(must(await ana.port.listInvitations()).find((one) => one.id === again.id)?.state).not.toBe('open');
  });
});

describe('many people at once', () => {
  it('are decided about in batches, and what the log refuses is left out and said', async () => {
    const ana = await start();
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const ben = await office.hire(ana, 'Ben');
    const dan = await office.hire(ana, 'Dan');
    await catchUp(chloe, ana);
    const suspend = (user: UserId): Decision => ({ kind: 'suspend', user });
    const bens = ben.id;
    // An admin may not decide about the owner, nor twice about one person; the others are suspended all the same.
    const { results } = must(
      await chloe.port.decideMany([suspend(ana.id), suspend(bens), suspend(bens), suspend(dan.id)]),
    );
    expect(results.map(({ ok }) => ok)).toEqual([false, true, false, true]);
    expect(results[0]).toMatchObject({ sentence: /owners decide/ });
    for (const one of [ben, dan]) await one.session('stopped');
    const people = must(await chloe.port.staff()).people;
    expect(people.filter(({ standing }) => standing === 'suspended').map(({ name }) => name)).toEqual(['Ben', 'Dan']);
    // What others must sign is not proposed by the dozen.
    const admin = must(await chloe.port.decideMany([{ kind: 'role', user: bens, role: 'admin' }]));
    expect(admin.results).toMatchObject([{ ok: false }]);
    const many = Array.from({ length: 26 }, () => suspend(bens));
    expect(await chloe.port.decideMany(many)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    expect(await chloe.port.decideMany([])).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
  });

  it('of whom two are the last owners cannot all be suspended in one go', async () => {
    const { ana, chloe } = await owned();
    const { results } = must(
      await ana.port.decideMany([
        { kind: 'suspend', user: chloe.id },
        { kind: 'suspend', user: ana.id },
      ]),
    );
    expect(results.every(({ ok }) => !ok)).toBe(true);
    expect(must(await ana.port.governance()).owners.every(({ active }) => active)).toBe(true);
  });
});
