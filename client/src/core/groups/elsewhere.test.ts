import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { idOf, textMessage } from '../storage/testing.ts';
import { placesIn, toTell, withElsewhere, withoutElsewhere, withShared } from './elsewhere.ts';
import { counted, isUnread } from './for-me.ts';
import { placeOfMessage } from './order.ts';
import { withNewReply, withThreadRead } from './threads.ts';

const [ana, ben] = [idOf<UserId>(7), idOf<UserId>(8)];
const room = idOf<GroupId>(1);
const row: ConversationRow = {
  id: room,
  kind: 'room',
  suite: 'x-wing',
  status: 'ready',
  members: [ana, ben],
  unread: 0,
  lastAt: 0,
};
const message = (sequence: number, mine: boolean, forMe: boolean): TextRow => ({
  ...(textMessage(room, 1, 'words') as TextRow),
  order: placeOfMessage(sequence),
  author: mine ? ben : ana,
  ...(forMe && !mine ? { forMe: true } : {}),
});

/** One device of Ben's, which hears of messages and of what was read, in whatever order and however often. */
function device() {
  const here = new Map<string, TextRow>();
  let state = row;
  const read = (upTo: string) => {
    if (state.readUpTo !== undefined && state.readUpTo >= upTo) return;
    const left = [...here.values()].filter((one) => one.order > upTo && one.author !== ben);
    const none = { ...state, readUpTo: upTo, unread: 0 };
    state = counted(
      none,
      left.length - none.unread,
      left.filter(({ forMe }) => forMe === true).length - (none.mentioned ?? 0),
    );
  };
  return {
    take(one: TextRow | string) {
      if (typeof one === 'string') read(one);
      else if (!here.has(one.order)) {
        here.set(one.order, one);
        if (isUnread(state, one, ben)) state = counted(state, 1, Number(one.forMe === true));
      }
      expect(state.unread).toBeGreaterThanOrEqual(0);
      expect(state.mentioned ?? 0).toBeLessThanOrEqual(state.unread);
    },
    get counts() {
      return [state.unread, state.mentioned ?? 0];
    },
  };
}

const happenings = fc
  .array(fc.record({ mine: fc.boolean(), forMe: fc.boolean() }), { minLength: 1, maxLength: 20 })
  .chain((messages) => {
    const all = messages.map(({ mine, forMe }, index) => message(index + 1, mine, forMe));
    const place = fc.integer({ min: 0, max: messages.length + 2 }).map(placeOfMessage);
    return fc.array(place, { maxLength: 6 }).chain((places) => {
      const some = [...all, ...places];
      // Each device hears all of it, some twice, in an order of its own.
      const order = fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 });
      return fc.tuple(fc.constant(all), fc.constant(places), order, order);
    });
  });

describe('what was read elsewhere', () => {
  it('leads to the same counts on all devices, whatever the order in which they hear of it, and never below nothing', () => {
    fc.assert(
      fc.property(happenings, ([all, places, first, second]) => {
        const devices = [first, second].map((order) => {
          const one = device();
          for (const happening of order) one.take(happening);
          return one;
        });
        const upTo = [...places].sort().at(-1) ?? '';
        const left = all.filter(({ author, order }) => author === ana && order > upTo);
        const expected = [left.length, left.filter(({ forMe }) => forMe === true).length];
        for (const one of devices) expect(one.counts).toEqual(expected);
      }),
    );
  });

  it('is remembered as the furthest place of each conversation, in whatever order it is told, and not for ever', () => {
    const told = fc.array(
      fc.record({
        conversation: fc.integer({ min: 1, max: 5 }).map((id) => idOf<GroupId>(id)),
        upTo: fc.string({ unit: fc.constantFrom('0', '1', '5', '~'), minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(fc.tuple(told, told), ([left, right]) => {
        const one = withElsewhere(withElsewhere(undefined, left), right);
        expect(one).toEqual(withElsewhere(withElsewhere(undefined, right), left));
        for (const { conversation, upTo } of [...left, ...right]) {
          expect((one[conversation] ?? '') >= upTo).toBe(true);
        }
      }),
    );
    const many = Array.from({ length: 2_100 }, (_, index) => ({ conversation: `c${index}` as GroupId, upTo: '1' }));
    expect(Object.keys(withElsewhere(undefined, many))).toHaveLength(2_000);
  });

  it('is told once, a part at a time, and of no group of own devices', () => {
    const rows = [1, 2, 3].map((id) => ({ ...row, id: idOf<GroupId>(id), readUpTo: '5' }));
    expect(toTell(rows, 2)).toHaveLength(2);
    expect(
      toTell(
        rows.map((one) => withShared(one, { upTo: '5' })),
        9,
      ),
    ).toEqual([]);
    expect(
      toTell(
        rows.map((one) => withShared(one, { upTo: '4' })),
        9,
      ),
    ).toHaveLength(3);
    expect(toTell([{ ...row, kind: 'own', readUpTo: '5' }, row], 9)).toEqual([]);
    expect(withShared({ ...row, readShared: '7' }, { upTo: '5' }).readShared).toBe('7');
  });

  it('is told of threads as well, each until where it was seen, and leads to the same whatever comes first', () => {
    const root = `${ana}.${idOf<MessageId>(9)}`;
    const reply = { ...message(4, false, false), thread: { author: ana, id: idOf<MessageId>(9) } };
    const seen = withThreadRead(row, root, placeOfMessage(4));
    expect(withNewReply(seen, reply).newReplies).toBeUndefined();
    expect(withThreadRead(withNewReply(row, reply), root, placeOfMessage(4)).newReplies).toEqual({});
    const later = { ...reply, order: placeOfMessage(5) };
    expect(withNewReply(seen, later).newReplies).toEqual({ [root]: [placeOfMessage(5)] });
    const [place, ...more] = toTell([seen], 9);
    expect(more).toEqual([]);
    expect(place).toEqual({ conversation: room, thread: root, upTo: placeOfMessage(4) });
    if (place === undefined) throw new Error('unreachable');
    expect(toTell([withShared(seen, place)], 9)).toEqual([]);
    // What was seen since is due again.
    expect(toTell([withThreadRead(withShared(seen, place), root, placeOfMessage(5))], 9)).toHaveLength(1);
    const own = { ...row, elsewhere: withElsewhere(undefined, [place]) };
    expect(placesIn(own)).toEqual([place]);
    expect(placesIn(withoutElsewhere(own, place))).toEqual([]);
    expect(placesIn(withoutElsewhere(own, { ...place, upTo: placeOfMessage(3) }))).toEqual([place]);
  });
});
