import { expect, it } from 'vitest';
import { KEYWORD_MAX, KEYWORDS_MAX, keywordsOf, keywordsProblem } from './keywords.ts';

it('are what stands between commas, each once', () => {
  expect(keywordsOf(' crane,  dry   dock, Crane ,, 港、桟橋')).toEqual(['crane', 'dry dock', '港', '桟橋']);
  expect(keywordsOf('  ')).toEqual([]);
});

it('are as many and as long as the core takes', () => {
  expect(keywordsProblem(['crane'])).toBeUndefined();
  expect(keywordsProblem(['x'.repeat(KEYWORD_MAX + 1)])).toContain('too long');
  expect(keywordsProblem(Array.from({ length: KEYWORDS_MAX + 1 }, (_, nth) => `${nth}`))).toContain('room for 50');
});
