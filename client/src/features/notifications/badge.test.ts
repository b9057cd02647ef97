import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { badgeCount, badgedMark, badgedTitle } from './badge.ts';

const conversation = fc
  .record({
    unread: fc.nat({ max: 500 }),
    mentioned: fc.nat({ max: 500 }),
    preferences: fc.record({
      muted: fc.boolean(),
      archived: fc.boolean(),
      markedUnread: fc.boolean(),
      level: fc.constantFrom('everything', 'mentions', 'nothing'),
    }),
  })
  .map(({ mentioned, ...one }) => ({
    ...one,
    mentions: Math.min(one.unread, mentioned),
  })) as unknown as fc.Arbitrary<ConversationSummary>;

it('counts nothing of what is muted or put away, what is marked at least once, and of the rest what a person wants to hear of', () => {
  fc.assert(
    fc.property(fc.array(conversation), (all) => {
      const loud = all.filter(({ preferences }) => !preferences.muted && !preferences.archived);
      const { all: count, mentions } = badgeCount(all);
      expect(badgeCount(loud)).toEqual({ all: count, mentions });
      expect(mentions).toBeLessThanOrEqual(count);
      const everything = loud.filter(({ preferences }) => preferences.level === 'everything');
      const wanted = everything.reduce((sum, { unread }) => sum + unread, 0);
      expect(count).toBeGreaterThanOrEqual(wanted);
      const quiet = loud.every(
        ({ unread, mentions: ofMe, preferences: { level, markedUnread } }) =>
          !markedUnread && (level === 'nothing' || (level === 'mentions' ? ofMe : unread) === 0),
      );
      expect(count === 0).toBe(quiet);
    }),
  );
});

it('is in the title, mentions apart', () => {
  expect(badgedTitle({ all: 0, mentions: 0 })).toBe('Tacit');
  expect(badgedTitle({ all: 7, mentions: 0 })).toBe('(7) Tacit');
  expect(badgedTitle({ all: 700, mentions: 2 })).toBe('(99+, @2) Tacit');
});

it('is a picture that the policy of the page allows, with a number in it', () => {
  expect(badgedMark(7)).toMatch(/^data:image\/svg\+xml,/);
  expect(decodeURIComponent(badgedMark(7))).toContain('>7</text>');
  expect(decodeURIComponent(badgedMark(1_000))).toContain('>99</text>');
});
