/** How much asks to be read, and the tab's icon that says so. */
import type { ConversationSummary } from '#client/bridge/port.ts';

/**
 * Unread messages and threads of which a person wants to hear, and conversations that are marked as unread, outside of those that are muted or put away; and
 * how many of the messages mention the person.
 */
export function badgeCount(conversations: readonly ConversationSummary[]): { all: number; mentions: number } {
  const count = { all: 0, mentions: 0 };
  for (const { unread, mentions, newReplies = [], preferences } of conversations) {
    const { muted, archived, level, markedUnread } = preferences;
    if (muted || archived) continue;
    const told = level === 'everything' ? unread + newReplies.length : level === 'mentions' ? mentions : 0;
    count.all += told === 0 && markedUnread ? 1 : told;
    if (level !== 'nothing') count.mentions += mentions;
  }
  return count;
}

const shortly = (count: number): string => (count > 99 ? '99+' : String(count));

/** The title of the tab: how much, and how much of it mentions the person. Never whose. */
export function badgedTitle({ all, mentions }: { readonly all: number; readonly mentions: number }): string {
  if (all === 0) return 'Tacit';
  return mentions === 0 ? `(${shortly(all)}) Tacit` : `(${shortly(all)}, @${shortly(mentions)}) Tacit`;
}

/**
 * The mark with a count, as an address that the page's policy allows for pictures. It is the picture of `mark.svg`; only
 * digits are put into it.
 */
export function badgedMark(count: number): string {
  const words = count > 99 ? '99' : String(Math.trunc(count));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b6b6e" d="M9 3h14a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6h-8.2l-5.4 4.1A1.5 1.5 0 0 1 7 27.9V24.7A6 6 0 0 1 3 19V9a6 6 0 0 1 6-6Z"/><path fill="#fff" d="M8 10h16v2.25h-4V18a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-5.75H8Z"/><circle cx="22" cy="22" r="10" fill="#b3261e"/><text x="22" y="27" fill="#fff" font-family="sans-serif" font-size="14" font-weight="700" text-anchor="middle">${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
