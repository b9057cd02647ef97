/** Which messages speak to the person of this device, and how many of those are unread. Pure. */
import type { UserId } from '#shared/ids/index.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';

/** What a person listens for. */
export interface Ear {
  readonly self: { readonly user: UserId };
  /** Words that count as a mention on this device, and of which nobody else hears. */
  readonly keywords: () => readonly string[];
}

/**
 * A message with whether it speaks to this person: it mentions them, or everybody in a room, or has one of their keywords.
 * Kept with it, so that what has been counted can be counted back when the message is edited or recalled, whatever the
 * keywords are then.
 */
export function asHeard(
  { forMe: _before, ...row }: TextRow,
  { self: { user }, keywords }: Ear,
  kind: ConversationRow['kind'] | undefined,
): TextRow {
  if (row.author === user || row.recalledAt !== undefined) return row;
  const { text, mentions = [] } = row;
  const named = mentions.some((who) => who === user || (who === 'room' && kind === 'room'));
  return named || hasKeyword(text, keywords()) ? { ...row, forMe: true } : row;
}

/** Whether a message is unread to a conversation's person. */
export function isUnread({ readUpTo }: ConversationRow, { author, order, aside }: TextRow, me: UserId): boolean {
  return author !== me && aside !== true && (readUpTo === undefined || order > readUpTo);
}

/** The conversation after its counts have changed: never below nothing, and never more mentions than messages. */
export function counted(row: ConversationRow, unread: number, mentioned: number): ConversationRow {
  const { mentioned: before = 0, ...rest } = row;
  const messages = Math.max(0, row.unread + unread);
  const left = Math.min(messages, Math.max(0, before + mentioned));
  return { ...rest, unread: messages, ...(left === 0 ? {} : { mentioned: left }) };
}

// Scripts that do not put spaces between words.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const LETTER = /[\p{L}\p{N}\p{M}_]/u;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether one of `keywords` stands in `text` as a whole word, or as whole words. */
export function hasKeyword(text: string, keywords: readonly string[]): boolean {
  if (keywords.length === 0) return false;
  const said = plain(text);
  return keywords.some((keyword) => {
    const word = plain(keyword).trim();
    if (word === '') return false;
    const goesOn = (inside: string, outside: string) =>
      LETTER.test(inside) && LETTER.test(outside) && !UNSPACED.test(inside);
    for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1)) {
      const end = at + word.length;
      const before = [...said.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
      const after = [...said.slice(end, end + 2)][0] ?? '';
      if (!goesOn([...word][0] ?? '', before) && !goesOn([...word].at(-1) ?? '', after)) return true;
    }
    return false;
  });
}
