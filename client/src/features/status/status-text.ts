/** The words of a status, as a person types them: perhaps with an emoji in front. Pure. */
import { rareWords } from '#client/words/rare.ts';

/** As the core takes them. */
const STATUS_MAX = 60;
const STATUS_BYTES = 160;
const EMOJI_MAX = 32;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface StatusWords {
  readonly emoji: string;
  readonly text: string;
}

/** The emoji at the beginning, if there is one, and what follows. */
export function splitStatus(typed: string): StatusWords {
  const words = typed.trim().replace(/\s+/gu, ' ');
  const [first] = graphemes.segment(words);
  const sign = first?.segment ?? '';
  const isEmoji =
    /^[\p{Emoji}\p{Emoji_Component}]+$/u.test(sign) &&
    /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u.test(sign);
  return isEmoji && sign.length <= EMOJI_MAX
    ? { emoji: sign, text: words.slice(sign.length).trim() }
    : { emoji: '', text: words };
}

/** What is wrong with it, as a sentence with its next step. */
export function statusProblem({ text }: StatusWords): string | undefined {
  const tooLong = text.length > STATUS_MAX || new TextEncoder().encode(text).length > STATUS_BYTES;
  return tooLong ? rareWords.statusDialog.tooLong(STATUS_MAX) : undefined;
}
