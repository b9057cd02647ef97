import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { badgeCount, badgedMark } from './badge.ts';

const conversation = fc.record({
  unread: fc.nat({ max: 500 }),
  preferences: fc.record({ muted: fc.boolean(), markedUnread: fc.boolean() }),
}) as unknown as fc.Arbitrary<ConversationSummary>;

it('counts nothing of what is muted, and what is marked at least once', () => {
  fc.assert(
    fc.property(fc.array(conversation), (all) => {
      const loud = all.filter(({ preferences }) => !preferences.muted);
      expect(badgeCount(all)).toBe(badgeCount(loud));
      expect(badgeCount(loud)).toBeGreaterThanOrEqual(loud.reduce((sum, { unread }) => sum + unread, 0));
      expect(badgeCount(all) === 0).toBe(loud.every((one) => one.unread === 0 && !one.preferences.markedUnread));
    }),
  );
});

it('is a picture that the policy of the page allows, with a number in it', () => {
  expect(badgedMark(7)).toMatch(/^data:image\/svg\+xml,/);
  expect(decodeURIComponent(badgedMark(7))).toContain('>7</text>');
  expect(decodeURIComponent(badgedMark(1_000))).toContain('>99</text>');
});
