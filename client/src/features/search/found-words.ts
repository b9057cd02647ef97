/** What a search has come to, in words. */
import type { SearchPage } from '#client/bridge/port.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** @param count of all hits so far. */
export function foundWords(query: string, page: SearchPage | undefined, count: number, isPending: boolean): string {
  if (query.trim() === '') return '';
  if (page === undefined) return isPending ? 'Searching…' : '';
  const amount = count === 1 ? '1 message' : `${count} messages`;
  const found = count === 0 ? 'No message found' : page.cursor === undefined ? amount : `The newest ${amount}`;
  if (page.complete) return count === 0 ? `${found}. Try fewer or other words.` : `${found}.`;
  const back = page.indexedBackTo === undefined ? 'so far' : `back to ${day.format(page.indexedBackTo)}`;
  return `${found} ${back}. Older messages are still being looked through.`;
}
