import { describe, expect, it } from 'vitest';
import { ar } from '#client/words/ar/index.ts';
import { speak } from '#client/words/index.ts';
import { vi } from '#client/words/vi/index.ts';
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

  it('has a name of its own in every language, for each and for nothing else', () => {
    for (const { names } of [vi.rare.emoji, ar.rare.emoji]) {
      expect(Object.keys(names).sort()).toEqual(emojiList.map(({ emoji }) => emoji).sort());
      const called = Object.values(names).map((line) => line.split('|')[0]);
      expect(new Set(called).size).toBe(emojiList.length);
    }
  });

  it('is found by the words of the language that is spoken, with or without accents, and by English ones', async () => {
    await speak('vi');
    try {
      expect(found('vỗ tay')).toContain('👏');
      expect(found('vo tay')).toContain('👏');
      expect(found('clap')).toContain('👏');
      expect(findEmoji('clap')[0]?.name).toBe('vỗ tay');
      expect(emojiCalled('clapping_hands')?.emoji).toBe('👏');
      expect(emojiCalled('vỗ_tay')?.emoji).toBe('👏');
    } finally {
      await speak('en');
    }
    expect(found('vo tay')).toEqual([]);
  });

  it('is called by whole names', () => {
    expect(emojiCalled('thumbs_up')?.emoji).toBe('👍');
    expect(emojiCalled('+1')?.emoji).toBe('👍');
    expect(emojiCalled('Tada')?.emoji).toBe('🎉');
    expect(emojiCalled('thumb')).toBeUndefined();
    expect(emojiList.filter(({ name, emoji }) => emojiCalled(name)?.emoji !== emoji)).toEqual([]);
  });
});
