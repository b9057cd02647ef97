import { describe, expect, it } from 'vitest';
import { emojiCalled, emojiList, findEmoji } from './emoji-list.ts';

const found = (typed: string) => findEmoji(typed).map(({ emoji }) => emoji);

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const isEmoji = (text: string) =>
  /^[\p{Emoji}\p{Emoji_Component}]+$/u.test(text) && [...graphemes.segment(text)].length === 1;

describe('the list of emoji', () => {
  it('has each of them once, with a name of its own, and none that nobody would show', () => {
    expect(new Set(emojiList.map(({ emoji }) => emoji)).size).toBe(emojiList.length);
    expect(new Set(emojiList.map(({ name }) => name)).size).toBe(emojiList.length);
    expect(emojiList.filter(({ emoji, name }) => !isEmoji(emoji) || name === '')).toEqual([]);
    expect(emojiList.length).toBeGreaterThan(150);
  });

  it('is found by the beginnings of words, in any order', () => {
    expect(found('thu')).toEqual(expect.arrayContaining(['👍', '👎']));
    expect(found('up thumbs')).toEqual(['👍']);
    expect(found('YES')).toContain('✅');
    expect(found('+1')).toEqual(['👍']);
    expect(found('humbs')).toEqual([]);
    expect(found('  ')).toHaveLength(emojiList.length);
  });

  it('is called by whole names', () => {
    expect(emojiCalled('thumbs_up')?.emoji).toBe('👍');
    expect(emojiCalled('+1')?.emoji).toBe('👍');
    expect(emojiCalled('Tada')?.emoji).toBe('🎉');
    expect(emojiCalled('thumb')).toBeUndefined();
    expect(emojiList.filter(({ name, emoji }) => emojiCalled(name)?.emoji !== emoji)).toEqual([]);
  });
});
