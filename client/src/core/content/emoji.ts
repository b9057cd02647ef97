/** What may be a reaction: one emoji and nothing else, or it would be a message that nobody is told of. */

/** The longest that a reaction may be, in UTF-16 units: families with skin tones come to 25. */
export const EMOJI_MAX = 32;

const PARTS = /^[\p{Emoji}\p{Emoji_Component}]+$/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether `text` is one emoji: a single grapheme cluster of what emoji are made of. */
export function isEmoji(text: string): boolean {
  if (text.length > EMOJI_MAX || !PARTS.test(text) || !PICTURE.test(text)) return false;
  return [...graphemes.segment(text)].length === 1;
}
