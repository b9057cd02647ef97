import { expect, it } from 'vitest';
import { isEmoji } from './emoji.ts';

it.each(['👍', '❤️', '❤', '👩🏽‍🚀', '👨🏻‍❤️‍💋‍👨🏼', '🇻🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '☑️'])('%s is one emoji', (emoji) => {
  expect(isEmoji(emoji)).toBe(true);
});

it.each([
  ['two of them', '👍👍'],
  ['a letter', 'a'],
  ['a digit', '1'],
  ['nothing', ''],
  ['words', 'no'],
  ['a word with one', 'ok👍'],
  ['marks piled on a letter', 'a\u0301\u0301\u0301'],
  ['marks piled on one', `👍${'\u0301'.repeat(10)}`],
  ['what cannot be seen', '\u200D\uFE0F'],
  ['what turns text around', '\u202E👍'],
  ['one that never ends', Array.from({ length: 40 }, () => '👍').join('\u200D')],
])('%s is none', (_, text) => {
  expect(isEmoji(text)).toBe(false);
});
