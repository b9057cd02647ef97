/** The policy that each person's own app keeps to, as nobody else could: what the app does is seen at the relay. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CallRequest } from '#shared/wire/index.ts';
import { HostileRelay } from '../adversary/hostile-relay.ts';
import { Office } from './office.ts';
import { must, PASSPHRASE, type Person } from './person.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let office: Office;
/** Honest here: it only looks. */
let relay: HostileRelay;
let ahead = 0;
afterEach(() => office.close());

async function start(): Promise<Person> {
  ahead = 0;
  relay = await HostileRelay.start();
  office = await Office.start({ front: relay, now: () => Date.now() + ahead });
  return office.found();
}

async function setPolicy(person: Person, change: Record<string, number | string>): Promise<void> {
  const [group] = must(await person.port.staff()).groups;
  if (group === undefined) throw new Error('there is no group');
  const { base } = must(await person.port.policyBook(group.id));
  expect(await person.port.decide({ kind: 'set-policy', group: group.id, base, change })).toMatchObject({
    value: { kind: 'done' },
  });
}

/** What the app of `person` has asked of the relay, over all its connections. */
function callsOf<Name extends 'group.commit' | 'keyPackages.publish'>(person: Person, name: Name): CallRequest<Name>[] {
  const own = relay.connections.filter(({ identity }) => identity.as === 'device' && identity.id === person.device);
  const indices = new Set(own.map(({ index }) => index));
  return relay.recorded.flatMap((one) =>
    one.kind === 'call' && one.name === name && indices.has(one.connection) ? [one.request as CallRequest<Name>] : [],
  );
}

function published(person: Person): { readonly single: number; readonly last: number } {
  const packages = callsOf(person, 'keyPackages.publish').flatMap((request) => request.packages);
  const last = packages.filter(({ lastResort }) => lastResort).length;
  return { single: packages.length - last, last };
}

/** Time goes by for everybody, the relay among them, and these people come back. */
async function later(by: number, ...people: readonly Person[]): Promise<void> {
  ahead += by;
  // A relay that begins signs the head of the log anew; one that runs does so every few minutes.
  await office.stopRelay();
  await office.startRelay();
  for (const one of people) {
    one.clockOff = ahead;
    await one.reopen();
    await one.online();
  }
}

describe('the supply of single-use keys', () => {
  it('is as large as the policy says, is filled up when others have used it, and is made anew before it ends', async () => {
    const ana = await start();
    await setPolicy(ana, { keyPackages: 60 });
    const chloe = await office.hire(ana, 'Chloe');
    await relay.until(() => published(chloe).single >= 60 && published(chloe).last === 1);
    expect(published(chloe)).toEqual({ single: 60, last: 1 });

    // Others take what is left, but for a few.
    for (let taken = 0; taken < 40; taken += 1) {
      const answer = await relay.connectionOf(ana.device).call('keyPackages.claim', { devices: [chloe.device] });
      if (!answer.ok) throw new Error(answer.error.code);
    }
    await later(HOUR, chloe);
    await relay.until(() => published(chloe).single >= 100);
    expect(published(chloe)).toEqual({ single: 100, last: 1 });

    // The one that is given out again and again is made anew every week, the others when their time is over.
    await later(8 * DAY, chloe);
    await relay.until(() => published(chloe).last === 2);
    expect(published(chloe).single).toBe(100);
    await later(21 * DAY, chloe);
    await relay.until(() => published(chloe).single >= 160);
    expect(published(chloe).last).toBe(3);
  });
});

describe('the keys of a device', () => {
  it('are put into a conversation anew when they are as old as the policy says, before anything more is said', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    await setPolicy(ana, { selfUpdateDays: 3 });
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    await ben.conversationOf('Harbour');
    for (const one of [ana, ben]) await one.look(room);
    await ben.say(room, 'here I am');
    await ana.reads(room, 'here I am');
    const commits = () => callsOf(ben, 'group.commit').length;
    const joined = commits();
    expect(joined).toBeGreaterThan(0);

    await later(2 * DAY, ana, ben);
    for (const one of [ana, ben]) await one.look(room);
    const two = await ben.say(room, 'after two days');
    await ana.reads(room, 'after two days');
    // Her receipt is of today: she would renew her own keys before one of later.
    await ben.stateOf(room, two, 'delivered', 'read');
    expect(commits()).toBe(joined);

    await later(2 * DAY, ana, ben);
    for (const one of [ana, ben]) await one.look(room);
    await ben.say(room, 'after four days');
    await ana.reads(room, 'after four days');
    expect(commits()).toBe(joined + 1);
  });
});

describe('a conversation', () => {
  it('begins with people who were verified, and only as long as they are who they were', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [] }));
    await setPolicy(ana, { verification: 'required' });
    const attempts = [
      () => ana.port.startDirect(ben.id),
      () => ana.port.createRoom({ name: 'Quay', people: [ben.id, chloe.id] }),
      () => ana.port.addPeople(room, [ben.id]),
    ];
    for (const attempt of attempts) expect(await attempt()).toMatchObject({ problem: { code: 'not-allowed' } });

    const { groups } = must(await ana.port.safetyNumber(ben.id));
    expect(must(await ben.port.safetyNumber(ana.id)).groups).toEqual(groups);
    const other = [...groups.slice(1), groups[0] ?? ''];
    expect(await ana.port.markVerified(ben.id, other)).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(ana.person('Ben').verified).toBe('no');
    must(await ana.port.markVerified(ben.id, groups));
    await ana.until(() => ana.person('Ben').verified === 'yes', 'the mark');
    expect(await ana.port.createRoom({ name: 'Quay', people: [ben.id, chloe.id] })).toMatchObject({
      problem: { code: 'not-allowed' },
    });
    must(await ana.port.addPeople(room, [ben.id]));
    await ben.conversationOf('Harbour');
    // It is Ana's word for Ben, and not Ben's for Ana; it stays when she comes back, until she takes it back.
    expect(await ben.port.startDirect(ana.id)).toMatchObject({ problem: { code: 'not-allowed' } });
    await later(HOUR, ana);
    await ana.until(() => ana.person('Ben').verified === 'yes', 'the mark');
    must(await ana.port.startDirect(ben.id));
    must(await ana.port.markVerified(ben.id, null));
    await ana.until(() => ana.person('Ben').verified === 'no', 'no mark');
  });
});

describe('the timer of a conversation that begins', () => {
  it('is what the policy says, inside what it allows, until whoever moderates it decides otherwise', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const timerOf = (one: Person, title: string) => one.conversation(title)?.timer;
    must(await ana.port.createRoom({ name: 'Before', people: [ben.id] }));
    await setPolicy(ana, { messageMinutesDefault: 10 });
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    must(await ana.port.startDirect(ben.id));
    for (const title of ['Harbour', 'Ana']) await ben.conversationOf(title);
    expect(timerOf(ben, 'Harbour')).toEqual({ seconds: 600, from: 'sent' });
    expect(timerOf(ben, 'Ana')).toEqual({ seconds: 600, from: 'sent' });
    expect(timerOf(ben, 'Before')).toBeUndefined();
    // It is where they begin, and no more.
    must(await ana.port.setTimer(room, null));
    await ben.until(() => timerOf(ben, 'Harbour') === undefined, 'no timer');

    await setPolicy(ana, { messageMinutesMost: 5 });
    must(await ana.port.createRoom({ name: 'Quay', people: [ben.id] }));
    await ben.conversationOf('Quay');
    expect(timerOf(ben, 'Quay')).toEqual({ seconds: 300, from: 'sent' });
  });
});

describe('words to be accepted', () => {
  it('are accepted each time before anything is shown, and again when they are others', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    await ben.conversationOf('Harbour');
    const text = '<b>This system is watched.</b>\nUse it for work.';
    const before = ana.snapshots.connection.log?.size ?? 0;
    await setPolicy(ana, { consentBanner: text });
    await ana.hasLog(before + 1);
    const size = ana.snapshots.connection.log?.size ?? 0;
    await ben.hasLog(size);
    // Whoever is in goes on.
    await ben.say(room, 'still here');
    await ana.look(room);
    await ana.reads(room, 'still here');

    for (const _ of [1, 2]) {
      await ben.reopen();
      await ben.session('consent');
      expect(ben.snapshots.session).toEqual({
        kind: 'consent',
        organisation: { id: expect.any(String), name: 'Northwind' },
        text,
      });
      expect(ben.snapshots.conversations).toEqual([]);
      expect(await ben.port.sendMessage(room, 'too early')).toMatchObject({ problem: { code: 'locked' } });
      expect(await ben.port.openTimeline(room)).toMatchObject({ problem: { code: 'locked' } });
      expect(await ben.port.acceptConsent('Anything.')).toMatchObject({ problem: { code: 'not-allowed' } });
      must(await ben.port.acceptConsent(text));
      await ben.session('open');
      await ben.conversationOf('Harbour');
    }
    // Other words take two admins and a day: here there is one, and it waits.
    const [group] = must(await ana.port.staff()).groups;
    if (group === undefined) throw new Error('there is no group');
    expect(must(await ana.port.previewPolicy(group.id, { consentBanner: '.' }))).toMatchObject({ way: 'delayed' });
  });
});

describe('short answers', () => {
  it('are there for those whose policy has them, as it is now', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    expect(ben.snapshots.later.responses).toEqual([]);
    await setPolicy(ana, { quickResponses: 'On my way.\nCall me, please.' });
    for (const one of [ana, ben]) {
      await one.until(() => one.snapshots.later.responses.length === 2, 'the answers');
      expect(one.snapshots.later.responses).toEqual(['On my way.', 'Call me, please.']);
      // They are nobody's own: they cannot be changed or taken away here.
      expect(one.snapshots.later.snippets).toEqual([]);
    }
    // Others take two admins and a day, like all words.
    const [group] = must(await ana.port.staff()).groups;
    if (group === undefined) throw new Error('there is no group');
    const preview = await ana.port.previewPolicy(group.id, { quickResponses: 'On my way.' });
    expect(must(preview)).toMatchObject({ way: 'delayed' });
  });
});

describe('networks to sign in from', () => {
  it('keep out who is elsewhere, and the app says so and what to do', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const room = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id] }));
    await ben.conversationOf('Harbour');
    expect(await ana.port.decide({ kind: 'name-group', name: 'Vault' })).toMatchObject({ value: { kind: 'done' } });
    const { groups } = must(await ana.port.staff());
    const [everyone, vault] = [groups.find((one) => one.isDefault), groups.find((one) => one.name === 'Vault')];
    if (everyone === undefined || vault === undefined) throw new Error('a group is missing');
    const networks = async (group: typeof vault.id, list: string) => {
      const { base } = must(await ana.port.policyBook(group));
      return ana.port.decide({ kind: 'set-policy', group, base, change: { networks: list } });
    };
    // Nobody here is in there: of her own group, Ana cannot say that, as she could not come back to correct it.
    const own = await networks(everyone.id, '192.0.2.0/24');
    expect(own).toMatchObject({
      problem: { code: 'invalid-input', sentence: expect.stringMatching(/Add the network that you are in/) },
    });
    expect(await networks(vault.id, '192.0.2.0/24\n2001:db8::/32')).toMatchObject({ value: { kind: 'done' } });
    expect(ben.snapshots.connection.link.kind).toBe('online');
    expect(await ana.port.decide({ kind: 'move', user: ben.id, group: vault.id })).toMatchObject({
      value: { kind: 'done' },
    });
    const elsewhere = { kind: 'elsewhere', sentence: expect.stringMatching(/Connect to one of its networks/) };
    await ben.until(() => ben.snapshots.connection.link.kind === 'elsewhere', 'being let go');
    expect(ben.snapshots.connection.link).toEqual(elsewhere);
    // What is on the device stays there, and what is written waits.
    await ben.say(room, 'from outside');
    await ben.until(() => ben.snapshots.connection.queued === 1, 'the message that waits');
    await ben.reopen();
    await ben.until(() => ben.snapshots.connection.link.kind === 'elsewhere', 'being refused');
    expect(ben.snapshots.connection).toMatchObject({ link: elsewhere, queued: 1 });
    expect(ana.snapshots.connection.link.kind).toBe('online');
  });
});

describe('wrong passphrases', () => {
  it('delete what a browser holds after as many as the policy says, over restarts, and people are told before', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    const locked = async () => {
      ben.close();
      await ben.open();
      return ben.snapshots.session;
    };
    expect(await locked()).not.toHaveProperty('triesLeft');
    expect(await ben.port.unlock('wrong')).toMatchObject({ problem: { code: 'wrong-passphrase' } });
    must(await ben.port.unlock(PASSPHRASE));
    await ben.session('open');
    await setPolicy(ana, { wipeAfterFailures: 5 });
    await ben.until(() => {
      const { session } = ben.snapshots;
      return session.kind === 'open' && session.policy.wipeAfterFailures === 5;
    }, 'the policy');

    // Also of whoever sits at an open browser.
    expect(await ben.port.changePassphrase('wrong', 'five grey owls at noon')).toMatchObject({
      problem: { code: 'wrong-passphrase', nextStep: '4 tries are left. Then this browser deletes what it holds.' },
    });
    for (const left of [3, 2, 1]) {
      expect(await locked()).toMatchObject({ kind: 'locked', failures: 4 - left, triesLeft: left + 1 });
      expect(await ben.port.unlock('wrong')).toMatchObject({
        problem: { code: 'wrong-passphrase', nextStep: expect.stringContaining('left. Then this browser deletes') },
      });
      expect(ben.snapshots.session).toMatchObject({ kind: 'locked', triesLeft: left });
    }
    expect(await ben.port.unlock('wrong')).toMatchObject({ problem: { code: 'stopped' } });
    expect(ben.snapshots.session).toMatchObject({ kind: 'stopped', reason: 'wiped' });
    expect(await ben.disk.indexedDB.databases()).toEqual([]);
    ben.close();
    await ben.open();
    await ben.session('no-account');
  });

  it('delete what an open browser holds, too, and end what it shows', async () => {
    const ana = await start();
    const ben = await office.hire(ana, 'Ben');
    await setPolicy(ana, { wipeAfterFailures: 5 });
    await ben.until(() => {
      const { session } = ben.snapshots;
      return session.kind === 'open' && session.policy.wipeAfterFailures === 5;
    }, 'the policy');
    for (const code of ['wrong-passphrase', 'wrong-passphrase', 'wrong-passphrase', 'wrong-passphrase', 'stopped']) {
      expect(await ben.port.changePassphrase('wrong', 'five grey owls at noon')).toMatchObject({ problem: { code } });
    }
    expect(ben.snapshots.session).toMatchObject({ kind: 'stopped', reason: 'wiped' });
    expect(await ben.port.createRoom({ name: 'Harbour', people: [] })).toMatchObject({ problem: { code: 'stopped' } });
    expect(await ben.disk.indexedDB.databases()).toEqual([]);
  });
});

describe('a passphrase', () => {
  it('is taken when it is as long as the policy says, and not before', async () => {
    const ana = await start();
    await setPolicy(ana, { passphraseLength: 30 });
    const [short, long] = ['five grey owls at noon', 'five grey owls at noon by the old mill'];
    expect(await ana.port.changePassphrase(PASSPHRASE, short)).toMatchObject({ problem: { code: 'weak-passphrase' } });
    expect(await ana.port.ratePassphrase(short)).toMatchObject({ acceptable: false });
    must(await ana.port.changePassphrase(PASSPHRASE, long));
    // And for whoever joins, who knows the policy by the log alone.
    const { link } = must(await ana.port.createInvitation({ name: 'Ben', role: 'member', expiresInHours: 1 }));
    const ben = office.newPerson('Ben');
    await ben.open();
    await ben.session('no-account');
    const enrolment = { fragment: link.split('#')[1] ?? '', name: 'Ben' };
    expect(await ben.port.enrol({ ...enrolment, passphrase: short })).toMatchObject({
      problem: { code: 'weak-passphrase' },
    });
    must(await ben.port.enrol({ ...enrolment, passphrase: long }));
    await ben.session('open');
  });
});
