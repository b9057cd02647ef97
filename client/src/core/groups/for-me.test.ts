import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { TextRow } from '../storage/records.ts';
import { idOf, textMessage } from '../storage/testing.ts';
import { asHeard, hasKeyword } from './for-me.ts';

const [me, ben, chloe] = [idOf<UserId>(7), idOf<UserId>(8), idOf<UserId>(9)];
const ear = { self: { user: me }, keywords: () => ['crane'] };
const by = (author: UserId, text: string, mentions?: TextRow['mentions']): TextRow => ({
  ...(textMessage(idOf<GroupId>(1), 1, text) as TextRow),
  author,
  ...(mentions === undefined ? {} : { mentions }),
});

describe('a message speaks to a person', () => {
  it('who is mentioned in it, who is in the room that is, or whose keyword it has', () => {
    const speaks = (row: TextRow, kind: 'room' | 'direct' = 'room') => asHeard(row, ear, kind).forMe === true;
    expect(speaks(by(ben, '\uFFFC', [me]))).toBe(true);
    expect(speaks(by(ben, '\uFFFC \uFFFC', [chloe, me]))).toBe(true);
    expect(speaks(by(ben, '\uFFFC', ['room']))).toBe(true);
    expect(speaks(by(ben, 'The crane is broken'))).toBe(true);
    expect(speaks(by(ben, '\uFFFC', [chloe]))).toBe(false);
    expect(speaks(by(ben, '@Ana @room'))).toBe(false);
    expect(speaks(by(ben, '\uFFFC', ['room']), 'direct')).toBe(false);
    expect(speaks(by(me, '\uFFFC crane', [me]))).toBe(false);
  });

  it('no longer when it is other words, or none', () => {
    expect(asHeard({ ...by(ben, 'Nothing'), forMe: true }, ear, 'room')).not.toHaveProperty('forMe');
    expect(asHeard({ ...by(ben, ''), forMe: true, recalledAt: 5 }, ear, 'room')).not.toHaveProperty('forMe');
  });
});

describe('a keyword', () => {
  it.each([
    ['The Crane is broken', true],
    ['crane', true],
    ['(CRANE!)', true],
    ['cranes', false],
    ['a_crane', false],
    ['ice cream', true],
    ['ice creams', false],
    ['東京港です', true],
    ['e\u0301cole', true],
    ['écoles', false],
  ])('in "%s": %s', (text, expected) => {
    expect(hasKeyword(text, ['crane', 'ICE cream', '港', 'École', ' '])).toBe(expected);
  });

  it('is looked for in any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, word) => {
        hasKeyword(text, [word]);
        if (word.trim() !== '') expect(hasKeyword(`${text} ${word} `, [word])).toBe(true);
      }),
    );
    expect(hasKeyword('ab'.repeat(8_000), ['ab'])).toBe(false);
  });
});
