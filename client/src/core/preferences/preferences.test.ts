import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConversationPreferences } from '../port.ts';
import { conversationSchema } from '../storage/records.ts';
import { preferencesOf, withPreferences } from './preferences.ts';

const change = fc.record(
  {
    favourite: fc.boolean(),
    muted: fc.boolean(),
    archived: fc.boolean(),
    level: fc.constantFrom('everything' as const, 'mentions' as const, 'nothing' as const),
    markedUnread: fc.boolean(),
  },
  { requiredKeys: [] },
);
const row = { id: 'AAAAAAAAAAAAAAAAAAAAAA', kind: 'room', suite: 'x-wing', status: 'ready', members: [] };

it('are what was decided last, and fit the row that is stored', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      let stored: Parameters<typeof preferencesOf>[0] = {};
      let expected: ConversationPreferences = preferencesOf({});
      for (const one of changes) {
        stored = withPreferences(stored, one);
        expected = { ...expected, ...one };
      }
      expect(preferencesOf(stored)).toEqual(expected);
      expect(conversationSchema.safeParse({ ...row, unread: 0, lastAt: 0, ...stored }).success).toBe(true);
    }),
  );
});

it('leave no trace where nothing is decided', () => {
  expect(withPreferences({ preferences: { muted: true } }, { muted: false })).toEqual({});
});
