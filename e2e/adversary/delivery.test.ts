import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { must, type Person } from '../scenarios/person.ts';
import { changeEnvelopes, hold } from './attacks.ts';
import type { End } from './hostile-relay.ts';
import { missing, only, Scene, watchSends } from './scene.ts';

let scene: Scene;
let ana: Person;
let ben: Person;
let chloe: Person;
let room: GroupId;
let title = '';
const endings: End[] = [];

beforeAll(async () => {
  scene = await Scene.start();
  ({ ana, ben } = scene);
  chloe = await scene.hire('Chloe');
}, 60_000);
beforeEach(async ({ task }) => {
  title = task.name.slice(0, 40);
  room = await scene.room(title, ben);
});
afterEach(() => {
  for (const end of endings.splice(0)) end();
});
afterAll(() => scene.close());

const anasSends = () => watchSends(scene.hostile, ana, room);

/** What somebody gets in this room, from now until the end of the test. */
function change(how: (envelope: Envelope) => Envelope | null, victim = ben): void {
  endings.push(changeEnvelopes(scene.hostile, (one) => (one.group === room ? how(one) : one), only(victim)));
}

/** Drops what `drops` says, and numbers what is left so that nothing seems to be gone. */
function dropAndRenumber(drops: (envelope: Envelope) => boolean, victim = ben): void {
  const dropped = new Set<number>();
  change((envelope) => {
    if (drops(envelope)) {
      dropped.add(envelope.seq);
      return null;
    }
    const before = [...dropped].filter((seq) => seq < envelope.seq).length;
    return { ...envelope, seq: envelope.seq - before };
  }, victim);
}

async function say(...words: readonly string[]): Promise<void> {
  for (const word of words) await ana.say(room, word);
}

const heard = () => ben.texts(room).filter((text) => !text.startsWith('here is'));

describe('a relay that withholds', () => {
  it('keeps back the Welcome of somebody who is added again: what was said meanwhile is there when it comes', async () => {
    const isOut = () => ben.snapshots.conversations.find(({ id }) => id === room)?.state.kind === 'removed';
    must(await ana.port.removePerson(room, ben.id));
    await ben.until(isOut, 'to be removed');
    let release = () => {};
    const end = scene.hostile.onPush('welcome', ({ connection, body }, pass) => {
      if (only(ben)(connection)) release = () => pass(body);
      else pass(body);
    });
    endings.push(end);
    let delivered = 0;
    endings.push(
      scene.hostile.onPush('deliver', ({ connection, body }, pass) => {
        if (only(ben)(connection)) delivered += body.length;
        pass(body);
      }),
    );
    must(await ana.port.addPeople(room, [ben.id]));
    await ana.until(() => ana.snapshots.conversations.find(({ id }) => id === room)?.members.length === 2);
    await say('before the Welcome');
    await scene.hostile.until(() => delivered > 0);
    release();
    await ben.reads(room, 'before the Welcome');
    expect(missing(ben, room)).toEqual([]);
  });

  it('drops a message: it is shown as missing as soon as the next comes', async () => {
    const sent = anasSends();
    change((one) => (sent.nth(one) === 2 ? null : one));
    await say('one', 'two', 'three');
    await ben.reads(room, 'three');
    expect(heard()).toEqual(['one', 'three']);
    expect(missing(ben, room)).toEqual([1]);
  });

  it('drops messages and numbers the rest anew: the next of their sender shows how many are missing', async () => {
    const sent = anasSends();
    dropAndRenumber((one) => sent.nth(one) === 2 || sent.nth(one) === 3);
    await say('one', 'two', 'three', 'four');
    await ben.reads(room, 'four');
    expect(heard()).toEqual(['one', 'four']);
    expect(missing(ben, room)).toEqual([2]);
  });

  it('drops the last words before a commit: they are missing although the next epoch counts from zero', async () => {
    const sent = anasSends();
    dropAndRenumber((one) => sent.nth(one) === 2);
    await say('one', 'two');
    await ana.until(() => sent.count === 2);
    must(await ana.port.addPeople(room, [chloe.id]));
    await say('three');
    await ben.reads(room, 'three');
    expect(ben.events(room)).toContain('joined');
    expect(heard()).toEqual(['one', 'three']);
    expect(missing(ben, room)).toEqual([1]);
  });

  it('drops the first words that somebody who has just joined is to hear: they are missing', async () => {
    const sent = anasSends();
    must(await ana.port.addPeople(room, [chloe.id]));
    await chloe.conversationOf(title);
    dropAndRenumber((one) => sent.nth(one) === 1, chloe);
    await say('one', 'two');
    await chloe.reads(room, 'two');
    expect(chloe.texts(room)).toEqual(['two']);
    expect(missing(chloe, room)).toEqual([1]);
  });

  it('delays: all comes late, whole and in order (harmless)', async () => {
    const held = hold(scene.hostile, only(ben));
    await say('one', 'two');
    await scene.hostile.until(() => held.envelopes.length >= 2);
    expect(heard()).toEqual([]);
    held.release();
    await ben.reads(room, 'two');
    held.end();
    expect(heard()).toEqual(['one', 'two']);
    expect(missing(ben, room)).toEqual([]);
  });
});

describe('a relay that repeats and shuffles', () => {
  it('delivers twice, under the same number and under a new one: it is one message (harmless)', async () => {
    const sent = anasSends();
    let extra = 0;
    endings.push(
      scene.hostile.onPush('deliver', ({ connection, body }, pass) => {
        if (!only(ben)(connection)) return pass(body);
        for (const one of body) {
          const moved = one.group === room ? { ...one, seq: one.seq + extra } : one;
          pass([moved, moved]);
          if (sent.nth(one) !== 1) continue;
          extra += 1;
          pass([{ ...one, seq: one.seq + extra }]);
        }
      }),
    );
    await say('one', 'two');
    await ben.reads(room, 'two');
    expect(heard()).toEqual(['one', 'two']);
    expect(missing(ben, room)).toEqual([]);
    await ben.until(() => ben.conversation(title)?.unread === 3);
  });

  it('delivers in another order: all is there, in the order that the relay gave it (harmless)', async () => {
    const held = hold(scene.hostile, only(ben));
    await say('one', 'two', 'three');
    await scene.hostile.until(() => held.envelopes.length === 3);
    // First as they are, backwards on the wire; then with their numbers exchanged.
    held.release((all) => [...all].reverse());
    await ben.reads(room, 'three');
    expect(heard()).toEqual(['one', 'two', 'three']);
    await say('four', 'five');
    await scene.hostile.until(() => held.envelopes.length === 2);
    held.release(([four, five]) =>
      four && five
        ? [
            { ...five, seq: four.seq },
            { ...four, seq: five.seq },
          ]
        : [],
    );
    await ben.reads(room, 'four');
    held.end();
    expect(heard()).toEqual(['one', 'two', 'three', 'five', 'four']);
    // What came late is missing no more.
    await ben.until(() => missing(ben, room).length === 0, 'nothing to be missing');
  });

  it('shows old messages again under new numbers: nothing is shown twice (harmless)', async () => {
    const seen: Envelope[] = [];
    change((one) => {
      seen.push(one);
      return one;
    });
    await say('one', 'two');
    await ben.reads(room, 'two');
    const last = Math.max(...seen.map(({ seq }) => seq));
    const again = seen.map((one, index) => ({ ...one, seq: last + 1 + index }));
    scene.hostile.connectionOf(ben.device).push('deliver', again);
    // What Ana says next stands behind the copies.
    change((one) => (one.seq > last ? { ...one, seq: one.seq + again.length } : one));
    await say('three');
    await ben.reads(room, 'three');
    expect(heard()).toEqual(['one', 'two', 'three']);
    expect(missing(ben, room)).toEqual([]);
  });

  it('shows a message under a far number, and then the true ones: none is shut out', async () => {
    const held = hold(scene.hostile, only(ben));
    await say('one', 'two', 'three');
    await scene.hostile.until(() => held.envelopes.length === 3);
    const rest = held.envelopes.slice(1);
    held.release(([one]) => (one === undefined ? [] : [{ ...one, seq: one.seq + 1_000_000 }]));
    await ben.reads(room, 'one');
    expect(missing(ben, room)).toEqual([1_000_000]);
    held.end();
    scene.hostile.connectionOf(ben.device).push('deliver', rest);
    await ben.reads(room, 'three');
    await say('four');
    await ben.reads(room, 'four');
    expect(heard().sort()).toEqual(['four', 'one', 'three', 'two']);
  });

  it('gives a person’s own words back to them: they are not said twice, and nobody else said them (harmless)', async () => {
    const sent = anasSends();
    let own: Envelope | undefined;
    change((one) => {
      if (sent.nth(one) === 1) own = one;
      return one;
    });
    await say('one');
    await ben.reads(room, 'one');
    if (own === undefined) throw new Error('nothing was seen');
    const { seq } = own;
    scene.hostile.connectionOf(ana.device).push('deliver', [{ ...own, seq: seq + 1 }]);
    endings.push(
      changeEnvelopes(
        scene.hostile,
        (one) => (one.group === room && one.seq > seq ? { ...one, seq: one.seq + 1 } : one),
        only(ana),
      ),
    );
    await ben.say(room, 'two');
    const two = await ana.reads(room, 'two');
    expect(ana.texts(room).filter((text) => text === 'one')).toHaveLength(1);
    expect([two.author, two.mine]).toEqual([ben.id, false]);
  });
});
