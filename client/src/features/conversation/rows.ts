/** What a timeline draws, line by line, made from its entries. */
import type { MessageView, TimelineKey } from '#client/bridge/port.ts';
import { dayOf } from '#client/ui/time.ts';

export type TextEntry = Extract<MessageView, { kind: 'text' }>;
export type EventEntry = Extract<MessageView, { kind: 'event' }>;

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** Below it stands what is new. */
  | { readonly kind: 'new'; readonly key: string }
  /** `head`: shows author and face; the rows below it that follow closely do not repeat them. */
  | { readonly kind: 'text'; readonly key: TimelineKey; readonly entry: TextEntry; readonly head: boolean }
  | { readonly kind: 'event'; readonly key: TimelineKey; readonly entry: EventEntry };

/** After this pause the author is named again. */
const GROUP_MS = 5 * 60_000;

/**
 * `entries`, oldest first, as rows: a divider where the local day changes, the "New" line below the place `newBelow`, at
 * which nothing need stand any more, and messages of one author within five minutes grouped under one head.
 */
export function timelineRows(entries: readonly MessageView[], newBelow: TimelineKey | undefined): Row[] {
  const rows: Row[] = [];
  let day: number | undefined;
  let before: TextEntry | undefined;
  /** Something that was read stands above: otherwise what is new may begin above what is here. */
  let readAbove = false;
  let drawn = false;
  for (const entry of entries) {
    const entryDay = dayOf(entry.at);
    if (entryDay !== day) {
      day = entryDay;
      before = undefined;
      // The order is the relay's, the times are the authors': a day can come back, so the key names the entry.
      rows.push({ kind: 'day', key: `day:${entry.key}`, at: entry.at });
    }
    const isNew = newBelow !== undefined && entry.key > newBelow;
    if (isNew && readAbove && !drawn) {
      drawn = true;
      before = undefined;
      rows.push({ kind: 'new', key: 'new' });
    }
    if (entry.kind === 'text') {
      const head =
        before === undefined ||
        before.author !== entry.author ||
        entry.at - before.at >= GROUP_MS ||
        entry.at < before.at - GROUP_MS;
      rows.push({ kind: 'text', key: entry.key, entry, head });
      before = entry;
    } else {
      rows.push({ kind: 'event', key: entry.key, entry });
      before = undefined;
    }
    readAbove ||= !isNew;
  }
  return rows;
}

/** Whether something of another person stands below `readUpTo`: only then is there a "New" line. */
export function hasNewBelow(entries: readonly MessageView[], readUpTo: TimelineKey | undefined): boolean {
  if (readUpTo === undefined) return false;
  return entries.some(
    (entry) => entry.key > readUpTo && entry.kind === 'text' && !entry.mine && entry.recalledAt === undefined,
  );
}
