import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newRoom, type RoomState } from '#core/content/room-state.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope, WaitingWelcome } from '#shared/wire/index.ts';
import { expectAgreement, withStorage } from '../scenarios/agreement.ts';
import { must, type Person } from '../scenarios/person.ts';
import { changeAnswers, changeEnvelopes, substituteKeyPackage } from './attacks.ts';
import type { End } from './hostile-relay.ts';
import { Rogue } from './rogue.ts';
import { memberNames, only, Scene } from './scene.ts';

let scene: Scene;
let ana: Person;
let ben: Person;
let dan: Person;
let mallory: Rogue;
let room: GroupId;
let title = '';
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana, ben } = scene);
  dan = await scene.hire('Dan');
  mallory = await Rogue.enrol(ana, scene.office.url);
}, 60_000);
beforeEach(async ({ task }) => {
  title = task.name.slice(0, 60);
  room = await scene.room(title, ben);
}, 60_000);
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(async () => {
  mallory.close();
  await scene.close();
});

const envelopesOf = (person: Person): Envelope[] => {
  const { index } = scene.hostile.connectionOf(person.device);
  return scene.hostile.recorded.flatMap((one) => {
    const pushed = one.kind === 'push' && one.name === 'deliver' && one.connection === index;
    return pushed ? (one.body as Envelope[]).filter(({ group }) => group === room) : [];
  });
};

/** Gives somebody these Welcomes besides their own. */
function giveWelcomes(
  person: Person,
  ...welcomes: readonly { group: GroupId; message: Uint8Array; seq: number }[]
): void {
  let given = false;
  endings.push(
    changeAnswers(
      scene.hostile,
      'welcome.pending',
      (value) => {
        if (given) return value;
        given = true;
        return {
          ...value,
          welcomes: [...welcomes.map((one, index) => ({ ...one, id: 1_000_000 + index })), ...value.welcomes],
        };
      },
      only(person),
    ),
  );
  scene.hostile.connectionOf(person.device).push('welcome', { pending: welcomes.length });
}

/** All Welcomes that anybody was given from now on. */
function watchWelcomes(person: Person): WaitingWelcome[] {
  const seen: WaitingWelcome[] = [];
  endings.push(
    changeAnswers(
      scene.hostile,
      'welcome.pending',
      (value) => {
        seen.push(...value.welcomes);
        return value;
      },
      only(person),
    ),
  );
  return seen;
}

describe('a relay that lets a stranger listen', () => {
  it('puts a device into the roster: it is given everything and reads nothing, and nobody is shown it as a member', async () => {
    endings.push(
      scene.hostile.onCall('group.commit', async ({ request }, forward) =>
        request.welcome === undefined
          ? forward(request)
          : forward({
              ...request,
              rosterAdd: [...request.rosterAdd, mallory.device],
              welcomeTo: [...request.welcomeTo, mallory.device],
            }),
      ),
    );
    must(await ana.port.addPeople(room, [dan.id]));
    await dan.conversationOf(title);
    await ana.say(room, 'between us');
    await dan.reads(room, 'between us');
    const { welcomes } = await mallory.waiting();
    expect(welcomes.some(({ group }) => group === room)).toBe(true);
    expect(await mallory.join()).not.toContain(room);
    const page = await mallory.fetch(room);
    expect(page.length).toBeGreaterThan(0);
    for (const { message } of page) expect(await mallory.canRead(room, message)).toBe(false);
    for (const person of [ana, ben, dan]) expect(memberNames(person, room)).toEqual(['Ana', 'Ben', 'Dan']);
  });

  it('gives a Welcome to the wrong person: nothing comes of it', async () => {
    const welcomes = watchWelcomes(dan);
    must(await ana.port.addPeople(room, [dan.id]));
    await dan.conversationOf(title);
    const [welcome] = welcomes;
    if (welcome === undefined) throw new Error('there was no Welcome');
    expect(await mallory.tryJoin(room, welcome.message)).toBe(false);
    giveWelcomes(ben, welcome);
    await ana.say(room, 'still three');
    for (const person of [ben, dan]) await person.reads(room, 'still three');
    expect(ben.conversation(title)?.state.kind).toBe('ready');
    expect(ben.events(room)).not.toContain('re-synchronised');
  });

  it.each(['of another device', 'with another’s certificate'])(
    'hands out a key package %s: nobody is added',
    async (how) => {
      const forged = await mallory.keyPackage(how === 'of another device' ? undefined : await certificateOf(dan));
      endings.push(substituteKeyPackage(scene.hostile, dan.device, forged));
      await ana.port.addPeople(room, [dan.id]);
      expect(memberNames(ana, room)).toEqual(['Ana', 'Ben']);
      expect(await mallory.join()).not.toContain(room);
    },
  );
});

describe('a relay that shows what is over', () => {
  it('hands out one key package twice: who was added by it asks for help, and is in both conversations', async () => {
    let first: Uint8Array | undefined;
    let times = 0;
    endings.push(
      changeAnswers(scene.hostile, 'keyPackages.claim', (value) => ({
        ...value,
        claimed: value.claimed.map((one) => {
          times += 1;
          first ??= one.bytes;
          return times === 2 ? { ...one, bytes: first } : one;
        }),
      })),
    );
    for (const name of [`${title} one`, `${title} two`]) {
      const id = must(await ana.port.createRoom({ name, people: [dan.id] }));
      await dan.conversationOf(name);
      await ana.say(id, name);
      await dan.reads(id, name);
    }
    // Two to be added, and at least one to be added again.
    expect(times).toBeGreaterThanOrEqual(3);
  });

  it('shows an old Welcome to somebody who was removed since: they stay out', async () => {
    const welcomes = watchWelcomes(dan);
    must(await ana.port.addPeople(room, [dan.id]));
    await dan.conversationOf(title);
    must(await ana.port.removePerson(room, dan.id));
    await dan.until(() => dan.conversation(title)?.state.kind === 'removed', 'being removed');
    giveWelcomes(dan, ...welcomes.map((one) => ({ ...one, seq: one.seq + 100 })));
    await ana.say(room, 'without Dan');
    await ben.reads(room, 'without Dan');
    await dan.port.idle();
    expect(dan.conversation(title)?.state.kind).toBe('removed');
    expect(dan.texts(room)).not.toContain('without Dan');
  });

  it('shows old commits again, under new numbers and as messages: nothing happens (harmless)', async () => {
    must(await ana.port.changeRoom(room, { name: `${title}!` }));
    await ben.conversationOf(`${title}!`);
    const seen = envelopesOf(ben);
    const last = Math.max(...seen.map(({ seq }) => seq));
    const commits = seen.filter(({ kind }) => kind === 'commit');
    const again = commits.flatMap((one) => [one, { ...one, kind: 'application' as const }]);
    scene.hostile.connectionOf(ben.device).push(
      'deliver',
      again.map((one, index) => ({ ...one, seq: last + 1 + index })),
    );
    endings.push(
      changeEnvelopes(
        scene.hostile,
        (one) => (one.group === room && one.seq > last ? { ...one, seq: one.seq + again.length } : one),
        only(ben),
      ),
    );
    await ana.say(room, 'and on');
    await ben.reads(room, 'and on');
    expect(ben.events(room)).not.toContain('re-synchronised');
    expect(memberNames(ben, room)).toEqual(['Ana', 'Ben']);
  });

  it('shows an old request to be added again to a newer member: who is put in anew goes on reading', async () => {
    // Ben falls out of step once, asks, and is back.
    let spoil = true;
    endings.push(
      changeEnvelopes(
        scene.hostile,
        (one) => {
          if (one.group !== room || !spoil) return one;
          spoil = false;
          return { ...one, kind: 'commit' };
        },
        only(ben),
      ),
    );
    await ana.say(room, 'spoilt');
    await ben.until(() => ben.events(room).includes('re-synchronised'), 'being put in again');
    const request = envelopesOf(ana).find(({ kind }) => kind === 're-add-request');
    if (request === undefined) throw new Error('nobody asked');
    must(await ana.port.addPeople(room, [dan.id]));
    await dan.conversationOf(title);
    await scene.settle(room, ana, ben, dan);
    const last = Math.max(...envelopesOf(dan).map(({ seq }) => seq));
    scene.hostile.connectionOf(dan.device).push('deliver', [{ ...request, seq: last + 1 }]);
    endings.push(
      changeEnvelopes(
        scene.hostile,
        (one) => (one.group === room && one.seq > last ? { ...one, seq: one.seq + 1 } : one),
        only(dan),
      ),
    );
    await ben.until(
      () => ben.events(room).filter((kind) => kind === 're-synchronised').length === 2,
      'being put in again',
    );
    await expectAgreement(room, ana, ben, dan);
  });
});

describe('a relay and a member in league', () => {
  /** A group under the room's id that the others never made, further on than theirs, with whoever Mallory likes in it. */
  async function forgeRoom(...people: readonly Person[]) {
    const state: RoomState = { ...newRoom(title, mallory.id), version: 9 };
    await mallory.found(room, state);
    await mallory.advance(room, 40);
    const add = (await Promise.all(people.map((person) => mallory.claim(person.id)))).flat();
    const { candidate } = await mallory.makeCommit(room, { add });
    if (candidate.welcome === undefined) throw new Error('unreachable');
    return { group: room, message: candidate.welcome, seq: 500 };
  }

  it('bring somebody into another room under the same name by a Welcome that nobody asked for: it is not taken', async () => {
    giveWelcomes(ben, await forgeRoom(ben, dan));
    await ana.say(room, 'as it was');
    await ben.reads(room, 'as it was');
    expect(memberNames(ben, room)).toEqual(['Ana', 'Ben']);
    expect(ben.conversation(title)?.moderators).toEqual([ana.id]);
  });

  it('put somebody who fell out into another room with a stranger in it: the stranger is announced', async () => {
    endings.push(
      scene.hostile.onCall('group.readd', async () => ({ ok: true, value: { seq: 900, duplicate: false } })),
    );
    const spoilt = {
      ...(envelopesOf(ben).at(-1) as Envelope),
      kind: 'commit' as const,
      message: Uint8Array.of(1),
      seq: 400,
    };
    scene.hostile.connectionOf(ben.device).push('deliver', [spoilt]);
    await ben.until(() => ben.conversation(title)?.state.kind === 're-synchronising', 'falling out');
    giveWelcomes(ben, await forgeRoom(ben, dan));
    await ben.until(() => ben.events(room).includes('re-synchronised'), 'being put in again');
    const joined = ben
      .entries(room)
      .flatMap((one) => (one.kind === 'event' && one.event.kind === 'joined' ? one.event.who : []));
    expect(joined).toEqual(expect.arrayContaining([dan.id, mallory.id]));
    const gone = ben
      .entries(room)
      .flatMap((one) => (one.kind === 'event' && one.event.kind === 'left' ? [one.event.who] : []));
    expect(gone).toEqual([ana.id]);
  });
});

describe('a relay that lies about commits', () => {
  it('keeps a commit from one person: the next message puts them in again, and all agree', async () => {
    must(await ana.port.addPeople(room, [dan.id]));
    await dan.conversationOf(title);
    await scene.settle(room, ana, ben, dan);
    let dropped: number | undefined;
    const end = changeEnvelopes(
      scene.hostile,
      (one) => {
        if (one.group !== room) return one;
        if (one.kind === 'commit' && dropped === undefined) {
          dropped = one.seq;
          return null;
        }
        return dropped !== undefined && one.seq === dropped ? null : one;
      },
      only(ben),
    );
    must(await ana.port.removePerson(room, dan.id));
    await ana.say(room, 'without Dan');
    await ben.until(() => ben.events(room).includes('re-synchronised'), 'being put in again');
    end();
    await expectAgreement(room, ana, ben);
    expect(ben.events(room)).toContain('missing');
  });

  it('says that a commit was taken, and throws it away: the others are put in again, and all agree', async () => {
    let pretended = false;
    endings.push(
      scene.hostile.onCall('group.commit', async ({ connection, request }, forward) => {
        if (pretended || request.group !== room || !only(ana)(connection)) return forward(request);
        pretended = true;
        return { ok: true, value: { seq: 999, duplicate: false } };
      }),
    );
    must(await ana.port.changeRoom(room, { name: `${title}!` }));
    for (const end of endings.splice(0)) end();
    await expectAgreement(room, ana, ben);
  });

  it('says that a commit came too late, and takes it all the same: the committer is put in again, and all agree', async () => {
    let lied = false;
    endings.push(
      scene.hostile.onCall('group.commit', async ({ connection, request }, forward) => {
        const answer = await forward(request);
        if (lied || request.group !== room || !only(ana)(connection)) return answer;
        lied = true;
        return { ok: false, error: { code: 'stale-epoch', sentence: 'late' } };
      }),
    );
    await ana.port.changeRoom(room, { name: `${title}!` });
    for (const end of endings.splice(0)) end();
    await ben.conversationOf(`${title}!`);
    await ben.say(room, 'still there?');
    await expectAgreement(room, ben, ana);
  });
});

async function certificateOf(person: Person): Promise<Uint8Array> {
  return withStorage(person, async ({ read }) => (await read.account('identity'))?.certificate ?? new Uint8Array());
}
