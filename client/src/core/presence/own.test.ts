import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GroupId, parseId, type UserId } from '#shared/ids/index.ts';
import type { ConversationRow } from '../storage/records.ts';
import {
  AWAY_AFTER_MS,
  noStatus,
  ownPresence,
  PRESENCE_PLACES,
  PRESENCE_UP_TO,
  placesToTell,
  statusAt,
} from './own.ts';

const user = (nth: number) => parseId<UserId>(`${String(nth).padStart(21, 'U')}A`);
const me = user(0);
const row = (nth: number, members: readonly number[], more: Partial<ConversationRow> = {}): ConversationRow => ({
  id: parseId<GroupId>(`${String(nth).padStart(21, 'G')}A`),
  kind: members.length === 2 ? 'direct' : 'room',
  suite: 'x-wing',
  status: 'ready',
  members: members.map(user),
  unread: 0,
  lastAt: nth,
  ...more,
});

describe('what a person tells of themselves', () => {
  it('is what they have set while it lasts, and else what they do', () => {
    expect(ownPresence(noStatus, 0, 0)).toEqual({ state: 'available' });
    expect(ownPresence(noStatus, 0, AWAY_AFTER_MS)).toEqual({ state: 'away' });
    const busy = { state: 'dnd', text: 'On the crane', emoji: '🏗️', until: 100 } as const;
    expect(ownPresence(busy, 99, AWAY_AFTER_MS)).toEqual(busy);
    expect(ownPresence(busy, 100, 0)).toEqual({ state: 'available' });
    expect(statusAt({ ...busy, until: null }, 1e15).state).toBe('dnd');
    expect(ownPresence({ ...noStatus, state: 'away' }, 0, 0)).toEqual({ state: 'away' });
  });
});

describe('where it is told', () => {
  it('is to each once, as far as that can be, and in no large room, no closed one, and not to oneself', () => {
    const places = (...rows: readonly ConversationRow[]) => placesToTell(rows, me).map((id) => Number(id.match(/\d+/)));
    expect(places(row(1, [0, 1]), row(2, [0, 2]), row(3, [0, 1, 2]))).toEqual([2, 1]);
    expect(places(row(1, [0, 1]), row(3, [0, 1, 2]), row(4, [0, 2, 3]))).toEqual([1, 4]);
    expect(places(row(1, [0, 1], { status: 'left' }), row(2, [0]))).toEqual([]);
    const people = (count: number) => Array.from({ length: count }, (_, nth) => nth);
    expect(places(row(1, people(PRESENCE_UP_TO)))).toEqual([1]);
    expect(places(row(1, people(PRESENCE_UP_TO + 1)))).toEqual([]);
  });

  it('is bounded, whatever the conversations', () => {
    const conversation = fc
      .tuple(fc.nat({ max: 999 }), fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }))
      .map(([nth, others]) => row(nth, [0, ...others]));
    const all = fc.uniqueArray(conversation, { selector: ({ id }) => id, maxLength: 80 });
    fc.assert(
      fc.property(all, (rows) => {
        const places = placesToTell(rows, me);
        expect(places.length).toBeLessThanOrEqual(PRESENCE_PLACES);
        const told = new Set<UserId>([me]);
        for (const place of places) {
          const { members = [] } = rows.find(({ id }) => id === place) ?? {};
          expect(members.length).toBeLessThanOrEqual(PRESENCE_UP_TO);
          expect(
            members.some((one) => !told.has(one)),
            'each tells somebody more',
          ).toBe(true);
          for (const one of members) told.add(one);
        }
      }),
    );
  });
});
