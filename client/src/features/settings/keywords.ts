import { words } from '#client/words/index.ts';
/** What a person types as their keywords. Pure. */

/** As the core takes them. */
export const KEYWORDS_MAX = 50;
export const KEYWORD_MAX = 60;

/** The keywords of a line, without blanks and without one that is there twice; in the order in which they were typed. */
export function keywordsOf(line: string): string[] {
  const seen = new Map<string, string>();
  for (const part of line.split(/[,\n،、，]/u)) {
    const word = part.trim().replace(/\s+/gu, ' ');
    const key = word.toLowerCase();
    if (word !== '' && !seen.has(key)) seen.set(key, word);
  }
  return [...seen.values()];
}

/** What is wrong with them, as a sentence with its next step. */
export function keywordsProblem(keywords: readonly string[]): string | undefined {
  const long = keywords.find((word) => word.length > KEYWORD_MAX);
  if (long !== undefined) {
    return words.settings.keywords.tooLong(long.slice(0, 20), KEYWORD_MAX);
  }
  if (keywords.length > KEYWORDS_MAX) return words.settings.keywords.tooMany(KEYWORDS_MAX);
  return undefined;
}
