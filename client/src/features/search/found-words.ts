/** What a search has come to, in words. */
import type { SearchPage } from '#client/bridge/port.ts';
import { longDay } from '#client/ui/time.ts';
import { words } from '#client/words/index.ts';

/** @param count of all hits so far. */
export function foundWords(query: string, page: SearchPage | undefined, count: number, isPending: boolean): string {
  if (query.trim() === '') return '';
  const { search } = words;
  if (page === undefined) return isPending ? search.searching : '';
  const found = count === 0 ? search.nothing : page.cursor === undefined ? search.all(count) : search.newest(count);
  if (page.complete) return count === 0 ? `${found}. ${search.tryOthers}` : `${found}.`;
  return page.indexedBackTo === undefined ? search.soFar(found) : search.backTo(found, longDay(page.indexedBackTo));
}
